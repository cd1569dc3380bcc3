import { type Clock, MAX_TIMER_MS } from '../clock.ts';
import { Flights } from './flights.ts';
import { Timer, TimerHeap } from './timer-heap.ts';
import { trackedFetch } from './tracked-fetch.ts';
import { turn } from './turn.ts';

/** How a test clock treats the real world. */
export interface TestClockOptions {
  /**
   * Real milliseconds without a landing after which tracked work counts as stalled and is no longer waited
   * for. @default 1 000
   */
  graceMs?: number;
}

/** How far `advanceUntil` may go. */
export interface AdvanceUntilOptions {
  /** Virtual milliseconds from now. @default 7 days */
  limitMs?: number;
}

const LIMIT_MS = 7 * 86_400_000;
const GRACE_MS = 1_000;
/** How often timers may set timers for the same instant before it counts as a loop. */
const MOST_GENERATIONS = 10_000;

/**
 * Time that stands still until it is told to go on: a test that waits for hours is over in milliseconds, and
 * runs the same way every time. Promises settle between any two timers. Work that happens outside the process
 * or takes real time (a loopback request, a file) must be tracked, or time may go on without it.
 */
export class TestClock implements Clock {
  readonly #timers = new TimerHeap();
  readonly #flights = new Flights();
  readonly #graceMs: number;
  #now: number;
  #set = 0;
  #generation = 0;

  /** Starts at `startMs`, milliseconds since the epoch; by default at noon UTC of 24 November 2026. */
  constructor(startMs: number = Date.UTC(2026, 10, 24, 12), { graceMs = GRACE_MS }: TestClockOptions = {}) {
    this.#now = startMs;
    this.#graceMs = graceMs;
  }

  /** Milliseconds since the epoch, virtual. */
  now(): number {
    return this.#now;
  }

  /** As `Clock` says; a delay below 0 is 0, and NaN is a RangeError, since it can only be a mistake. */
  setTimeout(callback: () => void, ms: number): unknown {
    if (Number.isNaN(ms)) throw new RangeError('setTimeout: ms must be a number');
    const at = this.#now + Math.min(Math.max(ms, 0), MAX_TIMER_MS);
    const timer = new Timer(at, this.#set++, at === this.#now ? this.#generation + 1 : 0, callback);
    this.#timers.add(timer);
    return timer;
  }

  /** As `Clock` says; what is no waiting timer of this clock is ignored. */
  clearTimeout(handle: unknown): void {
    if (handle instanceof Timer) this.#timers.remove(handle);
  }

  /** How many timers are waiting. After everything under test has settled it should be 0. */
  get pending(): number {
    return this.#timers.size;
  }

  /**
   * Lets `ms` milliseconds pass, firing what is due by time and, at the same time, in the order in which it
   * was set, timers that timers set included. Rejects with what a callback throws.
   */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.#settle();
    for (let next = this.#timers.first(); next && next.at <= until; next = this.#timers.first()) {
      this.#fire(next);
      await this.#settle();
    }
    this.#moveTo(until);
  }

  /**
   * Jumps from timer to timer until the promise settles, and returns or throws what it settled with. Fails
   * when nothing is left that could settle it, or when the next timer lies beyond `limitMs`.
   */
  async advanceUntil<T>(
    promise: PromiseLike<T>,
    { limitMs = LIMIT_MS }: AdvanceUntilOptions = {},
  ): Promise<T> {
    const until = this.#now + limitMs;
    let settled: (() => T) | undefined;
    const watched = Promise.resolve(promise).then(
      (value) => {
        settled = () => value;
      },
      (error: unknown) => {
        settled = () => {
          throw error;
        };
      },
    );
    for (;;) {
      await this.#settle();
      if (!settled && this.#timers.size === 0) await this.#lastChance(watched);
      if (settled) return settled();
      const next = this.#timers.first();
      if (!next) throw new Error('advanceUntil: not settled, and no timer is left that could settle it');
      if (next.at > until) throw new Error(`advanceUntil: not settled after ${limitMs} ms of virtual time`);
      this.#fire(next);
    }
  }

  /** Has time stand still while the promise is under way, and returns it. */
  track<T>(promise: Promise<T>): Promise<T> {
    this.#flights.add(promise);
    return promise;
  }

  /** A `fetch` during which time stands still: until the head of the answer, and while its body is read. */
  tracked<A extends unknown[], R>(fetch: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return trackedFetch(fetch, (promise) => this.track(promise));
  }

  #fire(timer: Timer): void {
    this.#timers.remove(timer);
    this.#generation = timer.at > this.#now ? 0 : timer.generation;
    if (this.#generation > MOST_GENERATIONS) {
      throw new Error('TestClock: time stands still, because something waits 0 ms again and again');
    }
    this.#moveTo(timer.at);
    timer.callback();
  }

  /** Never back: two advances may be under way at once. */
  #moveTo(time: number): void {
    this.#now = Math.max(this.#now, time);
  }

  /** Until nothing moves any more: no timer set, nothing aloft. */
  async #settle(): Promise<void> {
    let seen: number;
    do {
      seen = this.#set + this.#flights.movements;
      await turn();
      if (this.#flights.count > 0) await this.#flights.landing(this.#graceMs);
    } while (seen !== this.#set + this.#flights.movements);
  }

  /** No timer is left: real time, up to the grace, for what is under way and was not tracked. */
  async #lastChance(watched: Promise<void>): Promise<void> {
    const flights = new Flights();
    flights.add(watched);
    await flights.landing(this.#graceMs);
  }
}
