export type { StopReason } from './halt.ts';
export { type Journal, JournalError, type JournalErrorCode } from './journal.ts';
export type { BatchCall, BatchRow, KeyedRow, RunBatchOptions } from './options.ts';
export { type RowEvent, reduceRow } from './reduce-row.ts';
export type { RowRecord, RowState } from './row-record.ts';
export { type BatchResult, runBatch } from './run-batch.ts';
export { type OpenJournalOptions, openJournal } from './sqlite-journal.ts';
