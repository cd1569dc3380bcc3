import type { RowReport } from '@evergrove/scheduler/rows';
import { describe, expect, it } from 'vitest';
import { body, FILE_DEFECTS, good, header, without } from './file-defects.ts';
import { FIELDS, goodRow, importAtNow, judgeAtNow, OPTIONAL, REQUIRED, toCsv, verdicts } from './rows.ts';

const renamed = (field: string, name: string) => good.replace(`"${field}"`, `"${name}"`);

function expectFailure(report: RowReport, codes: string[]): void {
  expect(verdicts(report)).toEqual(codes);
  expect(report.issues.every(({ row }) => row === 0)).toBe(true);
  expect(report.accepted).toEqual([]);
  expect(report.totals).toMatchObject({ accepted: 0, rejected: report.totals.rows });
}

describe('a file fails once, with no row accepted, for', () => {
  it.each(FILE_DEFECTS)('$title: $code', async ({ source, code }) => {
    expectFailure(await importAtNow(source), [code.replace(' ', ' error ')]);
  });

  it('a column that `columns` names a second time', async () => {
    const report = await importAtNow(toCsv([{ ...goodRow('A'), patient: 'x' }]), {
      columns: { patient: 'patient_name' },
    });
    expectFailure(report, ['1 error patient_name.doubled_column']);
  });

  it('missing columns rather than the semicolons inside one that is there', async () => {
    const report = await importAtNow('patient_name,a;b;c;d\r\nx,y\r\n');
    expect(report.issues.map(({ code }) => code)).toEqual(
      REQUIRED.filter((field) => field !== 'patient_name').map((field) => `${field}.missing_column`),
    );
  });

  it('several missing columns, all of them named', async () => {
    const report = await importAtNow('patient_name,patient_dob\r\nx,y\r\nz,u\r\n');
    expect(report.issues.map(({ field }) => field)).toEqual(
      REQUIRED.filter((field) => !/^patient/u.test(field)),
    );
    expect(report.totals).toEqual({ rows: 2, accepted: 0, rejected: 2, blank: 0 });
  });
});

describe('a missing column that looks misspelt', () => {
  const hintOf = async (csv: string, options = {}) =>
    (await importAtNow(csv, options)).issues.map(({ code, hint }) => `${code}: ${hint}`);

  it.each([
    ['patient_name', 'patinet_name'],
    ['patient_name', 'Patient Nam'],
    ['patient_name', 'patientname'],
    ['patient_dob', 'patient_bod'],
    ['provider_office', 'Provider-Offices'],
    ['local_timezone', 'local_time_zone'],
    ['eoc_number', 'eoc_numbr'],
  ])('%s is pointed at (%s), and still missing', async (field, name) => {
    expect(await hintOf(renamed(field, name))).toEqual([
      expect.stringContaining(
        `${field}.missing_column: the file has no such column; is the column "${name}" meant?`,
      ),
    ]);
  });

  it.each([
    ['patient_name', 'client'],
    ['patient_name', 'pat_name'],
    ['patient_name', 'patient_n@me'],
    ['patient_name', 'patient_name 1951'],
  ])('%s is not pointed at where the header is too far off or no identifier (%s)', async (field, name) => {
    expect(await hintOf(renamed(field, name))).toEqual([expect.not.stringContaining('meant')]);
  });

  it('is not pointed at in what may be data: a file without header', async () => {
    const hints = await hintOf('patient_nam,patient_dob\r\nx,y\r\n');
    expect(hints).toHaveLength(REQUIRED.length - 1);
    expect(hints.join()).not.toContain('meant');
  });

  it('is pointed at for each of several, the nearest first', async () => {
    const csv = renamed('patient_name', 'patient_nam').replace(
      '"claim_number"',
      '"claim_no","claim_numbe","claim_numb"',
    );
    expect(await hintOf(csv)).toEqual([
      expect.stringContaining('"patient_nam" meant'),
      expect.stringContaining('"claim_numbe" meant'),
    ]);
  });

  it('is found among the properties of records too', async () => {
    const { patient_name, ...rest } = goodRow('A');
    const { issues } = await importAtNow([{ ...rest, patinet_name: patient_name }]);
    expect(issues.map(({ hint }) => hint)).toEqual([expect.stringContaining('"patinet_name" meant?')]);
  });
});

