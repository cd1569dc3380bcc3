import { CsvError, parse } from 'csv-parse/sync';
import { isBlankCell } from './cell.ts';
import { type ColumnMap, fieldOfColumn } from './column-names.ts';
import { checkCsvBytes } from './csv-bytes.ts';
import { hasOtherDelimiter } from './delimiter.ts';
import { firstLine } from './first-line.ts';
import type { RowField } from './normalized-call-row.ts';
import { judgeHeader, type UnknownColumn } from './row-header.ts';
import type { RowRule } from './row-rules.ts';
import type { SourceFault, SourceRow, SourceTable } from './source-table.ts';

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

const LF = 0x0a;
const CR = 0x0d;

const SYNTAX_RULES: Readonly<Record<string, RowRule>> = {
  CSV_INVALID_CLOSING_QUOTE: 'text_after_quote',
  INVALID_OPENING_QUOTE: 'quote_in_cell',
  CSV_QUOTE_NOT_CLOSED: 'quote_not_closed',
};

/** Reads CSV text, or its bytes, into a table whose header is the first record that is not blank. */
export function readCsvTable(source: string | Uint8Array, columns: ColumnMap): SourceTable | SourceFault {
  const bytes = checkCsvBytes(typeof source === 'string' ? new TextEncoder().encode(source) : source);
  if ('rule' in bytes) return bytes;
  const first = firstLine(bytes);
  // Old line ends with a line feed somewhere: all rows would be taken for one header, and shown as such.
  if (/\r(?!$)/u.test(first.text)) return { line: first.line, rule: 'line_ends' };
  if (hasOtherDelimiter(first.text, columns)) return { line: first.line, rule: 'delimiter' };
  const records = readRecords(bytes);
  if ('rule' in records) return records;
  const at = records.findIndex((record) => !record.cells.every(isBlankCell));
  const header = records[at];
  if (header === undefined) return { line: 1, rule: 'empty' };
  return {
    ...readHeader(header, columns),
    rows: records.slice(at + 1).map((record, index) => toRow(record, index, header.cells.length)),
    blankAbove: at,
  };
}

function readHeader({ line, cells }: CsvRecord, columns: ColumnMap) {
  const columnOf = new Map<RowField, number>();
  const doubled = new Set<RowField>();
  const unknown: UnknownColumn[] = [];
  for (const [column, name] of cells.entries()) {
    const field = fieldOfColumn(name, columns);
    if (field === undefined) unknown.push({ name, column });
    else if (columnOf.has(field)) doubled.add(field);
    else columnOf.set(field, column);
  }
  return { columnOf, ...judgeHeader({ line, known: new Set(columnOf.keys()), doubled, unknown }) };
}

function toRow({ line, cells }: CsvRecord, index: number, width: number): SourceRow {
  const row = { line, row: index + 1, cells };
  return cells.length === width ? row : { ...row, fault: { field: 'row', rule: 'cell_count' } };
}

// csv-parse counts a quoted CRLF twice, so lines are counted here, from the bytes between two records.
function readRecords(bytes: Uint8Array): CsvRecord[] | SourceFault {
  const records: CsvRecord[] = [];
  const hasLineFeed = bytes.includes(LF);
  let line = 1;
  let start = 0;
  try {
    parse(bytes, {
      relax_column_count: true,
      max_record_size: 0,
      record_delimiter: hasLineFeed ? ['\r\n', '\n'] : ['\r'],
      on_record: (cells: string[], { bytes: end }) => {
        records.push({ line, cells });
        line += countLines(bytes, start, end, hasLineFeed ? LF : CR);
        start = end;
        return null;
      },
    });
  } catch (error) {
    const rule = error instanceof CsvError ? SYNTAX_RULES[error.code] : undefined;
    if (rule === undefined) throw error;
    return { line, rule };
  }
  return records;
}

function countLines(bytes: Uint8Array, start: number, end: number, mark: number): number {
  let lines = 0;
  for (let at = start; at < end; at += 1) if (bytes[at] === mark) lines += 1;
  return lines;
}
