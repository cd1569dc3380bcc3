/**
 * One row per outbound call, checked and normalised, before anything is sent: the 19 fields of EverGrove's
 * quickstart under the wire's own names. Every field is always present; an empty optional one is `null`.
 */
export interface NormalizedCallRow {
  /** Stable and unique per source row; `null` only when no row of the source carries one. */
  external_reference_id: string | null;
  organization_name: string;
  patient_name: string;
  /** Nine digits or the last four, nothing else. */
  patient_ssn: string | null;
  /** `YYYY-MM-DD`. */
  patient_dob: string;
  /** `+1NXXNXXXXXX`. */
  patient_phone_number: string | null;
  /** `YYYY-MM-DD`. */
  date_of_injury: string;
  /** `YYYY-MM-DDTHH:mm:ss`, to be read in `local_timezone`. */
  expected_appointment_date_time: string;
  /** IANA time zone, `Area/Location`. */
  local_timezone: string;
  service_modality: string;
  claim_number: string;
  insurer_group_name: string;
  body_part: string;
  provider_office: string;
  /** May hold line breaks (`\n`). */
  provider_office_address: string;
  /** Two capital letters. */
  provider_state: string | null;
  /** The office's number, `+1NXXNXXXXXX`. */
  outbound_phone_number: string;
  eoc_number: string;
  /** May hold line breaks (`\n`). */
  notes: string | null;
}

/** The name of one of the 19 fields of a {@link NormalizedCallRow}. */
export type RowField = keyof NormalizedCallRow;
