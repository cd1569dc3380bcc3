import type { CallAttemptDisposition, CallAttemptStatus } from '../../generated/enums.ts';
import type { CallAttempt } from '../../generated/types.ts';
import type { CallPlan, PlannedEnd } from './call-plan.ts';
import { type Random, uuid } from './random.ts';
import { dateTime, type Timeline } from './timeline.ts';

const lastDisposition: Record<PlannedEnd, CallAttemptDisposition> = {
  COMPLETE: 'CONNECTED',
  ERROR: 'PERMANENT_FAILURE',
  CANCELLED: 'TEMPORARY_FAILURE',
  DO_NOT_CALL_BACK: 'CONNECTED',
};

/** In which status an attempt that ended so is. */
const statusAfter: Record<CallAttemptDisposition, CallAttemptStatus> = {
  CONNECTED: 'COMPLETED',
  TEMPORARY_FAILURE: 'FAILED',
  PERMANENT_FAILURE: 'FAILED',
};

/**
 * The attempts made up to `now`: none before `ACTIVE`, and the last one may still be going on. A call that
 * never ends has one that never ends.
 */
export function drawAttempts(
  timeline: Timeline,
  planned: CallPlan['attempts'] | undefined,
  now: number,
  random: Random,
): CallAttempt[] {
  const { activeAt, endsAt, end } = timeline;
  const dispositions = planned ?? drawDispositions(end, random);
  const span = (endsAt - activeAt) / dispositions.length;
  const attempts = dispositions.map((disposition, i) => {
    const startedAt = i === 0 ? activeAt : activeAt + i * span;
    const endedAt = i === dispositions.length - 1 ? endsAt : startedAt + 0.3 * span;
    return { id: uuid(random), startedAt, endedAt, disposition };
  });
  return attempts.filter(({ startedAt }) => startedAt <= now).map((attempt) => asSeen(attempt, now));
}

function drawDispositions(end: PlannedEnd, random: Random): CallAttemptDisposition[] {
  const draw = random();
  const failures = draw < 0.7 ? 0 : draw < 0.92 ? 1 : 2;
  return [...Array<CallAttemptDisposition>(failures).fill('TEMPORARY_FAILURE'), lastDisposition[end]];
}

const RINGING_MS = 8_000;

interface Attempt {
  id: string;
  startedAt: number;
  endedAt: number;
  disposition: CallAttemptDisposition;
}

function asSeen({ id, startedAt, endedAt, disposition }: Attempt, now: number): CallAttempt {
  const started_at = dateTime(startedAt);
  if (now >= endedAt) {
    return { id, status: statusAfter[disposition], disposition, started_at, ended_at: dateTime(endedAt) };
  }
  const isRinging = disposition !== 'CONNECTED' || now < startedAt + RINGING_MS;
  return { id, status: isRinging ? 'PLACED' : 'ANSWERED', disposition: null, started_at, ended_at: null };
}
