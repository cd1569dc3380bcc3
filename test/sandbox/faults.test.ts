import { createScheduler } from '@evergrove/scheduler';
import { createSandbox, type FaultName, faults, TestClock } from '@evergrove/scheduler/sandbox';
import { describe, expect, test } from 'vitest';
import { api, callTo, checked, NOON, type Send, withQueuedCall } from './support.ts';

/** What reaches the caller. */
interface Met {
  status?: number;
  type?: string;
  retryAfter?: string;
  /** Of the answer there would have been. */
  body?: 'problem' | 'whole' | 'half' | 'empty' | 'page' | 'errors';
  /** What `fetch` or the reading of the body rejects with, and the codes its cause may have. */
  rejects?: { message: string; codes: string[] };
}

const problem = (status: number): Met => ({ status, type: 'application/problem+json', body: 'problem' });
const dropped: Met = { rejects: { message: 'fetch failed', codes: ['ECONNRESET'] } };
const json = 'application/json';

const met: Record<FaultName, Met> = {
  badRequest: problem(400),
  unauthorized: problem(401),
  forbidden: problem(403),
  organizationNotEnabled: problem(403),
  notFound: problem(404),
  conflict: problem(409),
  unprocessable: problem(422),
  tooManyRequests: { ...problem(429), retryAfter: '1' },
  serverError: problem(500),
  unavailable: { ...problem(503), retryAfter: '1' },
  triggerErrors: { status: 200, type: json, body: 'errors' },
  html: { status: 200, type: 'text/html; charset=utf-8', body: 'page' },
  dropBefore: dropped,
  actThenDrop: dropped,
  actThenServerError: problem(500),
  slow: { status: 200, type: json, body: 'whole' },
  malformedJson: { status: 200, type: json, body: 'half' },
  emptyBody: { status: 200, type: json, body: 'empty' },
  truncatedBody: {
    status: 200,
    type: json,
    rejects: { message: 'terminated', codes: ['UND_ERR_SOCKET', 'ECONNRESET'] },
  },
};

const names = Object.keys(faults) as FaultName[];
const headers = { authorization: 'Bearer test', 'content-type': 'application/json' };

