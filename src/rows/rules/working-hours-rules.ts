import { error, type Rule, warning } from './rule.ts';

/** Of the working hours given to an office. */
export const WORKING_HOURS_RULES = {
  shape: error(
    ['working_hours_policy'],
    'is missing, or of another shape: a policy holds weekdays, a day windows and default_call_time, a window start and end',
  ),
  unknown_key: error(
    ['working_hours_policy'],
    'is not known: days are monday to sunday, a day has windows and default_call_time, a window start and end',
  ),
  empty_windows: error(['working_hours_policy'], 'is empty: omit it, a closed day has no windows'),
  over_midnight: error(
    ['working_hours_policy'],
    'must be later than start: split a window over midnight on two days',
  ),
  windows_overlap: error(['working_hours_policy'], 'overlaps an earlier window of the day: join the two'),
  time_of_day: error(
    ['working_hours_policy'],
    'must be HH:mm from 00:00 to 23:59: midnight at the end of a day (24:00) is written 23:59',
  ),
  call_time_missing: error(
    ['working_hours_policy'],
    'is required on an open day: give a time inside one of its windows',
  ),
  call_time_outside: error(
    ['working_hours_policy'],
    'must lie inside one of the windows, ends included: move it, or widen a window',
  ),
  call_time_on_closed_day: error(
    ['working_hours_policy'],
    'is set on a closed day: omit it, or give the day windows',
  ),
  unusual_hours: warning(
    ['working_hours_policy'],
    'reaches outside 08:00 to 21:00 in the time zone of the office: check that it may be called then',
  ),
  no_open_day: warning(
    ['working_hours_policy'],
    'no day of the week is open: no call can be scheduled, give a day its windows',
  ),
} as const satisfies Record<string, Rule>;
