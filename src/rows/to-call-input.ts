import type { CallInput } from '../../generated/types.ts';
import type { NormalizedCallRow } from './normalized-call-row.ts';

/** A call that waits for the id of its office's entity. */
export type OfficeCall = Omit<CallInput, keyof Pick<CallInput, 'entity_id'>>;

/**
 * Makes the call of a row: 17 fields become its details; the id, the number to dial and the notes go to the call
 * itself. `details.notes` is null, since the API does not keep it; a row without an id makes a call without one.
 * Until the id of the office's entity is known, the call can be made without `entity_id`.
 */
export function toCallInput(
  row: NormalizedCallRow,
  target: Pick<CallInput, 'entity_id' | 'call_type'>,
): CallInput;
export function toCallInput(row: NormalizedCallRow, target: Pick<CallInput, 'call_type'>): OfficeCall;
export function toCallInput(
  row: NormalizedCallRow,
  { entity_id, call_type }: Partial<CallInput> & Pick<CallInput, 'call_type'>,
): Partial<CallInput> & OfficeCall {
  const call: OfficeCall = {
    ...(row.external_reference_id === null ? {} : { external_reference_id: row.external_reference_id }),
    outbound_phone_number: row.outbound_phone_number,
    call_type,
    notes: row.notes,
    details: {
      organization_name: row.organization_name,
      patient_name: row.patient_name,
      patient_ssn: row.patient_ssn,
      patient_dob: row.patient_dob,
      patient_phone_number: row.patient_phone_number,
      date_of_injury: row.date_of_injury,
      expected_appointment_date_time: row.expected_appointment_date_time,
      local_timezone: row.local_timezone,
      service_modality: row.service_modality,
      claim_number: row.claim_number,
      insurer_group_name: row.insurer_group_name,
      body_part: row.body_part,
      provider_office: row.provider_office,
      provider_office_address: row.provider_office_address,
      provider_state: row.provider_state,
      eoc_number: row.eoc_number,
      notes: null,
    },
  };
  return entity_id === undefined ? call : { entity_id, ...call };
}
