import type { OperationId } from '../../generated/operations.ts';
import { type Clock, sleep } from '../clock.ts';
import type { SchedulerError } from '../errors.ts';
import { Pace } from '../pace.ts';
import type { Halt } from './halt.ts';

/** So many failures of one operation in a row, over all rows, and the run is stopped before every row is in doubt. */
const MOST_FAILURES = 12;

/** Lets requests through at a rate. All who wait at it share one token bucket. */
export class Gate {
  readonly #pace: Pace;
  readonly #clock: Clock;
  readonly #halt: Halt;
  #last: Promise<void> = Promise.resolve();
  /** Of each operation by itself: that queueing works says nothing of the triggers. */
  readonly #failures = new Map<OperationId | undefined, number>();

  constructor(ratePerSecond: number, clock: Clock, halt: Halt) {
    this.#pace = new Pace(ratePerSecond, clock.now());
    this.#clock = clock;
    this.#halt = halt;
  }

  /** Resolves when one request may go, in the order of asking; rejects with the signal's reason when the run ends. */
  pass(): Promise<void> {
    // One waits at a time: many that wake for the same token would keep the process busy for nothing.
    const passed = this.#last.then(() => this.#waitForToken());
    this.#last = passed.catch(() => {});
    return passed;
  }

  async #waitForToken(): Promise<void> {
    for (;;) {
      this.#halt.signal.throwIfAborted();
      const now = this.#clock.now();
      const delay = this.#pace.delay(now);
      if (delay <= 0) return this.#pace.take(now);
      await sleep(Math.ceil(delay), this.#clock, this.#halt.signal);
    }
  }

  /** A request was answered as it should be. */
  accepted(operation: OperationId): void {
    this.#failures.delete(operation);
    this.#pace.accepted(this.#clock.now());
  }

  /** A request failed for a reason that may pass. With an HTTP status, everybody pauses, as long as the server asked. */
  failed(error: SchedulerError): void {
    if (error.code === 'http') this.#pace.refused(this.#clock.now(), error.retryAfterMs);
    const failures = (this.#failures.get(error.operation) ?? 0) + 1;
    this.#failures.set(error.operation, failures);
    if (failures >= MOST_FAILURES) this.#halt.stop(error);
  }
}
