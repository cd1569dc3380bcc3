// `nextLookMs` is not public: it is imported from the source. `defaultSchedule` is.
import { defaultSchedule } from '@evergrove/scheduler';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextLookMs, UNKNOWN_STATUS_MS } from '../../src/schedule.ts';
import { MAX_TIMER_MS } from './support.ts';

const ages = fc.integer({ min: 0, max: 30 * 86_400_000 });
const draws = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the default schedule', () => {
  test.each([
    [0, 5_000],
    [2_499, 5_000],
    [2_500, 10_000],
    [5_000, 10_000],
    [100_000, 10_000],
    [400_000, 10_000],
    [900_000, 15_000],
    [3_600_000, 30_000],
    [14_400_000, 60_000],
    [86_400_000, 60_000],
    [Number.POSITIVE_INFINITY, 60_000],
  ])('at an age of %d ms waits %d ms: 5 s at first, then √age / 2 within 10 and 60 s', (ageMs, waitMs) => {
    expect(defaultSchedule(ageMs)).toBe(waitMs);
  });

  test('never waits less with age, from the first look on', () => {
    fc.assert(
      fc.property(ages, ages, (a, b) => {
        const [younger, older] = [Math.min(a, b) + 5_000, Math.max(a, b) + 5_000];
        expect(defaultSchedule(younger)).toBeLessThanOrEqual(defaultSchedule(older));
      }),
    );
  });

  test('waits the half of √age between its two ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400_000, max: 14_400_000 }), (ageMs) => {
        expect(defaultSchedule(ageMs)).toBeCloseTo((Math.sqrt(ageMs / 1_000) / 2) * 1_000, 6);
      }),
    );
  });
});

describe('the next look', () => {
  test('is spread by ± 15 % of what the schedule says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 10 ** 8 }), draws, (waitMs, draw) => {
        const ms = nextLookMs(() => waitMs, 0, true, draw);
        expect(ms).toBeGreaterThanOrEqual(0.849_999 * waitMs);
        expect(ms).toBeLessThanOrEqual(1.150_001 * waitMs);
        expect(ms).toBeCloseTo(waitMs * (0.85 + 0.3 * draw), 3);
      }),
    );
  });

  test('is a number, no sooner than 0.85 s and in reach of a timer, whatever the schedule says', () => {
    const anything = fc.oneof(
      fc.double(),
      fc.constantFrom(
        0,
        -0,
        1,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        Number.MIN_VALUE,
      ),
      fc.constantFrom<unknown>(undefined, null, 'soon', {}, []),
    );
    fc.assert(
      fc.property(anything, ages, fc.boolean(), draws, (said, age, known, draw) => {
        const ms = nextLookMs(() => said as number, age, known, draw);
        expect(ms).toBeGreaterThanOrEqual(850);
        expect(ms).toBeLessThanOrEqual(1.15 * MAX_TIMER_MS + 1);
      }),
      {
        examples: [
          [undefined, 0, true, 0.5],
          [Number.NaN, 0, true, 0.5],
          [Number.POSITIVE_INFINITY, 0, true, 0.5],
        ],
      },
    );
  });

  test('at an unknown status is no sooner than a minute, jitter included', () => {
    expect(UNKNOWN_STATUS_MS).toBe(60_000);
    fc.assert(
      fc.property(fc.double(), ages, draws, (said, age, draw) => {
        expect(nextLookMs(() => said, age, false, draw)).toBeGreaterThanOrEqual(60_000);
      }),
    );
  });

  test('hands the schedule the age as it is, once', () => {
    const asked: number[] = [];
    nextLookMs((age) => asked.push(age), 1_234, true, 0);
    expect(asked).toEqual([1_234]);
  });
});
