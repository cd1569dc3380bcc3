import type { ImportRowsOptions } from '@evergrove/scheduler/rows';
import { type Cells, FIELDS, REQUIRED } from './rows.ts';

/** One row that breaks one rule. */
export interface Defect {
  title: string;
  cells: Cells;
  code: string;
  options?: ImportRowsOptions;
}

const PHONES = ['outbound_phone_number', 'patient_phone_number'];

export const PHONE_ERRORS: Defect[] = [
  ['too short', 'too_short', '555-0112', '404-555-011', '+1 404 555 011', '( ) -', '+14045550'],
  [
    'too long',
    'too_long',
    '404-555-01123',
    '24045550112',
    '404-555-0112 204',
    '1-404-555-01123',
    `404${'5'.repeat(200)}`,
  ],
  ['an area code that starts with 0 or 1', 'area_code', '104-555-0112', '004-555-0112', '1 004 555 0112'],
  ['an exchange that starts with 0 or 1', 'exchange', '404-155-0112', '404-055-0112', '+1 404 055 0112'],
  ['N11 as area code', 'n11', '911-555-0112', '(411) 555-0112', '2115550112'],
  ['N11 as exchange', 'n11', '404-911-0112', '404-411-0112'],
  ['a 9 as the middle digit of the area code', 'middle_nine', '290-555-0112', '+1 494 555 0112'],
  ['premium 900', 'premium', '900-555-0112', '1 (900) 555-0112'],
  ['555-1212', 'directory_assistance', '404-555-1212', '+14045551212'],
  ['letters', 'letters', '1-800-FLOWERS', '404-555-O112', 'none', 'call 404-555-0112', '404-555-0112 ext'],
  ['a strange sign', 'characters', '404*555*0112', '404_555_0112', '404+5550112', '٤٠٤٥٥٥٠١١٢'],
  [
    'digits that are superscript, or stand in circles',
    'characters',
    '404-555-011\u00b2',
    '\u2074\u2070\u20745550112',
    '404555011\u2461',
  ],
  ['scientific notation', 'scientific_notation', '2.12555E+09', '2.12555e9', '+1,40456E+10', '2E+09'],
  ['the decimals of a number', 'decimal', '4045550112.0', '140455501.0', '14045550112.00'],
  ['two numbers', 'two_numbers', '404-555-0112 / 404-555-0113', '(404) 555-0112 or (404) 555-0113'],
  ['two numbers without a word between', 'two_numbers', '4045550112 4045550113', '40455501124045550113'],
  ['two numbers on two lines', 'two_numbers', '404-555-0112\n404-555-0113', '404-555-0112;404-555-0113'],
  ['two numbers with extensions', 'two_numbers', '404-555-0112 x1, 404-555-0113 x2', '4045550112,4705550101'],
  [
    'a placeholder',
    'placeholder',
    '000-000-0000',
    '0000000',
    '999-999-9999',
    '+1 000 000 0000',
    '1111111111',
  ],
  [
    'another country',
    'country',
    '+44 20 7946 0112',
    '+52 55 5555 0112',
    '011 44 20 7946 0112',
    '+404 555 0112',
    '0044 20 7946 0112',
    '+86 10 5555 0112',
  ],
].flatMap(([what, rule, ...phones]) =>
  PHONES.flatMap((field) =>
    phones.map((phone) => ({
      title: `${what} (${phone.slice(0, 40)})`,
      cells: { [field]: phone },
      code: `${field}.${rule}`,
    })),
  ),
);

const DAYS = ['patient_dob', 'date_of_injury'];

