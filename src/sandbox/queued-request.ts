import type {
  CallAttempt,
  CallInput,
  GeneratedOutcomes,
  RequestStatus,
  ScheduledRequest,
} from '../../generated/types.ts';
import { drawAttempts } from './attempts.ts';
import type { SettledPlan } from './call-plan.ts';
import type { FaultQueue } from './fault-queue.ts';
import { drawOutcomes } from './outcomes.ts';
import { randomStream } from './random.ts';
import { changedAt, dateTime, statusAt, type Timeline } from './timeline.ts';

/** A request as the sandbox holds it. */
export interface QueuedRequest {
  id: string;
  ordinal: number;
  batchId: string;
  input: CallInput;
  timeline: Timeline;
  plan: SettledPlan;
  /** What is going to go wrong with the requests about it. */
  faults: FaultQueue | undefined;
  /** How many triggers of it were accepted. */
  callsPlaced: number;
}

/** How queueCalls shows a request at a moment. */
export function asScheduled(request: QueuedRequest, seed: number, now: number): ScheduledRequest {
  const { entity_id, external_reference_id = null, outbound_phone_number } = request.input;
  const { id, batchId: batch_id } = request;
  return {
    id,
    entity_id,
    batch_id,
    external_reference_id,
    outbound_phone_number,
    ...progress(request, seed, now),
  };
}

/** How getCall shows a request at a moment. */
export function asStatus(
  request: QueuedRequest,
  seed: number,
  now: number,
  includeCallAttempts: boolean,
): RequestStatus {
  const attempts: Pick<RequestStatus, 'call_attempts'> = includeCallAttempts
    ? { call_attempts: attemptsOf(request, seed, now) }
    : {};
  return { id: request.id, ...progress(request, seed, now), ...attempts };
}

/** What both have. */
type Progress = Required<
  Pick<RequestStatus, 'status' | 'completed_at' | 'generated_outcomes' | 'created_at' | 'updated_at'>
>;

function progress(request: QueuedRequest, seed: number, now: number): Progress {
  const { timeline } = request;
  const isOver = now >= timeline.endsAt;
  return {
    status: statusAt(timeline, now),
    completed_at: isOver ? dateTime(timeline.endsAt) : null,
    generated_outcomes: isOver ? outcomesOf(request, seed) : null,
    created_at: dateTime(timeline.queuedAt),
    updated_at: dateTime(changedAt(timeline, now)),
  };
}

/** Drawn anew at every reading, which costs less than keeping it: the stream makes it the same. */
function outcomesOf(
  { plan, timeline, input, ordinal }: QueuedRequest,
  seed: number,
): GeneratedOutcomes | null {
  if (plan.generated_outcomes !== undefined) return plan.generated_outcomes;
  if (timeline.end !== 'COMPLETE') return null;
  const random = randomStream(seed, 'outcomes', ordinal);
  return drawOutcomes(input.details, plan.finding ?? 'confirmed', timeline.endsAt, random);
}

function attemptsOf({ plan, timeline, ordinal }: QueuedRequest, seed: number, now: number): CallAttempt[] {
  if (plan.call_attempts !== undefined) return now >= timeline.activeAt ? plan.call_attempts : [];
  return drawAttempts(timeline, plan.attempts, now, randomStream(seed, 'attempts', ordinal));
}
