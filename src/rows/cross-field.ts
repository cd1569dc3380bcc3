import type { NormalizedCallRow, RowField } from './normalized-call-row.ts';
import type { RowContext } from './row-context.ts';
import type { RowRule } from './row-rules.ts';
import type { StateCode } from './state.ts';
import { STATE_ZONES } from './state-zones.ts';

/** A rule about one field in the light of others, or of today. */
export interface CrossFieldRule {
  readonly field: RowField;
  readonly rule: RowRule;
  /** The rule holds its judgement unless all of these were read, and were not empty. */
  readonly needs: readonly RowField[];
  readonly isBroken: (row: NormalizedCallRow, context: RowContext) => boolean;
}

/** In the order of judgement: a field that an earlier rule rejects is not judged again, nor used to judge others. */
export const CROSS_FIELD_RULES: readonly CrossFieldRule[] = [
  rule('patient_dob', 'future', [], (row, { today }) => row.patient_dob > today),
  rule('patient_dob', 'over_120_years', [], (row, { today }) => row.patient_dob < yearsBefore(today, 120)),
  rule('date_of_injury', 'before_birth', ['patient_dob'], (row) => row.date_of_injury < row.patient_dob),
  rule('date_of_injury', 'future', [], (row, { today }) => row.date_of_injury > today),
  rule(
    'date_of_injury',
    'after_appointment',
    ['expected_appointment_date_time'],
    (row) => row.date_of_injury > row.expected_appointment_date_time.slice(0, 10),
  ),
  appointment('dst_gap', (local) => local.kind === 'gap'),
  appointment('dst_ambiguous', (local) => local.kind === 'ambiguous'),
  appointment('past', (local, { nowMs }) => local.kind !== 'gap' && local.epochMs < nowMs),
  rule('local_timezone', 'state_mismatch', ['provider_state'], (row, { offsetsOf }) => {
    const zones = STATE_ZONES[row.provider_state as StateCode];
    return zones.length > 0 && !zones.some((zone) => offsetsOf(zone) === offsetsOf(row.local_timezone));
  }),
  rule(
    'outbound_phone_number',
    'same_as_patient',
    ['patient_phone_number'],
    (row) => row.outbound_phone_number === row.patient_phone_number,
  ),
];

function rule(
  field: RowField,
  name: RowRule,
  needs: readonly RowField[],
  isBroken: CrossFieldRule['isBroken'],
): CrossFieldRule {
  return { field, rule: name, needs: [field, ...needs], isBroken };
}

function appointment(
  name: RowRule,
  isBroken: (local: ReturnType<RowContext['localTime']>, context: RowContext) => boolean,
): CrossFieldRule {
  return rule('expected_appointment_date_time', name, ['local_timezone'], (row, context) =>
    isBroken(context.localTime(row.local_timezone, row.expected_appointment_date_time), context),
  );
}

function yearsBefore(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
}
