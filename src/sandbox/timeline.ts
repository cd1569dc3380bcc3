import type { OutboundCallStatus } from '../../generated/enums.ts';
import type { PlannedEnd } from './call-plan.ts';

/** When what happens to a request, in milliseconds since the epoch; Infinity for what is not going to happen. */
export interface Timeline {
  queuedAt: number;
  triggeredAt: number;
  activeAt: number;
  endsAt: number;
  /** The status from `endsAt` on. */
  end: PlannedEnd;
}

/** The timeline of a request that nobody has triggered. */
export function untriggered(queuedAt: number): Timeline {
  return { queuedAt, triggeredAt: Infinity, activeAt: Infinity, endsAt: Infinity, end: 'COMPLETE' };
}

/** Where a request stands at a moment. */
export function statusAt({ activeAt, endsAt, end }: Timeline, now: number): OutboundCallStatus {
  if (now >= endsAt) return end;
  return now >= activeAt ? 'ACTIVE' : 'ENQUEUED';
}

/** The last moment, up to now, at which something happened to a request. */
export function changedAt({ queuedAt, triggeredAt, activeAt, endsAt }: Timeline, now: number): number {
  return Math.max(queuedAt, ...[triggeredAt, activeAt, endsAt].filter((time) => time <= now));
}

/** A moment as the wire writes it: RFC 3339, UTC, milliseconds. */
export function dateTime(ms: number): string {
  return new Date(Math.floor(ms)).toISOString();
}
