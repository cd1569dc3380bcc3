import { describe, expect, it } from 'vitest';
import { type Cells, goodRow, importAtNow, toCsv, verdicts } from './rows.ts';

const office = (id: string, cells: Cells = {}) => goodRow(id, { provider_office: 'Mock Rehab', ...cells });

describe('external_reference_id', () => {
  it.each<[string, (string | null)[], string[]]>([
    ['may be on all rows', ['A', 'B', 'C'], []],
    ['may be on none', [null, '', 'N/A'], []],
    [
      'must be on all if it is on one',
      ['A', null, '-'],
      ['2 error external_reference_id.missing', '3 error external_reference_id.missing'],
    ],
    ['must be on all if it is on the last', [null, 'B'], ['1 error external_reference_id.missing']],
    [
      'must be unique: the later row is rejected',
      ['A', 'B', 'A', 'A'],
      ['3 error external_reference_id.duplicate', '4 error external_reference_id.duplicate'],
    ],
    ['must be unique after trimming', ['A', '\u00a0A '], ['2 error external_reference_id.duplicate']],
    ['differs by letter case', ['A', 'a'], []],
    [
      'that is broken still is one',
      ['A\u0007', null],
      ['1 error external_reference_id.control_character', '2 error external_reference_id.missing'],
    ],
  ])('%s', async (_, ids, expected) => {
    const rows = ids.map((id, index) => goodRow(String(index), { external_reference_id: id }));
    expect(verdicts(await importAtNow(rows))).toEqual(expected);
  });

  it('is unique even where the earlier row was rejected', async () => {
    const report = await importAtNow([goodRow('A', { patient_dob: '' }), goodRow('A')]);
    expect(verdicts(report)).toEqual([
      '1 error patient_dob.missing',
      '2 error external_reference_id.duplicate',
    ]);
  });

  it('is not asked of a row whose cells cannot be told', async () => {
    const report = await importAtNow(`${toCsv([goodRow('A')])}x,y\r\n`);
    expect(verdicts(report)).toEqual(['4 error row.cell_count']);
  });
});

describe('one office', () => {
  it.each<[string, Cells[], string[]]>([
    ['in one time zone passes', [{}, {}], []],
    [
      'in two time zones is rejected the second time',
      [{}, { local_timezone: 'America/Chicago' }],
      ['2 error provider_office.timezone_conflict'],
    ],
    [
      'in two zones of equal hours is rejected too',
      [{}, { local_timezone: 'America/Detroit' }],
      ['2 error provider_office.timezone_conflict'],
    ],
    [
      'under two names of one zone passes',
      [{ local_timezone: 'America/Indianapolis' }, { local_timezone: 'America/Indiana/Indianapolis' }],
      [],
    ],
    ['under a link passes', [{}, { local_timezone: 'US/Eastern' }], []],
    [
      'at two addresses is suspicious',
      [{}, { provider_office_address: 'Elsewhere' }],
      ['2 warning provider_office.address_conflict'],
    ],
    [
      'with two numbers is suspicious',
      [{}, { outbound_phone_number: '2125550199' }],
      ['2 warning provider_office.phone_conflict'],
    ],
    [
      'is judged by its first accepted row',
      [{ patient_dob: '', local_timezone: 'America/Chicago' }, {}, {}],
      ['1 error patient_dob.missing'],
    ],
    [
      'keeps the zone of its first row',
      [{}, { local_timezone: 'America/Chicago' }, {}, { local_timezone: 'America/Chicago' }],
      ['2 error provider_office.timezone_conflict', '4 error provider_office.timezone_conflict'],
    ],
    [
      'with another zone, address and number is rejected once',
      [
        {},
        {
          local_timezone: 'America/Chicago',
          provider_office_address: 'x',
          outbound_phone_number: '2125550199',
        },
      ],
      ['2 error provider_office.timezone_conflict'],
    ],
    [
      'is told by its name after trimming',
      [{}, { provider_office: ' Mock\u00a0Rehab', local_timezone: 'America/Chicago' }],
      ['2 error provider_office.timezone_conflict'],
    ],
    [
      'is told by its exact name',
      [{}, { provider_office: 'Mock rehab', local_timezone: 'America/Chicago' }],
      [],
    ],
  ])('%s', async (_, rows, expected) => {
    expect(verdicts(await importAtNow(rows.map((cells, index) => office(String(index), cells))))).toEqual(
      expected,
    );
  });

  it('is two entities when `entityName` says so', async () => {
    const rows = [
      office('A'),
      office('B', { local_timezone: 'America/Chicago', provider_office_address: 'x' }),
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
});
