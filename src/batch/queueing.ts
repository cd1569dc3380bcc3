import type { ScheduledRequest } from '../../generated/types.ts';
import { sleep } from '../clock.ts';
import { isSchedulerError, type SchedulerError } from '../errors.ts';
import { createForbidden } from './forbidden.ts';
import type { Entry } from './ledger.ts';
import { createOffices } from './offices.ts';
import { type KeyedRow, keyOf } from './options.ts';
import type { RunContext } from './run-context.ts';
import { reasonOf, verdictOn } from './verdict.ts';

const MOST_TRIES = 3;
const PAUSE_MS = 5_000;

interface Ready {
  row: KeyedRow;
  entityId: string;
}

/**
 * Queues rows in batches. The one that the server refuses is found by halving its batch; answers are matched by
 * `external_reference_id`. A queueing without a clear answer is done again, a few times: what it may have left behind
 * is never triggered, since no trigger is sent for an id that the journal does not have.
 */
export function createQueueing(context: RunContext) {
  const { options, clock, halt, gate, ledger } = context;
  const offices = createOffices(context);
  const forbidden = createForbidden(context);
  /** Until an answer to many does not say which call is which. */
  let isEchoing = true;

  async function queue(rows: readonly KeyedRow[]): Promise<void> {
    const ready: Ready[] = [];
    for (const row of rows) {
      if (forbidden.isHeld(row)) continue;
      const office = await offices.idOf(row);
      if ('id' in office) ready.push({ row, entityId: office.id });
      else if ('refusedBy' in office) refuse(row, office.refusedBy);
    }
    await sendAll(ready);
  }

  async function sendAll(ready: readonly Ready[]): Promise<void> {
    if (ready.length === 0 || halt.isOn) return;
    if (!isEchoing && ready.length > 1) return sendHalves(ready);
    for (let tries = 1; ; tries++) {
      const open = ready.filter(({ row }) => ledger.get(keyOf(row))?.state === 'new');
      if (open.length === 0 || halt.isOn) return;
      await gate.pass();
      if (halt.isOn) return;
      const outcome = await send(open);
      if (outcome === 'queued') return;
      if (outcome === 'unpaired') {
        if (open.length > 1) return sendHalves(open);
        doubt(open, 'invalid_response');
        continue;
      }
      const verdict = verdictOn(outcome);
      if (verdict === 'refused' || isForbidden(outcome)) {
        return open.length > 1 ? sendHalves(open) : refuse(open[0]?.row, outcome);
      }
      if (verdict === 'stop') return halt.stop(outcome);
      if (verdict === 'unclear') doubt(open, reasonOf(outcome));
      gate.failed(outcome);
      if (tries === MOST_TRIES) return;
      await sleep(PAUSE_MS * tries, clock, halt.signal);
    }
  }

  async function sendHalves(ready: readonly Ready[]): Promise<void> {
    const middle = Math.ceil(ready.length / 2);
    await sendAll(ready.slice(0, middle));
    await sendAll(ready.slice(middle));
  }

  async function send(ready: readonly Ready[]): Promise<'queued' | 'unpaired' | SchedulerError> {
    const calls = ready.map(({ row, entityId }) => ({ ...row.call, entity_id: entityId }));
    let requests: ScheduledRequest[];
    try {
      requests = await options.scheduler.queueCalls(calls);
    } catch (error) {
      if (isSchedulerError(error)) return error;
      throw error;
    }
    gate.accepted('queueCalls');
    const paired = pair(ready, requests);
    if (!paired) {
      isEchoing = requests.some((request) => typeof request.external_reference_id === 'string');
      return 'unpaired';
    }
    ledger.apply(paired);
    forbidden.accepted(ready.map(({ row }) => row));
    return 'queued';
  }

  /** Which request answers which row; undefined when the answer does not say, or gives an id that another row has. */
  function pair(ready: readonly Ready[], requests: readonly ScheduledRequest[]): Entry[] | undefined {
    const byReference = new Map(requests.map((request) => [request.external_reference_id, request]));
    const ids = new Set<string>();
    const entries = ready.flatMap(({ row }) => {
      const request = byReference.get(keyOf(row)) ?? (ready.length === 1 ? unnamed(requests) : undefined);
      if (!request || (ledger.keyOf(request.id) ?? keyOf(row)) !== keyOf(row)) return [];
      ids.add(request.id.toLowerCase());
      return [entry(row, { type: 'queued', requestId: request.id, status: request.status })];
    });
    return ids.size === ready.length ? entries : undefined;
  }

  function doubt(ready: readonly Ready[], reason: string): void {
    ledger.apply(ready.map(({ row }) => entry(row, { type: 'queue_unclear', reason })));
  }

  function refuse(row: KeyedRow | undefined, error: SchedulerError): void {
    if (!row) return;
    if (isForbidden(error)) forbidden.add(row, error);
    else ledger.apply([entry(row, { type: 'queue_refused', reason: reasonOf(error) })]);
  }

  return { queue, end: () => forbidden.end() };
}

const isForbidden = (error: SchedulerError): boolean => error.code === 'http' && error.status === 403;

/** The only answer to the only call, when it does not say which call it answers. */
function unnamed(requests: readonly ScheduledRequest[]): ScheduledRequest | undefined {
  const [request] = requests;
  return requests.length === 1 && (request?.external_reference_id ?? null) === null ? request : undefined;
}

function entry(row: KeyedRow, event: Entry['event']): Entry {
  return { key: keyOf(row), event };
}
