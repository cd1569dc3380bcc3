interface Rule {
  readonly severity: 'error' | 'warning';
  readonly hint: string;
}

/**
 * Every rule that a row or a file can break: how bad it is, and how to mend it. An issue's `code` is `field.rule`,
 * where the field is one of the 19, `file` or `row`. An error rejects the row (a `file` error: all rows).
 */
export const ROW_RULES = {
  // the file
  empty: error('the file holds no header: export it again, with the column names in the first row'),
  encoding: error('is not UTF-8: save it as "CSV UTF-8 (comma delimited)"'),
  workbook: error('is a workbook, not text: save it as "CSV UTF-8 (comma delimited)"'),
  line_ends: error('mixes old line ends (CR) with LF: save it as "CSV UTF-8 (comma delimited)"'),
  no_header: error(
    'the first row names no known column: put the field names there, or map them with `columns`',
  ),
  missing_column: error('the file has no such column: add it, or map its header with `columns`'),
  doubled_column: error('two columns have this name: remove or rename one, or map one with `columns`'),
  text_after_quote: error(
    'text follows a closing quote: double the quotes inside a cell, and separate cells by commas',
  ),
  quote_in_cell: error(
    'a quote stands inside an unquoted cell: quote the whole cell and double the quotes inside',
  ),
  quote_not_closed: error('a quoted cell of the record that starts here is never closed: close its quote'),
  // the row
  cell_count: error('the row has more or fewer cells than the header: quote cells that hold a comma'),
  not_a_record: error('must be an object with one property per column'),
  // any cell
  missing: error('is required: fill the cell'),
  type: error('must be text: cast it to text where the rows are read'),
  control_character: error(
    'holds a control character: remove it (line breaks pass in addresses and notes only)',
  ),
  formula_error: error('is the error value of a formula: mend the formula and export again'),
  mojibake: warning('looks as if it was decoded with the wrong character set: export the source as UTF-8'),
  format: error('is not in the expected form'),
  unknown: error('is not known'),
  // phones
  placeholder: error('is a placeholder: fill in the real number'),
  letters: error('must not hold letters: write digits only'),
  characters: error('holds a character that does not belong there: write digits only'),
  scientific_notation: error(
    'a spreadsheet rounded the number: format the column as text and fill it in again',
  ),
  decimal: error('is a decimal number: format the column as text and export it again'),
  two_numbers: error('holds two numbers: keep one'),
  country: error('must be a number of the +1 countries'),
  too_short: error('has too few digits: write area code and number, ten digits'),
  too_long: error('has too many digits: write area code and number, ten digits'),
  area_code: error('the area code starts with 0 or 1: correct the number'),
  exchange: error('the exchange (digits 4 to 6) starts with 0 or 1: correct the number'),
  n11: error('the area code or the exchange is a service code such as 911: correct the number'),
  middle_nine: error('no area code has a 9 in the middle: correct the number'),
  premium: error('is a premium number (900): fill in the ordinary number'),
  directory_assistance: error('is directory assistance (555-1212): fill in the real number'),
  same_as_patient: error("is the patient's own number: fill in the provider office's"),
  extension: warning('the extension is not dialled: it is handed back beside the row, put it into the notes'),
  // dates and times
  two_digit_year: error('the year has two digits: write all four'),
  serial_number: error('is a spreadsheet serial number: format the column as a date and export it again'),
  date_object: error(
    'is a Date object, which depends on a time zone: cast it to text where the rows are read',
  ),
  time: error('must be a date alone, YYYY-MM-DD: cast it to a date where the rows are exported'),
  impossible: error('no such day or time exists: correct it (days as YYYY-MM-DD or M/D/YYYY)'),
  future: error('lies in the future: correct the date'),
  over_120_years: error('lies more than 120 years back: correct the date'),
  before_birth: error('lies before the date of birth: correct one of them'),
  after_appointment: error("lies after the appointment's day: correct one of them"),
  no_time: error('has no time of day: write YYYY-MM-DDTHH:mm:ss'),
  offset: error(
    'must not name an offset or zone: write the local time alone, its zone goes to local_timezone',
  ),
  dst_gap: error('daylight saving skips this hour in the zone of the row: correct the time'),
  dst_ambiguous: warning('daylight saving repeats this hour in the zone of the row: check the time'),
  past: warning('lies in the past: check the date'),
  // zones
  abbreviation: error('must be an IANA zone: write Area/Location, or say what the label means with `zones`'),
  fixed_offset: error('must be an IANA zone: write Area/Location, or say what the offset means with `zones`'),
  state_mismatch: warning('no zone of provider_state has these offsets: check the zone and the state'),
  // SSN
  length: error(
    'must be nine digits or the last four: a spreadsheet may have eaten leading zeros, format it as text',
  ),
  masked: warning('is masked: only its last four digits are sent'),
  never_issued: warning('was never issued as a number: check it'),
  // across rows
  duplicate: error('an earlier row has the same id: give every row its own'),
  timezone_conflict: error(
    'an earlier row names this office in another time zone, and entities are kept by name: tell the offices apart with `entityName`',
  ),
  address_conflict: warning(
    'an earlier row names this office with another address: check that it is the same office',
  ),
  phone_conflict: warning(
    'an earlier row names this office with another number: check that it is the same office',
  ),
} as const satisfies Record<string, Rule>;

/** The name of a rule: the part of an issue's `code` after the dot. */
export type RowRule = keyof typeof ROW_RULES;

function error(hint: string) {
  return { severity: 'error', hint } as const;
}

function warning(hint: string) {
  return { severity: 'warning', hint } as const;
}
