import { describe, expect, test } from 'vitest';
import {
  all,
  call,
  finals,
  fleet,
  HOUR,
  idOf,
  ids,
  inTurn,
  type Look,
  MINUTE,
  refusal,
  SECOND,
  settle,
} from './support.ts';

/** A server with a token bucket of its own, counted in whole thousandths: the looks it refuses. */
function bucket(ratePerSecond: number, capacity: number) {
  let tokens = capacity * 1_000;
  let since = 0;
  let refused = 0;
  return {
    get refused() {
      return refused;
    },
    admits(at: number): boolean {
      // A thousandth of a token is forgiven, which is what floating point may cost.
      tokens = Math.min(capacity * 1_000, tokens + (at - since) * ratePerSecond);
      since = at;
      if (tokens < 999) {
        refused++;
        return false;
      }
      tokens -= 1_000;
      return true;
    },
  };
}

const gapsOf = (looks: Look[]) => looks.slice(1).map(({ at }, i) => at - (looks[i]?.at ?? 0));

describe('the rate', () => {
  test.each([0.2, 0.5, 1, 1.5, 2, 3, 5, 7, 50, 333])(
    'of %d a second is kept: a server with a bucket of max(R, 1) refuses none, and the rate is used',
    async (ratePerSecond) => {
      const server = bucket(ratePerSecond, Math.max(ratePerSecond, 1));
      const count = Math.ceil(ratePerSecond * (ratePerSecond < 50 ? 40 : 15)) + 2;
      const { clock, scheduler, looks } = fleet(({ id, at, nth }) =>
        server.admits(at) ? call(id, nth < 2 ? 'ACTIVE' : 'COMPLETE') : refusal(429),
      );
      const watching = all(scheduler.watchCalls(ids(count), { ratePerSecond, inFlight: 50 }));
      finals(await clock.advanceUntil(watching), ids(count));
      expect(server.refused).toBe(0);
      expect(looks.length).toBe(3 * count);
      const took = (looks.at(-1)?.at ?? 0) - (looks[0]?.at ?? 0);
      expect(looks.length / (took / 1_000)).toBeGreaterThan(0.9 * ratePerSecond);
    },
    30_000,
  );

  test('is 5 a second by default, over all ids', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
    await clock.advanceUntil(all(scheduler.watchCalls(ids(300))));
    for (const { at } of looks)
      expect(looks.filter((look) => look.at >= at && look.at < at + SECOND).length).toBeLessThanOrEqual(7);
    expect((looks.at(-1)?.at ?? 0) / SECOND).toBeCloseTo(5 + 300 / 5, -1);
  });

  test('allows a small burst after a quiet time, never a flood', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
    const source = async function* () {
      yield idOf(0);
      await new Promise<void>((resolve) => clock.setTimeout(resolve, HOUR));
      for (let n = 1; n < 100; n++) yield idOf(n);
    };
    await clock.advanceUntil(all(scheduler.watchCalls(source())));
    const late = looks.slice(1);
    const first = late[0]?.at ?? 0;
    expect(late.filter(({ at }) => at === first).length).toBe(2);
    expect(late.filter(({ at }) => at < first + SECOND).length).toBeLessThanOrEqual(6);
  });

  test('is kept by 20 000 ids, and the slowest waits no longer than the rate makes it', async () => {
    const server = bucket(100, 100);
    const count = 20_000;
    const { clock, scheduler, looks } = fleet(({ id, at }) =>
      server.admits(at) ? call(id, at < 2 * MINUTE ? 'ACTIVE' : 'COMPLETE') : refusal(429),
    );
    let last = 0;
    const start = clock.now();
    const watching = (async () => {
      for await (const { type } of scheduler.watchCalls(ids(count), { ratePerSecond: 100 }))
        if (type === 'done') last = clock.now() - start;
    })();
    await clock.advanceUntil(watching);
    expect(server.refused).toBe(0);
    // Every call had ended after 2 min; to read 20 000 at 100 a second takes 200 s more.
    expect(last).toBeLessThan(2 * MINUTE + 220 * SECOND);
    expect(looks.length).toBeLessThan(count + (2 * MINUTE) / 10 + 100);
  }, 60_000);
});

