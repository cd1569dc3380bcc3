import { readCell } from './cell.ts';
import { CROSS_FIELD_RULES } from './cross-field.ts';
import type { NormalizedCallRow, RowField } from './normalized-call-row.ts';
import type { RowContext } from './row-context.ts';
import { isRowField, ROW_FIELD_NAMES, ROW_FIELDS } from './row-fields.ts';
import { type PhoneExtensions, type RowIssue, rowIssue } from './row-report.ts';
import { ROW_RULES, type RowRule } from './row-rules.ts';
import type { RowIssueField } from './rules/rule.ts';
import type { ColumnOf, SourceRow } from './source-table.ts';

/** A row after all rules that need no other row. */
export interface JudgedRow {
  readonly line: number;
  readonly row: number;
  /** Its cells cannot be told apart: no field was judged. */
  readonly isUnreadable: boolean;
  readonly issues: RowIssue[];
  /** A field is absent when it was rejected; an empty optional one is `null`. */
  readonly fields: Partial<NormalizedCallRow>;
  readonly extensions: PhoneExtensions;
}

/** Judges one row by itself. */
export function judgeRow(source: SourceRow, columnOf: ColumnOf, context: RowContext): JudgedRow {
  const { line, row, cells, fault } = source;
  const judged: JudgedRow = {
    line,
    row,
    isUnreadable: fault !== undefined,
    issues: [],
    fields: {},
    extensions: {},
  };
  if (fault !== undefined) {
    addIssue(judged, fault.field, fault.rule);
    return judged;
  }
  for (const field of ROW_FIELD_NAMES) {
    const column = columnOf.get(field);
    judgeCell(judged, field, column === undefined ? null : cells[column], context);
  }
  judgeAcross(judged, context);
  return judged;
}

/** Whether a row has an error, and so cannot be sent. */
export function isRejected({ issues }: JudgedRow): boolean {
  return issues.some(({ severity }) => severity === 'error');
}

/** Adds an issue to a row; an error also takes its field away. */
export function addIssue(judged: JudgedRow, field: RowIssueField, rule: RowRule, hint?: string): void {
  judged.issues.push(rowIssue(judged, field, rule, hint));
  if (ROW_RULES[rule].severity === 'error' && isRowField(field)) delete judged.fields[field];
}

function judgeCell(judged: JudgedRow, field: RowField, cell: unknown, context: RowContext): void {
  const spec = ROW_FIELDS[field];
  const reading = readCell(cell, field === 'local_timezone' ? { ...spec, read: context.readZone } : spec);
  if (reading !== null && 'rule' in reading) {
    addIssue(judged, field, reading.rule, reading.hint);
    return;
  }
  const fields: Partial<Record<RowField, string | null>> = judged.fields;
  fields[field] = reading?.value ?? null;
  if (reading === null) return;
  if (reading.extension !== undefined) Object.assign(judged.extensions, { [field]: reading.extension });
  for (const warning of reading.warnings ?? []) addIssue(judged, field, warning);
}

function judgeAcross(judged: JudgedRow, context: RowContext): void {
  for (const { field, rule, needs, isBroken } of CROSS_FIELD_RULES) {
    const isReady = needs.every((name) => typeof judged.fields[name] === 'string');
    if (isReady && isBroken(judged.fields as NormalizedCallRow, context)) addIssue(judged, field, rule);
  }
}
