import { importRows, type RowSource } from '@evergrove/scheduler/rows';
import { describe, expect, it } from 'vitest';
import { RECORD_DEFECTS } from './record-defects.ts';
import { type Cells, goodRow, importAtNow, NOW, verdicts } from './rows.ts';

async function* stream(rows: Cells[]) {
  yield* rows;
}

describe('records', () => {
  it('come from any iterable, and are placed by position', async () => {
    const rows = [goodRow('A'), goodRow('B', { patient_dob: '' }), {}, goodRow('C')];
    for (const source of [rows, new Set(rows), stream(rows), rows.values()]) {
      const report = await importAtNow(source);
      expect(verdicts(report)).toEqual(['2 error patient_dob.missing']);
      expect(report.accepted.map(({ line }) => line)).toEqual([1, 4]);
      expect(report.totals).toEqual({ rows: 3, accepted: 2, rejected: 1, blank: 1 });
    }
  });

  it('may be none, or blank', async () => {
    expect(await importAtNow([])).toMatchObject({ issues: [], totals: { rows: 0, blank: 0 } });
    expect(await importAtNow([{}, {}])).toMatchObject({ issues: [], totals: { rows: 0, blank: 2 } });
  });

  it('have the columns that any of them has', async () => {
    const { patient_ssn: _, body_part: __, ...few } = goodRow('B');
    expect(verdicts(await importAtNow([goodRow('A'), few]))).toEqual(['2 error body_part.missing']);
    expect(verdicts(await importAtNow([few, few]))).toEqual(['1 error body_part.missing_column']);
  });

  it.each([
    ['first', [{ ...goodRow('A'), 'Patient Name': 'x' }, goodRow('B')]],
    ['last', [goodRow('B'), { ...goodRow('A'), 'Patient Name': 'x' }]],
  ])('fail once, all of them, when the %s doubles a column', async (_, rows) => {
    const report = await importAtNow(rows);
    expect(verdicts(report)).toEqual(['1 error patient_name.doubled_column']);
    expect(report.issues[0]).toMatchObject({ row: 0 });
    expect(report.totals).toEqual({ rows: 2, accepted: 0, rejected: 2, blank: 0 });
  });

  it('take headers from `columns` too', async () => {
    const { patient_name, ...rest } = goodRow('A');
    const { accepted } = await importAtNow([{ ...rest, 'Pt.': patient_name }], {
      columns: { 'Pt.': 'patient_name' },
    });
    expect(accepted[0]?.row).toEqual(goodRow('A'));
  });

  it.each<[string, Cells, Cells]>([
    [
      'numbers',
      { outbound_phone_number: 14045550112, eoc_number: 7001 },
      { outbound_phone_number: '+14045550112', eoc_number: '7001' },
    ],
    ['big integers', { patient_ssn: 219099999n }, { patient_ssn: '219099999' }],
    ['null and undefined', { notes: undefined, patient_ssn: null }, { notes: null, patient_ssn: null }],
  ])('hold %s', async (_, cells, normal) => {
    const report = await importAtNow([goodRow('A', cells)]);
    expect(verdicts(report)).toEqual([]);
    expect(report.accepted[0]?.row).toMatchObject(normal);
  });

  it.each(RECORD_DEFECTS)('are rejected for $title: $code', async ({ record, code }) => {
    const report = await importAtNow([record, goodRow('B')] as Cells[]);
    expect(verdicts(report)).toEqual([`1 error ${code}`]);
    expect(report.totals).toEqual({ rows: 2, accepted: 1, rejected: 1, blank: 0 });
    expect(verdicts(await importAtNow([record] as Cells[]))).toEqual([`1 error ${code}`]);
  });

  it('with values of unknown properties alone are not blank', async () => {
    const report = await importAtNow([goodRow('A'), { adjuster: 'x' }, { adjuster: ' ' }]);
    expect(report.totals).toEqual({ rows: 2, accepted: 1, rejected: 1, blank: 1 });
  });

  it('may name a field in two ways, as long as none does both', async () => {
    const { patient_name, ...rest } = goodRow('A');
    const report = await importAtNow([{ ...rest, 'Patient Name': patient_name }, goodRow('B')]);
    expect(verdicts(report)).toEqual([]);
    expect(report.accepted[0]?.row).toEqual(goodRow('A'));
  });

  it('list the first thousand names that are not sent', async () => {
    const names = Array.from({ length: 1_200 }, (_, n) => [`extra ${n % 10} ${'x'.repeat(n % 7)}${n}`, 'x']);
    const report = await importAtNow([{ ...Object.fromEntries(names), ...goodRow('A') }]);
    expect(report.totals.accepted).toBe(1);
    expect(report.unknownColumns).toHaveLength(1_000);
  });

  it('cannot reach the prototype', async () => {
    const evil = JSON.parse('{"__proto__": {"polluted": "yes"}}');
    const { accepted } = await importAtNow([{ ...goodRow('A'), ...evil }, evil]);
    expect(accepted[0]?.row).toEqual(goodRow('A'));
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

describe('a mistake in the program', () => {
  it.each<[string, unknown, object]>([
    ['a source that is none', 5, {}],
    ['no source', undefined, {}],
    ['an object', {}, {}],
    ['chunks of text', ['a,b'], {}],
    ['chunks of bytes', [new Uint8Array(3)], {}],
    ['a `now` that is no time', '', { now: Number.NaN }],
    ['a `now` that is an invalid Date', '', { now: new Date(Number.NaN) }],
    ['`columns` to an unknown field', '', { columns: { Pt: 'patient' } }],
    ['`columns` to a name of Object', '', { columns: { Pt: 'constructor' } }],
    ['`zones` to no zone', '', { zones: { ET: 'Eastern' } }],
    ['`entityName` without a name', [goodRow('A')], { entityName: () => '' }],
  ])('rejects with TypeError: %s', async (_, source, options) => {
    await expect(importRows(source as RowSource, { now: NOW, ...options })).rejects.toThrow(TypeError);
  });

  it('of the source itself passes through', async () => {
    const failure = new Error('connection lost');
    const source = (async function* () {
      yield goodRow('A');
      throw failure;
    })();
    await expect(importAtNow(source)).rejects.toBe(failure);
  });

  it('does not include leaving `now` out', async () => {
    const { issues } = await importRows([
      goodRow('A', { date_of_injury: '2000-01-01', expected_appointment_date_time: '2000-02-01T09:00:00' }),
    ]);
    expect(issues.map(({ code }) => code)).toEqual(['expected_appointment_date_time.past']);
  });
});
