import { DATES, DAYS } from './field-groups.ts';
import { error, type Rule, warning } from './rule.ts';

/** Of dates and times. */
export const DATE_RULES = {
  two_digit_year: error(DATES, 'the year has two digits: write all four'),
  serial_number: error(
    DATES,
    'is a spreadsheet serial number: format the column as a date and export it again',
  ),
  date_object: error(
    DATES,
    'is a Date object, which depends on a time zone: cast it to text where the rows are read',
  ),
  time: error(DAYS, 'must be a date alone, YYYY-MM-DD: cast it to a date where the rows are exported'),
  impossible: error(
    DATES,
    'no such day or time exists: correct it (days as YYYY-MM-DD or M/D/YYYY, hours from 00 to 23)',
  ),
  future: error(DAYS, 'lies in the future: correct the date'),
  over_120_years: error(['patient_dob'], 'lies more than 120 years back: correct the date'),
  before_birth: error(['date_of_injury'], 'lies before the date of birth: correct one of them'),
  after_appointment: error(['date_of_injury'], "lies after the appointment's day: correct one of them"),
  no_time: error(['expected_appointment_date_time'], 'has no time of day: write YYYY-MM-DDTHH:mm:ss'),
  offset: error(
    ['expected_appointment_date_time'],
    'must not name an offset or zone: write the local time alone, its zone goes to local_timezone',
  ),
  dst_gap: error(
    ['expected_appointment_date_time'],
    'daylight saving skips this hour in the zone of the row: correct the time',
  ),
  dst_ambiguous: warning(
    ['expected_appointment_date_time'],
    'daylight saving repeats this hour in the zone of the row: check the time',
  ),
  past: warning(['expected_appointment_date_time'], 'lies in the past: check the date'),
} as const satisfies Record<string, Rule>;
