import type { RowRule } from './row-rules.ts';

/** A source as read: column names, and below them rows of raw cells that were not judged yet. */
export interface SourceTable {
  /** The line of the header; 1 for an iterable. */
  readonly line: number;
  readonly names: readonly string[];
  readonly rows: readonly SourceRow[];
  /** Blank rows above the header. */
  readonly blankAbove: number;
}

/** One record of a source. */
export interface SourceRow {
  readonly line: number;
  readonly row: number;
  /** In the order of the table's names; may have holes. */
  readonly cells: readonly unknown[];
  /** Why the row cannot be read at all. */
  readonly fault?: RowRule;
}

/** Why a whole source cannot be read. */
export interface SourceFault {
  readonly line: number;
  readonly rule: RowRule;
}
