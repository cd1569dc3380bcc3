import { describe, expect, test } from 'vitest';
import {
  all,
  byTime,
  call,
  DAY,
  failure,
  finals,
  fleet,
  HOUR,
  ID,
  idOf,
  ids,
  inTurn,
  lines,
  MAX_TIMER_MS,
  MINUTE,
  never,
  refusal,
  reset,
  SECOND,
} from './support.ts';

/** Polling notes, "What to build": the rules for one wait. */
describe('a wait', () => {
  test.each(['COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK'])(
    'resolves with %s: a terminal status is a value',
    async (status) => {
      const { clock, scheduler, looks } = fleet(inTurn('ENQUEUED', 'ACTIVE', status));
      expect(await clock.advanceUntil(scheduler.waitForCall(ID))).toMatchObject({ id: ID, status });
      expect(looks.length).toBe(3);
      expect(clock.pending).toBe(0);
    },
  );

  test('looks first after 5 s, then every 10 s while young, and less often with age', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('ACTIVE'));
    const wait = scheduler.waitForCall(ID, { timeoutMs: 6 * HOUR });
    await failure(clock.advanceUntil(wait), 'wait_timeout');
    const gaps = looks.slice(1).map(({ at }, i) => at - (looks[i]?.at ?? 0));
    expect(looks[0]?.at).toBe(5_000);
    expect(gaps.slice(0, 4)).toEqual([10_000, 10_000, 10_000, 10_000]);
    expect(gaps.slice(0, -1)).toEqual(gaps.slice(0, -1).toSorted((a, b) => a - b));
    expect(gaps.at(-2)).toBe(60_000);
  });

  test('costs a call of four minutes about 26 looks', async () => {
    const { clock, scheduler, looks } = fleet(
      byTime([0, 'ENQUEUED'], [12_000, 'ACTIVE'], [240_000, 'COMPLETE']),
    );
    await clock.advanceUntil(scheduler.waitForCall(ID));
    expect(looks.length).toBeGreaterThanOrEqual(22);
    expect(looks.length).toBeLessThanOrEqual(30);
    expect((looks.at(-1)?.at ?? 0) - 240_000).toBeLessThanOrEqual(11_500);
  });

  test('asks its schedule for the age of the status, which restarts when the status is seen to change', async () => {
    const ages: number[] = [];
    const schedule = (ageMs: number) => {
      ages.push(ageMs);
      return 20 * SECOND;
    };
    const { clock, scheduler } = fleet(byTime([0, 'ENQUEUED'], [50_000, 'ACTIVE'], [110_000, 'COMPLETE']));
    await clock.advanceUntil(scheduler.waitForCall(ID, { schedule }));
    // Looks at 20, 40 (ENQUEUED), 60, 80, 100 (ACTIVE) and 120 s.
    expect(ages).toEqual([0, 20_000, 40_000, 0, 20_000, 40_000]);
  });

  test('looks again after 5 s when the status has changed', async () => {
    const { clock, scheduler, looks } = fleet(byTime([0, 'ENQUEUED'], [20_000, 'ACTIVE'], [60_000, 'ERROR']));
    await clock.advanceUntil(scheduler.waitForCall(ID));
    expect(looks.map(({ at }) => at)).toEqual([5_000, 15_000, 25_000, 30_000, 40_000, 50_000, 60_000]);
  });

  test('ages on through a failed look, which leaves its state untouched', async () => {
    const ages: number[] = [];
    const schedule = (ageMs: number) => {
      ages.push(ageMs);
      return 20 * SECOND;
    };
    const { clock, scheduler } = fleet(inTurn('ACTIVE', () => refusal(500), reset, 'ACTIVE', 'COMPLETE'));
    const events = await clock.advanceUntil(all(scheduler.watchCalls([ID], { schedule })));
    expect(ages).toEqual([0, 20_000, 40_000, 60_000, 80_000]);
    expect(lines(events)).toEqual([
      'progress ACTIVE',
      'progress ACTIVE (500)',
      'progress ACTIVE (network)',
      'done COMPLETE',
    ]);
    expect(events.map(({ polls }) => polls)).toEqual([1, 2, 3, 5]);
  });

  test('spreads its looks by ± 15 %', async () => {
    for (const [draw, at] of [
      [0, 17_000],
      [0.999999, 23_000],
    ] as const) {
      const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'), { random: () => draw });
      await clock.advanceUntil(scheduler.waitForCall(ID, { schedule: () => 20 * SECOND }));
      expect(looks[0]?.at).toBeCloseTo(at, -1);
    }
  });
});

