import type { RowReport, RowSource } from '@evergrove/scheduler/rows';
import { describe, expect, it } from 'vitest';
import { FIELDS, goodRow, importAtNow, OPTIONAL, REQUIRED, toCsv, verdicts } from './rows.ts';

const good = toCsv([goodRow('A'), goodRow('B')]);
const [header = '', ...body] = good.split('\r\n');
const without = (field: string) => toCsv([goodRow('A'), goodRow('B')].map(({ [field]: _, ...rest }) => rest));
const renamed = (field: string, name: string) => good.replace(`"${field}"`, `"${name}"`);

function utf16(text: string, isBigEndian: boolean): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

function expectFailure(report: RowReport, codes: string[]): void {
  expect(verdicts(report)).toEqual(codes);
  expect(report.issues.every(({ row }) => row === 0)).toBe(true);
  expect(report.accepted).toEqual([]);
  expect(report.totals).toMatchObject({ accepted: 0, rejected: report.totals.rows });
}

describe('a file fails once, with no row accepted, for', () => {
  it.each<[string, RowSource, string]>([
    ['nothing in it', '', '1 error file.empty'],
    ['no bytes in it', new Uint8Array(), '1 error file.empty'],
    ['a byte order mark alone', '\ufeff', '1 error file.empty'],
    ['blank rows alone', '\r\n,,,\r\n  \r\n', '1 error file.empty'],
    ['UTF-16 with its mark', utf16(`\ufeff${good}`, false), '1 error file.encoding'],
    ['UTF-16, big-endian, with its mark', utf16(`\ufeff${good}`, true), '1 error file.encoding'],
    ['UTF-16 without a mark', utf16(good, false), '1 error file.encoding'],
    ['UTF-16, big-endian, without a mark', utf16(good, true), '1 error file.encoding'],
    ['Windows-1252', Buffer.from(good.replaceAll('Quillon', 'Zo\u00eb'), 'latin1'), '2 error file.encoding'],
    [
      'one broken sequence, at its line',
      Buffer.concat([Buffer.from(good), Buffer.from([0xc3, 0x28])]),
      '6 error file.encoding',
    ],
    ['a workbook', Buffer.from('PK\u0003\u0004\u0014'), '1 error file.workbook'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), '1 error file.workbook'],
    ['text after a closing quote', `${good}"x"y,1\r\n`, '6 error file.text_after_quote'],
    ['a space after a closing quote', `${good}"x" ,1\r\n`, '6 error file.text_after_quote'],
    ['a quote inside an unquoted cell', `${good}x"y",1\r\n`, '6 error file.quote_in_cell'],
    ['a space before an opening quote', `${good}x, "y"\r\n`, '6 error file.quote_in_cell'],
    [
      'an unterminated quote, at the start of its record',
      `${header}\r\n"A,B\r\nC\r\n\r\nD`,
      '2 error file.quote_not_closed',
    ],
    [
      'an unterminated quote below quoted line breaks',
      `${good}1,"x\r\n\r\n`,
      '6 error file.quote_not_closed',
    ],
    ['an unterminated quote at its very end', `${good}1,"`, '6 error file.quote_not_closed'],
    ['no header', body.join('\r\n'), '1 error file.no_header'],
    ['semicolons for commas', good.replaceAll('","', '";"').replaceAll('"', ''), '1 error file.no_header'],
    ...REQUIRED.map((field): [string, RowSource, string] => [
      `no column ${field}`,
      without(field),
      `1 error ${field}.missing_column`,
    ]),
    [
      'a doubled column',
      toCsv([{ ...goodRow('A'), ' Patient Name ': 'x' }]),
      '1 error patient_name.doubled_column',
    ],
    ['a doubled optional column', toCsv([{ ...goodRow('A'), NOTES: 'x' }]), '1 error notes.doubled_column'],
    [
      'a column missing below a blank line',
      `\r\n${without('body_part')}`,
      '2 error body_part.missing_column',
    ],
  ])('%s', async (_, source, code) => {
    expectFailure(await importAtNow(source), [code]);
  });

  it('a column that `columns` names a second time', async () => {
    const report = await importAtNow(toCsv([{ ...goodRow('A'), patient: 'x' }]), {
      columns: { patient: 'patient_name' },
    });
    expectFailure(report, ['1 error patient_name.doubled_column']);
  });

  it('several missing columns, all of them named', async () => {
    const report = await importAtNow('patient_name,patient_dob\r\nx,y\r\nz,u\r\n');
    expect(report.issues.map(({ field }) => field)).toEqual(
      REQUIRED.filter((field) => !/^patient/u.test(field)),
    );
    expect(report.totals).toEqual({ rows: 2, accepted: 0, rejected: 2, blank: 0 });
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

  it('with a very long cell', async () => {
    const notes = 'x'.repeat(300_000);
    expect((await importAtNow(toCsv([goodRow('A', { notes })]))).accepted[0]?.row.notes).toBe(notes);
  });

  it('with quoted CRLF, which is one line', async () => {
    const cells = { provider_office_address: '22 Blvd\r\nFloor 2\r\nNowhere' };
    const { accepted } = await importAtNow(toCsv([goodRow('A', cells), goodRow('B', cells)]));
    expect(accepted.map(({ line }) => line)).toEqual([2, 5]);
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
