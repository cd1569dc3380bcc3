import type { RowField } from './normalized-call-row.ts';
import { isRowField, REQUIRED_ROW_FIELDS } from './row-fields.ts';
import { type RowIssue, rowIssue } from './row-report.ts';
import type { SourceTable } from './source-table.ts';
import { normalizeText } from './text.ts';

/** What the columns of a source mean. */
export interface RowHeader {
  /** The column of each field that the source has. */
  readonly columnOf: ReadonlyMap<RowField, number>;
  readonly unknownColumns: string[];
  /** Any of them fails the whole source. */
  readonly issues: RowIssue[];
}

// A word or a few, without a run of digits that could be a number of a person.
const LIKE_AN_IDENTIFIER = /^(?!.*\d{4})[A-Za-z][A-Za-z0-9]*(?:[ _-][A-Za-z0-9]+)*$/u;
const MAX_NAME_LENGTH = 40;

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

/** Reads column names: trimmed, lower-cased, runs of other characters to `_`; the caller's own map goes first. */
export function readRowHeader({ names, line }: SourceTable, columns: ColumnMap): RowHeader {
  const columnOf = new Map<RowField, number>();
  const doubled = new Set<RowField>();
  const unknown: number[] = [];
  names.forEach((name, column) => {
    const key = headerKey(name);
    const field = columns.get(name.trim()) ?? columns.get(key) ?? key;
    if (!isRowField(field)) unknown.push(column);
    else if (columnOf.has(field)) doubled.add(field);
    else columnOf.set(field, column);
  });
  const missing = REQUIRED_ROW_FIELDS.filter((field) => !columnOf.has(field));
  // A header cell of a file without header is data: names are shown only under what is surely a header.
  const isSurelyHeader = missing.length * 2 <= REQUIRED_ROW_FIELDS.length;
  return {
    columnOf,
    unknownColumns: unknown.map((column) => columnLabel(names[column] ?? '', column, isSurelyHeader)),
    // An iterable without any property has no header to judge.
    issues: names.length === 0 ? [] : headerIssues(line, columnOf.size === 0, missing, doubled),
  };
}

function headerIssues(
  line: number,
  isNoHeader: boolean,
  missing: Iterable<RowField>,
  doubled: Iterable<RowField>,
): RowIssue[] {
  const place = { line, row: 0 };
  if (isNoHeader) return [rowIssue(place, 'file', 'no_header')];
  return [
    ...[...missing].map((field) => rowIssue(place, field, 'missing_column')),
    ...[...doubled].map((field) => rowIssue(place, field, 'doubled_column')),
  ];
}

function headerKey(name: string): string {
  return normalizeText(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_');
}

function columnLabel(name: string, column: number, isSurelyHeader: boolean): string {
  const text = normalizeText(name);
  const isShown = isSurelyHeader && text.length <= MAX_NAME_LENGTH && LIKE_AN_IDENTIFIER.test(text);
  return isShown ? text : `column ${column + 1}`;
}