describe('looks under way', () => {
  test.each([
    [undefined, 8],
    [1, 1],
    [3, 3],
    [40, 40],
  ])(
    'with inFlight %s are never more than %d at a time, and as many as that when answers are slow',
    async (inFlight, most) => {
      let aloft = 0;
      let seen = 0;
      const { clock, scheduler } = fleet(async ({ id }) => {
        seen = Math.max(seen, ++aloft);
        await new Promise<void>((resolve) => clock.setTimeout(resolve, 4 * SECOND));
        aloft--;
        return call(id, 'COMPLETE');
      });
      const options = { ratePerSecond: 50, ...(inFlight !== undefined && { inFlight }) };
      finals(await clock.advanceUntil(all(scheduler.watchCalls(ids(120), options))), ids(120));
      expect(seen).toBe(most);
    },
  );

  test('that never settle hold no other id up beyond their own deadline', async () => {
    const { clock, scheduler, now } = fleet(({ id }) =>
      Number.parseInt(id.slice(-4), 16) < 8 ? new Promise(() => {}) : call(id, 'COMPLETE'),
    );
    const options = { timeoutMs: 5 * MINUTE };
    const events = await clock.advanceUntil(all(scheduler.watchCalls(ids(30), options)));
    const ends = [...finals(events, ids(30))].filter(([, { type }]) => type === 'done');
    expect(ends.length).toBe(22);
    expect(now()).toBeLessThanOrEqual(5 * MINUTE + 15 * SECOND);
  });

  test('of one id are never two', async () => {
    const aloft = new Set<string>();
    const { clock, scheduler } = fleet(async ({ id, nth }) => {
      if (aloft.has(id)) throw new Error('two at once');
      aloft.add(id);
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 9 * SECOND));
      aloft.delete(id);
      return call(id, nth < 3 ? 'ACTIVE' : 'COMPLETE');
    });
    const options = { ratePerSecond: 100, schedule: () => SECOND, inFlight: 20 };
    const events = await clock.advanceUntil(all(scheduler.watchCalls(ids(20), options)));
    expect(events.filter((event) => event.type === 'progress' && event.error)).toEqual([]);
  });
});

describe('the order of looks', () => {
  test('is earliest due first: under a tight rate nobody is starved, and everybody has a turn before a second one', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('ACTIVE'));
    const watching = all(scheduler.watchCalls(ids(60), { ratePerSecond: 1, timeoutMs: HOUR }));
    await clock.advance(50 * MINUTE);
    const counts = ids(60).map((id) => looks.filter((look) => look.id === id).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(Math.min(...counts)).toBeGreaterThan(40);
    finals(await clock.advanceUntil(watching), ids(60));
  });

  test('puts an id that is due before one whose time has not come, whoever was first', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
    let asked = 0;
    const schedule = () => [30 * SECOND, 10 * SECOND, 20 * SECOND][asked++] ?? SECOND;
    await clock.advanceUntil(all(scheduler.watchCalls(ids(3), { schedule })));
    expect(looks.map(({ id }) => id)).toEqual([idOf(1), idOf(2), idOf(0)]);
    expect(looks.map(({ at }) => at)).toEqual([10_000, 20_000, 30_000]);
  });
});

