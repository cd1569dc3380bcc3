import type { CallInput, ScheduledRequest, WorkingHoursPolicy } from '../../generated/types.ts';
import { type FinalCall, isSchedulerError, type Scheduler } from '../index.ts';
import { type NormalizedCallRow, type OutcomeRow, toCallInput, toEntityInput } from '../rows/index.ts';
import { UsageError } from './usage-error.ts';

/** How a run is going. */
export interface PlaceCallsEvents {
  /** Offices created or updated so far. */
  upserted(done: number, all: number): void;
  /** Calls queued so far. */
  queued(done: number, all: number): void;
  /** Calls triggered so far. */
  triggered(done: number, all: number): void;
  /** Every call that is waited for, as last seen. */
  waiting(calls: readonly PlacedCall[]): void;
}

/** How to run. */
export interface PlaceCallsOptions {
  scheduler: Scheduler;
  call_type: string;
  working_hours_policy: WorkingHoursPolicy;
  signal: AbortSignal;
  events: PlaceCallsEvents;
}

/** What came of one row: the status last seen, and why it is not a final one. */
export type PlacedCall = OutcomeRow & { provider_office: string; problem?: string };

const BATCH = 100;
const NOT_TRIGGERED = 'NOT_TRIGGERED';
/** After an answer to a trigger is lost, how long to ask whether it took. */
const RECONCILE_MS = 60_000;

/**
 * The whole path of a list of rows: upsert their offices, queue the calls, trigger each once, wait for their ends.
 * An interrupted run hands over what is known so far.
 */
export async function placeCalls(
  rows: readonly NormalizedCallRow[],
  options: PlaceCallsOptions,
): Promise<PlacedCall[]> {
  const entityIds = await upsertOffices(rows, options);
  const calls = rows.map((row) =>
    toCallInput(row, { entity_id: entityIds.get(row.provider_office) ?? '', call_type: options.call_type }),
  );
  const requests = await queue(calls, options);
  const placed = requests.map(
    ({ id, status }, i): PlacedCall => ({
      external_reference_id: rows[i]?.external_reference_id ?? null,
      provider_office: rows[i]?.provider_office ?? '',
      request_id: id,
      status,
    }),
  );
  try {
    await triggerAll(placed, options);
    await waitForAll(placed, options);
  } catch (error) {
    if (!options.signal.aborted) throw error;
  }
  return placed;
}

/** One entity per office; its id by the office's name. */
async function upsertOffices(
  rows: readonly NormalizedCallRow[],
  options: PlaceCallsOptions,
): Promise<Map<string, string>> {
  const { scheduler, signal, working_hours_policy, events } = options;
  const offices = new Map(rows.map((row) => [row.provider_office, row]));
  const ids = new Map<string, string>();
  for (const [name, row] of offices) {
    const entity = await scheduler.upsertEntity(toEntityInput(row, { working_hours_policy }), { signal });
    ids.set(name, entity.id);
    events.upserted(ids.size, offices.size);
  }
  return ids;
}

async function queue(
  calls: CallInput[],
  { scheduler, signal, events }: PlaceCallsOptions,
): Promise<ScheduledRequest[]> {
  const requests: ScheduledRequest[] = [];
  while (requests.length < calls.length) {
    const batch = calls.slice(requests.length, requests.length + BATCH);
    const queued = await scheduler.queueCalls(batch, { signal });
    if (queued.length !== batch.length)
      throw new UsageError('the API queued another number of calls than it was sent');
    requests.push(...queued);
    events.queued(requests.length, calls.length);
  }
  return requests;
}

async function triggerAll(
  placed: readonly PlacedCall[],
  { scheduler, signal, events }: PlaceCallsOptions,
): Promise<void> {
  for (const [i, call] of placed.entries()) {
    try {
      await scheduler.triggerCall(call.request_id, { signal, reconcileMs: RECONCILE_MS });
    } catch (error) {
      if (!isSchedulerError(error)) throw error;
      // Whether an unclear trigger took is what the wait will show; one that certainly did not is not waited for.
      if (error.effect === 'none') Object.assign(call, { status: NOT_TRIGGERED, problem: error.message });
    }
    events.triggered(i + 1, placed.length);
  }
}

async function waitForAll(
  placed: readonly PlacedCall[],
  { scheduler, signal, events }: PlaceCallsOptions,
): Promise<void> {
  const byId = new Map(
    placed.filter(({ status }) => status !== NOT_TRIGGERED).map((call) => [call.request_id, call]),
  );
  for await (const event of scheduler.watchCalls([...byId.keys()], { signal, includeCallAttempts: true })) {
    const call = byId.get(event.requestId);
    if (call === undefined) continue;
    if (event.type === 'done') Object.assign(call, ended(event.call));
    else if (event.type === 'failed') call.problem = event.error.message;
    else if (event.status !== undefined) call.status = event.status;
    events.waiting([...byId.values()]);
  }
}

function ended(call: FinalCall): Pick<PlacedCall, 'status' | 'attempts' | 'generated_outcomes'> {
  return {
    status: call.status,
    attempts: call.call_attempts?.length,
    generated_outcomes: call.generated_outcomes,
  };
}