/** A trigger that meets a fault, or any other operation that the fault is for; and the answer it would have had. */
async function meet(name: FaultName, send: Send, origin: string, failNext: (name: FaultName) => void) {
  const office = api(send, origin);
  const { id: entity } = (await office.upsertEntity()).json;
  const { requests } = (await office.queueCalls({ calls: [callTo(entity)] })).json;
  const [path, body] =
    name === 'organizationNotEnabled'
      ? ['/scheduler/requests', { calls: [callTo(entity)] }]
      : ['/scheduler/trigger/v2', { request_ids: [requests[0].id] }];
  failNext(name);
  const pending = send(origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { met: await describeAnswer(pending), id: requests[0].id as string, office };
}

async function describeAnswer(pending: Promise<Response>): Promise<Met> {
  let seen: Met = {};
  try {
    const response = await pending;
    const { status } = response;
    const retryAfter = response.headers.get('retry-after');
    seen = { status, type: response.headers.get('content-type') ?? '', ...(retryAfter && { retryAfter }) };
    return { ...seen, body: kindOf(await response.text()) };
  } catch (error) {
    const { message, cause } = error as Error & { cause: { code: string } };
    return { ...seen, rejects: { message, codes: [cause.code] } };
  }
}

function kindOf(text: string): NonNullable<Met['body']> {
  if (text === '') return 'empty';
  if (text.startsWith('<')) return 'page';
  try {
    const { title, errors } = JSON.parse(text);
    return title ? 'problem' : errors ? 'errors' : 'whole';
  } catch {
    return 'half';
  }
}

function expectMet(seen: Met, { rejects, ...expected }: Met): void {
  const { rejects: error, ...rest } = seen;
  expect(rest).toEqual(expected);
  expect(error?.message).toBe(rejects?.message);
  if (rejects) expect(rejects.codes).toContain(error?.codes[0]);
}

/** A clock that goes on by itself whenever something waits on it. */
class HurriedClock extends TestClock {
  override setTimeout(callback: () => void, ms: number): unknown {
    const handle = super.setTimeout(callback, ms);
    void this.advance(ms);
    return handle;
  }
}

describe('a fault', () => {
  test.each(names)('%s, in the process: what fetch brings, and whether the sandbox acts', async (name) => {
    const clock = new HurriedClock(NOON);
    const sandbox = createSandbox({ clock });
    const { met: seen, id } = await meet(name, sandbox.fetch, 'http://sandbox', (fault) =>
      sandbox.failNext(fault),
    );
    expectMet(seen, met[name]);
    expect(sandbox.callsPlaced(id)).toBe(faults[name].acts ? 1 : 0);
    expect(sandbox.requests.at(-1)).toMatchObject({ fault: name, status: seen.status ?? 0 });
    expect(clock.now() - NOON).toBe(name === 'slow' ? 10_000 : 0);
  });

  test.each(names)('%s, over HTTP: the same, and the sandbox goes on', async (name) => {
    const clock = new HurriedClock(NOON);
    const sandbox = createSandbox({ clock });
    const server = await sandbox.serve();
    try {
      const send: Send = (url, init) => fetch(url, init);
      const played = await meet(name, send, server.url, (fault) => sandbox.failNext(fault));
      expectMet(played.met, met[name]);
      expect(sandbox.callsPlaced(played.id)).toBe(faults[name].acts ? 1 : 0);
      expect((await played.office.getCall(played.id)).status).toBe(200);
    } finally {
      await server.close();
    }
  });

  test('whose answer is a problem keeps the description, whatever the operation', async () => {
    const { sandbox, office, id, entityId } = await withQueuedCall();
    const operations = {
      upsertEntity: () => office.upsertEntity(),
      queueCalls: () => office.queueCalls({ calls: [callTo(entityId)] }),
      triggerCall: () => office.triggerCall({ request_ids: [id] }),
      getCall: () => office.getCall(id),
    };
    for (const name of names.filter((name) => met[name].body === 'problem')) {
      for (const [operation, ask] of Object.entries(operations)) {
        if ((faults[name].only ?? operation) !== operation) continue;
        sandbox.failNext(name);
        const { status, json: body } = await ask();
        expect({ status, body }).toMatchObject({
          status: met[name].status,
          body: { type: 'about:blank', title: expect.any(String), status, detail: expect.any(String) },
        });
      }
    }
  });
});

describe('failNext', () => {
  test('is for the next request of any operation, once, unless told otherwise', async () => {
    const { sandbox, office, id } = await withQueuedCall();
    sandbox.failNext('conflict');
    expect((await office.getCall(id)).status).toBe(409);
    expect((await office.getCall(id)).status).toBe(200);
    sandbox.failNext('conflict', { times: 2 });
    expect((await office.upsertEntity()).status).toBe(409);
    expect((await office.getCall(id)).status).toBe(409);
    expect((await office.getCall(id)).status).toBe(200);
  });

  test('waits for its operation, and lets the others pass', async () => {
    const { sandbox, office, id } = await withQueuedCall();
    sandbox.failNext('serverError', { operation: 'triggerCall', times: 2 });
    expect((await office.getCall(id)).status).toBe(200);
    expect((await office.upsertEntity()).status).toBe(200);
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await office.triggerCall({ request_ids: [id] })).status);
    expect(statuses).toEqual([500, 500, 200]);
  });

  test('takes its turn: what was asked for first happens first', async () => {
    const { sandbox, office, id } = await withQueuedCall();
    sandbox.failNext('notFound');
    sandbox.failNext('conflict', { operation: 'getCall' });
    sandbox.failNext('forbidden', { times: Infinity });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await office.getCall(id)).status);
    expect(statuses).toEqual([404, 409, 403, 403]);
  });

  test('is not used up by a request without a key of the sandbox, nor by a path that nobody knows', async () => {
    const { sandbox, office, id } = await withQueuedCall();
    sandbox.failNext('conflict');
    expect((await api(sandbox.fetch, undefined, 'real-key').getCall(id)).status).toBe(401);
    expect((await sandbox.fetch('http://sandbox/nowhere', { headers })).status).toBe(404);
    expect((await office.getCall(id)).status).toBe(409);
  });

  test('a fault for one operation alone waits for that, and is refused for another', async () => {
    const { sandbox, office, id, entityId } = await withQueuedCall();
    sandbox.failNext('organizationNotEnabled');
    expect((await office.getCall(id)).status).toBe(200);
    expect((await office.queueCalls({ calls: [callTo(entityId)] })).status).toBe(403);
    expect(() => sandbox.failNext('organizationNotEnabled', { operation: 'getCall' })).toThrow(
      new TypeError('operation must be queueCalls, the only one that this fault can happen to'),
    );
  });

  test.each<[string, () => void, RegExp]>([
    [
      'a fault',
      () => createSandbox().failNext('busy' as never),
      /^fault must be one of badRequest, .*truncatedBody$/,
    ],
    [
      'a fault that every object has',
      () => createSandbox().failNext('toString' as never),
      /^fault must be one of/,
    ],
    ['a fault that is no name', () => createSandbox().failNext(['slow'] as never), /^fault must be one of/],
    [
      'an operation',
      () => createSandbox().failNext('slow', { operation: 'dial' as never }),
      /^operation must be one of upsertEntity, queueCalls, triggerCall, getCall$/,
    ],
  ])('throws a TypeError that names the known ones for %s that there is not', (_, fail, message) => {
    expect(fail).toThrow(TypeError);
    expect(fail).toThrow(message);
  });

  test.each([0, -1, 1.5, Number.NaN, '2' as never])('throws a RangeError for %o times', (times) => {
    expect(() => createSandbox().failNext('slow', { times })).toThrow(RangeError);
  });
});

