import { describe, expect, it } from 'vitest';
import { ID_CASES, OFFICE_CASES } from './across-defects.ts';
import { goodRow, importAtNow, judgeAtNow, toCsv, verdicts } from './rows.ts';

describe.each([
  ['external_reference_id', ID_CASES],
  ['one office', OFFICE_CASES],
])('%s', (_, cases) => {
  it.each(cases)('$title', async ({ rows, verdicts: expected }) => {
    expect(verdicts(await importAtNow(rows))).toEqual(expected);
  });

  it.each(cases)('$title, streamed', async ({ rows, verdicts: expected, streamed = expected }) => {
    expect(verdicts(await judgeAtNow(rows))).toEqual(streamed);
  });
});

describe('external_reference_id', () => {
  it('is not asked of a row whose cells cannot be told', async () => {
    const report = await importAtNow(`${toCsv([goodRow('A')])}x,y\r\n`);
    expect(verdicts(report)).toEqual(['4 error row.cell_count']);
  });

  it('of a row that is missing one is nobody’s office either', async () => {
    const rows = [
      goodRow('1', { external_reference_id: null, provider_office: 'x', local_timezone: 'America/Chicago' }),
      goodRow('2', { provider_office: 'x' }),
    ];
    expect(verdicts(await importAtNow(rows))).toEqual(['1 error external_reference_id.missing']);
  });
});

describe('the line of the row that was first', () => {
  const office = { provider_office: 'Mock Rehab' };

  it.each([
    ['duplicate', { external_reference_id: 'B' }],
    ['timezone_conflict', { local_timezone: 'America/Chicago' }],
    ['address_conflict', { provider_office_address: 'Elsewhere' }],
    ['phone_conflict', { outbound_phone_number: '2125550199' }],
  ])('is named when a later one breaks %s', async (rule, cells) => {
    const rows = [
      goodRow('A', { notes: 'of\ntwo lines' }),
      goodRow('B', office),
      goodRow('C', office),
      goodRow('D', { ...office, ...cells }),
    ];
    const { issues } = await importAtNow(toCsv(rows));
    // The addresses and one of the notes are of two lines each.
    expect(issues).toEqual([expect.objectContaining({ line: 9, code: expect.stringContaining(`.${rule}`) })]);
    expect(issues[0]?.hint).toMatch(/^line 5 /u);
  });
});

describe('one office', () => {
  const office = { provider_office: 'Mock Rehab' };

  it('is two entities when `entityName` says so', async () => {
    const rows = [
      goodRow('A', office),
      goodRow('B', { ...office, local_timezone: 'America/Chicago', provider_office_address: 'x' }),
    ];
    const report = await importAtNow(rows, {
      entityName: (row) => `${row.provider_office}, ${row.local_timezone}`,
    });
    expect(verdicts(report)).toEqual([]);
  });

  it('is one entity with another when `entityName` says so', async () => {
    const rows = [goodRow('A'), goodRow('B', { local_timezone: 'America/Chicago' })];
    const report = await importAtNow(rows, { entityName: () => 'all' });
    expect(verdicts(report)).toEqual(['2 error provider_office.timezone_conflict']);
  });

  it('is not changed by an `entityName` that writes into what it is given', async () => {
    const report = await importAtNow([goodRow('A')], {
      entityName: (row) => {
        row.patient_name = 'another';
        return row.provider_office;
      },
    });
    expect(report.accepted[0]?.row).toEqual(goodRow('A'));
  });
});
