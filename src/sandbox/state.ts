import type {
  CallInput,
  Entity,
  EntityInput,
  RequestStatus,
  ScheduledRequest,
  TriggerInput,
  TriggerResult,
} from '../../generated/types.ts';
import { drawAttempts } from './attempts.ts';
import { planCall, type Scenario, type SettledPlan } from './call-plan.ts';
import { nextCallTime } from './next-call-time.ts';
import { drawOutcomes } from './outcomes.ts';
import { randomStream, uuid } from './random.ts';
import { changedAt, dateTime, statusAt, type Timeline, untriggered } from './timeline.ts';

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

/** A request as the sandbox holds it. */
export interface QueuedRequest {
  id: string;
  ordinal: number;
  batchId: string;
  input: CallInput;
  timeline: Timeline;
  plan?: SettledPlan;
  /** How many triggers of it were accepted. */
  dials: number;
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

  function upsertEntity(
    { id: tenant_id, entities, entityNames }: Tenant,
    input: EntityInput,
    now: number,
  ): Entity {
    const earlier = entities.get(entityNames.get(input.name) ?? '');
    const entity: Entity = {
      id: earlier?.id ?? newId('entity'),
      tenant_id,
      name: input.name,
      location_name: input.location_name ?? null,
      location_timezone: input.location_timezone,
      can_call: Object.values(input.working_hours_policy).some((day) => day?.default_call_time),
      ivr_answer_key_guide: input.ivr_answer_key_guide ?? null,
      ...workingHours(input, earlier, now),
      created_at: earlier?.created_at ?? dateTime(now),
    };
    entities.set(entity.id, entity);
    entityNames.set(entity.name, entity.id);
    return entity;
  }

  function queueCalls(tenant: Tenant, calls: CallInput[], now: number): ScheduledRequest[] {
    const batchId = newId('batch');
    return calls.map((input) => {
      const ordinal = made.request;
      const id = newId('request');
      const request: QueuedRequest = { id, ordinal, batchId, input, timeline: untriggered(now), dials: 0 };
      requests.set(id, request);
      tenant.requests.set(id, request);
      return scheduled(request, now);
    });
  }

  function triggerCall(tenant: Tenant, input: TriggerInput, now: number): TriggerResult | undefined {
    const request = tenant.requests.get(input.request_ids[0]?.toLowerCase() ?? '');
    if (!request) return undefined;
    if (request.dials > 0 && repeatedTrigger === 'skip') {
      return notTriggered('skipped', 'The request was not started again: it was triggered before.');
    }
    if (request.dials === 0) {
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
    request.dials++;
    return {
      triggered_request_ids: [request.id],
      workflow_id: uuid(randomStream(seed, 'workflow', request.ordinal, request.dials)),
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
    if (!request) return undefined;
    const attempts = includeCallAttempts ? { call_attempts: attemptsOf(request, now) } : {};
    return { id: request.id, ...progress(request, now), ...attempts };
  }

  function scheduled(request: QueuedRequest, now: number): ScheduledRequest {
    const { entity_id, external_reference_id = null, outbound_phone_number } = request.input;
    const { id, batchId: batch_id } = request;
    return {
      id,
      entity_id,
      batch_id,
      external_reference_id,
      outbound_phone_number,
      ...progress(request, now),
    };
  }

  function progress(request: QueuedRequest, now: number) {
    const { timeline } = request;
    const isOver = now >= timeline.endsAt;
    return {
      status: statusAt(timeline, now),
      completed_at: isOver ? dateTime(timeline.endsAt) : null,
      generated_outcomes: isOver ? outcomesOf(request) : null,
      created_at: dateTime(timeline.queuedAt),
      updated_at: dateTime(changedAt(timeline, now)),
    };
  }

  /** Drawn anew at every reading, which costs less than keeping it: the stream makes it the same. */
  function outcomesOf({ plan, timeline, input, ordinal }: QueuedRequest) {
    if (plan?.generated_outcomes !== undefined) return plan.generated_outcomes;
    if (timeline.end !== 'COMPLETE') return null;
    return drawOutcomes(input.details, timeline.endsAt, randomStream(seed, 'outcomes', ordinal));
  }

  function attemptsOf({ plan, timeline, ordinal }: QueuedRequest, now: number) {
    if (plan?.call_attempts !== undefined) return now >= timeline.activeAt ? plan.call_attempts : [];
    return drawAttempts(timeline, now, randomStream(seed, 'attempts', ordinal));
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

const noHours = { working_hours_policy: {}, working_hours_source: null, working_hours_updated_at: null };

/** The hours of an upsert; where they came from and when they last changed is kept while they stay the same. */
function workingHours({ working_hours_policy }: EntityInput, earlier: Entity | undefined, now: number) {
  const before = earlier ?? noHours;
  if (JSON.stringify(before.working_hours_policy) === JSON.stringify(working_hours_policy)) {
    const { working_hours_source, working_hours_updated_at } = before;
    return { working_hours_policy, working_hours_source, working_hours_updated_at };
  }
  return { working_hours_policy, working_hours_source: 'api', working_hours_updated_at: dateTime(now) };
}

function scheduledStart({ entities }: Tenant, { input }: QueuedRequest, now: number): number | undefined {
  const entity = entities.get(input.entity_id.toLowerCase());
  return entity && nextCallTime(entity.working_hours_policy, entity.location_timezone, now);
}

function notTriggered(status: 'skipped' | 'failed', reason: string): TriggerResult {
  return { triggered_request_ids: [], status, errors: [reason], message: 'No request was triggered.' };
}
