/** The request that is asked for. */
export const ID = '7b0c2c3e-0a55-4c0e-8a3f-1d2f3a4b5c6d';

const time = '2026-11-24T12:00:00.000Z';

/** One answer that suits getCall, queueCalls and the peers alike. */
export const ANSWER = {
  id: ID,
  status: 'ACTIVE',
  created_at: time,
  updated_at: time,
  completed_at: null,
  requests: [{ id: ID, status: 'ENQUEUED', created_at: time, external_reference_id: 'row-1' }],
};

/** A call with all its fields, made up. */
export const CALL = {
  entity_id: ID,
  external_reference_id: 'row-1',
  outbound_phone_number: '+12125550101',
  call_type: 'IECC',
  details: {
    organization_name: 'Sample IECC Services, LLC',
    patient_name: 'Zephyrine Testperson',
    patient_dob: '1951-01-01',
    date_of_injury: '2026-01-01',
    expected_appointment_date_time: '2026-12-01T08:30:00',
    local_timezone: 'America/New_York',
    service_modality: 'MRI',
    claim_number: 'WC-26000000',
    insurer_group_name: 'Acme Mutual Test Group',
    body_part: 'Left knee',
    provider_office: 'Example Orthopedics, P.C.',
    provider_office_address: '22 Imaginary Blvd, Sampleton, GA 00000',
    eoc_number: 'EOC-7000',
  },
};
