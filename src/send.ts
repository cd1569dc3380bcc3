import { type OperationId, operations } from '../generated/operations.ts';
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
import { type Effect, isSchedulerError, schedulerError } from './errors.ts';
import { createEmitter, type SchedulerEvent } from './events.ts';
import type { Policy } from './failures.ts';
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

const policies = Object.fromEntries(
  Object.entries(operations).map(([id, { method, replay }]) => [id, { replay, reads: method === 'GET' }]),
) as Record<OperationId, Policy>;

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
      policy: policies[operation],
      timeoutMs,
      deadline: startDeadline(clock, timeoutMs, signal),
      attempts: 0,
      inFlight: false,
      effect: 'none',
    };
    const started = clock.now();
    try {
      const answer = await attempts(call);
      tell(call, 'settled', started, {});
      return answer;
    } catch (error) {
      const reason = settledBy(call, error);
      tell(call, 'settled', started, {
        'error.type': reason.type,
        'evergrove.effect': call.effect,
      });
      throw reason.error;
    } finally {
      call.deadline.end();
    }
  }

  async function attempts(call: Call): Promise<Answer> {
    for (let unusable = 0; ; ) {
      const started = clock.now();
      const outcome = await attempt(call);
      if ('value' in outcome) {
        tell(call, 'attempt', started, { 'http.response.status_code': outcome.status });
        return outcome;
      }
      call.inFlight = false;
      call.effect = worse(call.effect, outcome.verdict.effect);
      tell(call, 'attempt', started, {
        'error.type': outcome.errorType,
        ...(outcome.status !== undefined && { 'http.response.status_code': outcome.status }),
      });
      if (outcome.unusable) unusable++;
      const pause = pauseBefore(call, outcome, unusable);
      if (pause === undefined) {
        const last = await outcome.last(call.effect);
        if ('value' in last) return last;
        throw last;
      }
      outcome.drop?.();
      tell(call, 'retry', started, { delay_ms: pause });
      await sleep(pause, clock, call.deadline.signal);
    }
  }

  /** How long to wait before the next attempt, or undefined when there must not be one. */
  function pauseBefore(call: Call, failure: Failure, unusable: number): number | undefined {
    const retry = call.attempts - 1;
    if (
      !failure.verdict.repeat ||
      retry >= (call.request.context?.retries ?? options.retries) ||
      unusable > 1
    )
      return undefined;
    const pause = failure.retryAfterMs ?? backoffMs(retry, options.random());
    return pause < call.deadline.remaining() ? pause : undefined;
  }

  function tell(
    call: Call,
    event: SchedulerEvent['event'],
    since: number,
    details: Partial<SchedulerEvent>,
  ): void {
    if (!emitter.active()) return;
    const { method, path } = operations[call.operation];
    const { requestId, externalReferenceIds } = call.request.context ?? {};
    emitter.emit({
      event,
      'evergrove.operation': call.operation,
      'http.request.method': method,
      'url.template': path,
      'server.address': host,
      'http.request.resend_count': Math.max(call.attempts - 1, 0),
      duration_ms: clock.now() - since,
      ...(requestId !== undefined && { 'evergrove.request_id': requestId }),
      ...(externalReferenceIds && { 'evergrove.external_reference_ids': [...externalReferenceIds] }),
      ...details,
    });
  }

  return send;
}

/** What the caller is told of a call that was stopped or failed. */
function settledBy(call: Call, error: unknown): { error: unknown; type: string } {
  const stopped = call.deadline.stopped();
  if (stopped && call.inFlight && !call.policy.reads) call.effect = 'unknown';
  if (stopped === 'aborted') return { error: call.request.signal?.reason, type: 'aborted' };
  if (isSchedulerError(error)) return { error, type: error.code };
  if (stopped === 'timeout') {
    return {
      error: schedulerError('timeout', { ...common(call, call.effect), timeoutMs: call.timeoutMs }),
      type: 'timeout',
    };
  }
  return { error, type: 'api_key' };
}

/** The worst of two: an unknown effect is never cleared by a later, definite answer. */
function worse(a: Effect, b: Effect): Effect {
  return a === 'unknown' ? a : b;
}
