import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { run } from './programs/run.ts';
import { type Answer, all, fleet, HOUR, ID, ids, inTurn, never, refusal, SECOND, thrown } from './support.ts';

const moments: [string, Answer, number][] = [
  ['before the first look', inTurn('ACTIVE'), 1 * SECOND],
  ['mid-look', never, 6 * SECOND],
  ['mid-wait', inTurn('ACTIVE'), 7 * SECOND],
  ['mid-pause', () => refusal(429, { 'retry-after': '100' }), 30 * SECOND],
];

describe('abort', () => {
  test.each(moments)(
    '%s rejects at once with signal.reason, and leaves no timer, no listener and no look',
    async (_, answer, abortAt) => {
      const { clock, scheduler, looks, now } = fleet(answer);
      const controller = new AbortController();
      const { signal } = controller;
      const reason = { why: 'the user closed the window' };
      const waits = [
        scheduler.waitForCall(ID, { signal }),
        all(scheduler.watchCalls(ids(20), { signal })),
      ].map(thrown);
      await clock.advance(abortAt);
      const before = looks.length;
      controller.abort(reason);
      for (const outcome of await Promise.all(waits)) expect(outcome).toBe(reason);
      expect(now()).toBe(abortAt);
      expect(clock.pending).toBe(0);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
      await clock.advance(HOUR);
      expect(looks.length).toBe(before);
      for (const look of looks.slice(-1)) if (answer === never) expect(look.signal.aborted).toBe(true);
    },
  );

  test('between asking for an event and reading it counts: nothing is yielded after it', async () => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE'));
    const controller = new AbortController();
    const events = scheduler.watchCalls(ids(3), { signal: controller.signal });
    const first = events.next();
    await clock.advance(6 * SECOND);
    expect((await first).value).toMatchObject({ type: 'progress' });
    controller.abort('now');
    expect(await thrown(events.next())).toBe('now');
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test('of a signal that never aborts leaves no listener when the wait settles', async () => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE', 'COMPLETE'));
    const { signal } = new AbortController();
    await clock.advanceUntil(scheduler.waitForCall(ID, { signal }));
    await clock.advanceUntil(all(scheduler.watchCalls(ids(9), { signal })));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test('of one wait leaves another wait on the same id alone', async () => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE', 'ACTIVE', 'ACTIVE', 'COMPLETE'));
    const controller = new AbortController();
    const aborted = thrown(scheduler.waitForCall(ID, { signal: controller.signal }));
    const other = scheduler.waitForCall(ID, { signal: new AbortController().signal });
    await clock.advance(6 * SECOND);
    controller.abort('only this one');
    expect(await aborted).toBe('only this one');
    expect((await clock.advanceUntil(other)).status).toBe('COMPLETE');
  });

  test('of a finished wait changes nothing', async () => {
    const { clock, scheduler } = fleet(inTurn('COMPLETE'));
    const controller = new AbortController();
    const call = await clock.advanceUntil(scheduler.waitForCall(ID, { signal: controller.signal }));
    controller.abort();
    expect(call.status).toBe('COMPLETE');
    expect(clock.pending).toBe(0);
  });

  test('settles 1 000 waits on one signal, each with the reason, and a later wait on that signal too', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('ACTIVE'));
    const controller = new AbortController();
    const { signal } = controller;
    const waits = ids(1_000).map((id) => thrown(scheduler.waitForCall(id, { signal })));
    await clock.advance(SECOND);
    controller.abort('all');
    expect(new Set(await Promise.all(waits))).toEqual(new Set(['all']));
    expect(await thrown(scheduler.waitForCall(ID, { signal }))).toBe('all');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(looks).toEqual([]);
  });
});

/** On the machine's own clock, each in a process of its own that does nothing else. */
describe('the process', () => {
  test.each(['settle', 'break', 'abort-mid-look', 'abort-mid-pause', 'abort-before-start'])(
    'exits at once after %s',
    async (way) => {
      const { code, stdout, stderr } = await run('exits', [way]);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(Number(stdout)).toBeLessThan(500);
    },
  );

  test('is held by the timer of a wait, and by nothing else, until it settles', async () => {
    expect(await run('exits', ['held'])).toEqual({ code: 0, stdout: 'COMPLETE 0', stderr: '' });
  });
});
