import type { WorkingHoursPolicy } from '../../generated/types.ts';
import { type FinalCall, isSchedulerError, OutboundCallStatus, type Scheduler } from '../index.ts';
import { type NormalizedCallRow, type OutcomeRow, toCallInput, toEntityInput } from '../rows/index.ts';
import { UsageError } from './usage-error.ts';

/** How a run is going. */
export interface PlaceCallsEvents {
  /** Offices created or updated so far. */
  upserted(done: number, all: number): void;
  /** The calls queued so far; nothing is triggered before it resolves. */
  queued(calls: readonly PlacedCall[], all: number): void | Promise<void>;
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
 * What is known is in the list that `queued` was given. An interrupted run ends without an error.
 */
export async function placeCalls(
  rows: readonly NormalizedCallRow[],
  options: PlaceCallsOptions,
): Promise<void> {
  try {
    const entityIds = await upsertOffices(rows, options);
    const placed = await queueAll(rows, entityIds, options);
    await triggerAll(placed, options);
    await waitForAll(placed, options);
  } catch (error) {
    if (!options.signal.aborted) throw error;
  }
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

async function queueAll(
  rows: readonly NormalizedCallRow[],
  entityIds: ReadonlyMap<string, string>,
  { scheduler, call_type, signal, events }: PlaceCallsOptions,
): Promise<PlacedCall[]> {
  const placed: PlacedCall[] = [];
  const ids = new Set<string>();
  while (placed.length < rows.length) {
    const batch = rows.slice(placed.length, placed.length + BATCH);
    const calls = batch.map((row) =>
      toCallInput(row, { entity_id: entityIds.get(row.provider_office) ?? '', call_type }),
    );
    const requests = await scheduler.queueCalls(calls, { signal });
    for (const [i, { id, status }] of requests.entries()) {
      if (ids.has(id.toLowerCase()))
        throw new UsageError('run: the API gave one id to two calls; none was triggered');
      ids.add(id.toLowerCase());
      const { external_reference_id = null, provider_office = '' } = batch[i] ?? {};
      placed.push({ external_reference_id, provider_office, request_id: id, status });
    }
    await events.queued(placed, rows.length);
  }
  return placed;
}

async function triggerAll(
  placed: readonly PlacedCall[],
  { scheduler, signal, events }: PlaceCallsOptions,
): Promise<void> {
  for (const [i, call] of placed.entries()) {
    events.triggered(i, placed.length);
    // One that runs or is over already must not ring again: it is only waited for.
    if (call.status !== OutboundCallStatus.ENQUEUED) continue;
    try {
      await scheduler.triggerCall(call.request_id, { signal, reconcileMs: RECONCILE_MS });
    } catch (error) {
      if (!isSchedulerError(error)) throw error;
      // Whether an unclear trigger took is what the wait will show; one that certainly did not is not waited for.
      if (error.effect === 'none') Object.assign(call, { status: NOT_TRIGGERED, problem: error.message });
    }
  }
  events.triggered(placed.length, placed.length);
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
