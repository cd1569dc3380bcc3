import type { CallInput, EntityInput, TriggerInput } from '../../generated/types.ts';

/** The one entity that a run creates or updates: whoever meets it sees what it is. */
export const TEST_ENTITY = 'EverGrove contract conformance (synthetic, do not call)';

/** A number kept for fiction: nobody has it, so that a call queued against all rules would ring nowhere. */
export const FICTITIOUS_NUMBER = '+12125550101';

/** A field that no API has. */
export const NO_SUCH_FIELD = 'conformance_no_such_field';

/** The test entity, open on weekdays from nine until the hour given. */
export function testEntity(closes: '16:00' | '17:00'): EntityInput {
  const open = { windows: [{ start: '09:00', end: closes }], default_call_time: '10:00' };
  return {
    name: TEST_ENTITY,
    location_timezone: 'America/New_York',
    working_hours_policy: {
      monday: open,
      tuesday: open,
      wednesday: open,
      thursday: open,
      friday: open,
      saturday: {},
      sunday: {},
    },
  };
}

/** What of a call its caller decides. */
export type CallChoices = Pick<CallInput, 'entity_id' | 'outbound_phone_number' | 'call_type'> &
  Pick<CallInput['details'], 'organization_name'>;

/** A complete call about nobody: every field of the description has a synthetic value. */
export function syntheticCall({ organization_name, ...chosen }: CallChoices): CallInput {
  return {
    ...chosen,
    external_reference_id: 'conformance-synthetic-row',
    notes: 'Synthetic call of a conformance run.',
    deadline: '2099-12-31T17:00:00Z',
    details: {
      organization_name,
      patient_name: 'Testina Synthetic',
      patient_ssn: '***-**-0000',
      patient_dob: '1980-01-31',
      patient_phone_number: '212-555-0101',
      date_of_injury: '2026-01-15',
      expected_appointment_date_time: '2099-12-01T09:30:00',
      local_timezone: 'America/New_York',
      service_modality: 'MRI',
      claim_number: 'SYNTHETIC-CLAIM',
      insurer_group_name: 'Synthetic Insurance',
      body_part: 'left knee',
      provider_office: TEST_ENTITY,
      provider_office_address: '1 Synthetic Street, Springfield, NY',
      provider_state: 'NY',
      eoc_number: 'SYNTHETIC-EOC',
      notes: 'Synthetic.',
    },
  };
}

/** A trigger of the ids given, and of nothing else. */
export function trigger(...request_ids: string[]): TriggerInput {
  return { request_ids };
}
