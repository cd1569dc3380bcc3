import { zoneOffsetMs } from '../zone-offset.ts';
import { memoize } from './memoize.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 10_000;
// Before standard time every town kept its own; such a date can only be a typing error, and is in the past.
const FIRST_STANDARD_YEAR = '1900';

/** How a local time maps to instants: `epochMs` is the (later) instant, absent in the hour that a zone skips. */
export type LocalTime =
  | { readonly kind: 'unique' | 'ambiguous'; readonly epochMs: number }
  | { readonly kind: 'gap' };

/** Tells which instants a local time (`YYYY-MM-DDTHH:mm:ss`) in a known zone stands for. */
export type ResolveLocalTime = (zone: string, dateTime: string) => LocalTime;

/** A {@link ResolveLocalTime} that remembers, per zone and day, whether the zone keeps one offset around that day. */
export function createLocalTimeResolver(): ResolveLocalTime {
  const offsetsOn = memoize(MAX_DAYS, offsetsAround);

  return (zone, dateTime) => {
    const wallMs = utcMs(dateTime);
    if (dateTime < FIRST_STANDARD_YEAR) return { kind: 'unique', epochMs: wallMs };
    const offsets = offsetsOn(zone, dateTime.slice(0, 10));
    const instants = offsets.map((offset) => wallMs - offset);
    if (offsets.length === 1) return { kind: 'unique', epochMs: Math.max(...instants) };
    const real = instants.filter((epochMs) => epochMs + zoneOffsetMs(zone, epochMs) === wallMs);
    if (real.length === 0) return { kind: 'gap' };
    return { kind: real.length === 1 ? 'unique' : 'ambiguous', epochMs: Math.max(...real) };
  };
}

// The offsets a day before and a day after a day: one of them is in force at any time of that day.
function offsetsAround(zone: string, day: string): readonly number[] {
  const midnightMs = utcMs(day);
  return [...new Set([midnightMs - DAY_MS, midnightMs + 2 * DAY_MS].map((at) => zoneOffsetMs(zone, at)))];
}

// Field arithmetic only: `Date.UTC` would read years below 100 as 19xx.
function utcMs(dateTime: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = dateTime
    .split(/[-T:]/u)
    .map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second);
}
