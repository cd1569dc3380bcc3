import { MAX_TIMER_MS } from './clock.ts';

/**
 * How long to wait for the next look at a request whose status has not changed for `ageMs`, in milliseconds.
 * Called with 0 when the wait begins and after each change.
 */
export type Schedule = (ageMs: number) => number;

const FIRST_LOOK_MS = 5_000;
const SHORTEST_MS = 10_000;
const LONGEST_MS = 60_000;

/**
 * The default: a first look after 5 s, then √age / 2 in seconds, at least 10 s and at most 60 s.
 * With the time scale of a call unknown, the best interval grows with the square root of its age
 * (Keller, "Optimum Checking Schedules", 1974); growth with age itself, which is what doubling amounts to,
 * is far off.
 */
export const defaultSchedule: Schedule = (ageMs) =>
  // Half of it: a look that jitter made early, or the last before a change, is not followed by another first one.
  ageMs < FIRST_LOOK_MS / 2
    ? FIRST_LOOK_MS
    : Math.min(Math.max(Math.sqrt(ageMs / 1_000) * 500, SHORTEST_MS), LONGEST_MS);

/** An unknown status is looked at no more often than this. */
export const UNKNOWN_STATUS_MS = 60_000;

const SOONEST_MS = 1_000;
const JITTER = 0.15;

/**
 * The schedule's answer, made safe: a schedule that returns 0 or nonsense cannot turn into a hot loop.
 *
 * @param random a number in [0, 1); spreads looks by ± 15 %
 */
export function nextLookMs(schedule: Schedule, ageMs: number, known: boolean, random: number): number {
  const asked = schedule(ageMs);
  const isNumber = typeof asked === 'number' && !Number.isNaN(asked);
  const sound = isNumber ? Math.min(Math.max(asked, SOONEST_MS), MAX_TIMER_MS) : LONGEST_MS;
  const jittered = sound * (1 - JITTER + 2 * JITTER * random);
  return known ? jittered : Math.max(jittered, UNKNOWN_STATUS_MS);
}
