import type { SourceRow, SourceTable } from './source-table.ts';

/** Any iterable of records, one property per column. */
export type RecordSource = Iterable<Record<string, unknown>> | AsyncIterable<Record<string, unknown>>;

/**
 * Reads records into a table; its columns are the properties that any of them has. What the iterable throws passes
 * through. Throws `TypeError` when it gives text or bytes, as a stream of an unread file does.
 */
export async function readRecordTable(source: RecordSource): Promise<SourceTable> {
  const columns = new Map<string, number>();
  const rows: SourceRow[] = [];
  for await (const record of source) rows.push(toRow(record, rows.length + 1, columns));
  return { line: 1, names: [...columns.keys()], rows, blankAbove: 0 };
}

function toRow(record: unknown, position: number, columns: Map<string, number>): SourceRow {
  if (typeof record === 'string' || record instanceof Uint8Array) {
    throw new TypeError('source: must give records, not text or bytes: read the file first');
  }
  const place = { line: position, row: position };
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return { ...place, cells: [], fault: 'not_a_record' };
  }
  const cells: unknown[] = [];
  for (const [name, cell] of Object.entries(record)) {
    const column = columns.get(name) ?? columns.size;
    columns.set(name, column);
    cells[column] = cell;
  }
  return { ...place, cells };
}
