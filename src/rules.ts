import type { RuleName } from '../generated/shapes.ts';
import type { CallInput, CallWindow, OpenDay, QueueCallsInput } from '../generated/types.ts';
import type { Unchecked } from './unchecked.ts';

/** What a rule found: where below the checked value, and what to do about it. */
export interface Breach {
  path: (string | number)[];
  hint: string;
}

/** The rules that a schema cannot say. A value of the wrong type is left to the schema. */
export const rules: Record<RuleName, (value: unknown) => Breach[]> = {
  calendar_date: (value) => calendarDate(value),
  calendar_date_time: (value) => calendarDate(typeof value === 'string' ? value.slice(0, 10) : value),
  iana_time_zone: (value) =>
    typeof value !== 'string' || value === '' || isTimeZone(value)
      ? []
      : here('must be an IANA time zone such as America/New_York'),
  window_order: (value) =>
    windowsOf(value).flatMap(({ start, end }, i) =>
      end > start
        ? []
        : here('must be later than start; split a window over midnight on two days', 'windows', i, 'end'),
    ),
  windows_overlap: (value) => {
    // By minute of the day, the first window that has it: windows may be many.
    const owners: number[] = [];
    return windowsOf(value).flatMap(({ start, end }, i) => {
      let first = i;
      for (let minute = minuteOf(start); minute < minuteOf(end); minute++) {
        const owner = owners[minute] ?? i;
        owners[minute] = owner;
        first = Math.min(first, owner);
      }
      return first < i ? here(`must not overlap windows[${first}]`, 'windows', i) : [];
    });
  },
  default_call_time_in_window: (value) => {
    const time = (value as Day | undefined)?.default_call_time;
    const windows = windowsOf(value);
    return !isTime(time) ||
      windows.length === 0 ||
      windows.some(({ start, end }) => start <= time && time <= end)
      ? []
      : here('must lie inside one of the windows, ends included', 'default_call_time');
  },
  external_reference_id_all_or_none: (value) => {
    const references = referencesOf(value);
    if (references.every((id) => id === undefined)) return [];
    return references.flatMap((id, i) =>
      id === undefined ? atReference(i, 'must be present, since another call of the batch has it') : [],
    );
  },
  external_reference_id_unique: (value) => {
    const first = new Map<unknown, number>();
    return referencesOf(value).flatMap((id, i) => {
      if (typeof id !== 'string') return [];
      const earlier = first.get(id);
      if (earlier !== undefined)
        return atReference(i, `must be unique in the batch; calls[${earlier}] has the same`);
      first.set(id, i);
      return [];
    });
  },
};

const here = (hint: string, ...path: Breach['path']): Breach[] => [{ path, hint }];

const atReference = (i: number, hint: string): Breach[] =>
  here(hint, 'calls' satisfies keyof QueueCallsInput, i, 'external_reference_id' satisfies keyof CallInput);

type Day = Unchecked<OpenDay>;

function windowsOf(day: unknown): CallWindow[] {
  const windows = (day as Day | null | undefined)?.windows;
  return Array.isArray(windows) ? windows.filter((w) => isTime(w?.start) && isTime(w?.end)) : [];
}

function referencesOf(input: unknown): unknown[] {
  const calls = (input as Unchecked<QueueCallsInput> | null | undefined)?.calls;
  return Array.isArray(calls)
    ? calls.map((call: Unchecked<CallInput> | null | undefined) => call?.external_reference_id)
    : [];
}

/** Times of day in this form are in the order of their text. */
function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** The minute of the day of an `HH:mm`. */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** A text that is no day in form is left to the pattern. */
function calendarDate(value: unknown): Breach[] {
  const [, year, month, day] =
    (typeof value === 'string' && /^(\d{4})-(0[1-9]|1[0-2])-(29|3[01])$/.exec(value)) || [];
  // The calendar repeats every 400 years, and `Date` takes the first hundred for others. Day 0 is the one before the 1st.
  return day === undefined ||
    Number(day) <= new Date(Date.UTC(Number(year) + 400, Number(month), 0)).getUTCDate()
    ? []
    : here('must be a day that exists in the calendar');
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