describe('the deadline of a wait', () => {
  test('takes the last look at the deadline, and ends with wait_timeout there', async () => {
    const { clock, scheduler, looks, now } = fleet(inTurn('ENQUEUED', 'ACTIVE'));
    const wait = scheduler.waitForCall(ID, { timeoutMs: 33_333 });
    const error = await failure(clock.advanceUntil(wait), 'wait_timeout');
    expect(now()).toBe(33_333);
    expect(looks.at(-1)?.at).toBe(33_333);
    expect(error).toMatchObject({
      requestId: ID,
      lastStatus: 'ACTIVE',
      polls: looks.length,
      operation: 'getCall',
      effect: 'none',
    });
    expect(error.message).toBe(
      `getCall: still ACTIVE after ${looks.length} polls; wait again with the same id`,
    );
    expect(clock.pending).toBe(0);
  });

  test('is no reason to look again when the schedule is long: one look, at the end', async () => {
    const { clock, scheduler, looks } = fleet(byTime([0, 'ACTIVE'], [9_999, 'ERROR']));
    const wait = scheduler.waitForCall(ID, { schedule: () => DAY, timeoutMs: 10 * SECOND });
    expect((await clock.advanceUntil(wait)).status).toBe('ERROR');
    expect(looks.map(({ at }) => at)).toEqual([10_000]);
  });

  test('is given a last look even when an earlier one is answered after it', async () => {
    const { clock, scheduler, looks } = fleet(async ({ id, at }) => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 2 * SECOND));
      return call(id, at < 5_500 ? 'ACTIVE' : 'COMPLETE');
    });
    const wait = scheduler.waitForCall(ID, { timeoutMs: 6 * SECOND });
    expect((await clock.advanceUntil(wait)).status).toBe('COMPLETE');
    expect(looks[0]?.at).toBe(5_000);
    expect(looks[1]?.at).toBeGreaterThanOrEqual(6_000);
  });

  test('of a whole fleet gives every id its last look, in the time the rate needs for that', async () => {
    const { clock, scheduler, looks, now } = fleet(inTurn('ACTIVE'));
    const timeoutMs = 10 * MINUTE;
    const watching = all(scheduler.watchCalls(ids(300), { timeoutMs, ratePerSecond: 10 }));
    finals(await clock.advanceUntil(watching), ids(300));
    const lastLooks = ids(300).map((id) => looks.findLast((look) => look.id === id)?.at ?? 0);
    expect(Math.min(...lastLooks)).toBeGreaterThanOrEqual(timeoutMs);
    expect(now()).toBeLessThanOrEqual(timeoutMs + 30 * SECOND);
  });

  test('stands for each id from when it was taken up', async () => {
    const { clock, scheduler, now } = fleet(inTurn('ACTIVE'));
    const source = async function* () {
      yield idOf(1);
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 20 * SECOND));
      yield idOf(2);
    };
    const ended: [string, number][] = [];
    const watching = (async () => {
      for await (const { type, requestId } of scheduler.watchCalls(source(), { timeoutMs: MINUTE }))
        if (type === 'failed') ended.push([requestId, now()]);
    })();
    await clock.advanceUntil(watching);
    expect(ended).toEqual([
      [idOf(1), 60_000],
      [idOf(2), 80_000],
    ]);
  });

  test('is kept, at most 5 s late, when a look never settles', async () => {
    const { clock, scheduler, looks, now } = fleet(never);
    const error = await failure(
      clock.advanceUntil(scheduler.waitForCall(ID, { timeoutMs: 2 * MINUTE })),
      'wait_timeout',
    );
    expect(now()).toBeLessThanOrEqual(2 * MINUTE + 5 * SECOND);
    expect(error.polls).toBe(looks.length);
    expect(looks.length).toBeGreaterThan(2);
    expect(clock.pending).toBe(0);
  });

  test('of 0 takes one look, at once', async () => {
    const { clock, scheduler, looks, now } = fleet(inTurn('ACTIVE'));
    const wait = scheduler.waitForCall(ID, { timeoutMs: 0 });
    const { polls, lastStatus } = await failure(clock.advanceUntil(wait), 'wait_timeout');
    expect({ polls, lastStatus, at: now() }).toEqual({ polls: 1, lastStatus: 'ACTIVE', at: 0 });
    expect(looks.length).toBe(1);
  });

  test('of 0 finds a call that has ended', async () => {
    const { clock, scheduler } = fleet(inTurn('COMPLETE'));
    expect((await clock.advanceUntil(scheduler.waitForCall(ID, { timeoutMs: 0 }))).status).toBe('COMPLETE');
  });

  test.each([0.4, 0.5, 7_000.4])('of %d ms, a fraction, takes no look too many', async (timeoutMs) => {
    const { clock, scheduler, looks, now } = fleet(inTurn('ACTIVE'));
    await failure(clock.advanceUntil(scheduler.waitForCall(ID, { timeoutMs })), 'wait_timeout');
    expect(looks.length).toBeLessThanOrEqual(2);
    expect(now()).toBeGreaterThanOrEqual(Math.floor(timeoutMs));
    expect(now()).toBeLessThanOrEqual(timeoutMs + 1);
  });

  const schedule = () => Number.POSITIVE_INFINITY;

  test('beyond 2³¹ ms is kept: no timer is longer, and none fires early', async () => {
    const timeoutMs = 2 ** 31 + 12_345;
    const { clock, scheduler, looks, now } = fleet(inTurn('ACTIVE'), { random: () => 0.999 });
    const wait = scheduler.waitForCall(ID, { timeoutMs, schedule });
    await failure(clock.advanceUntil(wait, { limitMs: 2 * timeoutMs }), 'wait_timeout');
    expect(now()).toBe(timeoutMs);
    expect(looks.at(-1)?.at).toBe(timeoutMs);
    expect(looks.length).toBeLessThanOrEqual(2);
    expect(clock.longest).toBeLessThanOrEqual(MAX_TIMER_MS);
  });

  test('of Infinity waits for ever', async () => {
    const { clock, scheduler } = fleet(byTime([0, 'ACTIVE'], [400 * DAY, 'COMPLETE']));
    const wait = scheduler.waitForCall(ID, { timeoutMs: Number.POSITIVE_INFINITY, schedule: () => DAY });
    expect((await clock.advanceUntil(wait, { limitMs: 500 * DAY })).status).toBe('COMPLETE');
    expect(clock.longest).toBeLessThanOrEqual(MAX_TIMER_MS);
  });

  test('of Infinity holds a timer even when the schedule asks for no look at all', async () => {
    const { clock, scheduler } = fleet(inTurn('COMPLETE'));
    const wait = scheduler.waitForCall(ID, { timeoutMs: Number.POSITIVE_INFINITY, schedule });
    await clock.advance(DAY);
    expect(clock.pending).toBe(1);
    expect((await clock.advanceUntil(wait, { limitMs: 30 * DAY })).status).toBe('COMPLETE');
  });

  test('is 24 hours by default', async () => {
    const { clock, scheduler, now } = fleet(inTurn('ACTIVE'));
    await failure(clock.advanceUntil(scheduler.waitForCall(ID)), 'wait_timeout');
    expect(now()).toBe(DAY);
  });

  test('passes during a pause of the fleet: the wait ends on time, within the sweep', async () => {
    const { clock, scheduler, now } = fleet(() => refusal(429, { 'retry-after': '120' }));
    const wait = scheduler.waitForCall(ID, { timeoutMs: 20 * SECOND });
    const { polls } = await failure(clock.advanceUntil(wait), 'wait_timeout');
    expect(polls).toBe(1);
    expect(now()).toBeGreaterThanOrEqual(20 * SECOND);
    expect(now()).toBeLessThanOrEqual(21 * SECOND);
  });

  test('is the one thing a wait_timeout needs to be resumed: the id', async () => {
    const { clock, scheduler } = fleet(byTime([0, 'ACTIVE'], [90_000, 'COMPLETE']));
    const first = scheduler.waitForCall(ID, { timeoutMs: MINUTE });
    const { requestId } = await failure(clock.advanceUntil(first), 'wait_timeout');
    expect((await clock.advanceUntil(scheduler.waitForCall(requestId))).status).toBe('COMPLETE');
  });

  test('does not repeat a status that may be data in the error', async () => {
    const { clock, scheduler } = fleet(inTurn('called Jane Doe at 212-555-0177'));
    const wait = scheduler.waitForCall(ID, { timeoutMs: MINUTE });
    const error = await failure(clock.advanceUntil(wait), 'wait_timeout');
    expect(error.lastStatus).toBe('(unknown)');
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('Jane');
  });
});

