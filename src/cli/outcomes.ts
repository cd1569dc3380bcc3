import type { BatchResult } from '../batch/index.ts';
import type { FinalCall, Scheduler, WatchOptions } from '../index.ts';
import type { OutcomeRow } from '../rows/index.ts';

/**
 * The outcomes of rows, in their order: those at hand, and those that ended in an earlier run read again, if so
 * wished. One that is not read has its status alone.
 */
export async function outcomeRows(
  records: BatchResult['rows'],
  known: ReadonlyMap<string, FinalCall>,
  again: ({ scheduler: Scheduler } & WatchOptions) | undefined,
): Promise<OutcomeRow[]> {
  const calls = new Map(known);
  if (again) {
    for await (const [key, call] of readAgain(
      records.filter(({ key }) => !calls.has(key)),
      again,
    ))
      calls.set(key, call);
  }
  return records.map(({ key, requestId, status }) => {
    const call = calls.get(key);
    return {
      external_reference_id: key,
      request_id: requestId ?? '',
      status: call?.status ?? status ?? '',
      attempts: call?.call_attempts?.length,
      generated_outcomes: call?.generated_outcomes,
    };
  });
}

async function* readAgain(
  records: BatchResult['rows'],
  { scheduler, ...options }: { scheduler: Scheduler } & WatchOptions,
): AsyncGenerator<[key: string, call: FinalCall]> {
  const keys = new Map(
    records.flatMap(({ key, requestId, state }) => (state === 'done' && requestId ? [[requestId, key]] : [])),
  );
  const looks = { ...options, timeoutMs: 0, includeCallAttempts: true };
  for await (const event of scheduler.watchCalls([...keys.keys()], looks)) {
    const key = keys.get(event.requestId);
    if (key !== undefined && event.type === 'done') yield [key, event.call];
  }
}
