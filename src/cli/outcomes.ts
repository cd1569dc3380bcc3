import type { BatchResult } from '../batch/index.ts';
import {
  type FinalCall,
  isSchedulerError,
  type Scheduler,
  type SchedulerError,
  type WatchOptions,
} from '../index.ts';
import type { OutcomeRow } from '../rows/index.ts';

/** How ended calls are read once more. */
export type ReadAgain = { scheduler: Scheduler; ratePerSecond: number; signal: AbortSignal };

/** The outcomes of rows, and the calls that could not be read again. */
export interface Outcomes {
  rows: OutcomeRow[];
  unread: SchedulerError[];
}

const LEAST_TIME_MS = 60_000;
const BETWEEN_LOOKS_MS = 1_000;
/** One look tells that a call has ended, the next brings its attempts. */
const LOOKS = 2;

/**
 * The outcomes of rows, in their order: those at hand, and those that ended in an earlier run read again, if so
 * wished, until that is interrupted. One that is not read has its status alone.
 */
export async function outcomesOf(
  records: BatchResult['rows'],
  known: ReadonlyMap<string, FinalCall>,
  again: ReadAgain | undefined,
): Promise<Outcomes> {
  const calls = new Map(known);
  const unread: SchedulerError[] = [];
  if (again) {
    const missing = records.filter(({ key, state }) => state === 'done' && !calls.has(key));
    for await (const [key, result] of readAgain(missing, again)) {
      if (isSchedulerError(result)) unread.push(result);
      else calls.set(key, result);
    }
  }
  const rows = records.map(({ key, requestId, status }) => {
    const call = calls.get(key);
    return {
      external_reference_id: key,
      request_id: requestId ?? '',
      status: call?.status ?? status ?? '',
      attempts: call?.call_attempts?.length,
      generated_outcomes: call?.generated_outcomes,
    };
  });
  return { rows, unread };
}

async function* readAgain(
  records: BatchResult['rows'],
  { scheduler, ratePerSecond, signal }: ReadAgain,
): AsyncGenerator<[key: string, result: FinalCall | SchedulerError]> {
  const keys = new Map(records.flatMap(({ key, requestId }) => (requestId ? [[requestId, key]] : [])));
  const options: WatchOptions = {
    ratePerSecond,
    signal,
    includeCallAttempts: true,
    schedule: () => BETWEEN_LOOKS_MS,
    timeoutMs: LEAST_TIME_MS + (LOOKS * keys.size * 1_000) / ratePerSecond,
  };
  try {
    for await (const event of scheduler.watchCalls([...keys.keys()], options)) {
      const key = keys.get(event.requestId);
      if (key === undefined || event.type === 'progress') continue;
      yield [key, event.type === 'done' ? event.call : event.error];
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
