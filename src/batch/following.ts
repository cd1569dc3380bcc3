import { OutboundCallStatus } from '../../generated/enums.ts';
import type { RequestStatus } from '../../generated/types.ts';
import { sleep } from '../clock.ts';
import { isSchedulerError, type SchedulerError } from '../errors.ts';
import { finalCall } from '../status.ts';
import { AsyncQueue } from './async-queue.ts';
import type { KeyedRow } from './options.ts';
import type { RowEvent } from './reduce-row.ts';
import type { RunContext } from './run-context.ts';
import { reasonOf, verdictOn } from './verdict.ts';

const DEFAULT_QUIET_MS = 60_000;
const MOST_QUESTIONS = 5;
const PAUSE_MS = 10_000;

interface Question {
  key: string;
  due: number;
}

/**
 * Follows requests to their ends: one watch over all of them, and for each that may or may not have been triggered,
 * one question when the quiet time is over. `ENQUEUED` is then taken for doubt, anything else for proof.
 */
export function createFollowing(context: RunContext, onIdle: () => void) {
  const { options, clock, halt, gate, ledger } = context;
  let ids = new AsyncQueue<string>();
  const questions = new AsyncQueue<Question>();
  /** Rows whose end was not told yet. */
  const rows = new Map<string, KeyedRow>();
  /** Rows that were not asked about yet. */
  const unasked = new Set<string>();
  /** Rows that the run still waits for. */
  const open = new Set<string>();

  halt.onEnd(() => {
    ids.clear();
    questions.clear();
  });

  function apply(key: string, event: RowEvent): void {
    ledger.apply([{ key, event }]);
    const state = ledger.get(key)?.state;
    const isUnderWay = state === 'triggered' || state === 'trigger_intent' || unasked.has(key);
    if (isUnderWay && rows.has(key)) open.add(key);
    else if (open.delete(key) && open.size === 0) onIdle();
  }

  /** Takes a row up; one that may or may not have been triggered is asked about after the quiet time, or now. */
  function follow(key: string, row: KeyedRow): void {
    const record = ledger.get(key);
    if (!record?.requestId) return;
    const { state, requestId } = record;
    if (state !== 'triggered' && state !== 'trigger_intent' && state !== 'uncertain') return;
    rows.set(key, row);
    open.add(key);
    ids.push(requestId);
    if (state === 'triggered') return;
    unasked.add(key);
    const quietMs = state === 'uncertain' ? 0 : (options.quietMs ?? DEFAULT_QUIET_MS);
    questions.push({ key, due: clock.now() + quietMs });
  }

  /** What a look has brought. An end is told before it is written down: it may be told twice, but is not lost. */
  async function see(key: string, call: RequestStatus): Promise<void> {
    const end = finalCall(call);
    const row = rows.get(key);
    if (!row) return;
    if (end) {
      rows.delete(key);
      await options.onOutcome?.(row, end);
    }
    apply(key, { type: 'seen', status: call.status });
  }

  /** A watch that was refused ends before the run does when the only ids that it had then had come to their ends. */
  async function watch(): Promise<void> {
    while (!halt.isOn) {
      await watchOnce();
      ids = new AsyncQueue();
      for (const key of rows.keys()) ids.push(ledger.get(key)?.requestId ?? '');
      await sleep(PAUSE_MS, clock, halt.signal);
    }
  }

  async function watchOnce(): Promise<void> {
    const { scheduler, schedule, timeoutMs, ratePerSecond } = options;
    const events = scheduler.watchCalls(ids, {
      signal: halt.signal,
      includeCallAttempts: true,
      ...(schedule && { schedule }),
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(ratePerSecond !== undefined && { ratePerSecond }),
    });
    for await (const event of events) {
      const key = ledger.keyOf(event.requestId);
      if (key === undefined) continue;
      if (event.type === 'done') await see(key, event.call);
      else if (event.type === 'failed') lose(key, event.error);
      else if (event.status !== undefined) apply(key, { type: 'seen', status: event.status });
    }
  }

  function lose(key: string, error: SchedulerError): void {
    if (verdictOn(error) === 'stop') return halt.stop(error);
    rows.delete(key);
    apply(key, { type: 'lost', reason: reasonOf(error) });
  }

  async function ask(): Promise<void> {
    for await (const { key, due } of questions) {
      await sleep(Math.max(due - clock.now(), 0), clock, halt.signal);
      const reason = await doubtAbout(key);
      unasked.delete(key);
      if (reason !== undefined) apply(key, { type: 'doubted', reason });
    }
  }

  /** Asks until there is an answer. Returns why there is doubt, or nothing when there is none. */
  async function doubtAbout(key: string): Promise<string | undefined> {
    for (let asked = 1; ; asked++) {
      const { state, requestId } = ledger.get(key) ?? {};
      if (!requestId || (state !== 'trigger_intent' && state !== 'uncertain')) return undefined;
      const call = await look(requestId, true);
      if (!isSchedulerError(call)) {
        await see(key, call);
        return call.status === OutboundCallStatus.ENQUEUED ? 'still_enqueued' : undefined;
      }
      if (halt.isOn) return undefined;
      if (verdictOn(call) === 'refused' || asked === MOST_QUESTIONS) return reasonOf(call);
      await sleep(PAUSE_MS, clock, halt.signal);
    }
  }

  /** Releases a row that is held, unless a look shows that it was started, or cannot show that it was not. */
  async function release(key: string): Promise<void> {
    const requestId = ledger.get(key)?.requestId;
    const call = requestId && (await look(requestId, false));
    if (call && (isSchedulerError(call) || call.status !== OutboundCallStatus.ENQUEUED)) return;
    apply(key, { type: 'released' });
  }

  /**
   * Looks at a row that an earlier run has queued: somebody else may have gone on with it since. Resolves to whether it
   * could be seen.
   */
  async function lookAgain(key: string): Promise<boolean> {
    const requestId = ledger.get(key)?.requestId;
    const call = requestId ? await look(requestId, false) : undefined;
    if (!call || isSchedulerError(call)) return false;
    apply(key, { type: 'seen', status: call.status });
    return true;
  }

  /** One look at the run's pace. What goes wrong with it is returned; a refused key ends the run. */
  async function look(
    requestId: string,
    includeCallAttempts: boolean,
  ): Promise<RequestStatus | SchedulerError> {
    await gate.pass();
    try {
      return await options.scheduler.getCall(requestId, { signal: halt.signal, includeCallAttempts });
    } catch (error) {
      if (!isSchedulerError(error)) throw error;
      if (verdictOn(error) === 'stop') halt.stop(error);
      return error;
    }
  }

  return {
    follow,
    release,
    lookAgain,
    watch,
    ask,
    get isIdle(): boolean {
      return open.size === 0;
    },
  };
}
