import { CallAttemptDisposition, type OutboundCallStatus } from '../../generated/enums.ts';
import type { RequestStatus } from '../../generated/types.ts';
import { type FindingName, findings } from './findings.ts';
import { normal, type Random } from './random.ts';
import type { Scenario } from './scenario.ts';

/** The statuses in which a sandbox call can end. */
export type PlannedEnd = Exclude<OutboundCallStatus, 'ENQUEUED' | 'ACTIVE'>;

/** What becomes of a request once it is triggered. Infinity is a duration too: it never starts, or never ends. */
export interface CallPlan extends Shown {
  /** Milliseconds from the start (the trigger, or the call time it waits for) to `ACTIVE`. @default 1 to 20 s */
  startAfterMs: number;
  /** Milliseconds from `ACTIVE` to the end. @default lognormal, median 4 min, within 20 s to 30 min */
  durationMs: number;
  /** How it ends. @default 'COMPLETE' */
  status: PlannedEnd;
  /** What it is called while it is going on: a status of tomorrow, to test with. @default 'ACTIVE' */
  activeStatus: OutboundCallStatus | string;
  /** How each attempt ended, the last at the end of the call. @default one to three, the last as `status` has it */
  attempts: readonly CallAttemptDisposition[];
  /** What the outcomes of a call that ends as `COMPLETE` say of the appointment. @default 'confirmed' */
  finding: FindingName;
}

/**
 * What is shown as it is: the outcomes from the end on (default: synthetic ones when it ends as `COMPLETE`, else null),
 * the attempts from `ACTIVE` on, when asked for (default: synthetic ones by `attempts`, as far as they got).
 */
type Shown = Required<Pick<RequestStatus, 'generated_outcomes' | 'call_attempts'>>;

/** A plan with its times and its end; the rest only where the scenario gave it. */
export type SettledPlan = Pick<CallPlan, 'startAfterMs' | 'durationMs' | 'status'> & Partial<CallPlan>;

/** The plan of one call. Throws a RangeError when the scenario has a value that is none. */
export function planCall(scenario: Scenario, random: Random): SettledPlan {
  const { name: _name, description: _description, faults: _faults, ...given } = scenario;
  const drawn = {
    startAfterMs: drawStart(random),
    durationMs: drawDuration(random),
    status: 'COMPLETE',
  } as const;
  const plan = { ...drawn, ...defined(given) };
  for (const field of ['startAfterMs', 'durationMs'] as const) {
    if (!(plan[field] >= 0))
      throw new RangeError(`scenario: ${field} must be a number of milliseconds, 0 or more`);
  }
  if (!Object.hasOwn(ends, plan.status)) throw new RangeError('scenario: status must be a terminal status');
  if (plan.finding !== undefined && !Object.hasOwn(findings, plan.finding))
    throw new RangeError(`scenario: finding must be one of ${Object.keys(findings).join(', ')}`);
  if (plan.attempts?.some((disposition) => !Object.hasOwn(CallAttemptDisposition, disposition)))
    throw new RangeError('scenario: attempts must be dispositions');
  return plan;
}

const ends: Record<PlannedEnd, true> = {
  COMPLETE: true,
  ERROR: true,
  CANCELLED: true,
  DO_NOT_CALL_BACK: true,
};

const MEDIAN_MS = 4 * 60_000;
const SPREAD = 0.7;
const SHORTEST_MS = 20_000;
const LONGEST_MS = 30 * 60_000;

function drawStart(random: Random): number {
  return Math.round(1_000 + random() * 19_000);
}

function drawDuration(random: Random): number {
  const ms = Math.round(MEDIAN_MS * Math.exp(SPREAD * normal(random)));
  return Math.min(Math.max(ms, SHORTEST_MS), LONGEST_MS);
}

/** A plan without the keys that hold undefined, which would hide what was drawn. */
function defined<T extends object>(plan: T): T {
  return Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== undefined)) as T;
}
