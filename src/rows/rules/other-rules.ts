import { error, type Rule, warning } from './rule.ts';

/** Of time zones and social security numbers; the hint about a zone names the one to write, where the label tells. */
export const OTHER_RULES = {
  abbreviation: error(
    ['local_timezone'],
    'must be an IANA zone: write Area/Location, or say what the label means with `zones`',
  ),
  fixed_offset: error(
    ['local_timezone'],
    'must be an IANA zone: write Area/Location, or say what the offset means with `zones`',
  ),
  state_mismatch: warning(
    ['local_timezone'],
    'no zone of provider_state has these offsets: check the zone and the state',
  ),
  length: error(
    ['patient_ssn'],
    'must be nine digits or the last four: a spreadsheet may have eaten leading zeros, format it as text',
  ),
  masked: warning(['patient_ssn'], 'is masked: only its last four digits are sent'),
  never_issued: warning(['patient_ssn'], 'was never issued as a number: check it'),
} as const satisfies Record<string, Rule>;