describe('an unknown status', () => {
  test('is not terminal, is looked at no more often than every 60 s, and the event says so', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('ACTIVE', 'ON_HOLD', 'ON_HOLD', 'ON_HOLD', 'COMPLETE'));
    const events = await clock.advanceUntil(all(scheduler.watchCalls([ID], { schedule: () => SECOND })));
    expect(lines(events)).toEqual(['progress ACTIVE', 'progress ON_HOLD?', 'done COMPLETE']);
    expect(events[1]).toMatchObject({ type: 'progress', status: 'ON_HOLD', known: false, polls: 2 });
    expect(events[0]).toMatchObject({ known: true });
    expect(looks.map(({ at }) => at)).toEqual([1_000, 2_000, 62_000, 122_000, 182_000]);
  });

  test('is no faster when its looks fail, or when it changes to another one', async () => {
    const answers = inTurn('NEW', () => refusal(500), 'NEWER', reset, 'NEWEST', 'ERROR');
    const { clock, scheduler, looks } = fleet(answers, { random: () => 0 });
    const events = await clock.advanceUntil(all(scheduler.watchCalls([ID])));
    const gaps = looks.slice(1).map(({ at }, i) => at - (looks[i]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(MINUTE);
    expect(lines(events)).toEqual([
      'progress NEW?',
      'progress NEW? (500)',
      'progress NEWER?',
      'progress NEWER? (network)',
      'progress NEWEST?',
      'done ERROR',
    ]);
  });

  test('that gives way to a known one is waited on at the usual pace again', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('ON_HOLD', 'ACTIVE', 'ACTIVE', 'COMPLETE'));
    await clock.advanceUntil(scheduler.waitForCall(ID));
    expect(looks.map(({ at }) => at)).toEqual([5_000, 65_000, 70_000, 80_000]);
  });

  test.each(['toString', '__proto__', 'constructor', 'complete', ' COMPLETE', 'COMPLETED', 'DONE', '0'])(
    '%j is one',
    async (status) => {
      const { clock, scheduler } = fleet(inTurn(status));
      const watching = all(scheduler.watchCalls([ID], { timeoutMs: 10 * MINUTE }));
      expect(lines(await clock.advanceUntil(watching))).toEqual([
        `progress ${status}?`,
        'failed wait_timeout',
      ]);
    },
  );
});

