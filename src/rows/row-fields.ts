import { readAppointment } from './appointment.ts';
import { readDate } from './calendar-date.ts';
import type { RowField } from './normalized-call-row.ts';
import { readPhone } from './phone.ts';
import type { Reading } from './reading.ts';
import type { RowRule } from './row-rules.ts';
import { readSsn } from './ssn.ts';
import { readState } from './state.ts';
import { readZone } from './zone-label.ts';

/** How the cells of one field are read. */
export interface RowFieldSpec {
  readonly isRequired: boolean;
  /** Gets a normalised, non-empty text. */
  readonly read: (text: string) => Reading;
  /** Free text, where a wrong character set shows. */
  readonly isText: boolean;
  /** Line breaks are part of the value, or mere white space to its reader. */
  readonly isMultiline: boolean;
  /** What rejects a cell that says `N/A` or the like; an optional one is simply empty. */
  readonly ifPlaceholder: RowRule;
  /** What rejects a `Date` object. */
  readonly ifDateObject: RowRule;
}

const asIs = (text: string): Reading => ({ value: text });
const text = spec(asIs, { isText: true });
const freeText = spec(asIs, { isText: true, isMultiline: true });
const phone = spec(readPhone, { isMultiline: true, ifPlaceholder: 'placeholder' });
const date = spec(readDate, { ifDateObject: 'date_object' });
const optional = { isRequired: false } as const;

/** The 19 fields in the order of the quickstart's row. */
export const ROW_FIELDS: Readonly<Record<RowField, RowFieldSpec>> = {
  external_reference_id: { ...text, ...optional },
  organization_name: text,
  patient_name: text,
  patient_ssn: { ...spec(readSsn), ...optional },
  patient_dob: date,
  patient_phone_number: { ...phone, ...optional },
  date_of_injury: date,
  expected_appointment_date_time: spec(readAppointment, { ifDateObject: 'date_object' }),
  local_timezone: spec(readZone),
  service_modality: text,
  claim_number: text,
  insurer_group_name: text,
  body_part: text,
  provider_office: text,
  provider_office_address: freeText,
  provider_state: { ...spec(readState), ...optional },
  outbound_phone_number: phone,
  eoc_number: text,
  notes: { ...freeText, ...optional },
};

/** The names of the 19 fields. */
export const ROW_FIELD_NAMES = Object.keys(ROW_FIELDS) as readonly RowField[];

/** The fields whose column a source must have. */
export const REQUIRED_ROW_FIELDS = ROW_FIELD_NAMES.filter((name) => ROW_FIELDS[name].isRequired);

/** The fields whose column a source may lack. */
export const OPTIONAL_ROW_FIELDS = ROW_FIELD_NAMES.filter((name) => !ROW_FIELDS[name].isRequired);

/** Whether a text is the name of one of the 19 fields. */
export function isRowField(name: string): name is RowField {
  return Object.hasOwn(ROW_FIELDS, name);
}

function spec(read: RowFieldSpec['read'], rest: Partial<RowFieldSpec> = {}): RowFieldSpec {
  const plain = { isRequired: true, isText: false, isMultiline: false } as const;
  return { read, ...plain, ifPlaceholder: 'missing', ifDateObject: 'type', ...rest };
}
