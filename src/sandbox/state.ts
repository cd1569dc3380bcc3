import type {
  CallInput,
  Entity,
  EntityInput,
  RequestStatus,
  ScheduledRequest,
  TriggerInput,
  TriggerResult,
} from '../../generated/types.ts';
import { planCall, type Scenario } from './call-plan.ts';
import { upserted } from './entity.ts';
import { nextCallTime } from './next-call-time.ts';
import { asScheduled, asStatus, type QueuedRequest } from './queued-request.ts';
import { randomStream, uuid } from './random.ts';
import { untriggered } from './timeline.ts';

/** What a repeated trigger of the same request does; nothing is published about it. */
export type RepeatedTrigger = 'skip' | 'dial';

/** What the state depends on. It reads no clock: every operation is told the time. */
export interface StateOptions {
  seed: number;
  scenario: Scenario;
  repeatedTrigger: RepeatedTrigger;
}

/** One customer: everything that was made with one key. */
export interface Tenant {
  id: string;
  entities: Map<string, Entity>;
  entityNames: Map<string, string>;
  requests: Map<string, QueuedRequest>;
}

/** The four operations on valid input, and a view for tests. What an operation cannot find is undefined. */
export interface State {
  tenant(key: string): Tenant;
  upsertEntity(tenant: Tenant, input: EntityInput, now: number): Entity;
  /** Every `entity_id` must be one of the tenant's. */
  queueCalls(tenant: Tenant, calls: CallInput[], now: number): ScheduledRequest[];
  triggerCall(tenant: Tenant, input: TriggerInput, now: number): TriggerResult | undefined;
  getCall(tenant: Tenant, id: string, now: number, includeCallAttempts: boolean): RequestStatus | undefined;
  /** Every request of every tenant, in the order in which they were queued. */
  requests(): Iterable<QueuedRequest>;
  request(id: string): QueuedRequest | undefined;
}

/** An empty world. The same seed and the same operations in the same order make the same answers. */
export function createState({ seed, scenario, repeatedTrigger }: StateOptions): State {
  const tenants = new Map<string, Tenant>();
  const requests = new Map<string, QueuedRequest>();
  const made = { tenant: 0, entity: 0, batch: 0, request: 0 };
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

  function queueCalls(tenant: Tenant, calls: CallInput[], now: number): ScheduledRequest[] {
    const batchId = newId('batch');
    return calls.map((input) => {
      const ordinal = made.request;
      const id = newId('request');
      const request: QueuedRequest = {
        id,
        ordinal,
        batchId,
        input,
        timeline: untriggered(now),
        callsPlaced: 0,
      };
      requests.set(id, request);
      tenant.requests.set(id, request);
      return asScheduled(request, seed, now);
    });
  }

  function triggerCall(tenant: Tenant, input: TriggerInput, now: number): TriggerResult | undefined {
    const request = tenant.requests.get(input.request_ids[0]?.toLowerCase() ?? '');
    if (!request) return undefined;
    if (request.callsPlaced > 0 && repeatedTrigger === 'skip') {
      return notTriggered('skipped', 'The request was not started again: it was triggered before.');
    }
    if (request.callsPlaced === 0) {
      const startsAt = input.mode === 'scheduled' ? scheduledStart(tenant, request, now) : now;
      if (startsAt === undefined) {
        return notTriggered('failed', 'The request was not started: its entity has no default_call_time.');
      }
      const call = { ...request.input, id: request.id, ordinal: request.ordinal };
      request.plan = planCall(call, scenario, randomStream(seed, 'plan', request.ordinal));
      const { startAfterMs, durationMs, status: end } = request.plan;
      const activeAt = startsAt + startAfterMs;
      request.timeline = {
        ...request.timeline,
        triggeredAt: now,
        activeAt,
        endsAt: activeAt + durationMs,
        end,
      };
    }
    request.callsPlaced++;
    return {
      triggered_request_ids: [request.id],
      workflow_id: uuid(randomStream(seed, 'workflow', request.ordinal, request.callsPlaced)),
      status: 'triggered',
      message: 'One request was triggered.',
    };
  }

  function getCall(
    tenant: Tenant,
    id: string,
    now: number,
    includeCallAttempts: boolean,
  ): RequestStatus | undefined {
    const request = tenant.requests.get(id.toLowerCase());
    return request && asStatus(request, seed, now, includeCallAttempts);
  }

  return {
    tenant,
    upsertEntity,
    queueCalls,
    triggerCall,
    getCall,
    requests: () => requests.values(),
    request: (id) => requests.get(id.toLowerCase()),
  };
}

function scheduledStart({ entities }: Tenant, { input }: QueuedRequest, now: number): number | undefined {
  const entity = entities.get(input.entity_id.toLowerCase());
  return entity && nextCallTime(entity.working_hours_policy, entity.location_timezone, now);
}

function notTriggered(status: 'skipped' | 'failed', reason: string): TriggerResult {
  return { triggered_request_ids: [], status, errors: [reason], message: 'No request was triggered.' };
}
