import { MAX_TIMER_MS } from './clock.ts';

const FIRST_MS = 500;
const CAP_MS = 8_000;

/**
 * How long to wait before repeating an attempt: 0.5 s × 2ⁿ, at most 8 s, with equal jitter
 * (half is certain, half is drawn).
 *
 * @param retry 0 for the first repetition
 * @param random a number in [0, 1)
 */
export function backoffMs(retry: number, random: number): number {
  const ceiling = Math.min(CAP_MS, FIRST_MS * 2 ** retry);
  return ceiling / 2 + (ceiling / 2) * random;
}

/**
 * What a `Retry-After` header asks for (RFC 9110 §10.2.3), in milliseconds: seconds, or a date measured
 * against the answer's own `Date`, so that a wrong clock here does no harm. Clamped to what a timer can hold.
 *
 * @returns undefined when the header is absent or says nothing usable
 */
export function retryAfterMs(headers: { get(name: string): string | null }, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value || value.length > 64) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Number(value) * 1_000, MAX_TIMER_MS);
  const until = httpDate(value);
  if (until === undefined) return undefined;
  const from = httpDate(headers.get('date') ?? '') ?? now;
  return Math.min(Math.max(until - from, 0), MAX_TIMER_MS);
}

/** The three date forms of RFC 9110 §5.6.7 begin with a weekday; nothing else is taken for a date. */
function httpDate(value: string): number | undefined {
  if (!/^[A-Z][a-z]{2,8},? /.test(value)) return undefined;
  const ms = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}
