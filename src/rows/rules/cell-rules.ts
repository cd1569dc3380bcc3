import { ALL, DATES, PHONES, REQUIRED, TEXTS } from './field-groups.ts';
import { error, type Rule, warning } from './rule.ts';

/** Of any cell. */
export const CELL_RULES = {
  missing: error(['external_reference_id', ...REQUIRED], 'is required: fill the cell', {
    external_reference_id: 'other rows have an id, and either all rows or none may: give every row its own',
  }),
  type: error(ALL, 'must be text: cast it to text where the rows are read'),
  control_character: error(
    ALL,
    'holds a control character: remove it (line breaks pass in addresses and notes only)',
  ),
  formula_error: error(ALL, 'is the error value of a formula: mend the formula and export again'),
  mojibake: warning(
    TEXTS,
    'looks as if it was decoded with the wrong character set: export the source as UTF-8',
  ),
  format: error(DATES, 'must be a calendar date: write YYYY-MM-DD or M/D/YYYY', {
    expected_appointment_date_time:
      'must be a local date and time: write YYYY-MM-DDTHH:mm:ss or M/D/YYYY h:mm AM',
  }),
  unknown: error(
    ['provider_state', 'local_timezone'],
    'must be a US state, DC, a territory or a military state: write its two letters or its full name',
    {
      local_timezone:
        'must be an IANA zone: write Area/Location, as in America/New_York, or say what the label means with `zones`',
    },
  ),
  letters: error([...PHONES, 'patient_ssn'], 'must not hold letters: write digits only'),
  characters: error(
    [...PHONES, 'patient_ssn'],
    'holds a character that does not belong there: write digits only',
  ),
} as const satisfies Record<string, Rule>;
