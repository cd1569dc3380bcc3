import type { OutboundCallStatus } from '../../generated/enums.ts';
import type { CallInput, RequestStatus } from '../../generated/types.ts';
import { normal, type Random } from './random.ts';

/** The statuses in which a sandbox call can end. */
export type PlannedEnd = Exclude<OutboundCallStatus, 'ENQUEUED' | 'ACTIVE'>;

/** What becomes of a request once it is triggered. Infinity is a duration too: it never starts, or never ends. */
export interface CallPlan extends Shown {
  /** Milliseconds from the start (the trigger, or the call time it waits for) to `ACTIVE`. @default 1 to 20 s */
  startAfterMs: number;
  /** Milliseconds from `ACTIVE` to the end. @default lognormal, median 4 min, within 20 s to 30 min */
  durationMs: number;
  /** How it ends. @default 82 % COMPLETE, 7 % ERROR, 5 % CANCELLED, 6 % DO_NOT_CALL_BACK */
  status: PlannedEnd;
}

/**
 * What is shown as it is: the outcomes from the end on (default: synthetic ones when it ends as `COMPLETE`, else null),
 * the attempts from `ACTIVE` on, when asked for (default: one to three synthetic ones, as far as they got).
 */
type Shown = Required<Pick<RequestStatus, 'generated_outcomes' | 'call_attempts'>>;

/** The call a scenario decides upon: what was queued, and where it stands in the sandbox. */
export interface ScenarioCall extends CallInput {
  /** Id (UUID) of the scheduled request. */
  id: string;
  /** How many requests the sandbox had queued before this one: 0, 1, 2, … */
  ordinal: number;
}

/** Decides what becomes of a call, asked once, when it is triggered. What it leaves out is drawn from the seed. */
export type Scenario = (call: ScenarioCall) => Partial<CallPlan>;

/** A plan with its times and its end; outcomes and attempts only where the scenario gave them. */
export type SettledPlan = Pick<CallPlan, 'startAfterMs' | 'durationMs' | 'status'> & Partial<CallPlan>;

/** The plan of one call. Throws a RangeError when the scenario gives a duration that is none. */
export function planCall(call: ScenarioCall, scenario: Scenario, random: Random): SettledPlan {
  const drawn = {
    startAfterMs: drawStart(random),
    durationMs: drawDuration(random),
    status: drawEnd(random),
  };
  const plan = { ...drawn, ...defined(scenario(call)) };
  for (const name of ['startAfterMs', 'durationMs'] as const) {
    if (!(plan[name] >= 0))
      throw new RangeError(`scenario: ${name} must be a number of milliseconds, 0 or more`);
  }
  if (!Object.hasOwn(ends, plan.status)) throw new RangeError('scenario: status must be a terminal status');
  return plan;
}

const ends: Record<PlannedEnd, number> = {
  COMPLETE: 0.82,
  ERROR: 0.07,
  CANCELLED: 0.05,
  DO_NOT_CALL_BACK: 0.06,
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

function drawEnd(random: Random): PlannedEnd {
  let rest = random();
  for (const [status, share] of Object.entries(ends) as [PlannedEnd, number][]) {
    rest -= share;
    if (rest < 0) return status;
  }
  return 'COMPLETE';
}

/** A plan without the keys that hold undefined, which would hide what was drawn. */
function defined<T extends object>(plan: T): T {
  return Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== undefined)) as T;
}
