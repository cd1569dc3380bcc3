import { operations } from '../generated/operations.ts';
import {
  type Answer,
  type AttemptOptions,
  type Call,
  common,
  createAttempt,
  type Failure,
} from './attempt.ts';
import { backoffMs } from './backoff.ts';
import { sleep } from './clock.ts';
import { startDeadline } from './deadline.ts';
import { cancelBody, readText } from './decode.ts';
import { type Effect, isSchedulerError, schedulerError } from './errors.ts';
import { createEmitter, type SchedulerEvent } from './events.ts';
import { reads } from './failures.ts';
import { type PlainRequest, routeOf } from './request.ts';

/** Everything the transport needs, all of it present and checked. */
export interface HttpOptions extends AttemptOptions {
  /** Without a trailing slash. */
  baseUrl: string;
  random: () => number;
  timeoutMs: number;
  retries: number;
  onEvent: ((event: SchedulerEvent) => void) | undefined;
}

/** The loop over attempts: everything that may be repeated is repeated here and nowhere else. */
export function createSend(options: HttpOptions): (request: PlainRequest) => Promise<Answer> {
  const { clock, baseUrl } = options;
  const attempt = createAttempt(options);
  const emitter = createEmitter(options.onEvent);
  const host = new URL(baseUrl).hostname;

  async function send(request: PlainRequest): Promise<Answer> {
    const operation = routeOf(request, baseUrl);
    const { signal, context } = request;
    if (signal?.aborted) throw signal.reason;
    const timeoutMs = context?.timeoutMs ?? options.timeoutMs;
    const call: Call = {
      request,
      operation,
      policy: operations[operation],
      timeoutMs,
      deadline: startDeadline(clock, timeoutMs, signal),
      attempts: 0,
      inFlight: false,
      effect: 'none',
    };
    const started = clock.now();
    try {
      const answer = await attempts(call);
      tell(call, 'settled', started);
      return answer;
    } catch (error) {
      const [settled, type] = settledBy(call, error);
      tell(call, 'settled', started, { 'error.type': type, 'evergrove.effect': call.effect });
      throw settled;
    } finally {
      call.deadline.end();
    }
  }

  async function attempts(call: Call): Promise<Answer> {
    for (let unusable = 0; ; ) {
      const started = clock.now();
      const outcome = await attempt(call);
      if (!('verdict' in outcome)) {
        tell(call, 'attempt', started, { 'http.response.status_code': outcome.status });
        return outcome;
      }
      const { verdict, code, details, reply } = outcome;
      const { status, transportCode } = details;
      call.inFlight = false;
      call.effect = worse(call.effect, verdict.effect);
      tell(call, 'attempt', started, {
        'error.type': transportCode ?? (code === 'http' ? String(status) : code),
        ...(status !== undefined && { 'http.response.status_code': status }),
      });
      if (code === 'invalid_response') unusable++;
      const pause = unusable > 1 ? undefined : pauseBefore(call, outcome);
      if (pause === undefined) return lastWord(call, outcome);
      if (reply) cancelBody(reply);
      tell(call, 'retry', started, { delay_ms: pause });
      await sleep(pause, clock, call.deadline.signal);
    }
  }

  /** The error of the last attempt; for `scheduler.raw`, its answer as it came. */
  async function lastWord(call: Call, { code, details, reply, text }: Failure): Promise<Answer> {
    const { deadline, request } = call;
    let words = text;
    if (reply) {
      const { status, headers } = reply;
      words = await deadline.race(readText(reply, options.maxResponseBytes)).catch(() => undefined);
      if (deadline.stopped() === 'aborted') throw request.signal?.reason;
      if (!request.context && status >= 200 && status <= 599)
        return { status, contentType: headers.get('content-type'), text: words ?? '', value: undefined };
    }
    throw schedulerError(code, { ...common(call), ...details } as never, words);
  }

  /** How long to wait before the next attempt, or undefined when there must not be one. */
  function pauseBefore(call: Call, { verdict, details }: Failure): number | undefined {
    const retry = call.attempts - 1;
    if (!verdict.repeat || retry >= (call.request.context?.retries ?? options.retries)) return undefined;
    const pause = details.retryAfterMs ?? backoffMs(retry, options.random());
    return pause < call.deadline.remaining() ? pause : undefined;
  }

  function tell(
    call: Call,
    event: SchedulerEvent['event'],
    since: number,
    details?: Partial<SchedulerEvent>,
  ): void {
    if (!emitter.active()) return;
    const { operation, attempts, request } = call;
    const { method, path } = operations[operation];
    const { requestId, externalReferenceIds } = request.context ?? {};
    emitter.emit({
      event,
      'evergrove.operation': operation,
      'http.request.method': method,
      'url.template': path,
      'server.address': host,
      'http.request.resend_count': Math.max(attempts - 1, 0),
      duration_ms: clock.now() - since,
      ...(requestId !== undefined && { 'evergrove.request_id': requestId }),
      ...(externalReferenceIds && { 'evergrove.external_reference_ids': [...externalReferenceIds] }),
      ...details,
    });
  }

  return send;
}

/** What the caller is told of a call that was stopped or failed, and its name among the events. */
function settledBy(call: Call, error: unknown): [error: unknown, type: string] {
  const stopped = call.deadline.stopped();
  if (stopped && call.inFlight && !reads(call.policy)) call.effect = 'unknown';
  if (stopped === 'aborted') return [call.request.signal?.reason, stopped];
  if (isSchedulerError(error)) return [error, error.code];
  if (stopped) return [schedulerError(stopped, { ...common(call), timeoutMs: call.timeoutMs }), stopped];
  return [error, 'api_key'];
}

/** The worst of two: an unknown effect is never cleared by a later, definite answer. */
function worse(a: Effect, b: Effect): Effect {
  return a === 'unknown' ? a : b;
}
