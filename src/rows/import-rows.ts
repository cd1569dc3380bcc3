import { isBlankCell } from './cell.ts';
import { type EntityName, judgeAcrossRows } from './cross-row.ts';
import { readCsvTable } from './csv-table.ts';
import { isRejected, type JudgedRow, judgeRow } from './judge-row.ts';
import type { NormalizedCallRow } from './normalized-call-row.ts';
import { type RecordSource, readRecordTable } from './record-table.ts';
import { createRowContext } from './row-context.ts';
import { readColumnMap, readRowHeader } from './row-header.ts';
import { type AcceptedRow, type RowIssue, type RowReport, rowIssue } from './row-report.ts';
import type { SourceFault, SourceRow, SourceTable } from './source-table.ts';

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

/**
 * Reads rows, normalises what loses nothing, and judges each: an error rejects the row, a warning does not. A fault
 * of the whole file (its encoding, its syntax, its header) is an issue too, reported once, with no row accepted.
 *
 * All rows are held in memory. Rejects with `TypeError` when the source is none or an option is wrong, and with
 * whatever an iterable or `entityName` throws; data never makes it throw, and no issue ever holds a value.
 */
export async function importRows(source: RowSource, options: ImportRowsOptions = {}): Promise<RowReport> {
  const context = createRowContext(options.now, options.zones);
  const columns = readColumnMap(options.columns);
  const table = await readTable(source);
  if ('rule' in table)
    return report({ issues: [rowIssue({ line: table.line, row: 0 }, 'file', table.rule)] });

  const header = readRowHeader(table, columns);
  const filled = table.rows.filter((row) => !isBlank(row));
  const blank = table.blankAbove + table.rows.length - filled.length;
  const { issues, unknownColumns } = header;
  if (issues.length > 0) return report({ issues, unknownColumns, blank, unread: filled.length });

  const rows = filled.map((row) => judgeRow(row, header, context));
  judgeAcrossRows(rows, options.entityName ?? ((row) => row.provider_office));
  return report({ issues: rows.flatMap((row) => row.issues), unknownColumns, blank, rows });
}

async function readTable(source: unknown): Promise<SourceTable | SourceFault> {
  if (typeof source === 'string' || source instanceof Uint8Array) return readCsvTable(source);
  const isIterable =
    typeof source === 'object' &&
    source !== null &&
    (Symbol.asyncIterator in source || Symbol.iterator in source);
  if (!isIterable) throw new TypeError('source: must be CSV text, its bytes, or an iterable of records');
  return readRecordTable(source as RecordSource);
}

function isBlank({ cells, fault }: SourceRow): boolean {
  return fault !== 'not_a_record' && cells.every(isBlankCell);
}

interface Findings {
  issues: RowIssue[];
  unknownColumns?: string[];
  blank?: number;
  /** Rows that no one judged, since the whole file failed. */
  unread?: number;
  rows?: readonly JudgedRow[];
}

function report({ issues, unknownColumns = [], blank = 0, unread = 0, rows = [] }: Findings): RowReport {
  const accepted = rows.filter((row) => !isRejected(row)).map(toAccepted);
  const total = rows.length + unread;
  return {
    accepted,
    issues,
    totals: { rows: total, accepted: accepted.length, rejected: total - accepted.length, blank },
    unknownColumns,
    notes: { sentAs: 'CallInput.notes', rows: accepted.filter(({ row }) => row.notes !== null).length },
  };
}

// No error means that every field was read.
function toAccepted({ line, fields, extensions }: JudgedRow): AcceptedRow {
  const row = fields as NormalizedCallRow;
  return Object.keys(extensions).length === 0 ? { line, row } : { line, row, extensions };
}
