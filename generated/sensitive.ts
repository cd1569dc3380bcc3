// Generated from openapi/ by `npm run generate`. Do not edit.
/** Per schema, the fields that hold protected health or personal data, or may repeat it. Never log them. */
export const sensitiveFields = {
  AppointmentSlot: ['date', 'time'],
  CallDetails: ['patient_name', 'patient_ssn', 'patient_dob', 'patient_phone_number', 'date_of_injury', 'expected_appointment_date_time', 'service_modality', 'claim_number', 'body_part', 'eoc_number', 'notes'],
  CallInput: ['notes'],
  GeneratedOutcomes: ['call_completed', 'call_completed_at', 'patient_attended', 'non_attendance_reason', 'appointment_status', 'outcome', 'summary', 'follow_up', 'confidence'],
  Problem: ['title', 'detail', 'message', 'error', 'errors'],
  TriggerResult: ['errors', 'message'],
} as const satisfies Record<string, readonly string[]>;

/** Per schema, the allow-list of what a log may show. */
export const loggableFields = {
  CallAttempt: ['id', 'status', 'disposition', 'started_at', 'ended_at'],
  CallDetails: ['organization_name', 'local_timezone', 'insurer_group_name', 'provider_office', 'provider_office_address', 'provider_state'],
  CallInput: ['entity_id', 'external_reference_id', 'outbound_phone_number', 'call_type', 'deadline'],
  CallWindow: ['start', 'end'],
  ClosedDay: ['default_call_time'],
  Entity: ['id', 'tenant_id', 'name', 'location_name', 'location_timezone', 'can_call', 'ivr_answer_key_guide', 'working_hours_source', 'working_hours_updated_at', 'created_at'],
  EntityInput: ['name', 'location_name', 'location_timezone', 'ivr_answer_key_guide'],
  OpenDay: ['default_call_time'],
  Problem: ['type', 'status', 'code'],
  RequestStatus: ['id', 'status', 'completed_at', 'created_at', 'updated_at'],
  ScheduledRequest: ['id', 'entity_id', 'batch_id', 'external_reference_id', 'outbound_phone_number', 'status', 'completed_at', 'created_at', 'updated_at'],
  StoredCallWindow: ['start', 'end'],
  StoredWorkingDay: ['default_call_time'],
  TriggerInput: ['request_ids', 'mode'],
  TriggerResult: ['triggered_request_ids', 'workflow_id', 'status'],
} as const satisfies Record<string, readonly string[]>;
