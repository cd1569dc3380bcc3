import type { NormalizedCallRow } from './normalized-call-row.ts';
import { ROW_RULES, type RowCode, type RowRule, rowCode, rowHint } from './row-rules.ts';
import type { RowIssueField } from './rules/rule.ts';

/** What is wrong with one row, or with the whole file. It never holds a value of the data. */
export interface RowIssue {
  /**
   * CSV: the physical line where the record starts, from 1, quoted line breaks counted. Iterables: the record's
   * position, from 1.
   */
  line: number;
  /** The record's position below the header, from 1, blank ones counted (so a spreadsheet's row is `row + 1`); 0 for the file. */
  row: number;
  field: RowIssueField;
  /** `field.rule`, e.g. `patient_dob.future`: one of `ROW_CODES`. */
  code: RowCode;
  /** An `error` rejects the row (or the file), a `warning` does not. */
  severity: 'error' | 'warning';
  /** How to mend it. */
  hint: string;
}

/** A row that may be sent, and where it came from. */
export interface AcceptedRow {
  /** As in {@link RowIssue}. */
  line: number;
  row: NormalizedCallRow;
  /** Phone extensions, digits only, that were cut off the numbers of this row; absent when there was none. */
  extensions?: PhoneExtensions;
}

/** The extension that was cut off each phone number, digits only. */
export interface PhoneExtensions {
  outbound_phone_number?: string;
  patient_phone_number?: string;
}

/** What was found in one row, or in the whole file (`row` 0). */
export interface RowVerdict {
  /** As in {@link RowIssue}. */
  line: number;
  /** As in {@link RowIssue}. */
  row: number;
  issues: RowIssue[];
  /** The row, to be sent; absent when an error rejects it. Holds patient data, the rest does not. */
  accepted?: AcceptedRow;
}

/** What was found in all rows together. */
export interface RowSummary {
  /** `rows` = `accepted` + `rejected`; blank rows are counted apart. Zero rows when the file could not be read at all. */
  totals: { rows: number; accepted: number; rejected: number; blank: number };
  /**
   * Columns that are not sent, by name; `column N` stands for a name that could be data (a file without a header).
   * Of records, those among the first 1 000 names.
   */
  unknownColumns: string[];
  /** Where `notes` goes, and how many accepted rows have some: the call, not its details, which do not persist them. */
  notes: { sentAs: 'CallInput.notes'; rows: number };
}

/** Everything that an import found. `accepted` and its extensions hold patient data, the rest does not. */
export interface RowReport extends RowSummary {
  accepted: AcceptedRow[];
  /** In the order of the rows. */
  issues: RowIssue[];
}

/** Builds one issue: severity and hint come from the table, unless the reader of the cell knows a better hint. */
export function rowIssue(
  place: { readonly line: number; readonly row: number },
  field: RowIssueField,
  rule: RowRule,
  hint: string = rowHint(field, rule),
): RowIssue {
  const { severity } = ROW_RULES[rule];
  return { line: place.line, row: place.row, field, code: rowCode(field, rule), severity, hint };
}
