import { type ColumnMap, readColumnMap } from './column-names.ts';
import type { EntityName } from './office-name.ts';
import type { RecordSource } from './record-table.ts';
import { createRowContext, type RowContext } from './row-context.ts';

/** CSV as text or as bytes in UTF-8, or records from anywhere: a worksheet reader, a database, an array. */
export type RowSource = string | Uint8Array | RecordSource;

/** What an import may be told. */
export interface ImportRowsOptions {
  /** Header → field, for headers that are not the field's own name. */
  columns?: Readonly<Record<string, string>> | undefined;
  /** What a zone label means, e.g. `{ ET: 'America/New_York' }`; letter case does not matter. */
  zones?: Readonly<Record<string, string>> | undefined;
  /** The time to judge dates at, a `Date` or epoch milliseconds. @default the current time */
  now?: Date | number | undefined;
  /** The entity that a row's office becomes, to tell offices of one name apart. @default its `provider_office` */
  entityName?: EntityName | undefined;
}

/** Options as read. */
export interface RowOptions {
  readonly columns: ColumnMap;
  readonly context: RowContext;
  readonly entityName: EntityName | undefined;
}

/** Throws `TypeError` when an option is wrong. */
export function readRowOptions({ columns, zones, now, entityName }: ImportRowsOptions): RowOptions {
  return { columns: readColumnMap(columns), context: createRowContext(now, zones), entityName };
}

/** Whether a source is CSV rather than records. Throws `TypeError` when it is neither. */
export function isCsv(source: unknown): source is string | Uint8Array {
  if (typeof source === 'string' || source instanceof Uint8Array) return true;
  const isIterable =
    typeof source === 'object' &&
    source !== null &&
    (Symbol.asyncIterator in source || Symbol.iterator in source);
  if (!isIterable) throw new TypeError('source: must be CSV text, its bytes, or an iterable of records');
  return false;
}
