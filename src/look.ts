import { OutboundCallStatus } from '../generated/enums.ts';
import type { RequestStatus } from '../generated/types.ts';
import { type SchedulerError, schedulerError } from './errors.ts';
import { type FinalCall, finalCall, isKnownStatus } from './status.ts';
import type { WatchEvent } from './watch.ts';

/** Just after the trigger, a request may not be found yet. */
const NOT_FOUND_GRACE_MS = 60_000;
/** How often the attempts of an ended call are asked for before it is handed over without them. */
const ATTEMPTS_READS = 3;

/** One id under watch. Times are whole milliseconds since the watcher began, which V8 keeps unboxed. */
export interface Watched {
  readonly id: string;
  readonly since: number;
  readonly until: number;
  due: number;
  changedAt: number;
  polls: number;
  status: string | undefined;
  /** The call has ended, and only its attempts are still asked for. */
  ended: { call: FinalCall; reads: number } | undefined;
}

/** What comes of a look: the events to tell, and when to look again, if at all. */
export interface Outcome {
  progress?: WatchEvent | undefined;
  end?: WatchEvent;
  /** `now` when only the attempts of an ended call are missing. */
  again?: 'now' | 'later';
}

/** The outcome of a look that was answered. */
export function seen(
  watched: Watched,
  call: RequestStatus,
  now: number,
  isLast: boolean,
  withAttempts: boolean | undefined,
): Outcome {
  const { ended, status: before } = watched;
  const final = finalCall(call);
  if (final && withAttempts && !ended && !call.call_attempts) {
    watched.ended = { call: final, reads: 0 };
    return { again: 'now' };
  }
  if (final) return { end: done(watched, final) };
  if (ended) return { end: done(watched, ended.call) };
  // The table's own text: that of each answer would be kept as long as the wait.
  const status = isKnownStatus(call.status) ? OutboundCallStatus[call.status] : call.status;
  if (status === before) return goOn(watched, isLast);
  if (before !== undefined) watched.changedAt = now;
  watched.status = status;
  return goOn(watched, isLast, progress(watched));
}

/** The outcome of a look that failed: it leaves the state as it was. */
export function missed(watched: Watched, error: SchedulerError, now: number, isLast: boolean): Outcome {
  const isFinal = isFinalRefusal(error, now - watched.since);
  const { ended } = watched;
  return isFinal || (ended && ++ended.reads >= ATTEMPTS_READS)
    ? { end: failed(watched, error) }
    : goOn(watched, isLast, progress(watched, error));
}

/**
 * The outcome of a look that settled nothing. Only one begun at the end is the last: what an earlier one brought may be
 * older than the end.
 */
export function goOn(watched: Watched, isLast: boolean, progress?: WatchEvent): Outcome {
  return isLast ? { progress, end: failed(watched, timedOut(watched)) } : { progress, again: 'later' };
}

/** The end of an id that can be looked at no more: with its call, if that had ended already. */
export function failed(watched: Watched, error: SchedulerError): WatchEvent {
  const { id: requestId, polls, ended } = watched;
  return ended ? done(watched, ended.call) : { type: 'failed', requestId, error, polls };
}

function done({ id: requestId, polls }: Watched, call: FinalCall): WatchEvent {
  return { type: 'done', requestId, call, polls };
}

function progress({ id: requestId, status, polls }: Watched, error?: SchedulerError): WatchEvent {
  return {
    type: 'progress',
    requestId,
    ...(status !== undefined && { status }),
    known: isKnown(status),
    ...(error && { error }),
    polls,
  };
}

function timedOut({ id: requestId, status, polls }: Watched): SchedulerError {
  return schedulerError('wait_timeout', {
    operation: 'getCall',
    requestId,
    attempts: polls,
    effect: 'none',
    polls,
    // A status the contract does not know may be any text.
    ...(status !== undefined && { lastStatus: isKnown(status) ? status : '(unknown)' }),
  });
}

/** Whether the contract knows a status; one that was not seen yet is none to be careful with. */
export function isKnown(status: string | undefined): boolean {
  return status === undefined || isKnownStatus(status);
}

/** Statuses below 500 that may pass; every other one of them is final for the id. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

function isFinalRefusal(error: SchedulerError, ageMs: number): boolean {
  const { code } = error;
  if (code !== 'http') return code === 'invalid_input' || code === 'insecure_url';
  const { status } = error;
  if (status === 404) return ageMs >= NOT_FOUND_GRACE_MS;
  return status >= 400 && status < 500 && !passing.has(status);
}
