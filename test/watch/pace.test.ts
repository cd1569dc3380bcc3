// `Pace` is not public: it is imported from the source, as the pure function of time that it is.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pace } from '../../src/pace.ts';

const LONGEST_PAUSE_MS = 300_000;

/** What may happen to a pace, one after the other. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 5_000 }) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('take' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('accept' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('refuse' as const),
      hintMs: fc.option(fc.oneof(fc.nat(400_000), fc.constantFrom(0, 2 ** 31 - 1)), { nil: undefined }),
    }),
  },
);

const rates = fc.oneof(fc.double({ min: 0.001, max: 1_000, noNaN: true }), fc.constantFrom(0.5, 1, 2, 5));

describe('a pace', () => {
  test('lets go, in any stretch of time, no more than the rate and a small burst', () => {
    fc.assert(
      fc.property(rates, fc.array(step, { maxLength: 120 }), (rate, steps) => {
        const pace = new Pace(rate, 0);
        const taken: number[] = [];
        let now = 0;
        for (const next of steps) {
          if (next.do === 'wait') now += next.ms;
          if (next.do === 'accept') pace.accepted(now);
          if (next.do === 'refuse') pace.refused(now, next.hintMs);
          if (next.do === 'take') {
            now += Math.ceil(pace.delay(now));
            pace.take(now);
            taken.push(now);
          }
        }
        const burst = Math.max(rate >= 2 ? 2 : 1, rate / 10);
        for (const [i, from] of taken.entries()) {
          for (const [j, to] of taken.entries()) {
            if (j < i) continue;
            expect(j - i + 1).toBeLessThanOrEqual(burst + ((to - from) * rate) / 1_000 + 1e-6);
          }
        }
      }),
    );
  });

  test('names a delay that is finite, not negative, and true: after it a request may go, before it none', () => {
    fc.assert(
      fc.property(rates, fc.array(step, { maxLength: 120 }), (rate, steps) => {
        const pace = new Pace(rate, 0);
        let now = 0;
        for (const next of steps) {
          if (next.do === 'wait') now += next.ms;
          if (next.do === 'accept') pace.accepted(now);
          if (next.do === 'refuse') pace.refused(now, next.hintMs);
          const delay = pace.delay(now);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThan(Number.POSITIVE_INFINITY);
          if (next.do === 'take') {
            if (delay > 2) expect(pace.delay(now + delay - 1)).toBeGreaterThan(0);
            now += delay;
            expect(pace.delay(now)).toBeLessThan(0.001);
            pace.take(now);
          }
        }
      }),
    );
  });

  test('lets nothing go before the hint of a refusal is over, and no hint is longer than 5 min', () => {
    fc.assert(
      fc.property(rates, fc.nat(2 ** 31 - 1), fc.nat(10_000), (rate, hintMs, at) => {
        const pace = new Pace(rate, 0);
        pace.refused(at, hintMs);
        const pause = Math.min(hintMs, LONGEST_PAUSE_MS);
        expect(pace.delay(at)).toBeGreaterThanOrEqual(pause);
        expect(pace.paused(at + pause)).toBe(false);
        if (pause > 0) expect(pace.paused(at + pause - 1)).toBe(true);
        // The bucket is empty after a refusal; at half the rate it has a token in time.
        expect(pace.delay(at + pause)).toBeLessThanOrEqual(2_000 / rate);
      }),
    );
  });

  test('without a hint pauses 1 s, doubling with each refusal up to 5 min, until an answer is good', () => {
    const pace = new Pace(1_000, 0);
    let now = 0;
    const pauses: number[] = [];
    for (let n = 0; n < 12; n++) {
      pace.refused(now, undefined);
      const pause = Math.ceil(pace.delay(now));
      pauses.push(pause);
      now += pause;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map((s) => s * 1_000));
    pace.accepted(now);
    pace.refused(now, undefined);
    expect(pace.delay(now)).toBe(1_000);
  });

  test('takes refusals that arrive during the pause for one, and lengthens it by a longer hint', () => {
    const pace = new Pace(10, 0);
    pace.refused(0, 1_000);
    pace.refused(10, undefined);
    pace.refused(20, 500);
    expect(pace.delay(20)).toBe(980);
    pace.refused(30, 4_000);
    expect(pace.delay(30)).toBe(4_000);
    for (let n = 0; n < 2; n++) pace.take(4_030);
    // Half of ten a second, not a sixteenth.
    expect(pace.delay(4_030)).toBeCloseTo(200, 6);
  });

  test('halves down to a 32nd of the rate and no further, and creeps back by a 50th for each good answer', () => {
    const gap = (pace: Pace, now: number) => {
      while (pace.delay(now) === 0) pace.take(now);
      const first = now + pace.delay(now);
      pace.take(first);
      return pace.delay(first);
    };
    for (const [refusals, part] of [
      [0, 1],
      [1, 2],
      [2, 4],
      [5, 32],
      [9, 32],
    ] as const) {
      const pace = new Pace(10, 0);
      for (let n = 0; n < refusals; n++) pace.refused(n, 0);
      expect(gap(pace, 10)).toBeCloseTo(100 * part, 6);
    }
    const pace = new Pace(10, 0);
    pace.refused(0, 0);
    for (let n = 1; n <= 24; n++) pace.accepted(0);
    expect(gap(pace, 0)).toBeCloseTo(100 / 0.98, 6);
    for (let n = 0; n < 5; n++) pace.accepted(1_000);
    expect(gap(pace, 1_000)).toBeCloseTo(100, 6);
  });

  test('counts what it took at its time, at the rate of that time', () => {
    const rested = new Pace(1, 0);
    rested.take(0);
    rested.take(5_000);
    expect(rested.delay(5_000)).toBe(1_000);
    const slowed = new Pace(10, 0);
    slowed.refused(0, 0);
    slowed.accepted(100);
    // Half a token at five a second, the other half at 5.2.
    expect(slowed.delay(100)).toBeCloseTo(500 / 5.2, 6);
  });

  test('gains and loses nothing by a clock that is set back', () => {
    const pace = new Pace(1, 1_000);
    pace.take(1_000);
    expect(pace.delay(500)).toBe(1_000);
    expect(pace.delay(1_500)).toBe(500);
  });

  test.each([
    [0.1, 1],
    [1, 1],
    [1.9, 1],
    [2, 2],
    [5, 2],
    [20, 2],
    [200, 20],
    [10_000, 1_000],
  ])('of %d a second bursts to %d, however long it rested', (rate, burst) => {
    const pace = new Pace(rate, 0);
    let count = 0;
    for (const now = 3_600_000; pace.delay(now) === 0; count++) pace.take(now);
    expect(count).toBe(burst);
  });

  test.each([5, 50, 200, 1_000])(
    'of %d a second keeps its rate on timers that are always 20 ms late',
    (rate) => {
      const pace = new Pace(rate, 0);
      let count = 0;
      for (let now = 0; now < 60_000; now += Math.ceil(pace.delay(now)) + 20) {
        while (pace.delay(now) === 0) {
          pace.take(now);
          count++;
        }
      }
      expect(count / 60).toBeGreaterThan(0.9 * rate);
      expect(count / 60).toBeLessThan(1.1 * rate);
    },
  );
});
