import type { RequestStatus } from '../generated/types.ts';
import type { Clock } from './clock.ts';
import type { SchedulerError } from './errors.ts';
import { onAbort } from './on-abort.ts';
import type { Schedule } from './schedule.ts';
import type { FinalCall } from './status.ts';
import { Watcher } from './watcher.ts';

/** A `progress` event. */
export type WatchProgress = Extract<WatchEvent, { type: 'progress' }>;

/** What a watcher tells. Each id gets exactly one `done` or `failed`; nothing follows it. */
export type WatchEvent =
  /** The status was first seen or has changed, or a look failed (`error`) and the watch goes on. */
  | {
      type: 'progress';
      requestId: string;
      /** The status last seen; absent while none was. */
      status?: string;
      /** False for a status the contract does not know: it is waited on, at one look a minute. */
      known: boolean;
      /** The look that failed. It changed nothing. */
      error?: SchedulerError;
      /** How many looks were taken so far. */
      polls: number;
    }
  /** A terminal status was reached. */
  | { type: 'done'; requestId: string; call: FinalCall; polls: number }
  /** The watch of this id is over without a terminal status. */
  | { type: 'failed'; requestId: string; error: SchedulerError; polls: number };

/** How to watch. */
export interface WatchOptions {
  /**
   * How long to wait for each id, in milliseconds from when it was taken up; the last look is at the end.
   * 0 takes one look; `Infinity` waits for ever; a negative number or `NaN` is refused. A look under way at the
   * end may take up to 5 s more; in a fleet, the last looks take as long as the rate needs.
   * @default 86_400_000 (24 hours)
   */
  timeoutMs?: number;
  /** Ends the watch at once, with `signal.reason`. */
  signal?: AbortSignal;
  /**
   * Looks per second, over all ids; timers of whole milliseconds keep it below about 2 000.
   * @default 5
   */
  ratePerSecond?: number;
  /**
   * Looks under way at the same time; with a round trip of t seconds, no more than `inFlight` / t looks are taken
   * per second, whatever the rate.
   * @default 8
   */
  inFlight?: number;
  /**
   * When to look again.
   * @default defaultSchedule
   */
  schedule?: Schedule;
  /**
   * Ask for `call_attempts` once, when the status has become terminal; looks before that stay small.
   * @default false
   */
  includeCallAttempts?: boolean;
}

/** What the engine is given; it knows no client. */
export interface WatchEnvironment {
  /** One look. */
  read(
    requestId: string,
    options: { signal: AbortSignal; timeoutMs: number; includeCallAttempts: boolean },
  ): Promise<RequestStatus>;
  /** Why an id cannot be watched, if so. */
  refuse(requestId: unknown): SchedulerError | undefined;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** The longest a single look may take, in milliseconds. */
  readTimeoutMs: number;
}

/**
 * Watches requests until each has ended: one heap, one timer, one token bucket for all of them.
 * `ids` may keep growing while it is watched; an id that comes twice is watched once. Ends when every id has had
 * its final event and `ids` is exhausted; an empty one ends at once.
 *
 * @throws signal.reason when aborted; `invalid_input` for a list that holds something other than a UUID; whatever
 * `ids` itself throws
 */
export async function* watch(
  ids: Iterable<string> | AsyncIterable<string>,
  options: WatchOptions,
  environment: WatchEnvironment,
): AsyncGenerator<WatchEvent, void, undefined> {
  const { signal } = options;
  if (signal?.aborted) throw signal.reason;
  // What can be iterated is looked at as it comes, except an array; anything else, a lone id included, is no list.
  for (const id of Array.isArray(ids) ? ids : isIterable(ids) ? [] : [undefined]) {
    const refusal = environment.refuse(id);
    if (refusal) throw refusal;
  }
  const watcher = new Watcher(options, environment);
  const ignore = signal && onAbort(signal, () => watcher.stop(signal.reason));
  try {
    watcher.feed(ids);
    for (;;) {
      const event = watcher.next();
      if (event) yield event;
      else if (watcher.finished) return;
      else await watcher.changed();
    }
  } finally {
    ignore?.();
    watcher.close();
  }
}

function isIterable(ids: unknown): boolean {
  return typeof ids === 'object' && ids !== null && (Symbol.iterator in ids || Symbol.asyncIterator in ids);
}

/** The same for one id: its final value, or its error thrown. */
export async function waitForOne(
  requestId: string,
  options: WatchOptions & { onProgress?: (event: WatchProgress) => unknown },
  environment: WatchEnvironment,
): Promise<FinalCall> {
  for await (const event of watch([requestId], options, environment)) {
    if (event.type === 'done') return event.call;
    if (event.type === 'failed') throw event.error;
    await options.onProgress?.(event);
  }
  throw new Error('a watch ended without a final event');
}
