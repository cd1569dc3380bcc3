import type { RuleName } from '../generated/rules.ts';
import type { CallInput, CallWindow, OpenDay, QueueCallsInput } from '../generated/types.ts';
import type { Unchecked } from './unchecked.ts';

/** What a rule found: where below the checked value, and what to do about it. */
export interface Breach {
  path: (string | number)[];
  hint: string;
}

/** The rules that a schema cannot say. A value of the wrong type is left to the schema. */
export const rules: Record<RuleName, (value: unknown) => Breach[]> = {
  calendar_date: (value) =>
    typeof value !== 'string' || isCalendarDate(value)
      ? []
      : here('must be a day that exists in the calendar'),
  calendar_date_time: (value) =>
    typeof value !== 'string' || isCalendarDate(value.slice(0, 10))
      ? []
      : here('must be a day that exists in the calendar'),
  iana_time_zone: (value) =>
    typeof value !== 'string' || value === '' || isTimeZone(value)
      ? []
      : here('must be an IANA time zone such as America/New_York'),
  window_order: (value) =>
    windowsOf(value).flatMap(({ start, end }, i) =>
      minutes(end) > minutes(start)
        ? []
        : [
            {
              path: ['windows', i, 'end'],
              hint: 'must be later than start; split a window over midnight on two days',
            },
          ],
    ),
  windows_overlap: (value) => {
    const windows = windowsOf(value);
    return windows.flatMap((window, i) => {
      const clash = windows.findIndex((other, j) => j < i && overlap(window, other));
      return clash < 0 ? [] : [{ path: ['windows', i], hint: `must not overlap windows[${clash}]` }];
    });
  },
  default_call_time_in_window: (value) => {
    const time = (value as Day | undefined)?.default_call_time;
    const windows = windowsOf(value);
    if (!isTime(time) || windows.length === 0) return [];
    const inside = windows.some(
      ({ start, end }) => minutes(start) <= minutes(time) && minutes(time) <= minutes(end),
    );
    return inside
      ? []
      : [{ path: ['default_call_time'], hint: 'must lie inside one of the windows, ends included' }];
  },
  external_reference_id_all_or_none: (value) => {
    const calls = callsOf(value);
    if (!calls.some(hasReference)) return [];
    return calls.flatMap((call, i) =>
      hasReference(call)
        ? []
        : [
            {
              path: ['calls', i, 'external_reference_id'],
              hint: 'must be present, since another call of the batch has it',
            },
          ],
    );
  },
  external_reference_id_unique: (value) => {
    const first = new Map<unknown, number>();
    return callsOf(value).flatMap((call, i) => {
      const id = call?.external_reference_id;
      if (typeof id !== 'string') return [];
      const earlier = first.get(id);
      if (earlier === undefined) first.set(id, i);
      return earlier === undefined
        ? []
        : [
            {
              path: ['calls', i, 'external_reference_id'],
              hint: `must be unique in the batch; calls[${earlier}] has the same`,
            },
          ];
    });
  },
};

const here = (hint: string): Breach[] => [{ path: [], hint }];

type Day = Unchecked<OpenDay>;
type Call = Unchecked<CallInput> | null | undefined;

function windowsOf(day: unknown): CallWindow[] {
  const windows = (day as Day | null | undefined)?.windows;
  return Array.isArray(windows) ? windows.filter((w) => isTime(w?.start) && isTime(w?.end)) : [];
}

function callsOf(input: unknown): Call[] {
  const calls = (input as Unchecked<QueueCallsInput> | null | undefined)?.calls;
  return Array.isArray(calls) ? calls : [];
}

function hasReference(call: Call): boolean {
  return call?.external_reference_id !== undefined;
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value);
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Windows that only touch do not overlap. */
function overlap(a: CallWindow, b: CallWindow): boolean {
  return minutes(a.start) < minutes(b.end) && minutes(b.start) < minutes(a.end);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether `YYYY-MM-DD` is a day of the Gregorian calendar. What the pattern refuses is left to it. */
export function isCalendarDate(date: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return true;
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && leap ? 29 : DAYS[month - 1];
  const day = Number(date.slice(8));
  return last === undefined || day <= last;
}

const zones = new Map<string, boolean>();

/**
 * Whether this runtime knows the zone, and it is no offset such as `-05:00`. `Intl` quotes what it refuses,
 * so its error goes no further.
 */
function isTimeZone(zone: string): boolean {
  let known = zones.get(zone);
  if (known === undefined) {
    known = /^[A-Za-z]/.test(zone) && resolves(zone);
    if (zones.size < 1_000) zones.set(zone, known);
  }
  return known;
}

function resolves(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone });
    return true;
  } catch {
    return false;
  }
}
