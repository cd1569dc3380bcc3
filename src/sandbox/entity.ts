import type { Entity, EntityInput } from '../../generated/types.ts';
import { dateTime } from './timeline.ts';

/**
 * What an upsert makes of an entity, apart from its ids. It replaces everything: what the input leaves out is
 * null afterwards. Only `created_at`, and the origin of hours that stay the same, are kept from before.
 */
export function upserted(
  input: EntityInput,
  earlier: Entity | undefined,
  now: number,
): Omit<Entity, 'id' | 'tenant_id'> {
  return {
    name: input.name,
    location_name: input.location_name ?? null,
    location_timezone: input.location_timezone,
    can_call: Object.values(input.working_hours_policy).some((day) => day?.default_call_time),
    ivr_answer_key_guide: input.ivr_answer_key_guide ?? null,
    ...workingHours(input, earlier ?? noHours, now),
    created_at: earlier?.created_at ?? dateTime(now),
  };
}

type Hours = Pick<Entity, 'working_hours_policy' | 'working_hours_source' | 'working_hours_updated_at'>;

const noHours: Hours = {
  working_hours_policy: {},
  working_hours_source: null,
  working_hours_updated_at: null,
};

function workingHours({ working_hours_policy }: EntityInput, before: Hours, now: number): Hours {
  if (JSON.stringify(before.working_hours_policy) === JSON.stringify(working_hours_policy)) {
    const { working_hours_source, working_hours_updated_at } = before;
    return { working_hours_policy, working_hours_source, working_hours_updated_at };
  }
  return { working_hours_policy, working_hours_source: 'api', working_hours_updated_at: dateTime(now) };
}
