import * as rows from '@evergrove/scheduler/rows';
import { type NormalizedCallRow, toCallInput, toEntityInput } from '@evergrove/scheduler/rows';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { CallInput, EntityInput, GeneratedOutcomes } from '../../generated/types.ts';
import { goodRow } from './rows.ts';

const row = goodRow('A', { notes: 'Ask first.', patient_ssn: '4321' }) as unknown as NormalizedCallRow;
const target = { entity_id: '7d9f0c1e-6a51-4b39-8a53-0f1f0a6d2b11', call_type: 'IECC' };
const working_hours_policy = {
  monday: { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' },
};

describe('toCallInput', () => {
  it('sends 17 fields as details, and the id, the number and the notes on the call', () => {
    const { external_reference_id, outbound_phone_number, notes, ...details } = row;
    expect(toCallInput(row, target)).toEqual({
      ...target,
      external_reference_id,
      outbound_phone_number,
      notes,
      details: { ...details, notes: null },
    });
    expect(Object.keys(toCallInput(row, target).details)).toHaveLength(17);
  });

  it('leaves the id out when there is none', () => {
    expect(toCallInput({ ...row, external_reference_id: null }, target)).not.toHaveProperty(
      'external_reference_id',
    );
  });

  it('leaves the entity out until its id is known', () => {
    const call = toCallInput(row, { call_type: 'IECC' });
    expect(call).not.toHaveProperty('entity_id');
    expect({ ...call, entity_id: target.entity_id }).toEqual(toCallInput(row, target));
    expectTypeOf(call).toEqualTypeOf<rows.OfficeCall>();
    expectTypeOf({ ...call, entity_id: '' }).toExtend<CallInput>();
  });

  it('sends nothing that a row has beside its fields', () => {
    const extra = { ...row, adjuster_email: 'x' };
    expect(JSON.stringify(toCallInput(extra, target))).not.toContain('adjuster_email');
  });

  it('gives what queueCalls takes', () => {
    expectTypeOf(toCallInput(row, target)).toEqualTypeOf<CallInput>();
  });
});

describe('toEntityInput', () => {
  it("names the entity after the office, in the row's zone", () => {
    expect(toEntityInput(row, { working_hours_policy })).toStrictEqual({
      name: row.provider_office,
      location_timezone: row.local_timezone,
      working_hours_policy,
    });
  });

  it('names it as `entityName` says, and keeps the plain name for display', () => {
    const entityName = ({ provider_office, local_timezone }: NormalizedCallRow) =>
      `${provider_office}, ${local_timezone}`;
    expect(toEntityInput(row, { working_hours_policy, entityName })).toMatchObject({
      name: `${row.provider_office}, ${row.local_timezone}`,
      location_name: row.provider_office,
    });
  });

  it('gives what upsertEntity takes', () => {
    expectTypeOf(toEntityInput).returns.toEqualTypeOf<EntityInput>();
  });
});

describe('the public surface', () => {
  it('is this list', () => {
    expect(Object.keys(rows).sort()).toEqual([
      'ROW_CODES',
      'ROW_RULES',
      'groupByOffice',
      'importRows',
      'judgeRows',
      'judgeWorkingHours',
      'outcomesToCsv',
      'toCallInput',
      'toEntityInput',
    ]);
  });

  it('takes outcomes as the client gives them', () => {
    expectTypeOf<GeneratedOutcomes>().toExtend<NonNullable<rows.OutcomeRow['generated_outcomes']>>();
  });
});
