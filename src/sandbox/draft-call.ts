import type { CallInput } from '../../generated/types.ts';
import { planCall } from './call-plan.ts';
import { FaultQueue } from './fault-queue.ts';
import type { QueuedRequest } from './queued-request.ts';
import { randomStream, uuid } from './random.ts';
import type { Scenario, Scenarios } from './scenario.ts';
import { scenarioOf } from './scenarios.ts';
import { untriggered } from './timeline.ts';

/** The request that a call would become. Throws what `scenarios` throws, and what is wrong with what it gives. */
export function draftCall(
  input: CallInput,
  ordinal: number,
  { seed, scenarios }: { seed: number; scenarios: Scenarios | undefined },
  now: number,
): QueuedRequest {
  const id = uuid(randomStream(seed, 'request', ordinal));
  const scenario =
    (scenarios && decided(scenarios, input, id, ordinal)) ?? scenarioOf(input.outbound_phone_number);
  return {
    id,
    ordinal,
    batchId: '',
    input,
    timeline: untriggered(now),
    plan: planCall(scenario, randomStream(seed, 'plan', ordinal)),
    faults: queueOf(scenario),
    callsPlaced: 0,
  };
}

/** Copied on the way in and out: what a scenario does to its objects later changes nothing here. */
function decided(decide: Scenarios, input: CallInput, id: string, ordinal: number): Scenario | undefined {
  return structuredClone(decide({ ...structuredClone(input), id, ordinal }));
}

function queueOf({ faults }: Scenario): FaultQueue | undefined {
  if (!faults || faults.length === 0) return undefined;
  const queue = new FaultQueue();
  for (const fault of faults) queue.add(fault);
  return queue;
}
