import type { RowField } from '../normalized-call-row.ts';

/** Fields of free text, kept as they are. */
export const TEXTS = [
  'external_reference_id',
  'organization_name',
  'patient_name',
  'service_modality',
  'claim_number',
  'insurer_group_name',
  'body_part',
  'provider_office',
  'provider_office_address',
  'eoc_number',
  'notes',
] as const satisfies readonly RowField[];

/** Phone numbers. */
export const PHONES = [
  'outbound_phone_number',
  'patient_phone_number',
] as const satisfies readonly RowField[];

/** Days without a time. */
export const DAYS = ['patient_dob', 'date_of_injury'] as const satisfies readonly RowField[];

/** Days, and the appointment's day and time. */
export const DATES = [...DAYS, 'expected_appointment_date_time'] as const satisfies readonly RowField[];

/** All 19. */
export const ALL = [
  ...TEXTS,
  ...PHONES,
  ...DATES,
  'patient_ssn',
  'local_timezone',
  'provider_state',
] as const satisfies readonly RowField[];

/** Fields that a row may leave empty. */
export const OPTIONAL = [
  'external_reference_id',
  'patient_ssn',
  'patient_phone_number',
  'provider_state',
  'notes',
] as const satisfies readonly RowField[];

/** Fields that no row may leave empty. */
export const REQUIRED = [
  'organization_name',
  'patient_name',
  'patient_dob',
  'date_of_injury',
  'expected_appointment_date_time',
  'local_timezone',
  'service_modality',
  'claim_number',
  'insurer_group_name',
  'body_part',
  'provider_office',
  'provider_office_address',
  'outbound_phone_number',
  'eoc_number',
] as const satisfies readonly RowField[];
