import { importRows, type RowSource } from '@evergrove/scheduler/rows';
import { describe, expect, it } from 'vitest';
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

  it('fail once for a doubled column', async () => {
    expect(verdicts(await importAtNow([{ ...goodRow('A'), 'Patient Name': 'x' }, goodRow('B')]))).toEqual([
      '1 error patient_name.doubled_column',
    ]);
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

  it.each<[string, Cells, string]>([
    ['a Date for a birth', { patient_dob: new Date(0) }, 'patient_dob.date_object'],
    ['a Date for an injury', { date_of_injury: new Date(0) }, 'date_of_injury.date_object'],
    [
      'a Date for an appointment',
      { expected_appointment_date_time: new Date() },
      'expected_appointment_date_time.date_object',
    ],
    ['an invalid Date', { patient_dob: new Date(Number.NaN) }, 'patient_dob.date_object'],
    ['a Date elsewhere', { claim_number: new Date(0) }, 'claim_number.type'],
    ['a serial number', { patient_dob: 24901 }, 'patient_dob.serial_number'],
    [
      'a serial number with a time',
      { expected_appointment_date_time: 46358.375 },
      'expected_appointment_date_time.serial_number',
    ],
    ['an SSN that lost its zero', { patient_ssn: 12345678 }, 'patient_ssn.length'],
    ['a boolean', { body_part: true }, 'body_part.type'],
    ['an object', { notes: { text: 'x' } }, 'notes.type'],
    ['an array', { notes: ['x'] }, 'notes.type'],
    ['a function', { notes: () => 'x' }, 'notes.type'],
    ['a symbol', { notes: Symbol('x') }, 'notes.type'],
    ['NaN', { claim_number: Number.NaN }, 'claim_number.type'],
    ['Infinity', { claim_number: Number.POSITIVE_INFINITY }, 'claim_number.type'],
    ['a number beyond the safe integers', { claim_number: 2 ** 53 }, 'claim_number.type'],
  ])('are rejected for %s', async (_, cells, code) => {
    expect(verdicts(await importAtNow([goodRow('A', cells)]))).toEqual([`1 error ${code}`]);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 5],
    ['an array', ['x']],
  ])('are rejected where one is %s', async (_, record) => {
    const report = await importAtNow([record, goodRow('A')] as Cells[]);
    expect(verdicts(report)).toEqual(['1 error row.not_a_record']);
    expect(report.totals).toEqual({ rows: 2, accepted: 1, rejected: 1, blank: 0 });
    expect(verdicts(await importAtNow([record] as Cells[]))).toEqual(['1 error row.not_a_record']);
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
