import type { Clock } from '../clock.ts';
import type { Gate } from './gate.ts';
import type { Halt } from './halt.ts';
import type { Ledger } from './ledger.ts';
import type { RunBatchOptions } from './options.ts';

/** What the parts of a run share. */
export interface RunContext {
  options: RunBatchOptions;
  clock: Clock;
  halt: Halt;
  gate: Gate;
  ledger: Ledger;
}
