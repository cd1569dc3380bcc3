import type { RowField } from './normalized-call-row.ts';
import { isRowField } from './row-fields.ts';
import { normalizeText } from './text.ts';

/** What the caller's own headers stand for. */
export interface ColumnMap {
  /** As they are written. */
  readonly byName: ReadonlyMap<string, RowField>;
  /** By their normal form; null where two fields share it. */
  readonly byKey: ReadonlyMap<string, RowField | null>;
}

/** Reads the caller's `columns`. Throws `TypeError` when they name a field that does not exist. */
export function readColumnMap(columns: Readonly<Record<string, string>> = {}): ColumnMap {
  const entries = Object.entries(columns).map(([name, field]) => {
    if (!isRowField(field)) throw new TypeError('columns: every value must be the name of a row field');
    return { name: name.trim(), key: headerKey(name), field };
  });
  const byKey = new Map<string, RowField | null>();
  for (const { key, field } of entries) {
    const known = byKey.get(key);
    byKey.set(key, known === undefined || known === field ? field : null);
  }
  return { byName: new Map(entries.map(({ name, field }) => [name, field])), byKey };
}

/** The field that a column's name stands for, the caller's own map first; none is guessed. */
export function fieldOfColumn(name: string, { byName, byKey }: ColumnMap): RowField | undefined {
  const key = headerKey(name);
  const field = byName.get(name.trim()) ?? byKey.get(key) ?? key;
  return isRowField(field) ? field : undefined;
}

/** The normal form of a header: trimmed, lower-cased, runs of other characters to `_`. One of signs alone stays itself. */
export function headerKey(name: string): string {
  const text = normalizeText(name).toLowerCase();
  const key = text.replace(/[^\p{L}\p{M}\p{N}]+/gu, '_');
  return key === '_' ? text : key;
}
