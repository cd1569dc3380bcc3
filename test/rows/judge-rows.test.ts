import { judgeRows, type RowSource, type RowVerdict } from '@evergrove/scheduler/rows';
import { describe, expect, it } from 'vitest';
import { ERRORS, WARNINGS } from './defects.ts';
import { FILE_DEFECTS } from './file-defects.ts';
import { run } from './programs/run.ts';
import { RECORD_DEFECTS } from './record-defects.ts';
import { type Cells, goodRow, importAtNow, judgeAtNow, NOW, toCsv, verdicts } from './rows.ts';

const judge = (source: RowSource, options = {}) => judgeRows(source, { now: NOW, ...options });

/** A stream that tells how many records were asked for, and whether it was closed. */
function observed(records: readonly unknown[]) {
  const seen = { pulled: 0, closed: false };
  async function* stream() {
    try {
      for (const record of records) {
        seen.pulled += 1;
        yield record as Cells;
      }
    } finally {
      seen.closed = true;
    }
  }
  return { seen, source: stream() };
}

describe('judgeRows', () => {
  it('gives a verdict for each row, with its line, its issues, and itself when it is accepted', async () => {
    const rows = [goodRow('A'), goodRow('B', { patient_dob: '' }), {}, goodRow('C', { patient_ssn: '0000' })];
    const found: RowVerdict[] = [];
    for await (const verdict of judge(observed(rows).source)) found.push(verdict);
    expect(found).toEqual([
      { line: 1, row: 1, issues: [], accepted: { line: 1, row: goodRow('A') } },
      { line: 2, row: 2, issues: [expect.objectContaining({ code: 'patient_dob.missing' })] },
      {
        line: 4,
        row: 4,
        issues: [expect.objectContaining({ code: 'patient_ssn.never_issued' })],
        accepted: { line: 4, row: expect.objectContaining({ patient_ssn: '0000' }) },
      },
    ]);
  });

  it('returns what there is to say of all rows', async () => {
    const rows = [
      goodRow('A', { notes: 'x' }),
      goodRow('B', { patient_dob: '' }),
      {},
      goodRow('C', { extra: 'x' }),
    ];
    const { issues: _, accepted: __, ...summary } = await judgeAtNow(observed(rows).source);
    expect(summary).toEqual({
      totals: { rows: 3, accepted: 2, rejected: 1, blank: 1 },
      unknownColumns: ['extra'],
      notes: { sentAs: 'CallInput.notes', rows: 1 },
    });
  });

  it.each([
    ...[...ERRORS, ...WARNINGS].map(({ title, cells }) => ({
      title,
      source: [goodRow('A'), goodRow('B', cells)] as RowSource,
    })),
    ...FILE_DEFECTS.filter(({ source }) => !Array.isArray(source)),
    ...RECORD_DEFECTS.map(({ title, record }) => ({ title, source: [record, goodRow('B')] as RowSource })),
    { title: 'no records', source: [] },
    { title: 'blank records', source: [{}, { notes: ' ' }] },
    { title: 'a header alone', source: toCsv([goodRow('A')]).split('\r\n')[0] ?? '' },
  ])('says the same as importRows: $title', async ({ source }) => {
    expect(await judgeAtNow(source)).toEqual(await importAtNow(source));
  });

  it('asks for a record when the verdict on it is asked for, and not before', async () => {
    const { seen, source } = observed([goodRow('A'), {}, goodRow('B'), goodRow('C')]);
    const found = judge(source);
    expect(seen.pulled).toBe(0);
    await found.next();
    expect(seen.pulled).toBe(1);
    await found.next();
    expect(seen.pulled).toBe(3);
    await new Promise(setImmediate);
    expect(seen.pulled).toBe(3);
  });

  it('closes its source when it is left early', async () => {
    const { seen, source } = observed([goodRow('A'), goodRow('B')]);
    for await (const { row } of judge(source)) if (row === 1) break;
    expect(seen).toEqual({ pulled: 1, closed: true });
  });

  it('passes on what its source throws, after the verdicts before', async () => {
    const failure = new Error('connection lost');
    const found = judge(
      (async function* () {
        yield goodRow('A');
        throw failure;
      })(),
    );
    expect((await found.next()).value).toMatchObject({ row: 1 });
    await expect(found.next()).rejects.toBe(failure);
  });

  it.each<[string, unknown, object]>([
    ['a source that is none', 5, {}],
    ['`columns` to an unknown field', [], { columns: { Pt: 'patient' } }],
    ['`zones` to no zone', [], { zones: { ET: 'Eastern' } }],
    ['a `now` that is no time', [], { now: Number.NaN }],
  ])('throws TypeError at once for %s', (_, source, options) => {
    expect(() => judge(source as RowSource, options)).toThrow(TypeError);
  });

  it.each([
    ['chunks of text', 'a,b'],
    ['chunks of bytes', new Uint8Array(3)],
  ])('rejects %s with TypeError', async (_, chunk) => {
    await expect(judge(observed([chunk]).source).next()).rejects.toThrow(TypeError);
  });
});

