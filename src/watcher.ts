import type { RequestStatus } from '../generated/types.ts';
import { MAX_TIMER_MS, sleep } from './clock.ts';
import { isSchedulerError, type SchedulerError } from './errors.ts';
import { DueHeap } from './heap.ts';
import { failed, goOn, isKnown, missed, type Outcome, seen, type Watched } from './look.ts';
import { Pace } from './pace.ts';
import { defaultSchedule, nextLookMs } from './schedule.ts';
import type { WatchEnvironment, WatchEvent, WatchOptions } from './watch.ts';

const DEFAULT_TIMEOUT_MS = 86_400_000;
const DEFAULT_RATE_PER_SECOND = 5;
const DEFAULT_IN_FLIGHT = 8;
/** What the look at the end of a wait is given. */
const LAST_LOOK_MS = 5_000;
/** A consumer that is this many events behind holds the looks back. */
const BUFFERED_EVENTS = 1_000;
/** After so many ids, those of a source that never waits let the rest of the process have its turn. */
const DRAWN_AT_ONCE = 1_000;
/** While the fleet pauses, waits that are over are looked for no more often than this. */
const SWEEP_MS = 1_000;

/** The engine behind `watch`: what is due when, what is under way, and the events not yet taken. */
export class Watcher {
  readonly #environment: WatchEnvironment;
  readonly #options: WatchOptions;
  readonly #inFlight: number;
  readonly #timeoutMs: number;
  readonly #start: number;
  readonly #pace: Pace;
  readonly #waiting = new DueHeap<Watched>();
  readonly #taken = new Set<string>();
  readonly #underWay = new Set<Watched>();
  readonly #abort = new AbortController();
  #events: WatchEvent[] = [];
  #read = 0;
  #iterator: Iterator<string> | AsyncIterator<string> | undefined;
  #exhausted = false;
  #closed = false;
  #failure: { reason: unknown } | undefined;
  #timer: unknown;
  #timerDue = Infinity;
  #sweepAt = 0;
  #wake: (() => void) | undefined;

  constructor(options: WatchOptions, environment: WatchEnvironment) {
    this.#environment = environment;
    this.#options = options;
    this.#inFlight = options.inFlight ?? DEFAULT_IN_FLIGHT;
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#start = environment.clock.now();
    this.#pace = new Pace(options.ratePerSecond ?? DEFAULT_RATE_PER_SECOND, 0);
  }

  /** Takes up the ids: those of an array now, those of another iterable as they come. */
  feed(ids: Iterable<string> | AsyncIterable<string>): void {
    if (Array.isArray(ids)) {
      for (const id of ids) this.#add(id);
      this.#exhausted = true;
      return this.#pump();
    }
    const iterator = Symbol.iterator in ids ? ids[Symbol.iterator]() : ids[Symbol.asyncIterator]();
    this.#iterator = iterator;
    this.#drain(iterator).catch((reason) => this.stop(reason));
  }

  /** The next event not yet taken. Throws what stopped the watch, at once. */
  next(): WatchEvent | undefined {
    if (this.#failure) throw this.#failure.reason;
    const event = this.#events[this.#read++];
    if (this.#read >= this.#events.length) {
      this.#events = [];
      this.#read = 0;
      if (event) this.#pump();
    }
    return event;
  }

  /** Whether nothing more can come. */
  get finished(): boolean {
    return this.#exhausted && this.#waiting.size + this.#underWay.size === 0;
  }

  /** Resolves when there may be something new. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Ends everything with an error. */
  stop(reason: unknown): void {
    if (this.#closed) return;
    this.#failure = { reason };
    this.close();
  }

  /** Lets go of the timer, the looks under way and the source. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#environment.clock.clearTimeout(this.#timer);
    this.#abort.abort();
    const iterator = this.#exhausted ? undefined : this.#iterator;
    this.#notify();
    (async () => iterator?.return?.())().catch(() => {});
  }

  async #drain(iterator: Iterator<string> | AsyncIterator<string>): Promise<void> {
    for (let drawn = 1; ; drawn++) {
      const step = await iterator.next();
      if (this.#closed) return;
      if (step.done) break;
      this.#add(step.value);
      this.#pump();
      if (drawn % DRAWN_AT_ONCE === 0) await sleep(0, this.#environment.clock, this.#abort.signal);
    }
    this.#exhausted = true;
    this.#notify();
  }

  #add(id: string): void {
    const error = this.#environment.refuse(id);
    if (error) return this.#tell({ type: 'failed', requestId: '(not a UUID)', error, polls: 0 });
    // `toLowerCase` makes a new string even of a lower-case one; the caller's own costs nothing.
    const lower = id.toLowerCase();
    const key = lower === id ? id : lower;
    if (this.#taken.has(key)) return;
    this.#taken.add(key);
    const now = this.#now();
    const until = now + Math.ceil(this.#timeoutMs);
    this.#enqueue(
      { id, since: now, until, due: 0, changedAt: now, polls: 0, status: undefined, ended: undefined },
      now,
    );
  }

  /** Puts an id back until its next look, which is never after its end. */
  #enqueue(watched: Watched, now: number): void {
    const { schedule = defaultSchedule } = this.#options;
    const { changedAt, until, status } = watched;
    const pause = nextLookMs(schedule, now - changedAt, isKnown(status), this.#environment.random());
    watched.due = Math.round(Math.min(now + pause, until));
    this.#waiting.push(watched);
  }

  /** Starts every look that is due and allowed, and sets the timer for the next. */
  #pump(): void {
    while (
      !this.#closed &&
      this.#underWay.size < this.#inFlight &&
      this.#events.length + this.#underWay.size < BUFFERED_EVENTS
    ) {
      const first = this.#waiting.peek();
      if (first === undefined) return;
      const now = this.#now();
      if (first.due > now) return this.#wakeIn(first.due - now);
      const delay = this.#pace.delay(now);
      if (delay > 0) return this.#wakeIn(this.#pace.paused(now) ? this.#sweep(now, delay) : delay);
      this.#pace.take(now);
      this.#waiting.pop();
      this.#look(first, now);
    }
  }

  #look(watched: Watched, now: number): void {
    const { read, readTimeoutMs } = this.#environment;
    const isLast = now >= watched.until;
    watched.polls++;
    this.#underWay.add(watched);
    read(watched.id, {
      signal: this.#abort.signal,
      timeoutMs: Math.min(readTimeoutMs, isLast ? LAST_LOOK_MS : watched.until - now),
      includeCallAttempts: watched.ended !== undefined,
    })
      .then(
        (call) => this.#settle(watched, (now) => this.#seen(watched, call, now, isLast)),
        (error) => this.#settle(watched, (now) => this.#missed(watched, error, now, isLast)),
      )
      .catch((reason) => this.stop(reason));
  }

