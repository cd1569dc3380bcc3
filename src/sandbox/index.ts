export { acceleratedClock } from './accelerated-clock.ts';
export type { CallPlan, PlannedEnd, Scenario, ScenarioCall } from './call-plan.ts';
export { createSandbox, type Sandbox, type SandboxLogEntry, type SandboxOptions } from './sandbox.ts';
export type { ListeningSandbox, ListenOptions } from './serve.ts';
export type { RepeatedTrigger } from './state.ts';
export { type AdvanceUntilOptions, TestClock, type TestClockOptions } from './test-clock.ts';
