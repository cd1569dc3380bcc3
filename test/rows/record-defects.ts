import { type Cells, FIELDS, goodRow } from './rows.ts';

/** Records of which the first breaks one rule that no text can break. */
export const RECORD_DEFECTS: { title: string; record: unknown; code: string }[] = [
  ...['patient_dob', 'date_of_injury', 'expected_appointment_date_time'].map((field) =>
    defect(`a Date for ${field}`, { [field]: new Date(0) }, `${field}.date_object`),
  ),
  defect('an invalid Date', { patient_dob: new Date(Number.NaN) }, 'patient_dob.date_object'),
  defect('a Date elsewhere', { claim_number: new Date(0) }, 'claim_number.type'),
  defect('a serial number', { patient_dob: 24901 }, 'patient_dob.serial_number'),
  defect(
    'a serial number with a time',
    { expected_appointment_date_time: 46358.375 },
    'expected_appointment_date_time.serial_number',
  ),
  defect('an SSN that lost its zero', { patient_ssn: 12345678 }, 'patient_ssn.length'),
  defect('a phone as a fraction', { outbound_phone_number: 4045550112.5 }, 'outbound_phone_number.decimal'),
  ...FIELDS.map((field) => defect(`an object for ${field}`, { [field]: { text: 'x' } }, `${field}.type`)),
  defect('a boolean', { body_part: true }, 'body_part.type'),
  defect('an array', { notes: ['x'] }, 'notes.type'),
  defect('a function', { notes: () => 'x' }, 'notes.type'),
  defect('a symbol', { notes: Symbol('x') }, 'notes.type'),
  defect('NaN', { claim_number: Number.NaN }, 'claim_number.type'),
  defect('Infinity', { claim_number: Number.POSITIVE_INFINITY }, 'claim_number.type'),
  defect('a number beyond the safe integers', { claim_number: 2 ** 53 }, 'claim_number.type'),
  { title: 'null in its place', record: null, code: 'row.not_a_record' },
  { title: 'a number in its place', record: 5, code: 'row.not_a_record' },
  { title: 'an array in its place', record: ['x'], code: 'row.not_a_record' },
];

function defect(title: string, cells: Cells, code: string) {
  return { title, record: goodRow('A', cells), code };
}
