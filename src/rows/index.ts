export { type GroupByOfficeOptions, groupByOffice, type Office, type OfficeRow } from './group-by-office.ts';
export { importRows } from './import-rows.ts';
export { judgeRows } from './judge-rows.ts';
export type { NormalizedCallRow, RowField } from './normalized-call-row.ts';
export type { EntityName } from './office-name.ts';
export { type OutcomeRow, outcomesToCsv } from './outcomes-to-csv.ts';
export type { RecordSource } from './record-table.ts';
export type { ImportRowsOptions, RowSource } from './row-options.ts';
export type {
  AcceptedRow,
  PhoneExtensions,
  RowIssue,
  RowReport,
  RowSummary,
  RowVerdict,
} from './row-report.ts';
export { ROW_CODES, ROW_RULES, type RowCode, type RowCodeEntry, type RowRule } from './row-rules.ts';
export type { RowIssueField } from './rules/rule.ts';
export { type OfficeCall, toCallInput } from './to-call-input.ts';
export { type EntityInputOptions, type OfficeEntity, toEntityInput } from './to-entity-input.ts';
export { judgeWorkingHours, type WorkingHoursIssue } from './working-hours.ts';
