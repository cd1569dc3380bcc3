import { describe, expect, it } from 'vitest';
import { goodRow, importAtNow, OPTIONAL, toCsv } from './rows.ts';

const STATES = `AL Alabama
  AK Alaska
  AZ Arizona
  AR Arkansas
  CA California
  CO Colorado
  CT Connecticut
  DE Delaware
  FL Florida
  GA Georgia
  HI Hawaii
  ID Idaho
  IL Illinois
  IN Indiana
  IA Iowa
  KS Kansas
  KY Kentucky
  LA Louisiana
  ME Maine
  MD Maryland
  MA Massachusetts
  MI Michigan
  MN Minnesota
  MS Mississippi
  MO Missouri
  MT Montana
  NE Nebraska
  NV Nevada
  NH New Hampshire
  NJ New Jersey
  NM New Mexico
  NY New York
  NC North Carolina
  ND North Dakota
  OH Ohio
  OK Oklahoma
  OR Oregon
  PA Pennsylvania
  RI Rhode Island
  SC South Carolina
  SD South Dakota
  TN Tennessee
  TX Texas
  UT Utah
  VT Vermont
  VA Virginia
  WA Washington
  WV West Virginia
  WI Wisconsin
  WY Wyoming
  DC District of Columbia
  PR Puerto Rico
  VI Virgin Islands
  GU Guam
  MP Northern Mariana Islands
  AS American Samoa
  AA Armed Forces Americas
  AE Armed Forces Europe
  AP Armed Forces Pacific`;

type Form = [cell: string, normal: string | null, more?: Record<string, string>];

const PHONES: Form[] = [
  ['(404) 555-0112', '+14045550112'],
  ['404.555.0112', '+14045550112'],
  ['404 555 0112', '+14045550112'],
  ['404/555-0112', '+14045550112'],
  ['4045550112', '+14045550112'],
  ['1-404-555-0112', '+14045550112'],
  ['+1 (404) 555-0112', '+14045550112'],
  ['(+1) 404 555 0112', '+14045550112'],
  ['14045550112', '+14045550112'],
  ['404\u2013555\u20110112', '+14045550112'],
  ['４０４－５５５－０１１２', '+14045550112'],
  ['＋１（４０４）５５５０１１２', '+14045550112'],
  ['\u202a+1 404 555 0112\u202c', '+14045550112'],
  ['404\u00a0555\u00a00112', '+14045550112'],
  ["'4045550112", '+14045550112'],
  ['tel:+1-404-555-0112', '+14045550112'],
  ['800-555-0199', '+18005550199'],
  ['888 234 5678', '+18882345678'],
  ['416-555-0112', '+14165550112'],
  ['876-555-0112', '+18765550112'],
  ['787-555-0199', '+17875550199'],
  ['404-555-0100', '+14045550100'],
  ['212-900-0112', '+12129000112'],
];

const DAYS: Form[] = [
  ['1968-03-04', '1968-03-04'],
  ['3/4/1968', '1968-03-04'],
  ['03/04/1968', '1968-03-04'],
  ['1968-03-04 00:00:00', '1968-03-04'],
  ['1968-03-04 00:00:00.000', '1968-03-04'],
  ['1968-03-04T00:00:00', '1968-03-04'],
  ['3/4/1968 0:00', '1968-03-04'],
  ['3/4/1968 12:00:00 AM', '1968-03-04'],
  ['1968-02-29', '1968-02-29'],
  ['2000-02-29', '2000-02-29'],
];

