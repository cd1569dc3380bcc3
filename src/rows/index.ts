export type { EntityName } from './cross-row.ts';
export { type ImportRowsOptions, importRows, type RowSource } from './import-rows.ts';
export type { NormalizedCallRow, RowField } from './normalized-call-row.ts';
export { type OutcomeRow, outcomesToCsv } from './outcomes-to-csv.ts';
export type { RecordSource } from './record-table.ts';
export type { AcceptedRow, PhoneExtensions, RowIssue, RowIssueField, RowReport } from './row-report.ts';
export { ROW_RULES, type RowRule } from './row-rules.ts';
export { toCallInput } from './to-call-input.ts';
export { type EntityInputOptions, toEntityInput } from './to-entity-input.ts';
