import type { CallInput } from '../../generated/types.ts';
import type { CallPlan } from './call-plan.ts';
import type { PlannedFault } from './fault-queue.ts';

/** What becomes of a call, and what goes wrong on the way. What it leaves out is drawn from the seed. */
export interface Scenario extends Partial<CallPlan> {
  /** What it is called. */
  name?: string;
  /** What happens, in one sentence. */
  description?: string;
  /**
   * What goes wrong with the requests about this call, in this order. A refusal of queueCalls is met every time:
   * a call that was not queued is not remembered.
   */
  faults?: readonly PlannedFault[];
}

/** The call a scenario decides upon: what was queued, and where it stands in the sandbox. */
export interface ScenarioCall extends CallInput {
  /** Id (UUID) of the scheduled request. */
  id: string;
  /** How many requests the sandbox had queued before this one: 0, 1, 2, … */
  ordinal: number;
}

/**
 * Decides what becomes of each call, asked when it is queued. For a call that it returns undefined for, the magic
 * number decides.
 */
export type Scenarios = (call: ScenarioCall) => Scenario | undefined;
