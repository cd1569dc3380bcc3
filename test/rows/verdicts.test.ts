import { describe, expect, it } from 'vitest';
import { type Defect, ERRORS, WARNINGS } from './defects.ts';
import { DRESSES, goodRow, importAtNow, judgeAtNow, NOW, toCsv, verdicts } from './rows.ts';

// Between two good rows whose address holds a line break: header 1, first row 2 to 3, defect from 4.
const around = (cells: Defect['cells']) => toCsv([goodRow('A'), goodRow('B', cells), goodRow('C')]);

describe('a row is rejected for', () => {
  it.each(ERRORS)('$title: $code', async ({ cells, code }) => {
    const report = await importAtNow(around(cells));
    expect(verdicts(report)).toEqual([`4 error ${code}`]);
    expect(report.accepted.map(({ row }) => row.external_reference_id)).toEqual(['A', 'C']);
    expect(report.totals).toEqual({ rows: 3, accepted: 2, rejected: 1, blank: 0 });
    expect(report.issues[0]).toMatchObject({ row: 2, field: code.split('.')[0] });
  });
});

describe('a row passes with a warning for', () => {
  it.each(WARNINGS)('$title: $code', async ({ cells, code }) => {
    const report = await importAtNow(around(cells));
    expect(verdicts(report)).toEqual([`4 warning ${code}`]);
    expect(report.totals).toEqual({ rows: 3, accepted: 3, rejected: 0, blank: 0 });
  });
});

describe('a file that holds every defect, one a row', () => {
  const defects = [...ERRORS, ...WARNINGS];
  const rows = defects.map(({ cells }, n) => goodRow(`IECC-${n}`, cells));
  const csv = toCsv(rows);
  // A row starts below the header and the rows above it, of which each holds a line break.
  const lineOf = (n: number) => toCsv(rows.slice(0, n)).split('\n').length;
  const expected = defects.map(
    ({ code }, n) => `${lineOf(n)} ${n < ERRORS.length ? 'error' : 'warning'} ${code}`,
  );

  it.each(DRESSES)('gets the same verdicts at the same lines %s', async (_, dress) => {
    const file = dress(csv);
    const report = await importAtNow(Buffer.from(file));
    expect(verdicts(report)).toEqual(expected);
    expect(report.totals).toEqual({
      rows: defects.length,
      accepted: WARNINGS.length,
      rejected: ERRORS.length,
      blank: 0,
    });
    expect(await importAtNow(file)).toEqual(report);
    expect(await judgeAtNow(file)).toEqual(report);
  });
});

describe('an appointment', () => {
  it.each([
    ['exactly now is not past', '2026-11-22T07:00:00', NOW, []],
    [
      'in a repeated hour is past after its second time only',
      '2026-11-01T01:30:00',
      '2026-11-01T06:00Z',
      ['dst_ambiguous'],
    ],
    [
      'in a repeated hour is past then',
      '2026-11-01T01:30:00',
      '2026-11-01T06:31Z',
      ['dst_ambiguous', 'past'],
    ],
  ])('%s', async (_, expected_appointment_date_time, now, rules) => {
    const report = await importAtNow([goodRow('A', { expected_appointment_date_time })], {
      now: new Date(now),
    });
    expect(verdicts(report)).toEqual(rules.map((rule) => `1 warning expected_appointment_date_time.${rule}`));
  });

  it('long before standard time is past, and nothing worse', async () => {
    const report = await importAtNow([
      goodRow('A', { expected_appointment_date_time: '0001-01-01T00:00:00' }),
    ]);
    expect(verdicts(report)).toEqual([
      '1 error date_of_injury.after_appointment',
      '1 warning expected_appointment_date_time.past',
    ]);
  });
});

describe('an issue', () => {
  it('takes severity and hint from the table of rules', async () => {
    const { issues } = await importAtNow(around({ patient_dob: '2026-11-24' }));
    expect(issues).toEqual([
      {
        line: 4,
        row: 2,
        field: 'patient_dob',
        code: 'patient_dob.future',
        severity: 'error',
        hint: 'lies in the future: correct the date',
      },
    ]);
  });

  it('is reported once per defect, all defects of a row in one go', async () => {
    const report = await importAtNow(
      around({ patient_dob: '', outbound_phone_number: '911-555-0112', local_timezone: 'ET' }),
    );
    expect(verdicts(report)).toEqual([
      '4 error patient_dob.missing',
      '4 error local_timezone.abbreviation',
      '4 error outbound_phone_number.n11',
    ]);
  });

  it.each([
    ['EST', ['America/New_York']],
    ['ET', ['America/New_York']],
    ['Eastern', ['America/New_York']],
    ['CST', ['America/Chicago']],
    ['Mountain', ['America/Denver', 'America/Phoenix']],
    ['MST', ['America/Denver', 'America/Phoenix']],
    ['MT', ['America/Denver', 'America/Phoenix']],
    ['-07:00', ['America/Denver', 'America/Phoenix']],
    ['Etc/GMT+7', ['America/Denver', 'America/Phoenix']],
    ['PST', ['America/Los_Angeles']],
    ['AKST', ['America/Anchorage']],
    ['-05:00', ['America/New_York']],
    ['UTC', ['America/New_York']],
    ['America/Gotham', ['America/New_York']],
    ['Eastern Time (US & Canada)', ['America/New_York']],
    ['(UTC-05:00) Eastern Time (US & Canada)', ['America/New_York']],
    ['Central Standard Time', ['America/Chicago']],
    ['Alaska', ['America/Anchorage']],
    ['Hawaiian Standard Time', ['Pacific/Honolulu']],
    ['Arizona', ['America/Phoenix']],
    ['Indiana (East)', ['America/Indiana/Indianapolis']],
    ['Atlantic Standard Time', ['America/Puerto_Rico', 'America/Halifax']],
    ['EST/EDT', ['America/New_York']],
    ['-10:00', ['Pacific/Honolulu']],
  ])('about the zone %s names the zones to write', async (label, zones) => {
    const { issues } = await importAtNow(around({ local_timezone: label }));
    for (const zone of zones) expect(issues[0]?.hint).toContain(zone);
  });

  it.each([
    'Central European Time',
    'Eastern European Time',
    'Central Standard Time (Mexico)',
    'Central America Standard Time',
    'Canada Central Standard Time',
    'E. South America Standard Time',
    'AUS Eastern Standard Time',
    'Central Pacific Standard Time',
    'Pacific SA Standard Time',
    'W. Central Africa Standard Time',
    'ET/PT',
    'CET',
    'China Standard Time',
  ])('about the zone %s names no zone as the one to write', async (label) => {
    const { issues } = await importAtNow(around({ local_timezone: label }));
    expect(issues[0]?.hint).not.toMatch(/Chicago|Los_Angeles|Denver|Phoenix|Halifax|write America/u);
  });

  it.each([
    ['patient_dob', 'long ago', 'YYYY-MM-DD'],
    ['expected_appointment_date_time', 'tomorrow at nine', 'YYYY-MM-DDTHH:mm:ss'],
    ['provider_state', 'ZZ', 'two letters'],
  ])('about the form of %s names the form to write', async (field, cell, form) => {
    const { issues } = await importAtNow(around({ [field]: cell }));
    expect(issues[0]?.hint).toContain(form);
  });
});
