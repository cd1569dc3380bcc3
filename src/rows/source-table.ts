import type { RowField } from './normalized-call-row.ts';
import type { HeaderReport } from './row-header.ts';
import type { RowRule } from './row-rules.ts';
import type { RowIssueField } from './rules/rule.ts';

/** A source as read: its header, and below it rows of raw cells that were not judged yet. */
export interface SourceTable extends HeaderReport {
  readonly columnOf: ColumnOf;
  readonly rows: readonly SourceRow[];
  /** Blank rows above the header. */
  readonly blankAbove: number;
}

/** Where in a row's cells each field stands, of those that the source has. */
export type ColumnOf = ReadonlyMap<RowField, number>;

/** One record of a source. */
export interface SourceRow {
  readonly line: number;
  readonly row: number;
  /** May have holes. */
  readonly cells: readonly unknown[];
  /** Why the row cannot be read at all. */
  readonly fault?: { readonly field: RowIssueField; readonly rule: RowRule };
}

/** Why a whole source cannot be read. */
export interface SourceFault {
  readonly line: number;
  readonly rule: RowRule;
}
