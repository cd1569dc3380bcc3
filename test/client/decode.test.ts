// Decoding is not public: it is imported from the source. No answer here comes from a server.
import { describe, expect, it } from 'vitest';
import { cancelBody, decodeJson, type FetchReply, readText } from '../../src/decode.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** An answer, and whether its body was let go. */
function reply(text: string, headers: Record<string, string> = JSON_TYPE, status = 200) {
  let reads = 0;
  let cancels = 0;
  const answer: FetchReply = {
    status,
    headers: { get: (name) => headers[name] ?? null },
    body: { cancel: () => cancels++ },
    text: async () => {
      reads++;
      return text;
    },
  };
  return { answer, reads: () => reads, cancels: () => cancels };
}

/** An answer whose body comes in pieces, and how many of them were taken. */
function pieces(parts: Uint8Array[], headers: Record<string, string> = JSON_TYPE) {
  let taken = 0;
  let isClosed = false;
  async function* body() {
    try {
      for (const part of parts) {
        taken++;
        yield part;
      }
    } finally {
      isClosed = true;
    }
  }
  const { answer } = reply('', headers);
  return { answer: { ...answer, body: body() }, taken: () => taken, isClosed: () => isClosed };
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a JSON body', () => {
  it('is parsed, and its text kept', async () => {
    expect(await decodeJson(reply('{"id":"a"}').answer, 100)).toEqual({
      value: { id: 'a' },
      text: '{"id":"a"}',
    });
  });

  it.each([
    'application/json',
    'Application/JSON',
    ' application/json ',
    'application/json;charset=utf-8',
    'application/json ; charset=utf-8',
    'application/problem+json',
    'application/vnd.ever-grove.v2+json; q=1',
    `application/${'a'.repeat(60)}+json`,
  ])('is one by the content type %j', async (type) => {
    expect(await decodeJson(reply('1', { 'content-type': type }).answer, 100)).toEqual({
      value: 1,
      text: '1',
    });
  });

  it.each([
    undefined,
    '',
    'text/html',
    'text/json',
    'application/jsonp',
    'application/json+xml',
    'application/json,text/html',
    'application/+json',
    'application/a b+json',
    'x-application/json',
    `application/${'a'.repeat(61)}+json`,
  ])('is none by %j: it is not read, and let go', async (type) => {
    const { answer, reads, cancels } = reply('1', type === undefined ? {} : { 'content-type': type });
    expect(await decodeJson(answer, 100)).toEqual({ reason: 'content_type' });
    expect([reads(), cancels()]).toEqual([0, 1]);
  });

  it.each([204, 205])('is none by status %d', async (status) => {
    const { answer, reads } = reply('1', JSON_TYPE, status);
    expect(await decodeJson(answer, 100)).toEqual({ reason: 'empty' });
    expect(reads()).toBe(0);
  });

  it('that is empty, malformed or broken off is told apart, and what was read is kept', async () => {
    expect(await decodeJson(reply('').answer, 100)).toEqual({ reason: 'empty' });
    expect(await decodeJson(reply('{"id":').answer, 100)).toEqual({
      reason: 'malformed_json',
      text: '{"id":',
    });
    const broken = { ...reply('').answer, text: () => Promise.reject(new Error('aborted')) };
    expect(await decodeJson(broken, 100)).toEqual({ reason: 'truncated' });
  });

  it('larger than the cap is refused', async () => {
    expect(await decodeJson(reply('"12"').answer, 4)).toEqual({ value: '12', text: '"12"' });
    expect(await decodeJson(reply('"123"').answer, 4)).toEqual({ reason: 'too_large' });
  });
});

describe('the text of a body', () => {
  it('comes in pieces, of which a character may be in two', async () => {
    const [first, second] = [bytes('Zoë').slice(0, 3), bytes('Zoë').slice(3)];
    expect(await readText(pieces([first, second]).answer, 100)).toBe('Zoë');
  });

  it('that ends within a character shows that it did', async () => {
    expect(await readText(pieces([bytes('Zoë').slice(0, 3)]).answer, 100)).toBe('Zo\ufffd');
  });

  it('is read up to the cap, counted in bytes, and no piece further', async () => {
    expect(await readText(pieces([bytes('ab'), bytes('ë')]).answer, 4)).toBe('abë');
    const much = pieces([bytes('ab'), bytes('ëe'), bytes('f')]);
    expect(await readText(much.answer, 4)).toBeUndefined();
    expect([much.taken(), much.isClosed()]).toEqual([2, true]);
  });

  it('of a declared length is read at once', async () => {
    const { answer, reads } = reply('abcd', { 'content-length': '4' });
    expect(await readText({ ...answer, body: pieces([bytes('other')]).answer.body }, 4)).toBe('abcd');
    expect(reads()).toBe(1);
  });

  it('longer than was declared is refused all the same', async () => {
    expect(await readText(reply('abcde', { 'content-length': '4' }).answer, 4)).toBeUndefined();
  });

  it('of a declared length over the cap is let go unread', async () => {
    const { answer, reads, cancels } = reply('abcde', { 'content-length': '5' });
    expect(await readText(answer, 4)).toBeUndefined();
    expect([reads(), cancels()]).toEqual([0, 1]);
  });

  it('that is compressed has another length than the declared one, and is counted as it comes', async () => {
    const headers = { 'content-length': '2', 'content-encoding': 'gzip' };
    expect(await readText(pieces([bytes('abcd')], headers).answer, 4)).toBe('abcd');
    expect(await readText(pieces([bytes('abcde')], headers).answer, 4)).toBeUndefined();
    const large = { ...headers, 'content-length': '9' };
    expect(await readText(pieces([bytes('abcd')], large).answer, 4)).toBe('abcd');
  });

  it.each([undefined, null, 'text', {}])('of a body that is %j is read at once', async (body) => {
    expect(await readText({ ...reply('abcd', {}).answer, body }, 4)).toBe('abcd');
  });
});

describe('a body that nobody will read', () => {
  const letGo = (body: unknown) => cancelBody({ ...reply('').answer, body });

  it('is cancelled, or destroyed where it cannot be', () => {
    const calls: string[] = [];
    letGo({ cancel: () => calls.push('cancel'), destroy: () => calls.push('destroy') });
    letGo({ destroy: () => calls.push('destroy') });
    expect(calls).toEqual(['cancel', 'destroy']);
  });

  it.each<[string, unknown]>([
    ['is absent', undefined],
    ['is null', null],
    ['knows neither', {}],
    [
      'throws',
      {
        cancel: () => {
          throw new Error('locked');
        },
      },
    ],
    ['rejects', { cancel: () => Promise.reject(new Error('locked')) }],
  ])('that %s does no harm', async (_, body) => {
    expect(() => letGo(body)).not.toThrow();
    // An unhandled rejection would fail the run.
    await new Promise((done) => setImmediate(done));
  });
});
