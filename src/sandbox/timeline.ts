import type { RequestStatus } from '../../generated/types.ts';
import type { PlannedEnd } from './call-plan.ts';

/** When what happens to a request, in milliseconds since the epoch; Infinity for what is not going to happen. */
export interface Timeline {
  queuedAt: number;
  triggeredAt: number;
  activeAt: number;
  endsAt: number;
  /** The status from `activeAt` on. */
  active: RequestStatus['status'];
  /** The status from `endsAt` on. */
  end: PlannedEnd;
}

/** The timeline of a request that nobody has triggered. */
export function untriggered(queuedAt: number): Timeline {
  const never = { triggeredAt: Infinity, activeAt: Infinity, endsAt: Infinity };
  return { queuedAt, ...never, active: 'ACTIVE', end: 'COMPLETE' };
}

/** Where a request stands at a moment. */
export function statusAt({ activeAt, endsAt, active, end }: Timeline, now: number): RequestStatus['status'] {
  if (now >= endsAt) return end;
  return now >= activeAt ? active : 'ENQUEUED';
}

/** The last moment, up to now, at which something happened to a request. */
export function changedAt({ queuedAt, triggeredAt, activeAt, endsAt }: Timeline, now: number): number {
  return Math.max(queuedAt, ...[triggeredAt, activeAt, endsAt].filter((time) => time <= now));
}

/** A moment as the wire writes it: RFC 3339, UTC, milliseconds. */
export function dateTime(ms: number): string {
  return new Date(Math.floor(ms)).toISOString();
}
