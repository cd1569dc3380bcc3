import type { StoredWorkingHoursPolicy } from '../../generated/types.ts';
import { zoneOffsetMs } from '../zone-offset.ts';

const DAY_MS = 86_400_000;

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/**
 * The first `default_call_time` of a policy at or after a moment (both in milliseconds since the epoch), read
 * in an IANA time zone; undefined when no day has one. A time that a clock change skips is moved on by the
 * change, and of one that comes twice the first is meant.
 */
export function nextCallTime(
  policy: StoredWorkingHoursPolicy,
  timeZone: string,
  after: number,
): number | undefined {
  const wallTime = wallTimeIn(timeZone);
  const today = Math.floor(wallTime(after) / DAY_MS) * DAY_MS;
  for (let i = 0; i <= weekdays.length; i++) {
    const date = today + i * DAY_MS;
    const weekday = weekdays[new Date(date).getUTCDay()];
    const callTime = weekday && policy[weekday]?.default_call_time;
    if (!callTime) continue;
    const moment = momentOf(date + minutesOf(callTime) * 60_000, wallTime);
    if (moment >= after) return moment;
  }
  return undefined;
}

/** What the clock on the wall shows at a moment, counted as if it were UTC. */
type WallTime = (moment: number) => number;

function wallTimeIn(timeZone: string): WallTime {
  return (moment) => moment + zoneOffsetMs(timeZone, moment);
}

/** The moment at which the wall shows `wall`: with the offset of a day before, unless only that of a day after fits. */
function momentOf(wall: number, wallTime: WallTime): number {
  const [before, after] = [wall - DAY_MS, wall + DAY_MS].map(
    (moment) => wall - (wallTime(moment) - moment),
  ) as [number, number];
  return wallTime(before) !== wall && wallTime(after) === wall ? after : before;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
