import type {
  CallInput,
  Entity,
  EntityInput,
  RequestStatus,
  ScheduledRequest,
  TriggerInput,
  TriggerResult,
} from '../generated/types.ts';
import { isSchedulerError, refusal } from './errors.ts';
import { createHttp, type RawClient } from './http.ts';
import { checkedBody, checkWatchOptions, limitIssues } from './inputs.ts';
import { checkedOptions, type SchedulerOptions, timeoutIssues } from './options.ts';
import { hasStarted } from './reconcile.ts';
import { type CallContext, callContext } from './request.ts';
import { inOrder, rejectCall, rejectEntity, rejectQueued, rejectTrigger } from './responses.ts';
import type { FinalCall } from './status.ts';
import { validate } from './validate.ts';
import {
  type WatchEnvironment,
  type WatchEvent,
  type WatchOptions,
  type WatchProgress,
  waitForOne,
  watch,
} from './watch.ts';

/** What every method takes beside its input. */
export interface RequestOptions {
  /**
   * Ends the call at once, with `signal.reason`. A queueCalls or triggerCall that was on its way may still take
   * effect: ask `getCall` before sending it again.
   */
  signal?: AbortSignal;
  /**
   * The deadline of this call, in milliseconds.
   * @default the scheduler's `timeoutMs`
   */
  timeoutMs?: number;
}

/** Options of `triggerCall`. */
export interface TriggerOptions extends RequestOptions {
  /** When the call starts. Name and literals are stand-ins: the published ones are lost. Left out, the API's default applies. */
  mode?: TriggerInput['mode'];
  /**
   * After an ambiguous answer, how long to ask (by GET, never by a second trigger) whether the call has started,
   * in milliseconds. 0 does not ask.
   * @default 0
   */
  reconcileMs?: number;
}

/** Options of `getCall`. */
export interface GetCallOptions extends RequestOptions {
  /**
   * Whether the answer shall have `call_attempts`.
   * @default false
   */
  includeCallAttempts?: boolean;
}

/** Options of `waitForCall`. */
export interface WaitOptions extends WatchOptions {
  /** Is told when the status changes and when a look fails; a promise it returns is waited for. */
  onProgress?: (event: WatchProgress) => unknown;
}

/** The client: four operations, two ways to wait, and the typed client beneath. */
export interface Scheduler {
  /**
   * Creates or updates an office by `name`; persist the `id` that comes back. Safe to repeat.
   * Vendor's reference: POST /scheduler/entities.
   *
   * @throws SchedulerError; `signal.reason` when aborted
   */
  upsertEntity(input: EntityInput, options?: RequestOptions): Promise<Entity>;
  /**
   * Queues calls; persist each `id`. The answers come in the order of `calls` when every call has an
   * `external_reference_id`. Sent once: repeated only when it certainly was not acted upon.
   * Vendor's reference: POST /scheduler/requests.
   *
   * @throws SchedulerError; `invalid_input` lists all issues of the whole batch
   */
  queueCalls(calls: readonly CallInput[], options?: RequestOptions): Promise<ScheduledRequest[]>;
  /**
   * Starts one queued call: a phone rings. Sent once: repeated only when it certainly was not acted upon.
   * An answer that does not list the id, or carries errors, is `not_triggered`. When `reconcileMs` found by GET that
   * the call has started, the result's `status` is `started`.
   * Vendor's reference: POST /scheduler/trigger/v2.
   *
   * @throws SchedulerError; with `effect: 'unknown'` a phone may be ringing: look with getCall, do not trigger again
   */
  triggerCall(requestId: string, options?: TriggerOptions): Promise<TriggerResult>;
  /**
   * Reads where a request stands.
   * Vendor's reference: GET /scheduler/requests/{requestId}.
   *
   * @throws SchedulerError
   */
  getCall(requestId: string, options?: GetCallOptions): Promise<RequestStatus>;
  /**
   * Waits for a terminal status, which is a value: `COMPLETE` (with outcomes), `ERROR`, `CANCELLED` or
   * `DO_NOT_CALL_BACK`. Can be resumed from the id alone, in another process.
   *
   * @throws SchedulerError; `wait_timeout` when `timeoutMs` (default 24 hours) is over
   */
  waitForCall(requestId: string, options?: WaitOptions): Promise<FinalCall>;
  /**
   * Watches many requests under one rate limit: `progress` on every change, then one `done` or `failed` per id.
   * `ids` may be an iterable that grows while it is watched.
   *
   * @throws SchedulerError `invalid_input` when `ids` is an array that holds something other than a UUID
   */
  watchCalls(
    ids: Iterable<string> | AsyncIterable<string>,
    options?: WatchOptions,
  ): AsyncGenerator<WatchEvent, void, undefined>;
  /**
   * The openapi-fetch client beneath, with the same key, deadline, replay policy and size cap. It does not validate,
   * and it hands over the server's error body as `error`.
   */
  readonly raw: RawClient;
}

