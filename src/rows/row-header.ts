import { editDistance } from '../edit-distance.ts';
import { headerKey } from './column-names.ts';
import type { RowField } from './normalized-call-row.ts';
import { OPTIONAL_ROW_FIELDS, REQUIRED_ROW_FIELDS } from './row-fields.ts';
import { type RowIssue, rowIssue } from './row-report.ts';
import { normalizeText } from './text.ts';

/** A column whose name stands for no field. */
export interface UnknownColumn {
  readonly name: string;
  /** Its position, from 0. */
  readonly column: number;
}

/** The columns of a source, sorted by what they mean. */
export interface Columns {
  readonly line: number;
  readonly known: ReadonlySet<RowField>;
  readonly doubled: ReadonlySet<RowField>;
  readonly unknown: readonly UnknownColumn[];
}

/** What there is to say of the columns of a source. */
export interface HeaderReport {
  readonly unknownColumns: string[];
  /** Any of them fails the whole source. */
  readonly faults: RowIssue[];
  readonly warnings: RowIssue[];
}

// A word or a few, without a run of digits that could be a number of a person.
const LIKE_AN_IDENTIFIER = /^[A-Za-z][A-Za-z0-9]*(?:[ _-][A-Za-z0-9]+)*$/u;
const MAX_NAME_LENGTH = 40;
const MAX_SLIPS = 2;
/** How many unknown columns are compared with what is missing. */
const MAX_MEANT = 1_000;

/** Judges columns: one known at least, all required ones there, none doubled. A source without any has no header. */
export function judgeHeader({ line, known, doubled, unknown }: Columns): HeaderReport {
  const missing = REQUIRED_ROW_FIELDS.filter((field) => !known.has(field));
  // A header cell of a file without header is data: names are shown only under what is surely a header.
  const isSurelyHeader = missing.length * 2 <= REQUIRED_ROW_FIELDS.length;
  const isShown = ({ name }: UnknownColumn) => isSurelyHeader && isLikeAnIdentifier(name);
  const unknownColumns = unknown.map((column) =>
    isShown(column) ? normalizeText(column.name) : `column ${column.column + 1}`,
  );
  const place = { line, row: 0 };
  if (known.size + unknown.length === 0) return { unknownColumns, faults: [], warnings: [] };
  if (known.size === 0)
    return { unknownColumns, faults: [rowIssue(place, 'file', 'no_header')], warnings: [] };
  const shown = unknown
    .slice(0, MAX_MEANT)
    .filter(isShown)
    .map(({ name }) => normalizeText(name));
  const similar = OPTIONAL_ROW_FIELDS.filter((field) => !known.has(field)).flatMap((field) => {
    const name = shown.find((name) => isMisspelt(field, headerKey(name)));
    return name === undefined ? [] : [rowIssue(place, field, 'similar_column', hintAt(name))];
  });
  return {
    unknownColumns,
    faults: [
      ...missing.map((field) => rowIssue(place, field, 'missing_column', hintAt(nearest(field, shown)))),
      ...[...doubled].map((field) => rowIssue(place, field, 'doubled_column')),
    ],
    warnings: similar,
  };
}

function isLikeAnIdentifier(name: string): boolean {
  const text = normalizeText(name);
  return text.length <= MAX_NAME_LENGTH && !/\d{4}/u.test(text) && LIKE_AN_IDENTIFIER.test(text);
}

// A hint for a person who knows: nothing is mapped by likeness.
function hintAt(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  return `the file has no such column; is the column "${name}" meant? Rename it, or map it with \`columns\``;
}

/** The name that is most like a missing field. */
function nearest(field: RowField, names: readonly string[]): string | undefined {
  const slips = names.map((name) => editDistance(headerKey(name), field));
  const least = Math.min(...slips);
  return least <= MAX_SLIPS ? names[slips.indexOf(least)] : undefined;
}

// Of a column that may well be another one (`patient_sex`), more is asked: one slip, or two letters that changed places.
function isMisspelt(field: RowField, key: string): boolean {
  const slips = editDistance(key, field);
  return slips === 1 || (slips === 2 && sorted(key) === sorted(field));
}

const sorted = (text: string) => [...text].sort().join('');
