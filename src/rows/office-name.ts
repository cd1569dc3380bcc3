import type { NormalizedCallRow } from './normalized-call-row.ts';

/** Gives the name of the entity that a row's office becomes. */
export type EntityName = (row: NormalizedCallRow) => string;

/** The name of a row's office as an entity. Throws `TypeError` when `entityName` gives none. */
export function officeName(row: NormalizedCallRow, entityName: EntityName | undefined): string {
  if (entityName === undefined) return row.provider_office;
  const name: unknown = entityName({ ...row });
  if (typeof name === 'string' && name !== '') return name;
  throw new TypeError('entityName: must return a name, a string that is not empty');
}
