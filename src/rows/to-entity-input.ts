import type { EntityInput, WorkingHoursPolicy } from '../../generated/types.ts';
import type { NormalizedCallRow } from './normalized-call-row.ts';
import { type EntityName, officeName } from './office-name.ts';

/** What an entity needs beside its row. */
export interface EntityInputOptions {
  /** The office's hours, which no row holds. */
  working_hours_policy: WorkingHoursPolicy;
  /** The same function that `importRows` was given. @default the row's `provider_office` */
  entityName?: EntityName | undefined;
}

/** What a row says of its office's entity: all but the hours, and the guide to its phone menu. */
export type OfficeEntity = Omit<EntityInput, keyof Pick<EntityInput, 'working_hours_policy'>>;

/**
 * Makes the entity of a row, in the row's time zone. `location_name` is the office's plain name when
 * `entityName` gives the entity another one, and is else left as the API has it. Throws `TypeError` when
 * `entityName` gives no name.
 */
export function toEntityInput(
  row: NormalizedCallRow,
  { working_hours_policy, entityName }: EntityInputOptions,
): EntityInput {
  return { ...officeEntity(row, entityName), working_hours_policy };
}

/** Makes of a row what it says of its office's entity. Throws like {@link toEntityInput}. */
export function officeEntity(row: NormalizedCallRow, entityName: EntityName | undefined): OfficeEntity {
  const name = officeName(row, entityName);
  return {
    name,
    ...(name !== row.provider_office && { location_name: row.provider_office }),
    location_timezone: row.local_timezone,
  };
}
