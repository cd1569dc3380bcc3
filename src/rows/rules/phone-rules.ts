import { PHONES } from './field-groups.ts';
import { error, type Rule, warning } from './rule.ts';

/** Of phone numbers. */
export const PHONE_RULES = {
  placeholder: error(PHONES, 'is a placeholder: fill in the real number'),
  scientific_notation: error(
    PHONES,
    'a spreadsheet rounded the number: format the column as text and fill it in again',
  ),
  decimal: error(PHONES, 'is a decimal number: format the column as text and export it again'),
  two_numbers: error(PHONES, 'holds two numbers: keep one'),
  country: error(PHONES, 'must be a number of the +1 countries'),
  too_short: error(PHONES, 'has too few digits: write area code and number, ten digits'),
  too_long: error(PHONES, 'has too many digits: write area code and number, ten digits'),
  area_code: error(PHONES, 'the area code starts with 0 or 1: correct the number'),
  exchange: error(PHONES, 'the exchange (digits 4 to 6) starts with 0 or 1: correct the number'),
  n11: error(PHONES, 'the area code or the exchange is a service code such as 911: correct the number'),
  middle_nine: error(PHONES, 'no area code has a 9 in the middle: correct the number'),
  premium: error(PHONES, 'is a premium number (900): fill in the ordinary number'),
  directory_assistance: error(PHONES, 'is directory assistance (555-1212): fill in the real number'),
  same_as_patient: error(
    ['outbound_phone_number'],
    "is the patient's own number: fill in the provider office's",
  ),
  extension: warning(
    PHONES,
    'the extension is not dialled: it is handed back beside the row, put it into the notes',
  ),
} as const satisfies Record<string, Rule>;