  #settle(watched: Watched, judge: (now: number) => Outcome): void {
    if (this.#closed) return;
    this.#underWay.delete(watched);
    const now = this.#now();
    this.#follow(watched, judge(now), now);
    this.#pump();
    if (this.finished) this.#notify();
  }

  #seen(watched: Watched, call: RequestStatus, now: number, isLast: boolean): Outcome {
    this.#pace.accepted(now);
    return seen(watched, call, now, isLast, this.#options.includeCallAttempts);
  }

  #missed(watched: Watched, error: unknown, now: number, isLast: boolean): Outcome {
    if (!isSchedulerError(error)) throw error;
    const { status = 0, retryAfterMs }: { status?: number; retryAfterMs?: number } =
      error.code === 'http' ? error : {};
    if (status === 401 || status === 403) return this.#endFleet(watched, error);
    if (status === 429 || (status === 503 && retryAfterMs !== undefined))
      this.#pace.refused(now, retryAfterMs);
    return missed(watched, error, now, isLast);
  }

  #follow(watched: Watched, { progress, end, again }: Outcome, now: number): void {
    if (progress) this.#tell(progress);
    if (end) this.#tell(end);
    if (again === 'later') this.#enqueue(watched, now);
    if (again === 'now') this.#waiting.push(Object.assign(watched, { due: now }));
  }

  /** Ends the waits whose time ran out while the fleet pauses; says when to look again. */
  #sweep(now: number, pauseMs: number): number {
    if (now < this.#sweepAt) return Math.min(pauseMs, this.#sweepAt - now);
    this.#sweepAt = now + SWEEP_MS;
    let soonest = Infinity;
    for (const watched of this.#waiting.drain()) {
      if (watched.until <= now) {
        this.#follow(watched, goOn(watched, true), now);
      } else {
        soonest = Math.min(soonest, watched.until);
        this.#waiting.push(watched);
      }
    }
    return Math.min(pauseMs, Math.max(soonest - now, SWEEP_MS));
  }

  /** The key is refused: it is refused for every id. Nothing is left to follow. */
  #endFleet(first: Watched, error: SchedulerError): Outcome {
    const rest = [...this.#underWay, ...this.#waiting.drain()];
    this.#underWay.clear();
    this.close();
    this.#exhausted = true;
    for (const watched of [first, ...rest]) this.#tell(failed(watched, error));
    return {};
  }

  #tell(event: WatchEvent): void {
    this.#events.push(event);
    this.#notify();
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #now(): number {
    return Math.round(this.#environment.clock.now() - this.#start);
  }

  /** The one timer. One that fires earlier than needed is left to fire. */
  #wakeIn(ms: number): void {
    const due = this.#now() + ms;
    if (due >= this.#timerDue) return;
    const { clock } = this.#environment;
    clock.clearTimeout(this.#timer);
    this.#timerDue = due;
    this.#timer = clock.setTimeout(
      () => {
        this.#timerDue = Infinity;
        this.#pump();
      },
      Math.min(Math.ceil(ms), MAX_TIMER_MS),
    );
  }
}
