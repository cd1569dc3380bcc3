import type { RowField } from './normalized-call-row.ts';
import { isRowField } from './row-fields.ts';
import { normalizeText } from './text.ts';

/** Header → field, by the header as written and by its normal form. */
export type ColumnMap = ReadonlyMap<string, RowField>;

/** Reads the caller's `columns`. Throws `TypeError` when they name a field that does not exist. */
export function readColumnMap(columns: Readonly<Record<string, string>> = {}): ColumnMap {
  const map = new Map<string, RowField>();
  for (const [name, field] of Object.entries(columns)) {
    if (!isRowField(field)) throw new TypeError('columns: every value must be the name of a row field');
    map.set(name.trim(), field).set(headerKey(name), field);
  }
  return map;
}

/** The field that a column's name stands for, the caller's own map first; none is guessed. */
export function fieldOfColumn(name: string, columns: ColumnMap): RowField | undefined {
  const key = headerKey(name);
  const field = columns.get(name.trim()) ?? columns.get(key) ?? key;
  return isRowField(field) ? field : undefined;
}

/** The normal form of a header: trimmed, lower-cased, runs of other characters to `_`. One of signs alone stays itself. */
export function headerKey(name: string): string {
  const text = normalizeText(name).toLowerCase();
  const key = text.replace(/[^\p{L}\p{N}]+/gu, '_');
  return key === '_' ? text : key;
}
