/** Working hours, and what there is to say of them: `severity rule place`. */
export interface HoursCase {
  title: string;
  policy: unknown;
  verdicts: string[];
}

const window = (start: unknown, end: unknown) => ({ start, end });
const nine = [window('09:00', '17:00')];
const open = { windows: nine, default_call_time: '10:00' };
const monday = (windows: unknown, default_call_time: unknown = '10:00') => ({
  monday: { windows, default_call_time },
});

export const HOURS_CASES: HoursCase[] = [
  good('of five days', { monday: open, tuesday: open, wednesday: open, thursday: open, friday: open }),
  good('with a closed day', { monday: open, saturday: {}, sunday: { default_call_time: null } }),
  good('with two windows, which may touch', monday([window('09:00', '12:00'), window('12:00', '17:00')])),
  good('with a call at the very end of a window', monday(nine, '17:00')),
  good('from eight to nine in the evening', monday([window('08:00', '21:00')])),

  bad('over midnight', monday([window('22:00', '06:00')], '23:00'), 'over_midnight monday.windows[0].end'),
  bad('up to 00:00', monday([window('09:00', '00:00')]), 'over_midnight monday.windows[0].end'),
  bad('that end as they start', monday([window('10:00', '10:00')]), 'over_midnight monday.windows[0].end'),
  bad(
    'of which a later window is over midnight',
    monday([...nine, window('20:00', '02:00')]),
    'over_midnight monday.windows[1].end',
  ),
  bad('up to 24:00', monday([window('09:00', '24:00')]), 'time_of_day monday.windows[0].end'),
  bad(
    'up to 24:00, with a call in that window',
    monday([...nine, window('18:00', '24:00')], '19:00'),
    'time_of_day monday.windows[1].end',
  ),
  bad('with a call at 24:00', monday(nine, '24:00'), 'time_of_day monday.default_call_time'),
  bad('with AM and PM', monday([window('9:00 AM', '17:00')]), 'time_of_day monday.windows[0].start'),
  bad('with seconds', monday([window('09:00', '17:00:00')]), 'time_of_day monday.windows[0].end'),
  bad('with an hour of one digit', monday([window('9:00', '17:00')]), 'time_of_day monday.windows[0].start'),
  bad('with numbers for times', monday([window(9, '17:00')]), 'time_of_day monday.windows[0].start'),
  bad('with a number for the call', monday(nine, 10), 'time_of_day monday.default_call_time'),
  bad('with a day that is none', { mon: open }, 'unknown_key mon'),
  bad('with a capital day', { Monday: open }, 'unknown_key Monday'),
  bad('with a key that may be data', { 'Zephyrine 1951-01-01': open }, 'unknown_key (unknown field)'),
  bad('with a key too many in a day', { monday: { ...open, note: 'x' } }, 'unknown_key monday.note'),
  bad('with a key too many in a closed day', { monday: { note: 'x' } }, 'unknown_key monday.note'),
  bad(
    'with a key too many in a window',
    monday([{ ...window('09:00', '17:00'), zone: 'x' }]),
    'unknown_key monday.windows[0].zone',
  ),
  bad('with no window in a list', monday([]), 'empty_windows monday.windows'),
  bad('with no window in a list, and no call', { monday: { windows: [] } }, 'empty_windows monday.windows'),
  bad('with a call outside the windows', monday(nine, '18:00'), 'call_time_outside monday.default_call_time'),
  bad(
    'with a call between two windows',
    monday([window('09:00', '12:00'), window('13:00', '17:00')], '12:30'),
    'call_time_outside monday.default_call_time',
  ),
  bad(
    'with a call on a closed day',
    { monday: open, sunday: { default_call_time: '10:00' } },
    'call_time_on_closed_day sunday.default_call_time',
  ),
  bad('without a call time', { monday: { windows: nine } }, 'call_time_missing monday.default_call_time'),
  bad('with null for the call time', monday(nine, null), 'call_time_missing monday.default_call_time'),
  bad(
    'with windows that overlap',
    monday([window('09:00', '12:00'), window('11:00', '17:00')]),
    'windows_overlap monday.windows[1]',
  ),
  bad('that are null', null, 'shape working_hours_policy'),
  bad('that are none', undefined, 'shape working_hours_policy'),
  bad('that are a list', [], 'shape working_hours_policy'),
  bad('with null for a day', { monday: null }, 'shape monday'),
  bad('with a list for a day', { monday: nine }, 'shape monday'),
  bad('with a text for windows', monday('09:00-17:00'), 'shape monday.windows'),
  bad('with null for a window', monday([null]), 'shape monday.windows[0]'),
  bad('with a window without a start', monday([{ end: '17:00' }]), 'shape monday.windows[0].start'),

  odd('that begin before eight', monday([window('07:59', '17:00')]), 'unusual_hours monday.windows[0]'),
  odd(
    'that end after nine in the evening',
    monday([window('09:00', '21:01')]),
    'unusual_hours monday.windows[0]',
  ),
  odd('all round the clock', monday([window('00:00', '23:59')]), 'unusual_hours monday.windows[0]'),
  odd('without an open day', {}, 'no_open_day working_hours_policy'),
  odd('with closed days alone', { monday: {}, sunday: {} }, 'no_open_day working_hours_policy'),
  {
    title: 'with two errors, told at once',
    policy: { monday: { windows: [] }, fri: open },
    verdicts: ['error unknown_key fri', 'error empty_windows monday.windows'],
  },
];

function good(title: string, policy: unknown): HoursCase {
  return { title, policy, verdicts: [] };
}

function bad(title: string, policy: unknown, verdict: string): HoursCase {
  return { title, policy, verdicts: [`error ${verdict}`] };
}

function odd(title: string, policy: unknown, verdict: string): HoursCase {
  return { title, policy, verdicts: [`warning ${verdict}`] };
}
