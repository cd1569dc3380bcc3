import type { EntityInput, WorkingHoursPolicy } from '../../generated/types.ts';
import type { EntityName } from './cross-row.ts';
import type { NormalizedCallRow } from './normalized-call-row.ts';

/** What an entity needs beside its row. */
export interface EntityInputOptions {
  /** The office's hours, which no row holds. */
  working_hours_policy: WorkingHoursPolicy;
  /** The same function that `importRows` was given. @default the row's `provider_office` */
  entityName?: EntityName | undefined;
}

/**
 * Makes the entity of a row, in the row's time zone. `location_name` is the office's plain name when
 * `entityName` gives the entity another one, and is else left as the API has it.
 */
export function toEntityInput(
  row: NormalizedCallRow,
  { working_hours_policy, entityName }: EntityInputOptions,
): EntityInput {
  const name = entityName?.(row) ?? row.provider_office;
  return {
    name,
    ...(name !== row.provider_office && { location_name: row.provider_office }),
    location_timezone: row.local_timezone,
    working_hours_policy,
  };
}
