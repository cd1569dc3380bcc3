import { type ColumnMap, fieldOfColumn } from './column-names.ts';
import type { RowField } from './normalized-call-row.ts';
import { ROW_FIELD_NAMES } from './row-fields.ts';
import { type HeaderReport, judgeHeader, type UnknownColumn } from './row-header.ts';
import { isBlankRow } from './row-judge.ts';
import type { ColumnOf, SourceRow, SourceTable } from './source-table.ts';

/** Any iterable of records, one property per column. */
export type RecordSource = Iterable<Record<string, unknown>> | AsyncIterable<Record<string, unknown>>;

/** Reads records one by one, and remembers of all of them the columns alone. */
export interface RecordReader {
  readonly columnOf: ColumnOf;
  /** Throws `TypeError` when it is given text or bytes, as by a stream of an unread file. */
  readonly read: (record: unknown) => SourceRow;
  /** What is to be said of the columns so far. */
  readonly header: () => HeaderReport;
}

const COLUMN_OF: ColumnOf = new Map(ROW_FIELD_NAMES.map((field, column) => [field, column]));

// Names beyond these are read like any other, but not remembered: records keyed by data would fill the memory.
const MAX_NAMES = 1_000;

/** A {@link RecordReader}; a record's cells are in the order of the 19 fields, whatever its own. */
export function createRecordReader(columns: ColumnMap): RecordReader {
  const fields = new Map<string, RowField | undefined>();
  const known = new Set<RowField>();
  const doubled = new Set<RowField>();
  let position = 0;

  function fieldOf(name: string): RowField | undefined {
    if (fields.has(name)) return fields.get(name);
    const field = fieldOfColumn(name, columns);
    if (field !== undefined) known.add(field);
    if (fields.size < MAX_NAMES) fields.set(name, field);
    return field;
  }

  function read(record: unknown): SourceRow {
    if (typeof record === 'string' || record instanceof Uint8Array) {
      throw new TypeError('source: must give records, not text or bytes: read the file first');
    }
    position += 1;
    const place = { line: position, row: position };
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      return { ...place, cells: [], fault: { field: 'row', rule: 'not_a_record' } };
    }
    const cells: unknown[] = [];
    let twice: RowField | undefined;
    for (const [name, cell] of Object.entries(record)) {
      const field = fieldOf(name);
      const column = (field && COLUMN_OF.get(field)) ?? Math.max(cells.length, COLUMN_OF.size);
      if (field !== undefined && column in cells) twice = field;
      else cells[column] = cell;
    }
    if (twice === undefined) return { ...place, cells };
    doubled.add(twice);
    return { ...place, cells, fault: { field: twice, rule: 'doubled_column' } };
  }

  function header(): HeaderReport {
    const unknown: UnknownColumn[] = [...fields].flatMap(([name, field], column) =>
      field === undefined ? [{ name, column }] : [],
    );
    return judgeHeader({ line: 1, known, doubled, unknown });
  }

  return { columnOf: COLUMN_OF, read, header };
}

/**
 * Reads records into a table; its columns are the properties that any of them has. What the iterable throws passes
 * through. Throws like {@link RecordReader}.
 */
export async function readRecordTable(source: RecordSource, columns: ColumnMap): Promise<SourceTable> {
  const reader = createRecordReader(columns);
  const rows: SourceRow[] = [];
  for await (const record of source) rows.push(reader.read(record));
  const { unknownColumns, ...issues } = reader.header();
  return {
    columnOf: reader.columnOf,
    unknownColumns,
    ...(rows.every(isBlankRow) ? { faults: [], warnings: [] } : issues),
    rows,
    blankAbove: 0,
  };
}
