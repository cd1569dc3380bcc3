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
};
