export { acceleratedClock } from './accelerated-clock.ts';
export type { CallPlan, PlannedEnd, Scenario, ScenarioCall } from './call-plan.ts';
export { createSandbox, type Sandbox, type SandboxOptions, type SandboxRequest } from './sandbox.ts';
export type { ServedSandbox, ServeOptions } from './serve.ts';
export type { RepeatedTrigger } from './state.ts';
export { type AdvanceUntilOptions, TestClock, type TestClockOptions } from './test-clock.ts';