describe('a refusal of the whole fleet', () => {
  test.each([
    [429, '30'],
    [503, '30'],
    [429, 'Tue, 24 Nov 2026 12:01:00 GMT'],
  ])('by %d with Retry-After: %s pauses every id, not just the one', async (status, retryAfter) => {
    const headers = { 'retry-after': retryAfter, date: 'Tue, 24 Nov 2026 12:00:30 GMT' };
    const { clock, scheduler, looks } = fleet(({ id, overall }) =>
      overall === 4 ? refusal(status, headers) : call(id, 'COMPLETE'),
    );
    const events = await clock.advanceUntil(all(scheduler.watchCalls(ids(30), { inFlight: 1 })));
    finals(events, ids(30));
    const gaps = gapsOf(looks);
    expect(gaps[4]).toBeGreaterThanOrEqual(30 * SECOND);
    expect(gaps[4]).toBeLessThanOrEqual(31 * SECOND);
    expect(gaps.filter((gap) => gap > 5 * SECOND).length).toBe(1);
  });

  test('by a date is measured against the answer’s own Date, not the clock here', async () => {
    const headers = { 'retry-after': 'Mon, 01 Jun 2020 00:00:20 GMT', date: 'Mon, 01 Jun 2020 00:00:00 GMT' };
    const { clock, scheduler, looks } = fleet(({ id, overall }) =>
      overall === 0 ? refusal(429, headers) : call(id, 'COMPLETE'),
    );
    await clock.advanceUntil(all(scheduler.watchCalls(ids(3), { inFlight: 1 })));
    expect(gapsOf(looks)[0]).toBeGreaterThanOrEqual(20 * SECOND);
    expect(gapsOf(looks)[0]).toBeLessThanOrEqual(21 * SECOND);
  });

  test('by 503 without Retry-After is that id’s own trouble', async () => {
    const { clock, scheduler, looks } = fleet(({ id, overall }) =>
      overall === 4 ? refusal(503) : call(id, 'COMPLETE'),
    );
    await clock.advanceUntil(all(scheduler.watchCalls(ids(15), { inFlight: 1 })));
    expect(Math.max(...gapsOf(looks).slice(0, 12))).toBeLessThanOrEqual(200);
  });

  test('halves the rate, which creeps back to the full one with good answers', async () => {
    const { clock, scheduler, looks } = fleet(({ id, overall }) =>
      overall === 20 ? refusal(429, { 'retry-after': '10' }) : call(id, 'COMPLETE'),
    );
    const options = { ratePerSecond: 10, inFlight: 1 };
    finals(await clock.advanceUntil(all(scheduler.watchCalls(ids(200), options))), ids(200));
    const gaps = gapsOf(looks);
    expect(gaps[18]).toBe(100);
    // The pause has filled the bucket: one more look goes with the first.
    expect(gaps[22]).toBeGreaterThanOrEqual(180);
    expect(gaps[22]).toBeLessThanOrEqual(200);
    const later = gaps.slice(22, 40);
    expect(later).toEqual(later.toSorted((a, b) => b - a));
    expect(gaps.slice(60, 180).every((gap) => gap === 100)).toBe(true);
  });

  test('met by looks that left together halves the rate once', async () => {
    const { clock, scheduler, looks } = fleet(async ({ id, at }) => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 3 * SECOND));
      return at < 8 * SECOND ? refusal(429, { 'retry-after': '20' }) : call(id, 'COMPLETE');
    });
    const options = { ratePerSecond: 10, inFlight: 30, timeoutMs: HOUR };
    finals(await clock.advanceUntil(all(scheduler.watchCalls(ids(100), options))), ids(100));
    const resumed = looks.findIndex(({ at }) => at > 20 * SECOND);
    expect(resumed).toBeGreaterThan(20);
    const gap = gapsOf(looks)[resumed + 1] ?? 0;
    expect(gap).toBeGreaterThanOrEqual(180);
    expect(gap).toBeLessThanOrEqual(200);
  });

  test('without a hint pauses 1 s, 2 s, 4 s, … and 5 min at most', async () => {
    const { clock, scheduler, looks } = fleet(() => refusal(429));
    const watching = all(scheduler.watchCalls(ids(200), { inFlight: 1, timeoutMs: 3 * HOUR }));
    const done = clock.advanceUntil(watching);
    await clock.advance(2 * HOUR);
    const gaps = gapsOf(looks);
    for (const [n, seconds] of [1, 2, 4, 8, 16, 32, 64, 128, 256].entries()) {
      expect(gaps[n]).toBeGreaterThanOrEqual(seconds * SECOND);
      expect(gaps[n]).toBeLessThanOrEqual((seconds + 7) * SECOND);
    }
    expect(Math.max(...gaps)).toBeLessThanOrEqual(307 * SECOND);
    finals(await done, ids(200));
  });

  test('with Retry-After: 0 is no hot loop', async () => {
    const { clock, scheduler, looks } = fleet(() => refusal(429, { 'retry-after': '0' }));
    const watching = all(scheduler.watchCalls(ids(100), { timeoutMs: HOUR }));
    await clock.advance(10 * MINUTE);
    // At the slowest, a 32nd of 5 a second.
    expect(looks.length).toBeLessThan(10 * 60 * (5 / 32) + 30);
    finals(await clock.advanceUntil(watching), ids(100));
  });

  test('that goes on past the deadline ends each wait once, in time', async () => {
    const { clock, scheduler, now } = fleet(() => refusal(429, { 'retry-after': '300' }));
    const events = await clock.advanceUntil(all(scheduler.watchCalls(ids(500), { timeoutMs: MINUTE })));
    finals(events, ids(500));
    expect(now()).toBeLessThanOrEqual(MINUTE + 2 * SECOND);
    await settle(clock);
    expect(clock.pending).toBe(0);
  });
});
