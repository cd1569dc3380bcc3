// Generated from openapi/ by `npm run generate`. Do not edit.
/** The rules that a schema cannot say; each is written once, in src/rules.ts. */
export type RuleName = 'calendar_date' | 'calendar_date_time' | 'default_call_time_in_window' | 'external_reference_id_all_or_none' | 'external_reference_id_unique' | 'iana_time_zone' | 'window_order' | 'windows_overlap';

/** What a place of a request must be. */
export type Shape = Text | Null | List | Fields | Choice;

interface Place<Type extends string> {
  type: Type;
  /** Null will do as well. */
  nullable?: true;
  /** The rules that apply here beside the schema. */
  rules?: readonly RuleName[];
}
export interface Text extends Place<'string'> {
  minLength?: 1;
  values?: readonly string[];
  pattern?: RegExp;
  /** What the pattern asks for, in words. */
  hint?: string;
}
export type Null = Place<'null'>;
export interface List extends Place<'array'> {
  minItems?: number;
  maxItems?: number;
  items: Shape;
}
/** A closed object; a field whose shape stands in brackets may be absent. */
export interface Fields extends Place<'object'> {
  fields: Readonly<Record<string, Shape | readonly [optional: Shape]>>;
}
/** One of two shapes, told apart by a key that an object has or lacks. */
export interface Choice extends Place<'choice'> {
  key: string;
  present: Shape;
  absent: Shape;
}

const shape1: Shape = { type: 'string', minLength: 1 };
const shape2: Shape = { type: 'string', nullable: true };
const shape3: Shape = { type: 'string', minLength: 1, rules: ['iana_time_zone'] };
const shape4: Shape = { type: 'string', pattern: /^(?:[01]\d|2[0-3]):[0-5]\d$/u, hint: 'a time of day, HH:mm, from 00:00 to 23:59' };
const shape5: Shape = { type: 'string', pattern: /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/u, hint: 'a UUID' };
const shape6: Shape = { type: 'string', pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u, hint: 'a calendar date, YYYY-MM-DD', rules: ['calendar_date'] };
const CallWindow: Shape = { type: 'object', fields: {
  start: shape4,
  end: shape4,
} };
const OpenDay: Shape = { type: 'object', fields: {
  windows: { type: 'array', minItems: 1, items: CallWindow },
  default_call_time: shape4,
}, rules: ['window_order','windows_overlap','default_call_time_in_window'] };
const ClosedDay: Shape = { type: 'object', fields: {
  default_call_time: [{ type: 'null' }],
} };
const WorkingDay: Shape = { type: 'choice', key: 'windows', present: OpenDay, absent: ClosedDay };
const WorkingHoursPolicy: Shape = { type: 'object', fields: {
  monday: [WorkingDay],
  tuesday: [WorkingDay],
  wednesday: [WorkingDay],
  thursday: [WorkingDay],
  friday: [WorkingDay],
  saturday: [WorkingDay],
  sunday: [WorkingDay],
} };

/** What `EntityInput` must be. */
export const EntityInput: Shape = { type: 'object', fields: {
  name: shape1,
  location_name: [shape2],
  location_timezone: shape3,
  working_hours_policy: WorkingHoursPolicy,
  ivr_answer_key_guide: [shape2],
} };
const CallDetails: Shape = { type: 'object', fields: {
  organization_name: shape1,
  patient_name: shape1,
  patient_ssn: [{ type: 'string', nullable: true, pattern: /^(?:\d{9}|\d{4}|\d{3}-\d{2}-\d{4}|(?:[*Xx#]{1,5}|[*Xx#]{3}-[*Xx#]{2})-?\d{4})$/u, hint: 'nine digits, NNN-NN-NNNN, the last four, or a form masked down to the last four' }],
  patient_dob: shape6,
  patient_phone_number: [{ type: 'string', nullable: true, pattern: /^(?:\D*\d){10}/u, hint: 'a NANP number with at least ten digits' }],
  date_of_injury: shape6,
  expected_appointment_date_time: { type: 'string', pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/u, hint: 'a local time without offset, YYYY-MM-DDTHH:mm:ss', rules: ['calendar_date_time'] },
  local_timezone: shape3,
  service_modality: shape1,
  claim_number: [{ type: 'string' }],
  insurer_group_name: shape1,
  body_part: shape1,
  provider_office: shape1,
  provider_office_address: shape1,
  provider_state: [shape2],
  eoc_number: shape1,
  notes: [shape2],
} };
const CallInput: Shape = { type: 'object', fields: {
  entity_id: shape5,
  external_reference_id: [shape1],
  outbound_phone_number: { type: 'string', pattern: /^\+1[2-9]\d{2}[2-9]\d{6}$/u, hint: 'a NANP number in E.164, +1NXXNXXXXXX' },
  call_type: shape1,
  notes: [shape2],
  deadline: [{ type: 'string', nullable: true, pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/u, hint: 'a time with its offset, such as 2026-12-01T17:00:00Z', rules: ['calendar_date_time'] }],
  details: CallDetails,
} };

/** What `QueueCallsInput` must be. */
export const QueueCallsInput: Shape = { type: 'object', fields: {
  calls: { type: 'array', minItems: 1, items: CallInput },
}, rules: ['external_reference_id_all_or_none','external_reference_id_unique'] };
const TriggerMode: Shape = { type: 'string', values: ['immediate', 'scheduled'] };

/** What `TriggerInput` must be. */
export const TriggerInput: Shape = { type: 'object', fields: {
  request_ids: { type: 'array', minItems: 1, maxItems: 1, items: shape5 },
  mode: [TriggerMode],
} };
