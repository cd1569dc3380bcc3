import { type NormalizedCallRow, ROW_CODES } from '@evergrove/scheduler/rows';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERRORS, WARNINGS } from './defects.ts';
import { type Cells, FIELDS, goodRow, importAtNow, judgeAtNow, toCsv } from './rows.ts';

const seen = Object.fromEntries(
  FIELDS.map((field) => [
    field,
    [...ERRORS, ...WARNINGS].flatMap(({ cells }) => (field in cells ? [cells[field]] : [])),
  ]),
);

const CODES = new Set(ROW_CODES.map(({ code }) => code));

/** Rows that are good but for a few cells, which hold known defects or anything at all. */
const rows = fc.array(
  fc
    .tuple(
      fc.constantFrom('A', 'B', 'C', 'D'),
      fc.dictionary(fc.constantFrom(...FIELDS), fc.anything({ withDate: true, withBigInt: true }), {
        maxKeys: 2,
      }),
      fc.dictionary(fc.constantFrom(...FIELDS), fc.string({ unit: 'binary' }), { maxKeys: 2 }),
      fc
        .constantFrom(...FIELDS)
        .chain((field) => fc.record({ [field]: fc.constantFrom(...(seen[field] ?? []), null) })),
    )
    .map(([id, anything, text, known]): Cells => goodRow(id, { ...anything, ...text, ...known })),
  { maxLength: 5 },
);

const INVARIANTS: Partial<Record<keyof NormalizedCallRow, RegExp>> = {
  outbound_phone_number: /^\+1[2-9][0-8]\d[2-9]\d{6}$/u,
  patient_phone_number: /^\+1[2-9][0-8]\d[2-9]\d{6}$/u,
  patient_ssn: /^(?:\d{4}|\d{9})$/u,
  patient_dob: /^\d{4}-\d{2}-\d{2}$/u,
  date_of_injury: /^\d{4}-\d{2}-\d{2}$/u,
  expected_appointment_date_time: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/u,
  local_timezone: /^[A-Z][A-Za-z]+\/[\w+/-]+$/u,
  provider_state: /^[A-Z]{2}$/u,
};

function expectSound(row: NormalizedCallRow): void {
  expect(Object.keys(row).sort()).toEqual([...FIELDS].sort());
  for (const [field, value] of Object.entries(row)) {
    if (value === null) continue;
    expect(value).toBe(value.trim().normalize('NFC'));
    expect(value).not.toBe('');
    expect(value).not.toMatch(/[^\P{Cc}\n]/u);
    const invariant = INVARIANTS[field as keyof NormalizedCallRow];
    if (invariant !== undefined) expect(value).toMatch(invariant);
  }
  expect(row.patient_phone_number).not.toBe(row.outbound_phone_number);
}

describe('for any source', () => {
  it('accepted rows are sound, and the totals add up', { timeout: 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (source) => {
        const { accepted, totals, issues } = await importAtNow(source);
        for (const { row } of accepted) expectSound(row);
        expect(totals.accepted + totals.rejected).toBe(totals.rows);
        expect(totals.rows + totals.blank).toBe(source.length);
        const ids = accepted.map(({ row }) => row.external_reference_id);
        expect(new Set(ids).size === ids.length || ids.every((id) => id === null)).toBe(true);
        for (const { code } of [...issues, ...(await judgeAtNow(source)).issues])
          expect(CODES).toContain(code);
      }),
      { numRuns: 500 },
    );
  });

  it('normalising twice is normalising once', { timeout: 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (source) => {
        const once = (await importAtNow(source)).accepted.map(({ row }) => row);
        const again = await importAtNow(once as unknown as Cells[]);
        expect(again.accepted.map(({ row }) => row)).toEqual(once);
        const asCsv = await importAtNow(once.length === 0 ? [] : toCsv(once as unknown as Cells[]));
        expect(asCsv.accepted.map(({ row }) => row)).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  it('nothing is thrown for any text, bytes or cells', { timeout: 30_000 }, async () => {
    const csvLike = fc
      .array(fc.constantFrom('"', ',', '\r', '\n', 'a', ' ', '\ufeff', ...FIELDS))
      .map((parts) => parts.join(''));
    const source = fc.oneof(fc.string({ unit: 'binary' }), csvLike, fc.uint8Array({ maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(source, async (any) => {
        const { accepted, totals } = await importAtNow(any);
        expect(accepted).toEqual([]);
        expect(totals.rejected).toBe(totals.rows);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('time grows with the size of the source, not faster', () => {
  const LIMIT_MS = 60_000;
  const many = (count: number, cells: (index: number) => Cells) =>
    toCsv(
      Array.from({ length: count }, (_, index) =>
        goodRow(String(index), { provider_office: 'x', ...cells(index) }),
      ),
    );

  it.each<[string, (index: number) => Cells]>([
    [
      'good rows of many days and zones',
      (index) => ({
        expected_appointment_date_time: `20${27 + (index % 9)}-0${1 + (index % 9)}-1${index % 10}T09:00:00`,
      }),
    ],
    ['rows that all fail in their zones', (index) => ({ local_timezone: `America/Nowhere${index}` })],
  ])('100 000 %s take seconds', { timeout: LIMIT_MS }, async (_, cells) => {
    const { totals } = await importAtNow(many(100_000, cells));
    expect(totals.rows).toBe(100_000);
  });

  it('a header of 100 000 unknown columns is read at once', { timeout: 20_000 }, async () => {
    const names = Array.from({ length: 100_000 }, (_, n) => `patient_nam${n % 1_000}`);
    const { issues, unknownColumns } = await importAtNow(
      `${names.join(',')},${FIELDS.slice(3).join(',')}\r\n`,
    );
    expect(issues.map(({ code }) => code)).toEqual([
      'organization_name.missing_column',
      'patient_name.missing_column',
    ]);
    expect(unknownColumns).toHaveLength(100_000);
  });

  it('one zone label of 100 000 spaces is read at once', { timeout: 20_000 }, async () => {
    const cells = { local_timezone: `(${' '.repeat(100_000)}x` };
    expect((await importAtNow([goodRow('A', cells)])).totals.rejected).toBe(1);
  });

  it.each(['x', ' ', '(', '1 ', '1', '\u00c3', '-', ';', '4/', 'T', '*', '\u200b', ' EST', '. '])(
    'one cell of 100 000 times %j is read at once',
    { timeout: 20_000 },
    async (unit) => {
      const long = unit.repeat(100_000);
      const cells = Object.fromEntries(FIELDS.map((field) => [field, `4${long}4`]));
      expect((await importAtNow([cells])).totals.rows).toBe(1);
      expect((await importAtNow(`${long}\r\n${long}`)).totals.accepted).toBe(0);
    },
  );
});
