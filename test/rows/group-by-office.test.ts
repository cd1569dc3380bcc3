import { validate } from '@evergrove/scheduler';
import {
  type AcceptedRow,
  groupByOffice,
  type NormalizedCallRow,
  type Office,
  toCallInput,
  toEntityInput,
} from '@evergrove/scheduler/rows';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { EntityInput } from '../../generated/types.ts';
import { type Cells, goodRow, importAtNow } from './rows.ts';

const working_hours_policy = {
  monday: { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' },
};
const rowOf = (id: string, cells: Cells) => ({ row: goodRow(id, cells) as unknown as NormalizedCallRow });
const at = (provider_office: string, more: Cells = {}) => ({ provider_office, ...more });
const idsOf = (offices: readonly Office<{ row: NormalizedCallRow }>[]) =>
  offices.map(({ name, rows }) => `${name}: ${rows.map(({ row }) => row.external_reference_id).join(' ')}`);

describe('groupByOffice', () => {
  it('gives the offices in the order of first appearance, each with its rows in theirs', () => {
    const rows = [
      rowOf('1', at('Mock Rehab')),
      rowOf('2', at('Sample Spine', { local_timezone: 'America/Chicago' })),
      rowOf('3', at('Mock Rehab')),
      rowOf('4', at('10')),
      rowOf('5', at('2')),
    ];
    expect(idsOf(groupByOffice(rows))).toEqual(['Mock Rehab: 1 3', 'Sample Spine: 2', '10: 4', '2: 5']);
  });

  it('gives nothing for no rows', () => {
    expect(groupByOffice([])).toEqual([]);
  });

  it('keeps rows as they are, with whatever else they carry', async () => {
    const { accepted } = await importAtNow([goodRow('A', { outbound_phone_number: '404-555-0112 x7' })]);
    const [office] = groupByOffice(accepted);
    expect(office?.rows[0]).toBe(accepted[0]);
    expectTypeOf(office?.rows).toEqualTypeOf<[AcceptedRow, ...AcceptedRow[]] | undefined>();
  });

  it('takes any iterable', () => {
    expect(idsOf(groupByOffice(new Set([rowOf('1', at('x'))]).values()))).toEqual(['x: 1']);
  });

  it('gives what upsertEntity and queueCalls take, hours and ids added', async () => {
    const { accepted } = await importAtNow([goodRow('A', at('x')), goodRow('B', at('x'))]);
    for (const { entity, rows } of groupByOffice(accepted)) {
      const input: EntityInput = { ...entity, working_hours_policy };
      expect(validate.entityInput(input)).toEqual([]);
      expect(input).toEqual(toEntityInput(rows[0].row, { working_hours_policy }));
      const entity_id = '7d9f0c1e-6a51-4b39-8a53-0f1f0a6d2b11';
      const calls = rows.map(({ row }) => ({ ...toCallInput(row, { call_type: 'IECC' }), entity_id }));
      expect(validate.callInputs(calls)).toEqual([]);
    }
  });

  it('names offices as `entityName` does, with the plain name for display', () => {
    const entityName = (row: NormalizedCallRow) => `${row.provider_office}, ${row.local_timezone}`;
    const rows = [rowOf('1', at('x')), rowOf('2', at('x', { local_timezone: 'America/Chicago' }))];
    const offices = groupByOffice(rows, { entityName });
    expect(idsOf(offices)).toEqual(['x, America/New_York: 1', 'x, America/Chicago: 2']);
    expect(offices[0]?.entity).toEqual({
      name: 'x, America/New_York',
      location_name: 'x',
      location_timezone: 'America/New_York',
    });
  });

  it('groups names of Object’s prototype like any other', () => {
    const names = ['constructor', '__proto__', 'constructor'];
    expect(idsOf(groupByOffice(names.map((name, n) => rowOf(String(n), at(name)))))).toEqual([
      'constructor: 0 2',
      '__proto__: 1',
    ]);
  });

  it('refuses one office in two time zones, by position and without a value', () => {
    const rows = [
      rowOf('1', at('x')),
      rowOf('2', at('y')),
      rowOf('3', at('x', { local_timezone: 'America/Chicago' })),
    ];
    expect(() => groupByOffice(rows)).toThrow(
      new TypeError(
        'rows[2]: an earlier row names its office in another time zone: tell the offices apart with `entityName`, as for importRows',
      ),
    );
  });

  it('takes two names of one zone for one zone', () => {
    const rows = ['America/Indianapolis', 'America/Indiana/Indianapolis'].map((local_timezone, n) =>
      rowOf(String(n), at('x', { local_timezone })),
    );
    expect(idsOf(groupByOffice(rows))).toEqual(['x: 0 1']);
  });

  it.each(['', undefined, 5, null])('refuses an `entityName` that gives %j', (name) => {
    const rows = [rowOf('1', at('x'))];
    expect(() => groupByOffice(rows, { entityName: () => name as string })).toThrow(TypeError);
  });
});
