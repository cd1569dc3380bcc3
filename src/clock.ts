import { onAbort } from './on-abort.ts';

/**
 * Time as an argument: everything that reads the time or waits takes one of these, so that a test, a
 * simulation or the accelerated demo can own it.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. Never runs backwards. */
  now(): number;
  /** Runs `callback` once, `ms` milliseconds from now (at most 2³¹ − 1), and returns a handle to clear it. */
  setTimeout(callback: () => void, ms: number): unknown;
  /** Clears a handle that `setTimeout` returned. */
  clearTimeout(handle: unknown): void;
}

/** The longest timer a runtime keeps; a longer one fires at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time, monotonic, so that a corrected wall clock neither hurries nor stalls a deadline. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, Math.min(ms, MAX_TIMER_MS)),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/**
 * Resolves after `ms` on `clock`; rejects with `signal.reason` the moment `signal` aborts.
 * Leaves neither a timer nor a listener behind.
 */
export function sleep(ms: number, clock: Clock, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const ignore =
      signal &&
      onAbort(signal, () => {
        clock.clearTimeout(timer);
        reject(signal.reason);
      });
    const timer = clock.setTimeout(
      () => {
        ignore?.();
        resolve();
      },
      Math.min(ms, MAX_TIMER_MS),
    );
  });
}
