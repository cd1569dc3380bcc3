import { runtimeZone } from '../zone-offset.ts';
import type { NormalizedCallRow } from './normalized-call-row.ts';
import type { EntityName } from './office-name.ts';
import type { AcceptedRow } from './row-report.ts';
import { type OfficeEntity, officeEntity } from './to-entity-input.ts';

/** The rows of one office: one entity to upsert, and a call for each row. */
export interface Office<Row extends OfficeRow = AcceptedRow> {
  /** The name of the entity: as `entityName` says, else the rows' `provider_office`. */
  name: string;
  /** The entity but for its hours: `{ ...entity, working_hours_policy }` is what `upsertEntity` takes. */
  entity: OfficeEntity;
  /** At least one, in the order given. */
  rows: [Row, ...Row[]];
}

/** What is grouped: accepted rows, with whatever else they carry. */
export interface OfficeRow {
  readonly row: NormalizedCallRow;
}

/** How to group. */
export interface GroupByOfficeOptions {
  /** The same function that `importRows` was given. @default the row's `provider_office` */
  entityName?: EntityName | undefined;
}

/**
 * Groups accepted rows by office, in the order of first appearance. Throws `TypeError` when two rows of one office
 * are in different time zones, which rows that `importRows` accepted with the same `entityName` never are: entities
 * are kept by name, and the second would overwrite the hours of the first.
 */
export function groupByOffice<Row extends OfficeRow = AcceptedRow>(
  rows: Iterable<Row>,
  { entityName }: GroupByOfficeOptions = {},
): Office<Row>[] {
  const offices = new Map<string, Office<Row>>();
  let index = 0;
  for (const accepted of rows) {
    const entity = officeEntity(accepted.row, entityName);
    const office = offices.get(entity.name);
    if (office === undefined) {
      offices.set(entity.name, { name: entity.name, entity, rows: [accepted] });
    } else {
      checkZone(entity, office.entity, index);
      office.rows.push(accepted);
    }
    index += 1;
  }
  return [...offices.values()];
}

function checkZone(entity: OfficeEntity, first: OfficeEntity, index: number): void {
  const { location_timezone: zone } = entity;
  if (zone === first.location_timezone || runtimeZone(zone) === runtimeZone(first.location_timezone)) return;
  throw new TypeError(
    `rows[${index}]: an earlier row names its office in another time zone: tell the offices apart with \`entityName\`, as for importRows`,
  );
}