const FORMS: Record<string, Form[]> = {
  outbound_phone_number: PHONES,
  patient_phone_number: [
    ...PHONES.map(([cell, normal]): Form => [cell, normal, { outbound_phone_number: '2125550199' }]),
    ['N/A', null],
    ['-', null],
  ],
  patient_dob: [
    ...DAYS,
    ['1906-11-23', '1906-11-23'],
    ['2026-11-23', '2026-11-23', { date_of_injury: '2026-11-23' }],
  ],
  date_of_injury: [
    ...DAYS.map(([cell, normal]): Form => [cell, normal, { patient_dob: '1950-01-01' }]),
    ['1958-06-12', '1958-06-12'],
    ['2026-11-23', '2026-11-23'],
    ['2026-11-23', '2026-11-23', { expected_appointment_date_time: '2026-11-23T09:00:00' }],
  ],
  expected_appointment_date_time: [
    ['2026-12-02T09:00:00', '2026-12-02T09:00:00'],
    ['2026-12-02 09:00:00', '2026-12-02T09:00:00'],
    ['2026-12-02 09:00', '2026-12-02T09:00:00'],
    ['2026-12-02T09:00', '2026-12-02T09:00:00'],
    ['2026-12-02 09:00:00.000', '2026-12-02T09:00:00'],
    ['12/2/2026 9:00 AM', '2026-12-02T09:00:00'],
    ['12/02/2026 09:00:30 pm', '2026-12-02T21:00:30'],
    ['12/2/2026 12:15 PM', '2026-12-02T12:15:00'],
    ['12/2/2026 12:15 AM', '2026-12-02T00:15:00'],
    ['12/2/2026, 9:00:00\u202fAM', '2026-12-02T09:00:00'],
    ['12/2/2026 9:00 a.m.', '2026-12-02T09:00:00'],
    ['12/2/2026 14:30', '2026-12-02T14:30:00'],
    ['2026-12-02T00:00:00', '2026-12-02T00:00:00'],
    // exactly now, and the hours beside the one that is skipped; Phoenix skips none
    ['2026-11-22T07:00:00', '2026-11-22T07:00:00'],
    ['2027-03-14T01:59:59', '2027-03-14T01:59:59'],
    ['2027-03-14T03:00:00', '2027-03-14T03:00:00'],
    ['2027-11-07T02:00:00', '2027-11-07T02:00:00'],
    ['2027-03-14T02:30:00', '2027-03-14T02:30:00', { local_timezone: 'America/Phoenix' }],
  ],
  local_timezone: [
    ['America/New_York', 'America/New_York'],
    ['america/new_york', 'America/New_York'],
    ['AMERICA/NEW_YORK', 'America/New_York'],
    ['america/indiana/indianapolis', 'America/Indiana/Indianapolis'],
    ['america/argentina/rio_gallegos', 'America/Argentina/Rio_Gallegos'],
    ['america/port-au-prince', 'America/Port-au-Prince'],
    ['america/port_of_spain', 'America/Port_of_Spain'],
    ['AMERICA/KENTUCKY/LOUISVILLE', 'America/Kentucky/Louisville'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['pacific/honolulu', 'Pacific/Honolulu'],
    ['US/Eastern', 'America/New_York'],
    ['us/central', 'America/Chicago'],
    ['US/Mountain', 'America/Denver'],
    ['US/Arizona', 'America/Phoenix'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['US/Alaska', 'America/Anchorage'],
    ['US/Hawaii', 'Pacific/Honolulu'],
    ['US/East-Indiana', 'America/Indiana/Indianapolis'],
  ],
  patient_ssn: [
    ['987-65-4321', '987654321'],
    ['219 09 9999', '219099999'],
    ['219–09–9999', '219099999'],
    ['219099999', '219099999'],
    ['0242', '0242'],
    ['1111', '1111'],
    ['***-**-4321', '4321'],
    ['***-45-4321', '4321'],
    ['NULL', null],
    ['', null],
  ],
  provider_state: [
    ['NY', 'NY'],
    ['ny', 'NY'],
    ['N.Y.', 'NY'],
    ['N. Y.', 'NY'],
    ['new york', 'NY'],
    ['NEW  YORK', 'NY'],
    ['D.C.', 'DC'],
    ['District of Columbia', 'DC'],
    ['Washington, D.C.', 'DC'],
    ['Washington', 'WA'],
    ['Puerto Rico', 'PR'],
    ['U.S. Virgin Islands', 'VI'],
    ['guam', 'GU'],
    ['MP', 'MP'],
    ['American Samoa', 'AS'],
    ['ae', 'AE'],
    ['AA', 'AA'],
    ['AP', 'AP'],
    ['#N/A', null],
  ],
  patient_name: [
    [' \tZephyrine Testperson\r\n', 'Zephyrine Testperson'],
    ['\ufeffZephyrine\u2007Test\u202fperson', 'Zephyrine Test person'],
    ["mc'DONALD-van DER Test", "mc'DONALD-van DER Test"],
    ['  Zephyrine\u00a0Testperson ', 'Zephyrine Testperson'],
    ['Zoe\u0308 O\u2019Sample', 'Zo\u00eb O\u2019Sample'],
    ['Zo\u200be\u200d\u0308 Sam\ufeffple', 'Zo\u00eb Sample'],
    ['maria DE LA cruz', 'maria DE LA cruz'],
    ['Thaddington  Placeholder, Jr.', 'Thaddington  Placeholder, Jr.'],
    ['SÃO Tomé', 'SÃO Tomé'],
    ['李测试', '李测试'],
  ],
  provider_office_address: [['22 Blvd\r\nFloor 2\rNowhere', '22 Blvd\nFloor 2\nNowhere']],
  notes: [
    ['N/A', null],
    ['n/a', null],
    ['#N/A', null],
    ['NULL', null],
    ['-', null],
    ['\u00a0', null],
    ['Ask first.\r\nThen call.', 'Ask first.\nThen call.'],
    ['N/A today', 'N/A today'],
  ],
};

describe.each(Object.entries(FORMS))('%s is normalised', (field, forms) => {
  it.each(forms)('%j → %j', async (cell, normal, more = {}) => {
    const { accepted, issues } = await importAtNow(toCsv([goodRow('A', { ...more, [field]: cell })]));
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(accepted[0]?.row).toMatchObject({ [field]: normal });
  });
});

describe.each(['N/A', 'n/a', '#N/A', 'NULL', 'null', '-', ' - ', ''])('%j in an optional cell', (cell) => {
  it.each(OPTIONAL)('means empty: %s', async (field) => {
    const { accepted, issues } = await importAtNow(toCsv([goodRow('A', { [field]: cell })]));
    expect(issues).toEqual([]);
    expect(accepted[0]?.row[field]).toBeNull();
  });
});

describe('provider_state', () => {
  it.each(STATES.split(/\n/u).map((line) => line.trim().split(' ')))(
    '%s is known by its two letters and its name, in any letter case',
    async (code = '', ...words) => {
      const name = words.join(' ');
      const cells = [
        code,
        code.toLowerCase(),
        `${[...code].join('.')}.`,
        name,
        name.toUpperCase(),
        ` ${name.toLowerCase()}. `,
      ];
      const read = await importAtNow(
        cells.map((provider_state, at) => goodRow(String(at), { provider_state })),
      );
      expect(read.accepted.map(({ row }) => row.provider_state)).toEqual(cells.map(() => code));
    },
  );
});

describe('half a character', () => {
  it('becomes the replacement character, with a warning', async () => {
    const { accepted, issues } = await importAtNow([goodRow('A', { patient_name: 'Zo\ud83d Sample' })]);
    expect(accepted[0]?.row.patient_name).toBe('Zo\ufffd Sample');
    expect(issues.map(({ code }) => code)).toEqual(['patient_name.mojibake']);
  });
});

describe('an extension', () => {
  it('is handed back beside the row it was cut from', async () => {
    const cells = {
      outbound_phone_number: '404-555-0112 ext. 0204',
      patient_phone_number: '470-555-0101 x7',
    };
    const { accepted } = await importAtNow([goodRow('A', cells), goodRow('B')]);
    expect(accepted.map(({ extensions }) => extensions)).toEqual([
      { outbound_phone_number: '0204', patient_phone_number: '7' },
      undefined,
    ]);
    expect(accepted[0]?.row).toMatchObject({
      outbound_phone_number: '+14045550112',
      patient_phone_number: '+14705550101',
    });
  });
});

describe('zones that the caller explains', () => {
  it.each(['ET', 'et', ' ET '])('are taken as explained (%j)', async (label) => {
    const report = await importAtNow([goodRow('A', { local_timezone: label })], {
      zones: { ET: 'america/new_york' },
    });
    expect(report.issues).toEqual([]);
    expect(report.accepted[0]?.row.local_timezone).toBe('America/New_York');
  });

  it('may be explained with space around them', async () => {
    const report = await importAtNow([goodRow('A', { local_timezone: 'ET' })], {
      zones: { ' ET ': 'America/New_York' },
    });
    expect(report.totals.accepted).toBe(1);
  });

  it('must lead to a zone', async () => {
    await expect(importAtNow([], { zones: { ET: 'EST' } })).rejects.toThrow(TypeError);
  });
});

describe('a zone that fits its state', () => {
  it.each([
    ['AZ', 'America/Phoenix'],
    ['AZ', 'America/Denver'],
    ['IN', 'America/Chicago'],
    ['IN', 'America/Indiana/Indianapolis'],
    ['TN', 'America/New_York'],
    ['TX', 'America/Denver'],
    ['AK', 'America/Juneau'],
    ['MP', 'Pacific/Saipan'],
    ['AE', 'Europe/Berlin'],
    [null, 'Europe/Berlin'],
  ])('passes without a warning (%s, %s)', async (provider_state, local_timezone) => {
    expect((await importAtNow([goodRow('A', { provider_state, local_timezone })])).issues).toEqual([]);
  });
});