export const DATE_ERRORS: Defect[] = [
  ['a two-digit year', 'two_digit_year', '3/4/68', '03/04/68', '68-03-04', '3.4.68'],
  ['a spreadsheet serial number', 'serial_number', '24901', '46023', '24901.0', '24901.5'],
  ['a 30th of February', 'impossible', '1968-02-30', '2026-02-30', '2/30/1968', '1968-02-30 00:00:00'],
  ['a 29th of February in a common year', 'impossible', '1967-02-29', '1900-02-29', '2/29/1967'],
  ['a 31st of April', 'impossible', '1968-04-31', '4/31/1968'],
  [
    'month 13 or 0, or day 0',
    'impossible',
    '1968-13-01',
    '25/12/1968',
    '1968-00-10',
    '1968-01-00',
    '0000-01-01',
    '1/1/0000',
  ],
  [
    'a time of day',
    'time',
    '1968-03-04 08:30:00',
    '1968-03-04T00:00:00Z',
    '3/4/1968 8:30 AM',
    '1968-03-04T05:00:00.000Z',
  ],
  ['another form', 'format', '19680304', 'March 4, 1968', '1968-3-4', '1968/03/04', 'long ago', '3-4-1968'],
].flatMap(([what, rule, ...dates]) =>
  DAYS.flatMap((field) =>
    dates.map((date) => ({ title: `${what} (${date})`, cells: { [field]: date }, code: `${field}.${rule}` })),
  ),
);

export const RELATION_ERRORS: Defect[] = [
  // 2026-11-22T12:00Z is 2026-11-23 at UTC+14, the latest "today" on earth
  defect('a birth tomorrow', 'patient_dob.future', { patient_dob: '2026-11-24' }),
  defect('a birth long from now', 'patient_dob.future', {
    patient_dob: '2958-06-12',
    date_of_injury: '2026-11-01',
  }),
  defect('a birth more than 120 years ago', 'patient_dob.over_120_years', { patient_dob: '1906-11-22' }),
  defect('a birth in the first century', 'patient_dob.over_120_years', { patient_dob: '0058-06-12' }),
  defect('an injury before birth', 'date_of_injury.before_birth', { date_of_injury: '1958-06-11' }),
  defect("an injury after the appointment's day", 'date_of_injury.after_appointment', {
    date_of_injury: '2026-11-23',
    expected_appointment_date_time: '2026-11-22T20:00:00',
  }),
  defect('an injury tomorrow', 'date_of_injury.future', { date_of_injury: '2026-11-24' }),
  defect('an injury after a later appointment', 'date_of_injury.future', { date_of_injury: '2027-12-02' }),
  defect("the office's number for the patient", 'outbound_phone_number.same_as_patient', {
    patient_phone_number: '(404) 555-0112',
  }),
];

export const APPOINTMENT_ERRORS: Defect[] = [
  [
    'an offset',
    'offset',
    '2026-12-02T09:00:00-05:00',
    '2026-12-02T09:00:00+05:30',
    '2026-12-02T09:00:00-0500',
    '2026-12-02T09:00:00Z',
    '2026-12-02 09:00:00+00',
  ],
  [
    'a zone',
    'offset',
    '2026-12-02 09:00 EST',
    '12/2/2026 9:00 AM ET',
    '2026-12-02 09:00:00 UTC',
    '2026-12-02T09:00:00.000Z',
  ],
  ['no time', 'no_time', '2026-12-02', '12/2/2026'],
  [
    'an impossible time',
    'impossible',
    '2026-12-02T24:00:00',
    '2026-12-02T09:60:00',
    '2026-12-02T09:00:60',
    '2026-12-02 25:00',
  ],
  ['an hour that no clock with AM and PM shows', 'impossible', '12/2/2026 13:00 PM', '12/2/2026 0:30 AM'],
  [
    'an impossible day',
    'impossible',
    '2026-02-30T09:00:00',
    '13/2/2026 9:00 AM',
    '2027-02-29 09:00',
    '0000-12-02T09:00:00',
  ],
  ['a two-digit year', 'two_digit_year', '12/2/26 9:00 AM', '12/2/26'],
  ['a spreadsheet serial number', 'serial_number', '46358.375', '46358'],
  [
    'another form',
    'format',
    '2026-12-02 9 AM',
    'tomorrow at nine',
    '2026-12-02T09:00:00.5',
    '20261202T090000',
    `2026-12-02 ${'9'.repeat(200)}`,
  ],
].flatMap(([what, rule, ...times]) =>
  times.map((time) =>
    defect(`${what} (${time.slice(0, 40)})`, `expected_appointment_date_time.${rule}`, {
      expected_appointment_date_time: time,
    }),
  ),
);