describe('an optional column that looks misspelt', () => {
  const misspelt: [field: string, name: string][] = [
    ['patient_ssn', 'patinet_ssn'],
    ['patient_ssn', 'Patient-SNS'],
    ['patient_phone_number', 'patient_phonenumber'],
    ['provider_state', 'provider_sate'],
    ['external_reference_id', 'external_refrence_id'],
    ['notes', 'Note'],
  ];

  it.each(misspelt)('%s is asked about (%s); the rows pass, without it', async (field, name) => {
    const report = await importAtNow(renamed(field, name));
    expect(verdicts(report)).toEqual([`1 warning ${field}.similar_column`]);
    expect(report.issues[0]).toMatchObject({ row: 0 });
    expect(report.issues[0]?.hint).toContain(`is the column "${name}" meant?`);
    expect(report).toMatchObject({ unknownColumns: [name], totals: { rows: 2, accepted: 2 } });
  });

  it.each([
    ['patient_ssn', 'patient_sex'],
    ['notes', 'dates'],
    ['provider_state', 'state'],
    ['patient_ssn', 'patient_ssn 1951'],
  ])('%s is not asked about where another may well be meant (%s)', async (field, name) => {
    expect(verdicts(await importAtNow(renamed(field, name)))).toEqual([]);
  });

  it('is not asked about where the file has the column as well', async () => {
    const csv = toCsv([{ ...goodRow('A'), note: 'x' }]);
    expect(await importAtNow(csv)).toMatchObject({ issues: [], unknownColumns: ['note'] });
  });

  it('is told beside what fails the file', async () => {
    const csv = renamed('notes', 'note').replace('"body_part"', '"body"');
    expect(verdicts(await importAtNow(csv))).toEqual([
      '1 error body_part.missing_column',
      '1 warning notes.similar_column',
    ]);
  });

  it('is told of records before their verdicts, and not at all where all are blank', async () => {
    const { notes: _, ...rest } = goodRow('A');
    const rows = [{ ...rest, note: 'x' }, { patient_dob: 'x' }];
    const told = ['1 warning notes.similar_column'];
    expect(verdicts(await importAtNow(rows)).slice(0, 1)).toEqual(told);
    expect(verdicts(await judgeAtNow(rows)).slice(0, 1)).toEqual(told);
    expect(verdicts(await importAtNow([{ note: '' }]))).toEqual([]);
  });
});