describe('of a stream of records, the first that is not blank', () => {
  const { body_part: _, ...few } = goodRow('A');

  it('decides which columns there are: a required one that it lacks is the only verdict', async () => {
    const { seen, source } = observed([{}, few, goodRow('B')]);
    const report = await judgeAtNow(source);
    expect(verdicts(report)).toEqual(['1 error body_part.missing_column']);
    expect(report.issues[0]).toMatchObject({ row: 0 });
    expect(report.totals).toEqual({ rows: 1, accepted: 0, rejected: 1, blank: 1 });
    expect(seen).toEqual({ pulled: 2, closed: true });
  });

  it('is not one that is no record at all', async () => {
    expect(verdicts(await judgeAtNow(observed([null, few]).source))).toEqual([
      '1 error row.not_a_record',
      '1 error body_part.missing_column',
    ]);
  });

  it('fails the source when it names a field twice; a later one is rejected alone', async () => {
    const twice = { ...goodRow('B'), 'Patient Name': 'x' };
    expect(verdicts(await judgeAtNow([twice, goodRow('A')]))).toEqual([
      '1 error patient_name.doubled_column',
    ]);
    const report = await judgeAtNow([goodRow('A'), twice, goodRow('C')]);
    expect(verdicts(report)).toEqual(['2 error patient_name.doubled_column']);
    expect(report.totals).toEqual({ rows: 3, accepted: 2, rejected: 1, blank: 0 });
  });

  it('does not hide a column that comes later', async () => {
    const { notes: __, ...short } = goodRow('A');
    const { accepted } = await judgeAtNow([short, goodRow('B', { notes: 'Ask first.' })]);
    expect(accepted.map(({ row }) => row.notes)).toEqual([null, 'Ask first.']);
  });

  it('leaves a required field that a later record lacks to that record', async () => {
    expect(verdicts(await judgeAtNow([goodRow('Z'), few]))).toEqual(['2 error body_part.missing']);
  });
});

describe('memory does not grow with a stream', () => {
  // Ids must be kept to be told apart: a string of 22 letters, and its place in a set.
  it.each([
    ['200 000 records with ids', 200_000, 'ids', 120],
    ['200 000 records of ever new days', 200_000, 'no-ids', 5],
    ['20 000 records of ever new zone labels and columns', 20_000, 'broken', 30],
  ])('%s in 64 MB', { timeout: 60_000 }, async (_, count, kind, limit) => {
    const flags = ['--expose-gc', '--max-old-space-size=64'];
    const { code, stdout } = await run('stream-memory', [String(count), kind], { flags });
    expect(code).toBe(0);
    const { verdicts: given, accepted, ahead, bytesPerRecord } = JSON.parse(stdout);
    console.log(`${count} records (${kind}): ${bytesPerRecord} bytes of heap per record`);
    expect({ given, accepted, ahead }).toEqual({
      given: count,
      accepted: kind === 'broken' ? 0 : count,
      ahead: 0,
    });
    expect(bytesPerRecord).toBeLessThanOrEqual(limit);
  });
});
