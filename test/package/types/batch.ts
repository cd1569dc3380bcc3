import { createScheduler, type FinalCall } from '@evergrove/scheduler';
import {
  type BatchResult,
  type BatchRow,
  type Journal,
  JournalError,
  type JournalErrorCode,
  openJournal,
  type RowRecord,
  type RowState,
  type RunBatchOptions,
  reduceRow,
  runBatch,
  type StopReason,
} from '@evergrove/scheduler/batch';

/*
 * Programs that a user of `./batch` may have written. They are compiled, never run; each assignment states a type.
 */

declare const rows: BatchRow[];
declare const signal: AbortSignal;

/** A run, and where each row stands after it. */
export async function run(): Promise<RowState[]> {
  const journal: Journal = await openJournal('rows.journal', { target: 'https://scheduler.example' });
  const options: RunBatchOptions = {
    scheduler: createScheduler({ apiKey: 'key' }),
    journal,
    signal,
    batchSize: 50,
    concurrency: 4,
    ratePerSecond: 5,
    beforeTrigger: ({ call }: BatchRow) => call.outbound_phone_number !== '+12125550101',
    onOutcome: ({ call }: BatchRow, ended: FinalCall) => void [call.external_reference_id, ended.status],
    onChange: (record: RowRecord) => void record.requestId,
  };
  const result: BatchResult = await runBatch(rows, options);
  const stopped: StopReason | undefined = result.stopped;
  journal.close();
  return stopped === 'aborted' ? [] : result.rows.map((record: RowRecord) => record.state);
}

export const code = (error: unknown): JournalErrorCode | undefined =>
  error instanceof JournalError ? error.code : undefined;
export const reduce: (row: RowRecord, event: never, at: number) => RowRecord = reduceRow;
