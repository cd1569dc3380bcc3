import type { OperationId } from '../generated/operations.ts';
import { retryAfterMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Deadline } from './deadline.ts';
import { cancelBody, decodeJson, type FetchReply } from './decode.ts';
import type { Effect, InvalidResponseReason } from './errors.ts';
import {
  judgeBody,
  judgeStatus,
  judgeTransport,
  type Policy,
  reads,
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

/** The part of `fetch` this package uses. The global `fetch` is one; so is a wrapper of `undici.request`. */
export interface FetchLike {
  (url: string, init: FetchInit): Promise<FetchReply>;
  /**
   * Set it to say that no redirect is ever followed. Only then does a refused connection prove that a request never
   * left: it could be the connection of a second hop. Without it, such a failure of queueCalls or triggerCall is not
   * repeated, and its `effect` is `unknown`. The global `fetch` needs no word.
   */
  readonly followsRedirects?: false;
}

/** A whole answer: a 2xx with its parsed value or, for `scheduler.raw`, any status with its text. */
export interface Answer {
  status: number;
  contentType: string | null;
  text: string;
  value: unknown;
}

/** A judged attempt that brought nothing usable: what its error will be, when it is the last one. */
export interface Failure {
  verdict: Verdict;
  code: 'http' | 'network' | 'invalid_response' | 'not_triggered';
  details: FailureDetails;
  /** The server's own words, once they are read. */
  text?: string | undefined;
  /** The answer, while its body is unread. */
  reply?: FetchReply;
}

/** What the code of a `Failure` has beside the common fields. */
export interface FailureDetails {
  status?: number;
  reason?: InvalidResponseReason;
  retryAfterMs?: number;
  transportCode?: string;
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
  /** One request and its answer, judged. Rejects only when the deadline stopped it, or for want of a key. */
  async function attempt(call: Call): Promise<Answer | Failure> {
    const { request, deadline } = call;
    const { apiKey } = options;
    const key =
      typeof apiKey === 'string' ? apiKey : await deadline.race(currentKey(apiKey, () => common(call)));
    const init: FetchInit = {
      method: call.policy.method,
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
    const { deadline, policy } = call;
    try {
      const reply = await options.fetch(call.request.url, init);
      const { status } = reply;
      if (deadline.stopped()) {
        cancelBody(reply);
        throw new Error('late');
      }
      if (isRedirected(reply)) {
        cancelBody(reply);
        return unusable(status, 'redirected', { ...judgeBody(policy), repeat: false });
      }
      if (status >= 200 && status <= 299) return await success(call, reply);
      const wait = retryAfterMs(reply.headers, options.clock.now());
      return {
        verdict: judgeStatus(status, wait !== undefined, policy),
        code: 'http',
        details: { status, ...(wait !== undefined && { retryAfterMs: wait }) },
        reply,
      };
    } catch (error) {
      if (deadline.stopped()) throw error;
      const code = transportCode(error);
      return {
        verdict: judgeTransport(error, policy, options.fetch.followsRedirects === false),
        code: 'network',
        details: code === undefined ? {} : { transportCode: code },
      };
    }
  }

  async function success(call: Call, reply: FetchReply): Promise<Answer | Failure> {
    const { policy, request } = call;
    const { status } = reply;
    const decoded = await decodeJson(reply, options.maxResponseBytes);
    const verdict = judgeBody(policy);
    if ('reason' in decoded) return unusable(status, decoded.reason, verdict, decoded.text);
    const { value, text } = decoded;
    const rejection = request.context?.reject(value);
    if (rejection === undefined)
      return { status, contentType: reply.headers.get('content-type'), text, value };
    if (rejection.code === 'not_triggered')
      return {
        verdict: { repeat: false, effect: 'unknown' },
        code: 'not_triggered',
        details: { status },
        text,
      };
    const effect = reads(policy) ? 'none' : (rejection.effect ?? verdict.effect);
    return unusable(status, rejection.reason, { ...verdict, effect }, text);
  }

  return attempt;
}

function unusable(status: number, reason: InvalidResponseReason, verdict: Verdict, text?: string): Failure {
  return { verdict, code: 'invalid_response', details: { status, reason }, text };
}

/** What every error says of a call. */
export function common({ operation, attempts, effect, request: { context } }: Call) {
  const requestId = context?.requestId;
  return { operation, attempts, effect, ...(requestId !== undefined && { requestId }) };
}

/** A `fetch` that ignored `redirect: 'manual'`, or a browser that hides the redirect it did not follow. */
function isRedirected(reply: FetchReply): boolean {
  const { redirected, type } = reply as { redirected?: boolean; type?: string };
  return redirected === true || type === 'opaqueredirect';
}