describe('a schedule', () => {
  const odd: [string, () => number][] = [
    ['returns 0', () => 0],
    ['returns a negative number', () => -5_000],
    ['returns -Infinity', () => Number.NEGATIVE_INFINITY],
    ['returns NaN', () => Number.NaN],
    ['returns nothing', () => undefined as unknown as number],
    ['returns a millisecond', () => 1],
  ];
  test.each(odd)('that %s is no hot loop: a look a second at most', async (_, schedule) => {
    const { clock, scheduler, looks } = fleet(inTurn('ACTIVE'));
    const wait = scheduler.waitForCall(ID, { schedule, timeoutMs: HOUR });
    const done = failure(wait, 'wait_timeout');
    await clock.advance(MINUTE);
    expect(looks.length).toBeGreaterThanOrEqual(1);
    expect(looks.length).toBeLessThanOrEqual(61);
    await clock.advanceUntil(done);
  });

  test('that returns Infinity is looked at once, at the deadline', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('ACTIVE'));
    const wait = scheduler.waitForCall(ID, { schedule: () => Number.POSITIVE_INFINITY, timeoutMs: HOUR });
    await failure(clock.advanceUntil(wait), 'wait_timeout');
    expect(looks.map(({ at }) => at)).toEqual([HOUR]);
  });

  test.each([1, 3])('that throws, at call %d, ends the watch with what it threw', async (times) => {
    let asked = 0;
    const schedule = () => {
      if (++asked === times) throw new RangeError('no idea');
      return SECOND;
    };
    const { clock, scheduler, looks } = fleet(inTurn('ACTIVE'));
    const wait = clock.advanceUntil(scheduler.waitForCall(ID, { schedule }));
    await expect(wait).rejects.toThrow(new RangeError('no idea'));
    const before = looks.length;
    await clock.advance(HOUR);
    expect(looks.length).toBe(before);
    expect(clock.pending).toBe(0);
  });
});

describe('onProgress', () => {
  test('is told what a watcher would be told, and no final event', async () => {
    const answer = inTurn('ENQUEUED', 'ENQUEUED', () => refusal(500), 'ACTIVE', 'COMPLETE');
    const seen: string[] = [];
    const { clock, scheduler } = fleet(answer);
    const wait = scheduler.waitForCall(ID, { onProgress: (event) => seen.push(...lines([event])) });
    await clock.advanceUntil(wait);
    expect(seen).toEqual(['progress ENQUEUED', 'progress ENQUEUED (500)', 'progress ACTIVE']);
  });

  test('that throws ends the wait with what it threw', async () => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE'));
    const onProgress = () => {
      throw new Error('not now');
    };
    await expect(clock.advanceUntil(scheduler.waitForCall(ID, { onProgress }))).rejects.toThrow('not now');
    expect(clock.pending).toBe(0);
  });
});