export const DST_ERRORS: Defect[] = [
  ['America/New_York', '2027-03-14T02:00:00'],
  ['America/New_York', '2027-03-14T02:30:00'],
  ['America/Los_Angeles', '2027-03-14T02:59:59'],
  ['America/St_Johns', '2027-03-14T02:15:00'],
  ['Australia/Lord_Howe', '2027-10-03T02:10:00'],
].map(([local_timezone, expected_appointment_date_time]) =>
  defect(`the hour skipped in ${local_timezone}`, 'expected_appointment_date_time.dst_gap', {
    local_timezone,
    expected_appointment_date_time,
  }),
);

export const ZONE_ERRORS: Defect[] = [
  [
    'an abbreviation',
    'abbreviation',
    'EST',
    'ET',
    'edt',
    'Eastern',
    'Eastern Time',
    'Eastern Standard Time',
    'CST',
    'CT',
    'MST',
    'PDT',
    'HST',
    'CET',
    'EST5EDT',
    'EST/EDT',
    'E',
    'Central European Time',
  ],
  [
    'the label of Windows',
    'abbreviation',
    '(UTC-05:00) Eastern Time (US & Canada)',
    'US Mountain Standard Time',
  ],
  [
    'a fixed offset',
    'fixed_offset',
    '-05:00',
    '+01:00',
    '-5',
    'UTC-5',
    'GMT-0500',
    'UTC',
    'GMT',
    'Z',
    'Etc/GMT+5',
    'Etc/UTC',
    '-0500',
  ],
  [
    'what the runtime does not know',
    'unknown',
    'America/Gotham',
    'Mars/Olympus',
    'New York',
    'America/New York',
    'Amerika/',
    '/',
    `America/${'x'.repeat(300)}`,
    'Japan Standard',
    'Amerika',
  ],
].flatMap(([what, rule, ...labels]) =>
  labels.map((label) =>
    defect(`${what} (${label.slice(0, 40)})`, `local_timezone.${rule}`, { local_timezone: label }),
  ),
);

export const SSN_ERRORS: Defect[] = [
  ['eight digits', 'length', '98765432', '98-76-5432'],
  ['other lengths', 'length', '1', '123', '12345', '1234567890', '***-**-123', '***-**-****', 'XXX-XX-XXXX'],
  ['letters', 'letters', '98765432A', 'on file', 'ABCD', 'X1234', '9.87654E+08'],
  ['a strange sign', 'characters', '987.65.4321', '987/65/4321', '987654321.0'],
].flatMap(([what, rule, ...numbers]) =>
  numbers.map((number) => defect(`${what} (${number})`, `patient_ssn.${rule}`, { patient_ssn: number })),
);

export const STATE_ERRORS: Defect[] = [
  'ZZ',
  'Ontario',
  'N',
  'New Yrok',
  'USA',
  'NY NJ',
  '12',
  'constructor',
  '__proto__',
].map((state) =>
  defect(`a state that is none (${state})`, 'provider_state.unknown', { provider_state: state }),
);

const LINES = ['notes', 'provider_office_address'];
const TEXTS = FIELDS.filter((field) => !/phone|ssn|date|dob|timezone|state/u.test(field));

export const TEXT_ERRORS: Defect[] = [
  ...REQUIRED.flatMap((field) =>
    ['', '   ', '\u00a0\u200b'].map((cell) =>
      defect(`a missing ${field} (${JSON.stringify(cell)})`, `${field}.missing`, { [field]: cell }),
    ),
  ),
  ...REQUIRED.flatMap((field) =>
    ['N/A', '#N/A', 'NULL', '-'].map((cell) =>
      defect(
        `${cell} in the required ${field}`,
        `${field}.${field === 'outbound_phone_number' ? 'placeholder' : 'missing'}`,
        { [field]: cell },
      ),
    ),
  ),
  ...TEXTS.flatMap((field) =>
    ['\u0000', '\u0007', '\t', '\u001b', '\u007f', '\u0085'].map((sign) =>
      defect(`a control character in ${field} (${JSON.stringify(sign)})`, `${field}.control_character`, {
        [field]: `Left${sign}knee`,
      }),
    ),
  ),
  ...TEXTS.filter((field) => !LINES.includes(field)).map((field) =>
    defect(`a line break in ${field}`, `${field}.control_character`, { [field]: 'Left\nknee' }),
  ),
  ...FIELDS.filter((field) => !TEXTS.includes(field)).flatMap((field) =>
    ['40455\u000750112', '\u0000'].map((cell) =>
      defect(`a control character in ${field} (${JSON.stringify(cell)})`, `${field}.control_character`, {
        [field]: cell,
      }),
    ),
  ),
  ...TEXTS.map((field) =>
    defect(`nothing but NUL in ${field}`, `${field}.control_character`, { [field]: '\u0000\u0000' }),
  ),
];

