import type { Clock } from './clock.ts';
import { onAbort } from './on-abort.ts';

/** One deadline over everything a call does, and the caller's signal beside it. */
export interface Deadline {
  /** Aborts when the time is up or the caller aborts; handed to `fetch`. */
  readonly signal: AbortSignal;
  /** Milliseconds left. */
  remaining(): number;
  /** What ended it, if anything did. */
  stopped(): 'timeout' | 'aborted' | undefined;
  /**
   * The promise, or a rejection the moment the deadline stops: a `fetch` need not honour its signal. One at a time.
   */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Clears the timer and the listener. */
  end(): void;
}

/** Starts the one timer and the one listener of a call. */
export function startDeadline(clock: Clock, timeoutMs: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const until = clock.now() + timeoutMs;
  let why: 'timeout' | 'aborted' | undefined;
  let halt: ((reason: unknown) => void) | undefined;

  const stop = (reason: 'timeout' | 'aborted') => {
    if (why !== undefined) return;
    why = reason;
    halt?.(new Error(reason));
    controller.abort();
  };
  const ignore = caller && onAbort(caller, () => stop('aborted'));
  const timer = clock.setTimeout(() => stop('timeout'), timeoutMs);
  if (caller?.aborted) stop('aborted');

  return {
    signal: controller.signal,
    remaining: () => until - clock.now(),
    stopped: () => why,
    race(promise) {
      return new Promise((resolve, reject) => {
        promise.then(resolve, reject);
        halt = reject;
        if (why !== undefined) reject(new Error(why));
      });
    },
    end() {
      clock.clearTimeout(timer);
      ignore?.();
    },
  };
}
