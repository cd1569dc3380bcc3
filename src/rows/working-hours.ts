import type { EntityInput, OpenDay, WorkingHoursPolicy } from '../../generated/types.ts';
import type { Issue } from '../errors.ts';
import type { Unchecked } from '../unchecked.ts';
import { validate } from '../validate.ts';
import { type RowIssue, rowIssue } from './row-report.ts';
import type { WORKING_HOURS_RULES } from './rules/working-hours-rules.ts';

/** What is wrong with working hours, in the shape of a row's issue: `line` and `row` are 0, the hint names the place. */
export interface WorkingHoursIssue extends RowIssue {
  /** Where in the policy, e.g. `['monday', 'windows', 0, 'end']`. */
  path: (string | number)[];
}

interface Breach {
  readonly path: Issue['path'];
  readonly rule: keyof typeof WORKING_HOURS_RULES;
}

// Whose hours they are does not matter.
const OFFICE = { name: 'office', location_timezone: 'America/New_York' } satisfies Partial<EntityInput>;
const WINDOWS = 'windows' satisfies keyof OpenDay;
const CALL_TIME = 'default_call_time' satisfies keyof OpenDay;
const EARLIEST = '08:00';
const LATEST = '21:00';

/**
 * Judges working hours, as read from JSON: an error can never be right, and would be refused by `upsertEntity`; a
 * warning is suspicious but legal. Warnings are looked for once there is no error. No issue holds a value.
 */
export function judgeWorkingHours(policy: unknown): WorkingHoursIssue[] {
  const entity = { ...OFFICE, working_hours_policy: policy } satisfies Unchecked<EntityInput>;
  const errors = validate.entityInput(entity).map((issue) => toBreach(issue, policy));
  const breaches =
    errors.length > 0
      ? errors.filter((breach) => !isEcho(breach, errors))
      : warnings(policy as WorkingHoursPolicy);
  return breaches.map(({ path, rule }) => {
    const issue = rowIssue({ line: 0, row: 0 }, 'working_hours_policy', rule);
    return { ...issue, hint: `${place(path)}: ${issue.hint}`, path: [...path] };
  });
}

const RULES: Readonly<Record<string, Breach['rule']>> = {
  additionalProperties: 'unknown_key',
  minItems: 'empty_windows',
  window_order: 'over_midnight',
  windows_overlap: 'windows_overlap',
  default_call_time_in_window: 'call_time_outside',
  pattern: 'time_of_day',
};

function toBreach({ path: [, ...path], rule }: Issue, policy: unknown): Breach {
  return { path, rule: RULES[rule] ?? ruleOfField(path, rule, policy) };
}

// A field that is missing, or of a wrong type.
function ruleOfField(path: Issue['path'], rule: string, policy: unknown): Breach['rule'] {
  const [name = '', field] = path;
  if (field !== CALL_TIME) return rule === 'type' && path.length === 4 ? 'time_of_day' : 'shape';
  const day = (policy as Record<string, Unchecked<OpenDay>>)[name];
  if (day?.windows === undefined) return 'call_time_on_closed_day';
  return (day.default_call_time ?? null) === null ? 'call_time_missing' : 'time_of_day';
}

// Which errors of a day's windows explain away an error of the same day.
const ECHOES: Readonly<Partial<Record<Breach['rule'], (of: Breach) => boolean>>> = {
  call_time_outside: ({ path }) => path[1] === WINDOWS,
  call_time_missing: ({ path }) => path[1] === WINDOWS && path.length === 2,
  windows_overlap: ({ rule }) => rule === 'over_midnight',
};

function isEcho({ path, rule }: Breach, errors: readonly Breach[]): boolean {
  return errors.some((error) => error.path[0] === path[0] && ECHOES[rule]?.(error));
}

function warnings(policy: WorkingHoursPolicy): Breach[] {
  const days = Object.entries(policy).map(([name, day]) => ({ name, windows: windowsOf(day) }));
  if (days.every(({ windows }) => windows.length === 0)) return [{ path: [], rule: 'no_open_day' }];
  return days.flatMap(({ name, windows }) =>
    [...windows.entries()]
      .filter(([, { start, end }]) => start < EARLIEST || end > LATEST)
      .map(([at]): Breach => ({ path: [name, WINDOWS, at], rule: 'unusual_hours' })),
  );
}

function windowsOf(day: WorkingHoursPolicy[keyof WorkingHoursPolicy]): OpenDay['windows'] {
  return day !== undefined && WINDOWS in day ? day.windows : [];
}

function place(path: Issue['path']): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text.replace(/^\./u, '') || 'working_hours_policy';
}