export const WARNINGS: Defect[] = [
  ...[
    'Zo\u00c3\u00ab',
    'Zo\ufffd',
    'O\u00e2\u20ac\u2122Sample',
    '22\u00c2\u00a0Blvd',
    'Se\u00c3\u00b1or',
  ].map((name) => defect(`mojibake (${name})`, 'patient_name.mojibake', { patient_name: name })),
  ...TEXTS.map((field) =>
    defect(`mojibake in ${field}`, `${field}.mojibake`, { [field]: 'Caf\u00c3\u00a9' }),
  ),
  ...[
    '404-555-0112 x204',
    '(404) 555-0112 ext. 204',
    '+1-404-555-0112;ext=204',
    '404.555.0112 EXTENSION 204',
    '4045550112x204',
    '404-555-0112, ext 204',
    '404-555-0112 #204',
    '404-555-0112 ext.45',
    '404-555-0112 (ext 45)',
    '(404) 555-0112 Ext: 0045',
    '\uff14\uff10\uff14-555-0112 x\uff12\uff10',
  ].map((phone) =>
    defect(`an extension (${phone})`, 'outbound_phone_number.extension', { outbound_phone_number: phone }),
  ),
  defect("an extension of the patient's", 'patient_phone_number.extension', {
    patient_phone_number: '470-555-0101 x7',
  }),
  ...[
    '***-**-4321',
    'XXX-XX-4321',
    'xxx-xx-4321',
    '*****4321',
    '\u2022\u2022\u2022-\u2022\u2022-4321',
    '###-##-4321',
  ].map((ssn) => defect(`a masked number (${ssn})`, 'patient_ssn.masked', { patient_ssn: ssn })),
  ...[
    '000-12-3456',
    '666123456',
    '900-12-3456',
    '999999999',
    '111-11-1111',
    '123456789',
    '123-45-6789',
    '0000',
  ].map((ssn) =>
    defect(`a number that was never issued (${ssn})`, 'patient_ssn.never_issued', { patient_ssn: ssn }),
  ),
  defect('the hour that daylight saving repeats', 'expected_appointment_date_time.dst_ambiguous', {
    expected_appointment_date_time: '2027-11-07T01:30:00',
  }),
  defect('a minute ago in its own zone', 'expected_appointment_date_time.past', {
    expected_appointment_date_time: '2026-11-22T06:59:00',
  }),
  defect('an appointment long ago', 'expected_appointment_date_time.past', {
    date_of_injury: '1960-01-01',
    expected_appointment_date_time: '1961-01-01T09:00:00',
  }),
  ...(
    [
      ['NY', 'America/Chicago'],
      ['CA', 'America/New_York'],
      ['Arizona', 'America/Los_Angeles'],
      ['CO', 'America/Phoenix'],
      ['HI', 'America/Adak'],
      ['TX', 'Europe/London'],
      ['PR', 'America/New_York'],
    ] as const
  ).map(([provider_state, local_timezone]) =>
    defect(`${local_timezone} in ${provider_state}`, 'local_timezone.state_mismatch', {
      provider_state,
      local_timezone,
    }),
  ),
];

export const ERRORS: Defect[] = [
  ...['#REF!', '#VALUE!', '#NAME?', '#DIV/0!'].map((text) =>
    defect(`the error value ${text} of a formula`, 'body_part.formula_error', { body_part: text }),
  ),
  ...FIELDS.map((field) =>
    defect(`the error value of a formula in ${field}`, `${field}.formula_error`, { [field]: '#REF!' }),
  ),
  ...PHONE_ERRORS,
  ...DATE_ERRORS,
  ...RELATION_ERRORS,
  ...APPOINTMENT_ERRORS,
  ...DST_ERRORS,
  ...ZONE_ERRORS,
  ...SSN_ERRORS,
  ...STATE_ERRORS,
  ...TEXT_ERRORS,
];

function defect(title: string, code: string, cells: Cells): Defect {
  return { title, code, cells };
}
