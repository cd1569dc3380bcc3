import { type OperationId, operations } from '../generated/operations.ts';
import { retryAfterMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Deadline } from './deadline.ts';
import { cancelBody, decodeJson, type FetchReply, readText } from './decode.ts';
import { type Effect, type InvalidResponseReason, type SchedulerError, schedulerError } from './errors.ts';
import {
  judgeBody,
  judgeStatus,
  judgeTransport,
  type Policy,
  transportCode,
  type Verdict,
} from './failures.ts';
import { type ApiKey, currentKey, requestHeaders } from './headers.ts';
import type { PlainRequest } from './request.ts';

/** What is handed to `fetch`. Redirects are never followed: the body would go where they point. */
export interface FetchInit {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  redirect: 'manual';
}

/**
 * The part of `fetch` this package uses. The global `fetch` is one; so is a wrapper of `undici.request`. It must not
 * follow redirects: a connection refused behind one would look like a request that never left.
 */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchReply>;

/** A whole answer: a 2xx with its parsed value or, for `scheduler.raw`, any status with its text. */
export interface Answer {
  status: number;
  contentType: string | null;
  text: string;
  value: unknown;
}

/** A judged attempt that brought nothing usable. `last` makes of it what the caller gets when it is the last one. */
export interface Failure {
  verdict: Verdict;
  errorType: string;
  status?: number;
  unusable?: true;
  retryAfterMs?: number | undefined;
  last(effect: Effect): Promise<Answer | SchedulerError>;
  /** Lets go of the answer before another is asked for. */
  drop?(): void;
}

/** One call under way. */
export interface Call {
  request: PlainRequest;
  operation: OperationId;
  policy: Policy;
  timeoutMs: number;
  deadline: Deadline;
  attempts: number;
  /** Whether a request may have left that has not been judged. */
  inFlight: boolean;
  /** The worst of all attempts: once unknown, it stays unknown. */
  effect: Effect;
}

/** What an attempt needs of the options. */
export interface AttemptOptions {
  apiKey: ApiKey;
  fetch: FetchLike;
  clock: Clock;
  maxResponseBytes: number;
}

/** Makes the function that sends one request and judges what comes of it. It repeats nothing. */
export function createAttempt(options: AttemptOptions): (call: Call) => Promise<Answer | Failure> {
  const { clock } = options;

  /** One request and its answer, judged. Rejects only when the deadline stopped it, or for want of a key. */
  async function attempt(call: Call): Promise<Answer | Failure> {
    const { request, deadline } = call;
    const { apiKey } = options;
    const key =
      typeof apiKey === 'string'
        ? apiKey
        : await deadline.race(currentKey(apiKey, common(call, call.effect)));
    const init: FetchInit = {
      method: operations[call.operation].method,
      headers: requestHeaders(request, key),
      signal: deadline.signal,
      redirect: 'manual',
    };
    if (request.body !== undefined) init.body = request.body;
    call.attempts++;
    call.inFlight = true;
    return deadline.race(exchange(call, init));
  }

  async function exchange(call: Call, init: FetchInit): Promise<Answer | Failure> {
    try {
      const reply = await options.fetch(call.request.url, init);
      if (call.deadline.stopped()) {
        cancelBody(reply);
        throw new Error('late');
      }
      if (isRedirected(reply)) {
        cancelBody(reply);
        return unusable(call, reply.status, 'redirected', { ...judgeBody(call.policy), repeat: false });
      }
      return reply.status >= 200 && reply.status <= 299 ? await success(call, reply) : refusal(call, reply);
    } catch (error) {
      if (call.deadline.stopped()) throw error;
      return noAnswer(call, error);
    }
  }

  async function success(call: Call, reply: FetchReply): Promise<Answer | Failure> {
    const { status } = reply;
    const decoded = await decodeJson(reply, options.maxResponseBytes);
    const judged = judgeBody(call.policy);
    if ('reason' in decoded) return unusable(call, status, decoded.reason, judged, decoded.text);
    const { value, text } = decoded;
    const rejection = call.request.context?.reject(value);
    if (rejection === undefined)
      return { status, contentType: reply.headers.get('content-type'), text, value };
    if (rejection.code === 'not_triggered') return notTriggered(call, status, text);
    const effect = call.policy.reads ? 'none' : (rejection.effect ?? judged.effect);
    return unusable(call, status, rejection.reason, { ...judged, effect }, text);
  }

  /** A status outside 2xx. Its text is read only when it is the last answer. */
  function refusal(call: Call, reply: FetchReply): Failure {
    const { status } = reply;
    const wait = retryAfterMs(reply.headers, clock.now());
    const verdict = judgeStatus(status, wait !== undefined, call.policy);
    const contentType = reply.headers.get('content-type');
    return {
      verdict,
      errorType: String(status),
      status,
      retryAfterMs: wait,
      drop: () => cancelBody(reply),
      async last(effect) {
        const text = await call.deadline
          .race(readText(reply, options.maxResponseBytes))
          .catch(() => undefined);
        if (call.deadline.stopped() === 'aborted') throw call.request.signal?.reason;
        if (!call.request.context && status >= 200 && status <= 599)
          return { status, contentType, text: text ?? '', value: undefined };
        const fields = { ...common(call, effect), status, ...(wait !== undefined && { retryAfterMs: wait }) };
        return schedulerError('http', fields, text);
      },
    };
  }

  function noAnswer(call: Call, error: unknown): Failure {
    const code = transportCode(error);
    return {
      verdict: judgeTransport(error, call.policy),
      errorType: code ?? 'network',
      last: async (effect) =>
        schedulerError('network', {
          ...common(call, effect),
          ...(code !== undefined && { transportCode: code }),
        }),
    };
  }

  return attempt;
}

function unusable(
  call: Call,
  status: number,
  reason: InvalidResponseReason,
  verdict: Verdict,
  text?: string,
): Failure {
  return {
    verdict,
    errorType: 'invalid_response',
    status,
    unusable: true,
    last: async (effect) =>
      schedulerError('invalid_response', { ...common(call, effect), status, reason }, text),
  };
}

function notTriggered(call: Call, status: number, text: string): Failure {
  return {
    verdict: { repeat: false, effect: 'unknown' },
    errorType: 'not_triggered',
    status,
    last: async (effect) => schedulerError('not_triggered', { ...common(call, effect), status }, text),
  };
}

/** What every error says of a call. */
export function common(call: Call, effect: Effect) {
  const requestId = call.request.context?.requestId;
  const base = { operation: call.operation, attempts: call.attempts, effect };
  return requestId === undefined ? base : { ...base, requestId };
}

/** A `fetch` that ignored `redirect: 'manual'`, or a browser that hides the redirect it did not follow. */
function isRedirected(reply: FetchReply): boolean {
  const { redirected, type } = reply as { redirected?: boolean; type?: string };
  return redirected === true || type === 'opaqueredirect';
}
