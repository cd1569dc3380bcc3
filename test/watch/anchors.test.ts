import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { run } from './programs/run.ts';
import {
  all,
  byTime,
  call,
  failure,
  fleet,
  HOUR,
  ID,
  ids,
  inTurn,
  lines,
  MAX_TIMER_MS,
  MINUTE,
  never,
  refusal,
  SECOND,
  settle,
  thrown,
} from './support.ts';

/** Polling notes, "Defects seen in the anchors": one test each, in the order of the table. */
describe('a defect of other waiters that this one does not have:', () => {
  test('an unknown status is polled without sleeping (openai 7.57: 5 350 GETs in 2 s)', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('ON_HOLD'));
    const wait = scheduler.waitForCall(ID, { timeoutMs: HOUR });
    await clock.advance(2 * SECOND);
    expect(looks.length).toBe(0);
    const { polls } = await failure(clock.advanceUntil(wait), 'wait_timeout');
    expect(polls).toBe(looks.length);
    expect(polls).toBeGreaterThanOrEqual(59);
    expect(polls).toBeLessThanOrEqual(61);
  });

  test('Retry-After: 999999999 overflows the timer (core-lro 3.4.1: 847 GETs/s)', async () => {
    const { clock, scheduler, looks } = fleet(({ id, at }) =>
      at < HOUR ? refusal(429, { 'retry-after': '999999999' }) : call(id, 'COMPLETE'),
    );
    const wait = scheduler.waitForCall(ID);
    await clock.advance(HOUR);
    expect(looks.length).toBeGreaterThanOrEqual(10);
    expect(looks.length).toBeLessThanOrEqual(13);
    expect(clock.longest).toBeLessThanOrEqual(MAX_TIMER_MS);
    expect((await clock.advanceUntil(wait, { limitMs: 10 * MINUTE })).status).toBe('COMPLETE');
  });

  test('one 503 marks the operation failed for ever (core-lro)', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('ACTIVE', () => refusal(503), 'COMPLETE'));
    const call = await clock.advanceUntil(scheduler.waitForCall(ID));
    expect(call.status).toBe('COMPLETE');
    expect(looks.length).toBe(3);
  });

  test.each([
    ['mid-wait', inTurn('ACTIVE', 'COMPLETE'), 7 * SECOND],
    ['mid-look', inTurn(never, 'COMPLETE'), 6 * SECOND],
  ] as const)('the poller is dead after one abort (core-lro), here %s', async (_, answer, abortAt) => {
    const { clock, scheduler } = fleet(answer);
    const controller = new AbortController();
    const first = thrown(scheduler.waitForCall(ID, { signal: controller.signal }));
    await clock.advance(abortAt);
    controller.abort('enough');
    expect(await first).toBe('enough');
    expect((await clock.advanceUntil(scheduler.waitForCall(ID))).status).toBe('COMPLETE');
  });

  test('it gives up at 4.6 s of 7 s, without a last look (AWS util-waiter 4.6.2)', async () => {
    const answer = byTime([0, 'ACTIVE'], [6_900, 'COMPLETE']);
    const { clock, scheduler, looks } = fleet(answer);
    const call = await clock.advanceUntil(scheduler.waitForCall(ID, { timeoutMs: 7 * SECOND }));
    expect(call.status).toBe('COMPLETE');
    expect(looks.map(({ at }) => at)).toEqual([5_000, 7_000]);
  });

  test('abort settles the wait, and the process lives on (AWS util-waiter: 5 s)', async () => {
    const { code, stdout, stderr } = await run('exits', ['abort-mid-wait']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(Number(stdout)).toBeLessThan(500);
  });

  test('a listener is left behind for each rejected wait (AWS util-waiter)', async () => {
    const { clock, scheduler } = fleet(() => refusal(400));
    const { signal } = new AbortController();
    const waits = ids(50).map((id) => failure(scheduler.waitForCall(id, { signal }), 'http'));
    await clock.advanceUntil(Promise.all(waits));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test('an already aborted signal still sends one request (AWS util-waiter)', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
    const signal = AbortSignal.abort('never mind');
    expect(await thrown(scheduler.waitForCall(ID, { signal }))).toBe('never mind');
    expect(await thrown(all(scheduler.watchCalls([ID], { signal })))).toBe('never mind');
    expect(await thrown(scheduler.waitForCall(ID, { signal, timeoutMs: 0 }))).toBe('never mind');
    await clock.advance(HOUR);
    expect(looks).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test('retries never sleep against Retry-After: 2 (replicate 1.4)', async () => {
    const { clock, scheduler, looks } = fleet(({ id, overall }) =>
      overall === 0 ? refusal(429, { 'retry-after': '2' }) : call(id, 'COMPLETE'),
    );
    const events = await clock.advanceUntil(all(scheduler.watchCalls(ids(20), { inFlight: 1 })));
    expect(lines(events).filter((line) => line.startsWith('done'))).toHaveLength(20);
    const [refused, next] = looks;
    expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(2 * SECOND);
  });

  test('16 000 waits on one shared signal stall the process (timers/promises: quadratic listeners)', async () => {
    const cost = async (count: number) => {
      const { clock, scheduler } = fleet(inTurn('ACTIVE'));
      const controller = new AbortController();
      const work = counted(controller.signal);
      const waits = ids(count).map((id) => thrown(scheduler.waitForCall(id, { signal: controller.signal })));
      await settle(clock);
      controller.abort('all of them');
      expect(new Set(await Promise.all(waits))).toEqual(new Set(['all of them']));
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
      expect(clock.pending).toBe(0);
      return { ...work };
    };
    // One listener however many wait: nothing is walked, where one of each would walk 128 million.
    expect(await cost(1)).toEqual({ calls: 1, walked: 0 });
    expect(await cost(16_000)).toEqual({ calls: 1, walked: 0 });
  }, 60_000);

  test('a wait that ends while others share its signal leaves no work behind either', async () => {
    const { clock, scheduler } = fleet(inTurn('COMPLETE'));
    const { signal } = new AbortController();
    const work = counted(signal);
    const first = ids(1_000).map((id) => scheduler.waitForCall(id, { signal }));
    await clock.advanceUntil(Promise.all(first));
    expect(work).toEqual({ calls: 2, walked: 1 });
    await clock.advanceUntil(scheduler.waitForCall(ID, { signal }));
    expect(work).toEqual({ calls: 4, walked: 2 });
  });
});

/**
 * The work that a signal's listeners make from now on: an `EventTarget` walks all of a type to add or to remove one, so
 * that `walked` is what grows with the square of the waits. Counted, not timed: it is the same on every machine.
 */
function counted(signal: AbortSignal): { calls: number; walked: number } {
  const work = { calls: 0, walked: 0 };
  for (const name of ['addEventListener', 'removeEventListener'] as const) {
    const own = signal[name].bind(signal);
    signal[name] = (...args: Parameters<AbortSignal['addEventListener']>) => {
      work.calls++;
      work.walked += getEventListeners(signal, 'abort').length;
      own(...args);
    };
  }
  return work;
}
