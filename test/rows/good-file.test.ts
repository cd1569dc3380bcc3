import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { importAtNow, verdicts } from './rows.ts';

const data = (name: string) => readFile(new URL(`../data/${name}`, import.meta.url));

const bytes = await data('rows-good.csv');
const text = bytes.toString('utf8');
const expected = JSON.parse((await data('rows-good.expected.json')).toString('utf8'));

// The physical line that each row starts at.
const lines = expected.map(
  (row: { external_reference_id: string }) =>
    1 + text.split('\n').findIndex((line) => line.startsWith(`${row.external_reference_id},`)),
);

describe('the good file', () => {
  it.each([
    ['as bytes', bytes],
    ['as text', text],
    ['with LF', text.replaceAll('\r\n', '\n')],
    ['with CRLF inside its cells too', text.replaceAll(/\r?\n/gu, '\r\n')],
    ['with LF, without BOM', text.slice(1).replaceAll('\r\n', '\n')],
    ['with a bare CR everywhere', text.replaceAll(/\r?\n/gu, '\r')],
    ['without an end of line at its end', text.slice(0, -2)],
  ])('gives the expected rows, each with the physical line it starts at, %s', async (_, source) => {
    const report = await importAtNow(source);
    expect(report.accepted.map(({ row }) => row)).toEqual(expected);
    expect(report.accepted.map(({ line }) => line)).toEqual(lines);
    expect(report.totals).toEqual({ rows: 60, accepted: 60, rejected: 0, blank: 2 });
    expect(report.unknownColumns).toEqual([]);
  });

  it('has three numbers that were never issued, and nothing else to say', async () => {
    expect(verdicts(await importAtNow(bytes))).toEqual([
      '9 warning patient_ssn.never_issued',
      '66 warning patient_ssn.never_issued',
      '83 warning patient_ssn.never_issued',
    ]);
  });

  it('says where its notes go', async () => {
    const rows = expected.filter((row: { notes: unknown }) => row.notes !== null).length;
    expect((await importAtNow(bytes)).notes).toEqual({ sentAs: 'CallInput.notes', rows });
  });

  it('gives the same rows from records', async () => {
    const report = await importAtNow(expected);
    expect(report.accepted.map(({ row }) => row)).toEqual(expected);
    expect(report.accepted.map(({ line }) => line)).toEqual(
      expected.map((_: unknown, index: number) => index + 1),
    );
  });
});
