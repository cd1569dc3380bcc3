// Generated from openapi/ by `npm run generate`. Do not edit.
/** The rules that a schema cannot say; each is written once, in src/rules.ts. */
export type RuleName = 'calendar_date' | 'calendar_date_time' | 'default_call_time_in_window' | 'external_reference_id_all_or_none' | 'external_reference_id_unique' | 'iana_time_zone' | 'window_order' | 'windows_overlap';

/** Where in a request each rule applies; `*` stands for every index. */
export const ruleTable: Record<string, readonly { path: readonly string[]; rules: readonly RuleName[] }[]> = {
  EntityInput: [
    { path: ['location_timezone'], rules: ['iana_time_zone'] },
    { path: ['working_hours_policy', 'monday'], rules: ['window_order', 'windows_overlap', 'default_call_time_in_window'] },
    { path: ['working_hours_policy', 'tuesday'], rules: ['window_order', 'windows_overlap', 'default_call_time_in_window'] },
    { path: ['working_hours_policy', 'wednesday'], rules: ['window_order', 'windows_overlap', 'default_call_time_in_window'] },
    { path: ['working_hours_policy', 'thursday'], rules: ['window_order', 'windows_overlap', 'default_call_time_in_window'] },
    { path: ['working_hours_policy', 'friday'], rules: ['window_order', 'windows_overlap', 'default_call_time_in_window'] },
    { path: ['working_hours_policy', 'saturday'], rules: ['window_order', 'windows_overlap', 'default_call_time_in_window'] },
    { path: ['working_hours_policy', 'sunday'], rules: ['window_order', 'windows_overlap', 'default_call_time_in_window'] },
  ],
  QueueCallsInput: [
    { path: [], rules: ['external_reference_id_all_or_none', 'external_reference_id_unique'] },
    { path: ['calls', '*', 'deadline'], rules: ['calendar_date_time'] },
    { path: ['calls', '*', 'details', 'patient_dob'], rules: ['calendar_date'] },
    { path: ['calls', '*', 'details', 'date_of_injury'], rules: ['calendar_date'] },
    { path: ['calls', '*', 'details', 'expected_appointment_date_time'], rules: ['calendar_date_time'] },
    { path: ['calls', '*', 'details', 'local_timezone'], rules: ['iana_time_zone'] },
  ],
  TriggerInput: [
  ],
};

/** What a pattern of a request asks for, in words. */
export const patternHints: Record<string, string> = {
  '^(?:[01]\\d|2[0-3]):[0-5]\\d$': 'a time of day, HH:mm, from 00:00 to 23:59',
  '^(?:\\D*\\d){10}': 'a NANP number with at least ten digits',
  '^(?:\\d{9}|\\d{4}|\\d{3}-\\d{2}-\\d{4}|(?:[*Xx#]{1,5}|[*Xx#]{3}-[*Xx#]{2})-?\\d{4})$': 'nine digits, NNN-NN-NNNN, the last four, or a form masked down to the last four',
  '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$': 'a UUID',
  '^\\+1[2-9]\\d{2}[2-9]\\d{6}$': 'a NANP number in E.164, +1NXXNXXXXXX',
  '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$': 'a calendar date, YYYY-MM-DD',
  '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$': 'a local time without offset, YYYY-MM-DDTHH:mm:ss',
  '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$': 'a time with its offset, such as 2026-12-01T17:00:00Z',
};