describe('a slow answer', () => {
  test('is given up on abort with the signal’s reason, and leaves no timer', async () => {
    const { clock, sandbox, id } = await withQueuedCall();
    const controller = new AbortController();
    sandbox.failNext('slow');
    const pending = sandbox.fetch(`http://sandbox/scheduler/requests/${id}`, {
      headers,
      signal: controller.signal,
    });
    const rejected = expect(pending).rejects.toBe('enough');
    await clock.advance(5_000);
    expect(clock.pending).toBe(1);
    controller.abort('enough');
    await rejected;
    expect(clock.pending).toBe(0);
  });

  test('passes the client’s deadline, and the call was placed', async () => {
    const { clock, sandbox, id } = await withQueuedCall();
    const scheduler = createScheduler({ apiKey: 'test', fetch: sandbox.fetch, clock, timeoutMs: 5_000 });
    sandbox.failNext('slow', { operation: 'triggerCall' });
    await expect(clock.advanceUntil(scheduler.triggerCall(id))).rejects.toMatchObject({
      code: 'timeout',
      effect: 'unknown',
    });
    expect(sandbox.callsPlaced(id)).toBe(1);
    expect(clock.pending).toBe(0);
  });

  test('is not waited for when the other side has hung up', async () => {
    const clock = new TestClock(NOON);
    const sandbox = createSandbox({ clock });
    const server = await sandbox.serve();
    sandbox.failNext('slow');
    const pending = fetch(`${server.url}/scheduler/requests/00000000-0000-4000-8000-000000000000`, {
      headers,
    });
    const rejected = expect(pending).rejects.toThrow('fetch failed');
    while (clock.pending === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await server.close();
    await rejected;
    while (clock.pending > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  });
});

test('a refusal of the sandbox’s own is spoilt like any other answer', async () => {
  const { sandbox, office } = await withQueuedCall();
  sandbox.failNext('emptyBody');
  const reply = await sandbox.fetch('http://sandbox/scheduler/entities', {
    method: 'POST',
    headers,
    body: '{}',
  });
  expect({ status: reply.status, text: await reply.text() }).toEqual({ status: 422, text: '' });
  expect(
    (
      await checked(
        'upsertEntity',
        sandbox.fetch('http://x/scheduler/entities', { method: 'POST', headers, body: '{}' }),
      )
    ).status,
  ).toBe(422);
  expect((await office.upsertEntity()).status).toBe(200);
});