/**
 * Makes a client. Sends nothing, reads nothing from the environment.
 *
 * @throws SchedulerError `invalid_input` for a bad option, `insecure_url` for a `baseUrl` that is not https (or
 * http on a loopback host)
 */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const http = checkedOptions(options);
  // Two of them: middleware that a caller adds to `raw` does not meet the methods' own requests.
  let own: RawClient | undefined;
  let theirs: RawClient | undefined;
  const raw = (): RawClient => {
    own ??= createHttp(http);
    return own;
  };

  const environment: WatchEnvironment = {
    read: (requestId, { signal, timeoutMs, includeCallAttempts }) =>
      getCall(requestId, { signal, timeoutMs, includeCallAttempts }, 0),
    refuse: (requestId) => refusal(validate.requestId(requestId), 'getCall'),
    clock: http.clock,
    random: http.random,
    readTimeoutMs: http.timeoutMs,
  };

  async function upsertEntity(input: EntityInput, options: RequestOptions = {}): Promise<Entity> {
    const { body, text } = checkedBody('upsertEntity', input, validate.entityInput, options);
    const context: CallContext = {
      operation: 'upsertEntity',
      body: text,
      ...limits(options),
      reject: rejectEntity,
    };
    // `as never`: openapi-fetch takes a property that can only be null (a closed day's) for one not to be sent.
    return answer(await raw().POST('/scheduler/entities', withContext({ body: body as never }, context)));
  }

  async function queueCalls(
    calls: readonly CallInput[],
    options: RequestOptions = {},
  ): Promise<ScheduledRequest[]> {
    const input = { calls: calls as CallInput[] };
    const check = (body: typeof input) => validate.callInputs(body.calls);
    const { body, text } = checkedBody('queueCalls', input, check, options);
    const references = body.calls.flatMap((call) => call.external_reference_id ?? []);
    const context: CallContext = {
      operation: 'queueCalls',
      body: text,
      ...limits(options),
      ...(references.length > 0 && { externalReferenceIds: references }),
      reject: (value) => rejectQueued(value, body.calls.length, references),
    };
    const { requests } = answer(await raw().POST('/scheduler/requests', withContext({ body }, context)));
    return inOrder(requests, references);
  }

  async function triggerCall(requestId: string, options: TriggerOptions = {}): Promise<TriggerResult> {
    const { mode, reconcileMs = 0, signal } = options;
    const input: TriggerInput = { request_ids: [requestId], ...(mode !== undefined && { mode }) };
    const late = reconcileMs === 0 ? [] : timeoutIssues('reconcileMs', reconcileMs);
    const { body, text } = checkedBody('triggerCall', input, validate.triggerInput, options, late);
    const id = body.request_ids[0] as string;
    const context: CallContext = {
      operation: 'triggerCall',
      body: text,
      ...limits(options),
      requestId: id,
      reject: (value) => rejectTrigger(value, id),
    };
    try {
      return answer(await raw().POST('/scheduler/trigger/v2', withContext({ body }, context)));
    } catch (error) {
      if (reconcileMs === 0 || !isSchedulerError(error) || error.effect !== 'unknown') throw error;
      const statusOf = async (timeoutMs: number) =>
        (await getCall(id, { timeoutMs, ...(signal && { signal }) }, 0)).status;
      if (!(await hasStarted(statusOf, reconcileMs, http.clock, signal))) throw error;
      return { triggered_request_ids: [id], status: 'started' };
    }
  }

  async function getCall(
    requestId: string,
    options: GetCallOptions = {},
    retries?: number,
  ): Promise<RequestStatus> {
    const refused = refusal([...validate.requestId(requestId), ...limitIssues(options)], 'getCall');
    if (refused) throw refused;
    const context: CallContext = {
      operation: 'getCall',
      ...limits(options),
      retries,
      requestId,
      reject: (value) => rejectCall(value, requestId),
    };
    const params = {
      path: { requestId },
      ...(options.includeCallAttempts && { query: { include_call_attempts: true } }),
    };
    return answer(await raw().GET('/scheduler/requests/{requestId}', withContext({ params }, context)));
  }

  return Object.freeze({
    upsertEntity,
    queueCalls,
    triggerCall,
    getCall: (requestId: string, options?: GetCallOptions) => getCall(requestId, options),
    async waitForCall(requestId: string, options: WaitOptions = {}) {
      checkWatchOptions(options);
      return waitForOne(requestId, options, environment);
    },
    watchCalls(ids: Iterable<string> | AsyncIterable<string>, options: WatchOptions = {}) {
      checkWatchOptions(options);
      return watch(ids, options, environment);
    },
    get raw() {
      theirs ??= createHttp(http);
      return theirs;
    },
  });
}

function limits({ signal, timeoutMs }: RequestOptions): Pick<CallContext, 'signal' | 'timeoutMs'> {
  return { signal, timeoutMs };
}

/**
 * Hands a method's context to the transport, through openapi-fetch. The body's type is checked; its text travels with
 * the context, since openapi-fetch would make it once more, and headers for it.
 */
function withContext<T extends object>(init: T, context: CallContext): T {
  return { ...init, body: undefined, [callContext]: context };
}

/** The methods' own calls either bring data or reject: openapi-fetch's `error` is for `raw`. */
function answer<T>(result: { data?: T }): T {
  return result.data as T;
}
