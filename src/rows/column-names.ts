import type { RowField } from './normalized-call-row.ts';
import { isRowField } from './row-fields.ts';
import { normalizeText } from './text.ts';

/** Header → field, by the header as written and by its normal form; null where two fields share that form. */
export type ColumnMap = ReadonlyMap<string, RowField | null>;

/** Reads the caller's `columns`. Throws `TypeError` when they name a field that does not exist. */
export function readColumnMap(columns: Readonly<Record<string, string>> = {}): ColumnMap {
  const entries = Object.entries(columns).map(([name, field]) => {
    if (!isRowField(field)) throw new TypeError('columns: every value must be the name of a row field');
    return { name: name.trim(), key: headerKey(name), field };
  });
  const map = new Map<string, RowField | null>();
  for (const { key, field } of entries) {
    const known = map.get(key);
    map.set(key, known === undefined || known === field ? field : null);
  }
  for (const { name, field } of entries) map.set(name, field);
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
  const key = text.replace(/[^\p{L}\p{M}\p{N}]+/gu, '_');
  return key === '_' ? text : key;
}
