import { systemClock } from '../clock.ts';
import { onAbort } from '../on-abort.ts';
import { AsyncQueue } from './async-queue.ts';
import { checkOptions } from './check-options.ts';
import { createFollowing } from './following.ts';
import { Gate } from './gate.ts';
import { Halt, type StopReason } from './halt.ts';
import { type Journal, JournalError } from './journal.ts';
import { Ledger } from './ledger.ts';
import { type BatchRow, type KeyedRow, keyOf, type RunBatchOptions } from './options.ts';
import { createQueueing } from './queueing.ts';
import { checkReleased, isReleased } from './release.ts';
import type { RowRecord } from './row-record.ts';
import type { RunContext } from './run-context.ts';
import { byKey, takeUp } from './take-up.ts';
import { createTriggering } from './triggering.ts';

const DEFAULT_RATE_PER_SECOND = 5;
const DEFAULT_BATCH_SIZE = 25;
const DEFAULT_CONCURRENCY = 4;
/** So many rows are queued ahead of the triggers, in batches: what a stopped run has queued in vain stays small. */
const BATCHES_AHEAD = 2;

/** Two runs that shared one journal would each trigger every row. */
const inUse = new WeakSet<Journal>();

/** What came of a run. */
export interface BatchResult {
  /** Where each row stands, in the order in which the rows were given. */
  rows: RowRecord[];
  /** Why the run ended before its rows did: the caller's signal, the server's 401 or 403, or failures in a row. */
  stopped?: StopReason;
  /**
   * Keys of rows that are no longer what was sent for them. A call that may have been started keeps what was sent; of
   * any other the request was left alone, and the row queued anew.
   */
  edited: string[];
  /** How many rows the journal has that were not given: they were left alone. */
  absent: number;
}

/**
 * Takes rows to their ends: upserts each office once, queues, triggers each row once, follows the calls. It can be
 * killed at any moment and started again with the same rows and journal; no row is then triggered that may have been.
 * Resolves when every row is done, rejected, vetoed or held as uncertain, or was tried as often as one run does it, or
 * when the run was stopped.
 *
 * @throws RangeError for an option that no run can follow
 * @throws TypeError when a row has no `external_reference_id`, or one that no file can hold, or two have the same, or
 *   `releaseUncertain` names none of them
 * @throws JournalError, after which nothing more was sent
 * @throws whatever `beforeTrigger` and `onOutcome` throw
 */
export async function runBatch(rows: Iterable<BatchRow>, options: RunBatchOptions): Promise<BatchResult> {
  const { journal } = options;
  checkOptions(options);
  const given = byKey(rows);
  checkReleased(options, given);
  if (inUse.has(journal)) {
    throw new JournalError('locked', 'The journal is in use by another run: wait until that has ended');
  }
  inUse.add(journal);
  try {
    return await run(given, options);
  } finally {
    inUse.delete(journal);
  }
}

async function run(given: ReadonlyMap<string, KeyedRow>, options: RunBatchOptions): Promise<BatchResult> {
  const { clock = systemClock, signal, onChange = () => {} } = options;
  const halt = new Halt();
  const ledger = new Ledger(options.journal, clock, onChange);
  const gate = new Gate(options.ratePerSecond ?? DEFAULT_RATE_PER_SECOND, clock, halt);
  const context: RunContext = { options, clock, halt, gate, ledger };
  const { edited, absent } = takeUp(given, context);

  const abort = () => halt.stop('aborted', signal?.reason);
  if (signal?.aborted) abort();
  const ignore = signal && onAbort(signal, abort);
  try {
    await work(given, context);
  } finally {
    ignore?.();
  }
  halt.throwFailure();
  return {
    rows: [...given.keys()].flatMap((key) => ledger.get(key) ?? []),
    ...(halt.stopped && { stopped: halt.stopped }),
    edited,
    absent,
  };
}

async function work(given: ReadonlyMap<string, KeyedRow>, context: RunContext): Promise<void> {
  const { options, halt, ledger } = context;
  const { batchSize = DEFAULT_BATCH_SIZE, concurrency = DEFAULT_CONCURRENCY } = options;
  const toTrigger = new AsyncQueue<KeyedRow>();
  let isPlacing = true;
  const following = createFollowing(context, finishWhenIdle);
  const queueing = createQueueing(context);
  const triggering = createTriggering(context);
  halt.onEnd(() => toTrigger.clear());

  function finishWhenIdle(): void {
    if (!isPlacing && following.isIdle) halt.finish();
  }

  /** Sends a row on its way from where it stands. */
  function goOn(row: KeyedRow): void {
    if (ledger.get(keyOf(row))?.state === 'queued') toTrigger.push(row);
    else following.follow(keyOf(row), row);
  }

  async function queueAll(): Promise<void> {
    let batch: KeyedRow[] = [];
    const flush = async () => {
      await toTrigger.below(batchSize * BATCHES_AHEAD);
      await queueing.queue(batch);
      batch.forEach(goOn);
      batch = [];
    };
    for (const [key, row] of given) {
      if (halt.isOn) break;
      const state = ledger.get(key)?.state;
      if (state === 'uncertain' && isReleased(key, options)) await following.release(key);
      if (state === 'vetoed' && !(await triggering.isHeld(row))) {
        ledger.apply([{ key, event: { type: 'veto_lifted' } }]);
      }
      // What an older copy of the journal calls queued may have been triggered by the newer one.
      if (ledger.get(key)?.state === 'queued' && !(await following.lookAgain(key))) continue;
      if (ledger.get(key)?.state !== 'new') goOn(row);
      else if (!(await triggering.isHeld(row))) batch.push(row);
      if (batch.length >= batchSize) await flush();
    }
    if (!halt.isOn) await flush();
    queueing.end();
    toTrigger.close();
  }

  async function triggerAll(): Promise<void> {
    for await (const row of toTrigger) {
      if (halt.isOn) return;
      await triggering.trigger(row);
      following.follow(keyOf(row), row);
    }
  }

  const place = async () => {
    const hands = Array.from({ length: concurrency }, () => halt.guard(triggerAll));
    await halt.guard(queueAll);
    toTrigger.close();
    await Promise.all(hands);
    isPlacing = false;
    finishWhenIdle();
  };
  const asking = Array.from({ length: concurrency }, () => halt.guard(following.ask));
  await Promise.all([place(), halt.guard(following.watch), ...asking]);
}
