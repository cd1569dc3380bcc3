import { describe, expect, test } from 'vitest';
import {
  type Answer,
  all,
  call,
  failure,
  finals,
  fleet,
  HOUR,
  ID,
  idOf,
  ids,
  inTurn,
  json,
  line,
  lines,
  MINUTE,
  never,
  refusal,
  reset,
  SECOND,
} from './support.ts';

describe('a look that fails', () => {
  const passing: [string, Answer][] = [
    ...[408, 425, 429, 500, 501, 502, 503, 504, 520, 599].map((status): [string, Answer] => [
      String(status),
      () => refusal(status),
    ]),
    ['503 with Retry-After', () => refusal(503, { 'retry-after': '1' })],
    ['302', () => refusal(302, { location: 'https://elsewhere.example/' })],
    ['a reset', reset],
    ['a timeout', never],
    ['a page of HTML', () => json('<html></html>', 200, { 'content-type': 'text/html' })],
    ['malformed JSON', () => json('{"id": ')],
    ['an empty body', () => json('')],
    ['the state of another request', () => call(idOf(77), 'COMPLETE')],
    ['an object without a status', ({ id }) => json({ id })],
  ];
  test.each(passing)('with %s is an event, and the wait goes on', async (_, answer) => {
    const { clock, scheduler, looks } = fleet(inTurn('ACTIVE', answer, answer, 'COMPLETE'));
    const events = await clock.advanceUntil(all(scheduler.watchCalls([ID])));
    expect(events.map(({ type }) => type)).toEqual(['progress', 'progress', 'progress', 'done']);
    expect(events[1]).toMatchObject({ status: 'ACTIVE', known: true, polls: 2, error: { requestId: ID } });
    expect(looks.length).toBe(4);
    expect(clock.pending).toBe(0);
  });

  test('is one request: looks are not repeated at once, behind the back of the rate', async () => {
    const { clock, scheduler, looks } = fleet(() => refusal(500), { retries: 5 });
    const wait = failure(scheduler.waitForCall(ID, { timeoutMs: MINUTE }), 'wait_timeout');
    await clock.advance(5 * SECOND);
    expect(looks.length).toBe(1);
    const { polls } = await clock.advanceUntil(wait);
    expect(polls).toBe(looks.length);
  });

  test('before any status was seen is told without one', async () => {
    const { clock, scheduler } = fleet(inTurn(reset, 'COMPLETE'));
    const [first] = await clock.advanceUntil(all(scheduler.watchCalls([ID])));
    expect(first).toMatchObject({ type: 'progress', known: true, polls: 1 });
    expect(first).not.toHaveProperty('status');
  });

  test.each([400, 402, 405, 406, 409, 410, 413, 415, 421, 422, 451, 499])(
    'with %d fails that id, and no other',
    async (status) => {
      const { clock, scheduler, looks } = fleet((look) =>
        look.id === idOf(1) ? refusal(status) : inTurn('ACTIVE', 'COMPLETE')(look),
      );
      const events = await clock.advanceUntil(all(scheduler.watchCalls(ids(3))));
      const ends = finals(events, ids(3));
      expect(ids(3).map((id) => line(ends.get(id) as never))).toEqual([
        'done COMPLETE',
        `failed ${status}`,
        'done COMPLETE',
      ]);
      expect(looks.filter(({ id }) => id === idOf(1)).length).toBe(1);
    },
  );

  test('is thrown by waitForCall when it is final', async () => {
    const { clock, scheduler } = fleet(() => refusal(422));
    const error = await failure(clock.advanceUntil(scheduler.waitForCall(ID)), 'http');
    expect(error).toMatchObject({ status: 422, requestId: ID, operation: 'getCall', effect: 'none' });
  });

  test.each([401, 403])('with %d ends the fleet: every id fails, nothing more is sent', async (status) => {
    const { clock, scheduler, looks } = fleet(({ id, overall }) =>
      overall < 5 ? call(id, 'ACTIVE') : overall === 5 ? refusal(status) : new Promise(() => {}),
    );
    const events = await clock.advanceUntil(all(scheduler.watchCalls(ids(100))));
    const ends = finals(events, ids(100));
    expect(new Set([...ends.values()].map(line))).toEqual(new Set([`failed ${status}`]));
    const before = looks.length;
    expect(before).toBeLessThan(15);
    expect(clock.pending).toBe(0);
    expect(looks.slice(6).every(({ signal }) => signal.aborted)).toBe(true);
    await clock.advance(HOUR);
    expect(looks.length).toBe(before);
  });

  test('with 401 leaves the ids that had ended before as they were', async () => {
    const { clock, scheduler } = fleet(({ id, overall }) =>
      overall < 3 ? call(id, 'COMPLETE') : refusal(401),
    );
    const events = await clock.advanceUntil(all(scheduler.watchCalls(ids(5), { inFlight: 1 })));
    const ends = [...finals(events, ids(5)).values()].map(line);
    expect(ends).toEqual([...Array(3).fill('done COMPLETE'), ...Array(2).fill('failed 401')]);
  });

  test('with 404 is passed over for 60 s, since the request may not be known yet', async () => {
    const { clock, scheduler, looks } = fleet((look) =>
      look.at < 59 * SECOND ? refusal(404) : call(look.id, 'COMPLETE'),
    );
    const events = await clock.advanceUntil(all(scheduler.watchCalls([ID])));
    expect(events.at(-1)).toMatchObject({ type: 'done' });
    expect(lines(events).slice(0, -1)).toEqual(Array(looks.length - 1).fill('progress - (404)'));
    expect(looks.length).toBeGreaterThan(3);
  });

  test('with 404 after those 60 s fails the id', async () => {
    const { clock, scheduler, looks } = fleet(() => refusal(404));
    const events = await clock.advanceUntil(all(scheduler.watchCalls([ID])));
    expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'http', status: 404 } });
    expect(looks.at(-2)?.at).toBeLessThan(MINUTE);
    expect(looks.at(-1)?.at).toBeGreaterThanOrEqual(MINUTE);
  });

  test('for want of a key ends the watch with what the key function threw', async () => {
    const apiKey = () => Promise.reject(new Error('the vault is closed'));
    const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'), { apiKey });
    await expect(clock.advanceUntil(all(scheduler.watchCalls(ids(3))))).rejects.toThrow(
      'the vault is closed',
    );
    expect(looks).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe('includeCallAttempts', () => {
  const attempts = [{ id: 'a1', status: 'COMPLETED' }];
  const ended: Answer = ({ id, asksForAttempts }) =>
    call(id, 'COMPLETE', asksForAttempts ? { call_attempts: attempts } : {});

  test('asks for the attempts on the final look alone', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('ENQUEUED', 'ACTIVE', ended, ended));
    const wait = scheduler.waitForCall(ID, { includeCallAttempts: true });
    expect(await clock.advanceUntil(wait)).toMatchObject({ status: 'COMPLETE', call_attempts: attempts });
    expect(looks.map(({ asksForAttempts }) => asksForAttempts)).toEqual([false, false, false, true]);
    expect(looks.at(-1)?.at).toBe(looks.at(-2)?.at);
  });

  test('left out never asks for them', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('ACTIVE', ended));
    expect(await clock.advanceUntil(scheduler.waitForCall(ID))).not.toHaveProperty('call_attempts');
    expect(looks.some(({ asksForAttempts }) => asksForAttempts)).toBe(false);
  });

  test('asks no more when the server sent them unasked, or sends none when asked', async () => {
    for (const more of [{ call_attempts: attempts }, {}]) {
      const { clock, scheduler, looks } = fleet(({ id }) => call(id, 'ERROR', more));
      await clock.advanceUntil(scheduler.waitForCall(ID, { includeCallAttempts: true }));
      expect(looks.length).toBe(Object.keys(more).length === 0 ? 2 : 1);
    }
  });

  const troubles: [string, Answer][] = [
    ...[400, 401, 403, 404, 422, 429, 500].map((status): [string, Answer] => [
      String(status),
      () => refusal(status),
    ]),
    ['resets', reset],
    ['no answer', never],
    ['junk', () => json('[]')],
    ['a state that went back', ({ id }) => call(id, 'ACTIVE')],
  ];
  test.each(troubles)(
    'that only meets %s hands over the ended call without them: an end that was seen is not lost',
    async (_, trouble) => {
      const { clock, scheduler, looks } = fleet((look) =>
        look.asksForAttempts ? trouble(look) : call(look.id, 'COMPLETE', { generated_outcomes: { a: 1 } }),
      );
      const watching = all(scheduler.watchCalls([ID], { includeCallAttempts: true }));
      const events = await clock.advanceUntil(watching);
      expect(events.at(-1)).toMatchObject({
        type: 'done',
        call: { status: 'COMPLETE', generated_outcomes: { a: 1 } },
      });
      finals(events, [ID]);
      expect(looks.length).toBeLessThanOrEqual(4);
      expect(clock.pending).toBe(0);
    },
  );

  test('does not keep an ended call beyond its deadline', async () => {
    const { clock, scheduler, now } = fleet((look) =>
      look.asksForAttempts ? refusal(429, { 'retry-after': '300' }) : call(look.id, 'CANCELLED'),
    );
    const wait = scheduler.waitForCall(ID, { includeCallAttempts: true, timeoutMs: 20 * SECOND });
    expect((await clock.advanceUntil(wait)).status).toBe('CANCELLED');
    expect(now()).toBeLessThanOrEqual(26 * SECOND);
  });
});
