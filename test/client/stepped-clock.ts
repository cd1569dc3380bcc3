import { setImmediate } from 'node:timers/promises';
import { TestClock } from '@evergrove/scheduler/sandbox';
import type { FaultServer } from './fault-server.ts';

/** A `TestClock` that knows when its timers are due, so that a test can go from one to the next. */
export class SteppedClock extends TestClock {
  readonly #due = new Map<unknown, number>();
  readonly #watchers: { count: number; resolve(): void }[] = [];

  override setTimeout(callback: () => void, ms: number): unknown {
    const handle = super.setTimeout(() => {
      this.#due.delete(handle);
      callback();
    }, ms);
    this.#due.set(handle, this.now() + ms);
    for (const { count, resolve } of this.#watchers) if (this.#due.size >= count) resolve();
    return handle;
  }

  override clearTimeout(handle: unknown): void {
    this.#due.delete(handle);
    super.clearTimeout(handle);
  }

  /** Resolves once this many timers are waiting at once. */
  waiting(count: number): Promise<void> {
    if (this.#due.size >= count) return Promise.resolve();
    return new Promise((resolve) => this.#watchers.push({ count, resolve }));
  }

  /** Goes to the next timer, if there is one. */
  async step(): Promise<void> {
    if (this.#due.size > 0) await this.advance(Math.max(Math.min(...this.#due.values()) - this.now(), 0));
  }
}

/** How a call ended, and after how many virtual milliseconds. */
export type Settled<T> = ({ value: T } | { error: unknown }) & { afterMs: number };

/** Real milliseconds a call may take to settle once its deadline has struck. */
export const GRACE_MS = 250;

/**
 * Lets a call run to its end. Virtual time stands still while the server works; it goes on when the client waits
 * before a repetition (the deadline is one timer, that wait the second) and when the server has stalled. A call that
 * has not settled 250 ms after its deadline has failed.
 */
export async function settle<T>(
  call: Promise<T>,
  clock: SteppedClock,
  server: Pick<FaultServer, 'stalls'>,
): Promise<Settled<T>> {
  const started = clock.now();
  let settled: Settled<T> | undefined;
  const done = call.then(
    (value) => {
      settled = { value, afterMs: clock.now() - started };
    },
    (error: unknown) => {
      settled = { error, afterMs: clock.now() - started };
    },
  );
  for (let stalls = 1; ; ) {
    const why = await Promise.race([
      done,
      clock.waiting(2).then(() => 'pause'),
      server.stalls(stalls).then(() => 'stalled'),
    ]);
    if (settled) return settled;
    if (why === 'stalled') {
      stalls++;
      await arrival();
    }
    await clock.step();
    if (why === 'stalled') {
      await withinGrace(done);
      if (settled) return settled;
    }
  }
}

/** Both ends are in this process: a few turns of the event loop after it was written, a byte has been read. */
export async function arrival(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await setImmediate();
}

/** The promise, or a failure after the grace. */
export async function withinGrace<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not settled within ${GRACE_MS} ms`)), GRACE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
