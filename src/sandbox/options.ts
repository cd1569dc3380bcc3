import type { Clock } from '../clock.ts';
import { acceleratedClock, type SandboxClock } from './accelerated-clock.ts';
import type { SandboxWarning } from './real-number.ts';
import type { Scenarios } from './scenario.ts';

/** How the sandbox behaves, whatever its clock. */
export interface SandboxBehaviour {
  /** Ids, times and outcomes follow from it and from the order of the requests. @default 1 */
  seed?: number;
  /** Decides what becomes of each call, before its number does. @default the magic numbers decide */
  scenarios?: Scenarios;
  /** How many of the latest entries `requests` keeps at least; older ones are dropped. @default 100 000 */
  requestsKept?: number;
  /** Told once of a queued number that may be real. @default process.emitWarning, where there is one */
  onWarning?: (warning: SandboxWarning) => void;
}

/** A sandbox with a clock of its own. */
export interface SandboxOptions extends SandboxBehaviour {
  /** The time at which it begins, in milliseconds since the epoch. @default the present */
  now?: number;
  /** How many times faster than real time it lives. @default 1 */
  speed?: number;
  clock?: undefined;
}

/** A sandbox on a clock of the caller's. */
export interface SandboxOptionsWithClock<C extends Clock> extends SandboxBehaviour {
  /** The time it lives in, such as a `TestClock`. It waits on it for nothing but a slow answer. */
  clock: C;
  now?: undefined;
  speed?: undefined;
}

/** So much faster, a second is eleven days. */
const FASTEST = 1_000_000;
/** The last moment that a date-time can write with a year of four digits. */
const LAST = Date.UTC(9999, 11, 31);

/** The clock that the options ask for. */
export function clockOf({ clock, now, speed }: SandboxOptions | SandboxOptionsWithClock<Clock>): Clock {
  if (clock) {
    if (now === undefined && speed === undefined) return clock;
    throw new TypeError('createSandbox: clock goes without now and speed, which are for a clock of its own');
  }
  if (now !== undefined && !(typeof now === 'number' && now >= 0 && now <= LAST)) {
    throw new RangeError('createSandbox: now must be a moment in milliseconds since the epoch');
  }
  if (speed !== undefined && !(typeof speed === 'number' && speed > 0 && speed <= FASTEST)) {
    throw new RangeError('createSandbox: speed must be a number above 0 and at most 1 000 000');
  }
  return acceleratedClock(speed ?? 1, now) satisfies SandboxClock;
}
