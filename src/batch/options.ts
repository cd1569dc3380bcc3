import type { CallInput, EntityInput } from '../../generated/types.ts';
import type { Clock } from '../clock.ts';
import type { FinalCall, Schedule, Scheduler } from '../index.ts';
import type { Journal } from './journal.ts';
import type { RowRecord } from './row-record.ts';

/** One row of a durable run: the office, and the call to it. */
export interface BatchRow {
  /** The office. Rows with the same `name` share one entity, and the first of them says what it is. */
  entity: EntityInput;
  /** The call; its `external_reference_id` is what the journal knows the row by, and must be there. */
  call: BatchCall;
}

/** A call whose entity is not known yet. */
export type BatchCall = Omit<CallInput, keyof Pick<CallInput, 'entity_id'>>;

/** A row that a run has taken up: its call has an `external_reference_id`. */
export interface KeyedRow extends BatchRow {
  call: BatchCall & Required<Pick<CallInput, 'external_reference_id'>>;
}

/** What the journal knows a row by. */
export const keyOf = (row: KeyedRow): string => row.call.external_reference_id;

/** How a durable run goes. */
export interface RunBatchOptions {
  scheduler: Pick<Scheduler, 'upsertEntity' | 'queueCalls' | 'triggerCall' | 'getCall' | 'watchCalls'>;
  /** Where it is written down what was done. */
  journal: Journal;
  /** @default systemClock */
  clock?: Clock;
  /**
   * Ends the run in good order: no trigger is sent any more; what is under way, the client's own repetitions included, is
   * waited for and written down.
   * `runBatch` then resolves, with `stopped: 'aborted'`.
   */
  signal?: AbortSignal;
  /** Calls queued by one request. @default 25 */
  batchSize?: number;
  /** Triggers under way at the same time. @default 4 */
  concurrency?: number;
  /** Queueings and triggers per second, together; and as many looks per second. @default 5 */
  ratePerSecond?: number;
  /**
   * How long after a trigger without a clear answer `ENQUEUED` may still mean nothing, in milliseconds; after that
   * the row is held as `uncertain`.
   * @default 60_000
   */
  quietMs?: number;
  /**
   * Rows held as `uncertain` that are triggered again, with the same request id: those with these
   * `external_reference_id`s, or all. If the first trigger took after all, a phone rings twice.
   * @default false
   */
  releaseUncertain?: boolean | readonly string[];
  /** When to look again. @default defaultSchedule */
  schedule?: Schedule;
  /** How long to wait for the end of each call, in milliseconds. @default 86_400_000 (24 hours) */
  timeoutMs?: number;
  /**
   * The customer's own last word, asked before a row is queued and again before it is triggered: anything but
   * `true` holds the row. What it throws ends the run.
   */
  beforeTrigger?: (row: KeyedRow) => boolean | Promise<boolean>;
  /**
   * Is told of every call that has ended, as it ends. The end is written down after it has returned, so that one
   * that was killed meanwhile is told again: it may come twice, and is never lost. What it throws ends the run.
   */
  onOutcome?: (row: KeyedRow, call: FinalCall) => unknown;
  /** Is told of every change of a row, after it was written down. */
  onChange?: (record: RowRecord) => void;
}
