import { createScheduler, type WatchEvent } from '@evergrove/scheduler';
import { createSandbox, type Scenarios, TestClock } from '@evergrove/scheduler/sandbox';
import { expect, test } from 'vitest';
import { faultProxy } from './fault-proxy.ts';
import { queued } from './queued.ts';
import { finals, MINUTE, random, SECOND } from './support.ts';

const COUNT = 10_000;

/** Real HTTP on the loopback, virtual time: it stands still while a request is under way. */
test('10 000 ids through a loopback sandbox with random 429, 500, resets and unknown statuses: every id gets exactly one final event, and the right one', async () => {
  const clock = new TestClock();
  const draw = random(20_261_124);
  const ends = ['COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK'] as const;
  const scenarios: Scenarios = ({ ordinal }) => ({
    startAfterMs: Math.round(draw() * 20 * SECOND),
    durationMs: Math.round(10 * SECOND + draw() * 5 * MINUTE),
    status: ends[ordinal % 4] ?? 'COMPLETE',
  });
  const sandbox = createSandbox({ clock, scenarios, seed: 7 });
  const proxy = await faultProxy(sandbox, 42);
  try {
    const scheduler = createScheduler({
      apiKey: 'test',
      baseUrl: proxy.url,
      clock,
      random: random(1),
      fetch: clock.tracked((url: string, init: RequestInit) => fetch(url, init)),
    });
    const ids = await clock.advanceUntil(queued(scheduler, COUNT, 32));
    expect(new Set(ids).size).toBe(COUNT);

    const events: WatchEvent[] = [];
    const watching = (async () => {
      const options = { ratePerSecond: 10_000, inFlight: 32, schedule: () => MINUTE };
      for await (const event of scheduler.watchCalls(ids, options)) events.push(event);
    })();
    await clock.advanceUntil(watching);

    const ends = finals(events, ids);
    const wrong = sandbox.calls().filter(({ id, status }) => {
      const end = ends.get(id);
      return end?.type !== 'done' || end.call.status !== status || end.call.id !== id;
    });
    expect(wrong).toEqual([]);
    for (const { type, ...end } of ends.values()) {
      if (type !== 'done' || !('call' in end)) continue;
      expect(Boolean(end.call.generated_outcomes)).toBe(end.call.status === 'COMPLETE');
    }
    expect(new Set(sandbox.calls().map(({ status }) => status)).size).toBe(4);
    expect(ids.filter((id) => sandbox.callsPlaced(id) !== 1)).toEqual([]);
    for (const [what, count] of Object.entries(proxy.counts)) expect(count, what).toBeGreaterThan(50);
    expect(clock.pending).toBe(0);
  } finally {
    await proxy.close();
  }
}, 180_000);