describe('a file passes', () => {
  it('with a header alone', async () => {
    const report = await importAtNow(`${header}\r\n`);
    expect(report).toMatchObject({ issues: [], totals: { rows: 0, accepted: 0, rejected: 0, blank: 0 } });
  });

  it.each(['external_reference_id', ...OPTIONAL])(
    'without the optional column %s, which is null then',
    async (field) => {
      const report = await importAtNow(without(field));
      expect(verdicts(report)).toEqual([]);
      expect(report.accepted.map(({ row }) => row[field as 'notes'])).toEqual([null, null]);
      expect(Object.keys(report.accepted[0]?.row ?? {}).sort()).toEqual([...FIELDS].sort());
    },
  );

  it.each(['Patient Name', ' patient_name ', 'PATIENT-NAME', 'patient  name', '\ufeffpatient\u00a0name'])(
    'with the header %j',
    async (name) => {
      expect((await importAtNow(renamed('patient_name', name))).totals.accepted).toBe(2);
    },
  );

  it.each(['Name', 'patientname', 'patient_name_', 'pat_name', 'patient_nam'])(
    'with the header %j only when `columns` says so: nothing is guessed',
    async (name) => {
      const csv = renamed('patient_name', name);
      expect(verdicts(await importAtNow(csv))).toEqual(['1 error patient_name.missing_column']);
      expect((await importAtNow(csv, { columns: { [name]: 'patient_name' } })).totals.accepted).toBe(2);
    },
  );

  it('with its columns in any order', async () => {
    const rows = [goodRow('A')].map((row) => Object.fromEntries(Object.entries(row).reverse()));
    expect((await importAtNow(toCsv(rows))).accepted[0]?.row).toEqual(goodRow('A'));
  });

  it('with CRLF and LF mixed', async () => {
    const lf = toCsv([goodRow('C')], '\n')
      .split('\n')
      .slice(1)
      .join('\n');
    expect((await importAtNow(good + lf)).totals.accepted).toBe(3);
  });

  it('with blank rows anywhere, which are counted', async () => {
    const [a, b] = body;
    const report = await importAtNow([header, '', a, ',,,', ' , ', b, ''].join('\r\n'));
    expect(report.totals).toEqual({ rows: 2, accepted: 2, rejected: 0, blank: 3 });
  });

  it('with blank rows above its header', async () => {
    const { accepted, totals } = await importAtNow(`\r\n,,\r\n${good}`);
    expect(totals).toEqual({ rows: 2, accepted: 2, rejected: 0, blank: 2 });
    expect(accepted.map(({ line }) => line)).toEqual([4, 6]);
  });

  it.each([
    [
      'semicolons and bars inside its headers',
      good.replace(header, `${header},a;b;c;d,x|y`).replaceAll('""\r\n', '"",1,2\r\n'),
    ],
    [
      'more semicolons than commas inside a cell',
      good.replaceAll('Left knee', 'a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p;q;r;s;t;u;v'),
    ],
    ['a BOM before the quote of its first header', `\ufeff${good}`],
    ['a delimiter at the end of every row', good.replaceAll('\r\n', ',\r\n')],
  ])('with %s', async (_, csv) => {
    expect((await importAtNow(csv)).totals).toMatchObject({ rows: 2, accepted: 2 });
    expect((await importAtNow(Buffer.from(csv))).totals).toMatchObject({ rows: 2, accepted: 2 });
  });

  it('with headers of its own that `columns` maps, and other names are then unknown', async () => {
    const names = FIELDS.map((field) => `Spalte ${field}`);
    const csv = good.replace(header, names.join(','));
    const columns = Object.fromEntries(names.map((name, at) => [name, FIELDS[at] ?? '']));
    expect(await importAtNow(csv, { columns })).toMatchObject({
      unknownColumns: [],
      totals: { accepted: 2 },
    });
  });

  it('with a very long cell', async () => {
    const notes = 'x'.repeat(300_000);
    expect((await importAtNow(toCsv([goodRow('A', { notes })]))).accepted[0]?.row.notes).toBe(notes);
  });

  it('with quoted CRLF, which is one line', async () => {
    const cells = { provider_office_address: '22 Blvd\r\nFloor 2\r\nNowhere' };
    const { accepted } = await importAtNow(toCsv([goodRow('A', cells), goodRow('B', cells)]));
    expect(accepted.map(({ line }) => line)).toEqual([2, 5]);
  });

  it.each([
    ['too few', (line: string) => line.replace(',"EOC-7001"', '')],
    ['too many', (line: string) => `${line},"x"`],
    ['an unquoted comma', (line: string) => line.replace('"Left knee"', 'Left, knee')],
  ])('with a row of %s cells, which is one error at its line', async (_, spoil) => {
    const [above, line = ''] = good.split(/(?="B")/u);
    const report = await importAtNow(`${above}${spoil(line.trimEnd())}\r\n`);
    expect(verdicts(report)).toEqual(['4 error row.cell_count']);
    expect(report.totals).toEqual({ rows: 2, accepted: 1, rejected: 1, blank: 0 });
  });

  it('with rows of a wrong cell count, one error each', async () => {
    const report = await importAtNow(
      `${good}x,y\r\n${good.split('\r\n').slice(1).join('\r\n').replaceAll('"A"', '"C","D"').replaceAll('"B"', '"E"')}`,
    );
    expect(verdicts(report)).toEqual(['6 error row.cell_count', '7 error row.cell_count']);
    expect(report.accepted.map(({ row }) => row.external_reference_id)).toEqual(['A', 'B', 'E']);
  });
});

describe('unknown columns', () => {
  it('are listed and not sent', async () => {
    const extra = {
      adjuster_email: 'a',
      'Internal Comment': 'b',
      __proto__x: 'c',
      constructor: 'd',
      ['__proto__']: 'e',
    };
    const report = await importAtNow(toCsv([{ ...goodRow('A'), ...extra }]));
    expect(report.unknownColumns).toEqual([
      'adjuster_email',
      'Internal Comment',
      'column 22',
      'constructor',
      'column 24',
    ]);
    expect(report.accepted[0]?.row).toEqual(goodRow('A'));
  });

  it('may be doubled, or have no name', async () => {
    const csv = good.replace(header, `${header},x,x,,`).replaceAll('""\r\n', '"",1,2,,\r\n');
    const report = await importAtNow(csv);
    expect(report.issues).toEqual([]);
    expect(report.unknownColumns).toEqual(['x', 'x', 'column 22', 'column 23']);
  });

  it('are not named when they could be data', async () => {
    const named = {
      'Zephyrine 1951-01-01': 'a',
      '404-555-0112': 'b',
      'Zephyrine@x.example': 'c',
      [`x${'y'.repeat(99)}`]: 'd',
    };
    const report = await importAtNow(toCsv([{ ...goodRow('A'), ...named }]));
    expect(report.unknownColumns).toEqual(['column 20', 'column 21', 'column 22', 'column 23']);
  });

  it('are not named in a file without header', async () => {
    const report = await importAtNow('Zephyrine,Testperson\r\nQuillon,Samplewright\r\n');
    expect(report.unknownColumns).toEqual(['column 1', 'column 2']);
  });
});
