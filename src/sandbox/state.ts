import type {
  CallInput,
  Entity,
  EntityInput,
  RequestStatus,
  ScheduledRequest,
  TriggerInput,
  TriggerResult,
} from '../../generated/types.ts';
import { draftCall } from './draft-call.ts';
import { upserted } from './entity.ts';
import { notTriggered } from './faults.ts';
import { nextCallTime } from './next-call-time.ts';
import { asScheduled, asStatus, type QueuedRequest } from './queued-request.ts';
import { randomStream, uuid } from './random.ts';
import type { Scenarios } from './scenario.ts';

/** What the state depends on. It reads no clock: every operation is told the time. */
export interface StateOptions {
  seed: number;
  scenarios: Scenarios | undefined;
}

/** One customer: everything that was made with one key. */
export interface Tenant {
  id: string;
  entities: Map<string, Entity>;
  entityNames: Map<string, string>;
  requests: Map<string, QueuedRequest>;
}

/** The four operations on valid input, and a view for tests. */
export interface State {
  tenant(key: string): Tenant;
  upsertEntity(tenant: Tenant, input: EntityInput, now: number): Entity;
  /** The requests that a batch would become, each with its scenario; nothing is kept of them. */
  draftCalls(calls: CallInput[], now: number): QueuedRequest[];
  /** Keeps the drafts that were just made. Every `entity_id` must be one of the tenant's. */
  queueCalls(tenant: Tenant, drafts: QueuedRequest[], now: number): ScheduledRequest[];
  triggerCall(tenant: Tenant, request: QueuedRequest, mode: TriggerInput['mode'], now: number): TriggerResult;
  getCall(request: QueuedRequest, now: number, includeCallAttempts: boolean): RequestStatus;
  /** Every request of every tenant, in the order in which they were queued. */
  requests(): Iterable<QueuedRequest>;
  request(id: string): QueuedRequest | undefined;
}

/** An empty world. The same seed and the same operations in the same order make the same answers. */
export function createState({ seed, scenarios }: StateOptions): State {
  const tenants = new Map<string, Tenant>();
  const requests = new Map<string, QueuedRequest>();
  const made = { tenant: 0, entity: 0, batch: 0 };
  const newId = (kind: keyof typeof made) => uuid(randomStream(seed, kind, made[kind]++));

  function tenant(key: string): Tenant {
    let known = tenants.get(key);
    if (!known) {
      known = { id: newId('tenant'), entities: new Map(), entityNames: new Map(), requests: new Map() };
      tenants.set(key, known);
    }
    return known;
  }

  function upsertEntity({ id, entities, entityNames }: Tenant, input: EntityInput, now: number): Entity {
    const earlier = entities.get(entityNames.get(input.name) ?? '');
    const own = { id: earlier?.id ?? newId('entity'), tenant_id: id };
    const entity = { ...own, ...upserted(input, earlier, now) };
    entities.set(entity.id, entity);
    entityNames.set(entity.name, entity.id);
    return entity;
  }

  function draftCalls(calls: CallInput[], now: number): QueuedRequest[] {
    return calls.map((input, i) => draftCall(input, requests.size + i, { seed, scenarios }, now));
  }

  function queueCalls(tenant: Tenant, drafts: QueuedRequest[], now: number): ScheduledRequest[] {
    const batchId = newId('batch');
    return drafts.map((draft) => {
      const request = { ...draft, batchId };
      requests.set(request.id, request);
      tenant.requests.set(request.id, request);
      return asScheduled(request, seed, now);
    });
  }

  /** A repeated trigger is counted: the worst is assumed, since nothing is published. The first call goes on. */
  function triggerCall(
    tenant: Tenant,
    request: QueuedRequest,
    mode: TriggerInput['mode'],
    now: number,
  ): TriggerResult {
    if (request.callsPlaced === 0) {
      const startsAt = mode === 'scheduled' ? scheduledStart(tenant, request, now) : now;
      if (startsAt === undefined) {
        return notTriggered('The request was not started: its entity has no default_call_time.');
      }
      start(request, startsAt, now);
    }
    request.callsPlaced++;
    return {
      triggered_request_ids: [request.id],
      workflow_id: uuid(randomStream(seed, 'workflow', request.ordinal, request.callsPlaced)),
      status: 'triggered',
      message: 'One request was triggered.',
    };
  }

  return {
    tenant,
    upsertEntity,
    draftCalls,
    queueCalls,
    triggerCall,
    getCall: (request, now, includeCallAttempts) => asStatus(request, seed, now, includeCallAttempts),
    requests: () => requests.values(),
    request: (id) => requests.get(id.toLowerCase()),
  };
}

function start(request: QueuedRequest, startsAt: number, triggeredAt: number): void {
  const { startAfterMs, durationMs, status: end, activeStatus: active = 'ACTIVE' } = request.plan;
  const activeAt = startsAt + startAfterMs;
  request.timeline = {
    ...request.timeline,
    triggeredAt,
    activeAt,
    endsAt: activeAt + durationMs,
    active,
    end,
  };
}

function scheduledStart({ entities }: Tenant, { input }: QueuedRequest, now: number): number | undefined {
  const entity = entities.get(input.entity_id.toLowerCase());
  return entity && nextCallTime(entity.working_hours_policy, entity.location_timezone, now);
}
