import { systemClock } from '../clock.ts';
import { onAbort } from '../on-abort.ts';
import { AsyncQueue } from './async-queue.ts';
import { createFollowing } from './following.ts';
import { Gate } from './gate.ts';
import { Halt, type StopReason } from './halt.ts';
import { JournalError } from './journal.ts';
import { Ledger } from './ledger.ts';
import { type BatchRow, keyOf, type RunBatchOptions } from './options.ts';
import { createQueueing } from './queueing.ts';
import { newRecord, type RowRecord } from './row-record.ts';
import type { RunContext } from './run-context.ts';
import { createTriggering } from './triggering.ts';

const DEFAULT_RATE_PER_SECOND = 5;
const DEFAULT_BATCH_SIZE = 25;
const DEFAULT_CONCURRENCY = 4;
/** So many rows are queued ahead of the triggers, in batches: what a stopped run has queued in vain stays small. */
const BATCHES_AHEAD = 2;

/** What came of a run. */
export interface BatchResult {
  /** Where each row stands, in the order in which the rows were given. */
  rows: RowRecord[];
  /** Why the run ended before its rows did: the caller's signal, or the server's 401 or 403. */
  stopped?: StopReason;
  /** Keys of rows that are no longer what was sent for them: they were not sent again. */
  edited: string[];
  /** How many rows the journal has that were not given: they were left alone. */
  absent: number;
}

/**
 * Takes rows to their ends: upserts each office once, queues, triggers each row once, follows the calls. It can be
 * killed at any moment and started again with the same rows and journal; no row is then triggered that may have been.
 * Resolves when every row is done, rejected, vetoed or held as uncertain, or when the run was stopped.
 *
 * @throws TypeError when a row has no `external_reference_id`, or two have the same
 * @throws JournalError, after which nothing more was sent
 * @throws whatever `beforeTrigger` and `onOutcome` throw
 */
export async function runBatch(rows: Iterable<BatchRow>, options: RunBatchOptions): Promise<BatchResult> {
  const { clock = systemClock, signal, onChange = () => {} } = options;
  const given = byKey(rows);
  const halt = new Halt();
  const ledger = new Ledger(options.journal, clock, onChange);
  const gate = new Gate(options.ratePerSecond ?? DEFAULT_RATE_PER_SECOND, clock, halt);
  const context: RunContext = { options, clock, halt, gate, ledger };
  const { edited, absent } = takeUp(given, context);

  if (signal?.aborted) halt.stop('aborted');
  const ignore = signal && onAbort(signal, () => halt.stop('aborted'));
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

function byKey(rows: Iterable<BatchRow>): Map<string, BatchRow> {
  const given = new Map<string, BatchRow>();
  let index = 0;
  for (const row of rows) {
    const key = keyOf(row);
    if (key === '')
      throw new TypeError(`rows[${index}]: needs an external_reference_id, the journal knows a row by it`);
    if (given.has(key))
      throw new TypeError(`rows[${index}]: has the external_reference_id of an earlier row`);
    given.set(key, row);
    index++;
  }
  return given;
}

/** Writes down what is new, and compares the rest with what was sent. */
function takeUp(given: ReadonlyMap<string, BatchRow>, { options, clock, ledger }: RunContext) {
  const known = ledger.size;
  const at = Math.round(clock.now());
  const added: RowRecord[] = [];
  const changed: { key: string; event: { type: 'edited'; payload: string } }[] = [];
  for (const [key, { entity, call }] of given) {
    const { name, location_timezone } = entity;
    const payload = options.journal.fingerprint({ name, location_timezone, call });
    const record = ledger.get(key);
    if (!record) added.push(newRecord(key, payload, at));
    else if (record.payload !== payload) changed.push({ key, event: { type: 'edited', payload } });
  }
  const absent = known + added.length - given.size;
  if (known > 0 && absent === known) {
    throw new JournalError(
      'foreign',
      'The journal is of other rows: none of these is in it; name another file',
    );
  }
  if (added.length > 0) ledger.add(added);
  ledger.apply(changed);
  const edited = changed.filter(({ key, event }) => ledger.get(key)?.payload !== event.payload);
  return { edited: edited.map(({ key }) => key), absent };
}

async function work(given: ReadonlyMap<string, BatchRow>, context: RunContext): Promise<void> {
  const { options, halt, ledger } = context;
  const { batchSize = DEFAULT_BATCH_SIZE, concurrency = DEFAULT_CONCURRENCY } = options;
  const toTrigger = new AsyncQueue<BatchRow>();
  let isPlacing = true;
  const following = createFollowing(context, finishWhenIdle);
  const queueing = createQueueing(context);
  const triggering = createTriggering(context);
  onAbort(halt.signal, () => toTrigger.clear());

  function finishWhenIdle(): void {
    if (!isPlacing && following.isIdle) halt.finish();
  }

  /** Sends a row on its way from where it stands. */
  function goOn(row: BatchRow): void {
    if (ledger.get(keyOf(row))?.state === 'queued') toTrigger.push(row);
    else following.follow(keyOf(row), row);
  }

  async function queueAll(): Promise<void> {
    let batch: BatchRow[] = [];
    const flush = async () => {
      await toTrigger.below(batchSize * BATCHES_AHEAD);
      await queueing.queue(batch);
      batch.forEach(goOn);
      batch = [];
    };
    for (const [key, row] of given) {
      if (halt.isOn) break;
      const state = ledger.get(key)?.state;
      if (state === 'uncertain' && options.releaseUncertain) await following.release(key);
      if (state === 'vetoed' && !(await triggering.isHeld(row))) {
        ledger.apply([{ key, event: { type: 'veto_lifted' } }]);
      }
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
