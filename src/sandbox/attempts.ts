import type { CallAttemptDisposition, CallAttemptStatus } from '../../generated/enums.ts';
import type { CallAttempt } from '../../generated/types.ts';
import type { PlannedEnd } from './call-plan.ts';
import { type Random, uuid } from './random.ts';
import { dateTime, type Timeline } from './timeline.ts';

interface Result {
  status: CallAttemptStatus;
  disposition: CallAttemptDisposition;
  /** Whether somebody picked up the phone before it ended. */
  isAnswered: boolean;
}

const lastResult: Record<PlannedEnd, Result> = {
  COMPLETE: { status: 'COMPLETED', disposition: 'CONNECTED', isAnswered: true },
  ERROR: { status: 'FAILED', disposition: 'PERMANENT_FAILURE', isAnswered: false },
  CANCELLED: { status: 'FAILED', disposition: 'TEMPORARY_FAILURE', isAnswered: false },
  DO_NOT_CALL_BACK: { status: 'COMPLETED', disposition: 'CONNECTED', isAnswered: true },
};

const engaged: Result = { status: 'FAILED', disposition: 'TEMPORARY_FAILURE', isAnswered: false };

/**
 * The attempts made up to `now`: none before `ACTIVE`, and the last one may still be going on. A call that
 * never ends has one that never ends.
 */
export function drawAttempts(timeline: Timeline, now: number, random: Random): CallAttempt[] {
  const { activeAt, endsAt, end } = timeline;
  const draw = random();
  const count = draw < 0.7 ? 1 : draw < 0.92 ? 2 : 3;
  const span = (endsAt - activeAt) / count;
  const attempts = Array.from({ length: count }, (_, i) => {
    const isLast = i === count - 1;
    const startedAt = i === 0 ? activeAt : activeAt + i * span;
    const result = isLast ? lastResult[end] : engaged;
    return { id: uuid(random), startedAt, endedAt: isLast ? endsAt : startedAt + 0.3 * span, result };
  });
  return attempts.filter(({ startedAt }) => startedAt <= now).map((attempt) => asSeen(attempt, now));
}

const RINGING_MS = 8_000;

interface Attempt {
  id: string;
  startedAt: number;
  endedAt: number;
  result: Result;
}

function asSeen({ id, startedAt, endedAt, result }: Attempt, now: number): CallAttempt {
  const started_at = dateTime(startedAt);
  if (now >= endedAt) {
    const { status, disposition } = result;
    return { id, status, disposition, started_at, ended_at: dateTime(endedAt) };
  }
  const isRinging = !result.isAnswered || now < startedAt + RINGING_MS;
  return { id, status: isRinging ? 'PLACED' : 'ANSWERED', disposition: null, started_at, ended_at: null };
}
