// Neither function is public: they are imported from the source, as the pure functions that they are.
import { describe, expect, it } from 'vitest';
import { backoffMs, retryAfterMs } from '../../src/backoff.ts';
import { MAX_TIMER_MS } from '../../src/clock.ts';

describe('the pause before a repetition', () => {
  it.each([
    [0, 0, 250],
    [0, 0.5, 375],
    [1, 0, 500],
    [2, 0.5, 1_500],
    [3, 0, 2_000],
    [4, 0, 4_000],
    [4, 0.5, 6_000],
    [5, 0, 4_000],
    [60, 0.5, 6_000],
    [2_000, 0, 4_000],
  ])(
    'of number %d, with %d drawn, is %d ms: half of 0.5 s × 2ⁿ is certain, and it ends at 8 s',
    (n, drawn, ms) => {
      expect(backoffMs(n, drawn)).toBe(ms);
    },
  );
});

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
const ask = (retryAfter: string | null, date: string | null = null) =>
  retryAfterMs({ get: (name) => ({ 'retry-after': retryAfter, date })[name] ?? null }, NOW);

describe('Retry-After', () => {
  it.each<[string, number]>([
    ['0', 0],
    ['1', 1_000],
    [' 120 ', 120_000],
    ['1.5', 1_500],
    ['1.25', 1_250],
    ['3600', 3_600_000],
    ['2147483', 2_147_483_000],
    ['2147484', MAX_TIMER_MS],
    ['9'.repeat(64), MAX_TIMER_MS],
  ])('%j is seconds, and no more than a timer can hold', (value, ms) => {
    expect(ask(value)).toBe(ms);
  });

  it.each<[string, number]>([
    ['Tue, 24 Nov 2026 12:00:02 GMT', 2_000],
    ['Tuesday, 24-Nov-26 12:00:02 GMT', 2_000],
    ['Tue Nov 24 12:00:02 2026', 2_000],
    ['Tue, 24 Nov 2026 11:59:00 GMT', 0],
    ['Tue, 24 Nov 2027 12:00:00 GMT', MAX_TIMER_MS],
  ])('%j is a date, and one that is over asks for no wait', (value, ms) => {
    expect(ask(value)).toBe(ms);
  });

  it('a date is measured against the date of the answer, so that a wrong clock does no harm', () => {
    expect(ask('Tue, 24 Nov 2026 15:00:02 GMT', 'Tue, 24 Nov 2026 15:00:00 GMT')).toBe(2_000);
    expect(ask('Tue, 24 Nov 2026 12:00:02 GMT', 'today')).toBe(2_000);
  });

  it.each([
    null,
    '',
    ' ',
    'soon',
    '-1',
    '+1',
    '1s',
    'in 1',
    '1.',
    '.5',
    '1e3',
    '0x10',
    '2026-11-24T12:00:02Z',
    '24 Nov 2026 12:00:02 GMT',
    'T, 24 Nov 2026 12:00:02 GMT',
    'Tu, 24 Nov 2026 12:00:02 GMT',
    'tue, 24 Nov 2026 12:00:02 GMT',
    'xTue, 24 Nov 2026 12:00:02 GMT',
    'Tue, 99 Nov 2026 12:00:02 GMT',
    '9'.repeat(65),
    `Tue, 24 Nov 2026 12:00:02 ${' '.repeat(40)}GMT`,
  ])('%j says nothing usable', (value) => {
    expect(ask(value)).toBeUndefined();
  });
});
