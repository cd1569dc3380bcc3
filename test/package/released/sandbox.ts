import { type Clock, createScheduler, type FinalCall, systemClock } from '@evergrove/scheduler';
import {
  acceleratedClock,
  createSandbox,
  type Fault,
  type FaultName,
  faults,
  magicNumber,
  type Sandbox,
  type SandboxCall,
  type SandboxClock,
  type SandboxRequest,
  type ScenarioName,
  type ServedSandbox,
  scenarios,
  TestClock,
} from '@evergrove/scheduler/sandbox';

/*
 * Programs that a user of `./sandbox` may have written. They are compiled, never run; each assignment states a type.
 */

const clock = new TestClock();
const sandbox: Sandbox<TestClock> = createSandbox({ clock, seed: 1 });

export const timed: Sandbox<SandboxClock> = createSandbox({ speed: 60 });
export const real: Sandbox<Clock> = createSandbox({ clock: systemClock });
export const fast: SandboxClock = acceleratedClock(60);
export const scheduler = createScheduler({ apiKey: 'test', fetch: sandbox.fetch, clock: sandbox.clock });
export const number: string = magicNumber('doNotCallBack');
export const told: string = scenarios.answersAndConfirms.description;
export const fault: Fault = faults.actThenDrop;

/** A call without real time. */
export async function call(id: string): Promise<number> {
  const fault: FaultName = 'actThenDrop';
  sandbox.failNext(fault, { operation: 'triggerCall', times: 1 });
  await clock.advance(1_000);
  const final: FinalCall = await clock.advanceUntil(scheduler.waitForCall(id));
  const calls: SandboxCall[] = sandbox.calls();
  const requests: readonly SandboxRequest[] = sandbox.requests;
  const served: ServedSandbox = await sandbox.serve({ port: 0 });
  await served.close();
  sandbox.reset();
  return sandbox.callsPlaced(final.id) + calls.length + requests.length + clock.pending;
}

export const name: ScenarioName = 'busyTwiceThenAnswers';
