import type { OperationId } from '../../generated/operations.ts';
import type { EntityInput, QueueCallsInput, TriggerInput } from '../../generated/types.ts';
import type { Issue } from '../errors.ts';
import { validate } from '../validate.ts';
import type { FaultQueue, TakenFault } from './fault-queue.ts';
import type { FaultName } from './faults.ts';
import { readKey } from './key.ts';
import { type Answer, ok, problem, unprocessable } from './problem.ts';
import { queueIssues } from './queue-issues.ts';
import type { QueuedRequest } from './queued-request.ts';
import { readJson } from './read-json.ts';
import { type Route, route } from './route.ts';
import { fictionalDigits } from './scenarios.ts';
import type { State, Tenant } from './state.ts';

/** A request as it came over the wire or through `fetch`. */
export interface Incoming {
  method: string;
  url: URL;
  authorization: string | null;
  contentType: string | null;
  /** Undefined when it passed the cap and was not kept. */
  body: Uint8Array | undefined;
}

/** An answer, and what the log may say of it. */
export interface Answered {
  answer: Answer;
  operation?: OperationId;
  requestId?: string;
  fault?: FaultName;
}

/** What the answers come from. */
export interface World {
  state: State;
  /** What was asked for by `failNext`. */
  faults: FaultQueue;
  /** Told of a queued number that may be real. */
  onRealNumber(): void;
}

/** Answers one request at one moment: routing, key, fault, body, rules, then the state. Never throws. */
export function answer(world: World, incoming: Incoming, now: number): Answered {
  const found = route(incoming.method, incoming.url.pathname);
  if ('status' in found) return { answer: found };
  const { operation } = found;
  const identified = readKey(incoming.authorization);
  if ('refused' in identified) return { operation, answer: identified.refused };
  try {
    const tenant = world.state.tenant(identified.key);
    const context = { world, tenant, incoming, route: found, now };
    return {
      operation,
      ...meeting(world.faults.take(operation), () => handlers[operation](context)),
    };
  } catch (error) {
    const name = error instanceof Error ? error.name : 'value';
    return { operation, answer: problem(500, `The sandbox met a ${name}: look at its scenarios.`) };
  }
}

type Handled = Omit<Answered, 'operation'>;

/** What becomes of a request that meets a fault, or none. `call` is the place in the batch of the call that has it. */
function meeting(taken: TakenFault | undefined, act: () => Handled, call = 0): Handled {
  if (!taken) return act();
  const { name, fault } = taken;
  if (!fault.acts) return { answer: fault.answer(call), fault: name };
  const acted = act();
  return { ...acted, answer: fault.spoil(acted.answer), fault: name };
}

interface Context {
  world: World;
  tenant: Tenant;
  incoming: Incoming;
  route: Route;
  now: number;
}

const handlers: Record<OperationId, (context: Context) => Handled> = {
  upsertEntity({ world, tenant, incoming, now }) {
    const body = readJson<EntityInput>(incoming, validate.entityInput);
    if ('refused' in body) return { answer: body.refused };
    return { answer: ok(world.state.upsertEntity(tenant, body.value, now)) };
  },

  queueCalls({ world, tenant, incoming, now }) {
    const body = readJson<QueueCallsInput>(incoming, (value) => queueIssues(tenant, value));
    if ('refused' in body) return { answer: body.refused };
    const { calls } = body.value;
    const drafts = world.state.draftCalls(calls, now);
    const [met, call] = firstFault(drafts, 'queueCalls');
    const queue = () => ({ answer: ok({ requests: world.state.queueCalls(tenant, drafts, now) }) });
    if (calls.some((input) => fictionalDigits(input.outbound_phone_number) === undefined))
      world.onRealNumber();
    return meeting(met, queue, call);
  },

  triggerCall({ world, tenant, incoming, now }) {
    const body = readJson<TriggerInput>(incoming, validate.triggerInput);
    if ('refused' in body) return { answer: body.refused };
    const { request_ids, mode } = body.value;
    const [requestId = ''] = request_ids;
    const request = tenant.requests.get(requestId.toLowerCase());
    if (!request) return { requestId, answer: noSuchRequest };
    const trigger = () =>
      now >= request.timeline.endsAt ? hasEnded : ok(world.state.triggerCall(tenant, request, mode, now));
    return { requestId, ...meeting(request.faults?.take('triggerCall'), () => ({ answer: trigger() })) };
  },

  getCall({ world, tenant, incoming, route, now }) {
    const id = decoded(route.parameter);
    const issues = validate.requestId(id);
    if (issues.length > 0) return { answer: unprocessable('path', issues) };
    const includeCallAttempts = incoming.url.searchParams.get('include_call_attempts') ?? 'false';
    if (includeCallAttempts !== 'true' && includeCallAttempts !== 'false') {
      return { answer: unprocessable('query', [notABoolean]) };
    }
    const request = tenant.requests.get(id.toLowerCase());
    if (!request) return { requestId: id, answer: noSuchRequest };
    const poll = () => ({ answer: ok(world.state.getCall(request, now, includeCallAttempts === 'true')) });
    return { requestId: id, ...meeting(request.faults?.take('getCall'), poll) };
  },
};

/** The first fault that a call of the batch brings on, and the place of that call. */
function firstFault(drafts: QueuedRequest[], operation: OperationId): [TakenFault | undefined, number] {
  for (const [i, { faults }] of drafts.entries()) {
    const met = faults?.take(operation);
    if (met) return [met, i];
  }
  return [undefined, 0];
}

const noSuchRequest = problem(404, 'There is no such request in this tenant.');

/** An assumption: nothing is published about it. */
const hasEnded = problem(409, 'The request has ended: it can no longer be triggered. Queue a new one.');

const notABoolean: Issue = {
  path: ['include_call_attempts'],
  rule: 'type',
  message: 'include_call_attempts: must be true or false',
};

/** A path segment without its percent signs; one that cannot be decoded is left, and is no id. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
