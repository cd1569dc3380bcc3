import type { OperationId } from '../../generated/operations.ts';
import type { CallDetails, CallInput, QueueCallsInput, TriggerResult } from '../../generated/types.ts';
import { type Answer, ok, problem } from './problem.ts';

/** Something that goes wrong with a request. */
export type Fault = Refusal | Spoilt;

interface FaultRow {
  /** What happens, in one sentence. */
  description: string;
  /** The one operation it can happen to. @default any */
  only?: OperationId;
}

/** The sandbox does not act. `call` is the place in the batch of the call that brought it on. */
interface Refusal extends FaultRow {
  acts: false;
  answer: (call: number) => Answer;
}

/** The sandbox acts, and its answer comes to harm. */
interface Spoilt extends FaultRow {
  acts: true;
  spoil: (answer: Answer) => Answer;
}

const TOLD = 'The sandbox was told to answer this.';
const RETRY_AFTER = { headers: { 'retry-after': '1' } };
const SLOW_MS = 10_000;
const LOGIN_PAGE =
  '<!doctype html><html lang="en"><title>Sign in</title><p>Sign in to the network.</p></html>';

/** Every fault the sandbox knows, by name: what `failNext` and the scenarios can ask for. */
export const faults = {
  /** 400, before acting. */
  badRequest: refusal('400, before acting.', () => problem(400, TOLD)),
  /** 401, as for a key that is not known. */
  unauthorized: refusal('401, as for a key that is not known.', () =>
    problem(401, TOLD, { headers: { 'www-authenticate': 'Bearer' } }),
  ),
  /** 403, before acting. */
  forbidden: refusal('403, before acting.', () => problem(403, TOLD)),
  /** 403 to queueCalls: the organization is not enabled for the tenant. */
  organizationNotEnabled: {
    ...refusal('403 to queueCalls: the organization is not enabled for the tenant.', organizationNotEnabled),
    only: 'queueCalls',
  },
  /** 404, before acting. */
  notFound: refusal('404, before acting.', () => problem(404, TOLD)),
  /** 409, before acting. */
  conflict: refusal('409, before acting.', () => problem(409, TOLD)),
  /** 422 that names no field. */
  unprocessable: refusal('422 that names no field.', () => problem(422, TOLD, { errors: [] })),
  /** 429 with `Retry-After: 1`, before acting. */
  tooManyRequests: refusal('429 with `Retry-After: 1`, before acting.', () =>
    problem(429, TOLD, RETRY_AFTER),
  ),
  /** 500, before acting. */
  serverError: refusal('500, before acting.', () => problem(500, TOLD)),
  /** 503 with `Retry-After: 1`, before acting. */
  unavailable: refusal('503 with `Retry-After: 1`, before acting.', () => problem(503, TOLD, RETRY_AFTER)),
  /** 200 from triggerCall with an error in it and without the id; nothing is placed. */
  triggerErrors: {
    ...refusal('200 from triggerCall with an error in it and without the id; nothing is placed.', () =>
      ok(notTriggered('The request was not started: no line was free.')),
    ),
    only: 'triggerCall',
  },
  /** 200 with the login page of a network, which never handed the request on. */
  html: refusal('200 with the login page of a network, which never handed the request on.', () => ({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: LOGIN_PAGE,
  })),
  /** The connection is dropped before acting. */
  dropBefore: refusal('The connection is dropped before acting.', () => dropped),
  /** Acts, then drops the connection. */
  actThenDrop: spoilt('Acts, then drops the connection.', () => dropped),
  /** Acts, then answers 500. */
  actThenServerError: spoilt('Acts, then answers 500.', () => problem(500, TOLD)),
  /** Acts at once and answers after 10 s on the sandbox’s clock. */
  slow: spoilt('Acts at once and answers after 10 s on the sandbox’s clock.', (answer) => ({
    ...answer,
    delayMs: SLOW_MS,
  })),
  /** Acts, and the answer is malformed JSON. */
  malformedJson: spoilt('Acts, and the answer is malformed JSON.', (answer) => ({
    ...answer,
    body: answer.body.slice(0, Math.ceil(answer.body.length / 2)),
  })),
  /** Acts, and the answer is empty. */
  emptyBody: spoilt('Acts, and the answer is empty.', (answer) => ({ ...answer, body: '' })),
  /** Acts, and the answer breaks off halfway: shorter than it said it would be. */
  truncatedBody: spoilt(
    'Acts, and the answer breaks off halfway: shorter than it said it would be.',
    (answer) => ({ ...answer, transit: 'cutShort' }),
  ),
} as const satisfies Record<string, Fault>;

/** The name of a fault. */
export type FaultName = keyof typeof faults;

/** The fault of a name. Throws a TypeError that lists the names for one that there is not. */
export function faultNamed(name: FaultName): Fault {
  if (!isKey(faults, name)) {
    throw new TypeError(`fault must be one of ${Object.keys(faults).join(', ')}`);
  }
  return faults[name];
}

/** Whether something is a name in a table: over HTTP it can be anything. */
export function isKey(table: object, name: unknown): boolean {
  return typeof name === 'string' && Object.hasOwn(table, name);
}

const dropped: Answer = { status: 0, headers: {}, body: '', transit: 'dropped' };

function refusal(description: string, answer: Refusal['answer']): Refusal {
  return { description, acts: false, answer };
}

function spoilt(description: string, spoil: Spoilt['spoil']): Spoilt {
  return { description, acts: true, spoil };
}

const CALLS: keyof QueueCallsInput = 'calls';
const DETAILS: keyof CallInput = 'details';
const ORGANIZATION: keyof CallDetails = 'organization_name';

function organizationNotEnabled(call: number): Answer {
  const msg = `${CALLS}[${call}].${DETAILS}.${ORGANIZATION}: must be enabled for the tenant`;
  const loc = ['body', CALLS, call, DETAILS, ORGANIZATION];
  return problem(403, 'The organization is not enabled for the tenant.', {
    errors: [{ loc, type: 'organization_enabled', msg }],
  });
}

/** The answer to a trigger that started nothing, and why. */
export function notTriggered(reason: string): TriggerResult {
  return {
    triggered_request_ids: [],
    status: 'failed',
    errors: [reason],
    message: 'No request was triggered.',
  };
}
