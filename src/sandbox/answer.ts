import type { OperationId } from '../../generated/operations.ts';
import type { CallInput, EntityInput, QueueCallsInput, TriggerInput } from '../../generated/types.ts';
import type { Issue } from '../errors.ts';
import { validate } from '../validate.ts';
import { type Answer, ok, problem, unprocessable } from './problem.ts';
import { type Route, route } from './route.ts';
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
}

/** The most bytes a request body may have: 8 MiB. */
export const MAX_BODY_BYTES = 8 * 1_024 * 1_024;

/** Answers one request at one moment: routing, key, body, rules, then the state. Never throws. */
export function answer(state: State, apiKey: string | undefined, incoming: Incoming, now: number): Answered {
  const found = route(incoming.method, incoming.url.pathname);
  if ('status' in found) return { answer: found };
  const { operation } = found;
  const key = bearerKey(incoming.authorization);
  if (key === undefined || (apiKey !== undefined && key !== apiKey)) {
    const headers = { 'www-authenticate': 'Bearer' };
    return { operation, answer: problem(401, 'The API key is missing or unknown.', { headers }) };
  }
  try {
    return {
      operation,
      ...handlers[operation]({ state, tenant: state.tenant(key), incoming, route: found, now }),
    };
  } catch (error) {
    const name = error instanceof Error ? error.name : 'value';
    return { operation, answer: problem(500, `The sandbox met a ${name}: look at its scenario.`) };
  }
}

interface Context {
  state: State;
  tenant: Tenant;
  incoming: Incoming;
  route: Route;
  now: number;
}

const handlers: Record<OperationId, (context: Context) => Omit<Answered, 'operation'>> = {
  upsertEntity({ state, tenant, incoming, now }) {
    const body = readJson<EntityInput>(incoming, validate.entityInput);
    return { answer: 'refused' in body ? body.refused : ok(state.upsertEntity(tenant, body.value, now)) };
  },

  queueCalls({ state, tenant, incoming, now }) {
    const body = readJson<QueueCallsInput>(incoming, (value) => queueIssues(tenant, value));
    return {
      answer:
        'refused' in body ? body.refused : ok({ requests: state.queueCalls(tenant, body.value.calls, now) }),
    };
  },

  triggerCall({ state, tenant, incoming, now }) {
    const body = readJson<TriggerInput>(incoming, validate.triggerInput);
    if ('refused' in body) return { answer: body.refused };
    const [requestId = ''] = body.value.request_ids;
    const result = state.triggerCall(tenant, body.value, now);
    return { requestId, answer: result ? ok(result) : noSuchRequest };
  },

  getCall({ state, tenant, incoming, route, now }) {
    const id = decoded(route.parameter);
    const issues = validate.requestId(id);
    if (issues.length > 0) return { answer: unprocessable('path', issues) };
    const includeCallAttempts = incoming.url.searchParams.get('include_call_attempts') ?? 'false';
    if (includeCallAttempts !== 'true' && includeCallAttempts !== 'false') {
      return { answer: unprocessable('query', [notABoolean]) };
    }
    const call = state.getCall(tenant, id, now, includeCallAttempts === 'true');
    return { requestId: id, answer: call ? ok(call) : noSuchRequest };
  },
};

const noSuchRequest = problem(404, 'There is no such request in this tenant.');

const notABoolean: Issue = {
  path: ['include_call_attempts'],
  rule: 'type',
  message: 'include_call_attempts: must be true or false',
};

const ENTITY_ID: keyof CallInput = 'entity_id';

/** The issues of a batch; that its entities exist is asked only when nothing else is wrong. */
function queueIssues(tenant: Tenant, value: unknown): Issue[] {
  const { calls, ...extra } = Object(value) as QueueCallsInput;
  const issues = validate.callInputs(calls);
  if (Array.isArray(value) || Object.keys(extra).length > 0) {
    issues.unshift({
      path: [],
      rule: 'additionalProperties',
      message: 'input: must be an object with calls alone',
    });
  }
  if (issues.length > 0) return issues;
  return calls.flatMap(({ entity_id }, i) =>
    tenant.entities.has(entity_id.toLowerCase())
      ? []
      : [
          {
            path: ['calls', i, ENTITY_ID],
            rule: 'entity_exists',
            message: `calls[${i}].${ENTITY_ID}: must be the id of an entity of this tenant; call upsertEntity first`,
          },
        ],
  );
}

/** The body as JSON that keeps all rules, or the answer that refuses it. */
function readJson<T>(
  incoming: Incoming,
  check: (value: unknown) => Issue[],
): { value: T } | { refused: Answer } {
  const { contentType, body } = incoming;
  if (!/^application\/(?:[\w.-]{1,60}\+)?json\s*(?:;|$)/i.test(contentType ?? '')) {
    return { refused: problem(415, 'The content type must be application/json.') };
  }
  if (!body) return { refused: problem(413, `The body must not be longer than ${MAX_BODY_BYTES} bytes.`) };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return { refused: problem(400, 'The body could not be read as JSON.') };
  }
  const issues = check(value);
  return issues.length > 0 ? { refused: unprocessable('body', issues) } : { value: value as T };
}

function bearerKey(authorization: string | null): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** A path segment without its percent signs; one that cannot be decoded is left, and is no id. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
