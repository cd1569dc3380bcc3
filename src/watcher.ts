import { OutboundCallStatus } from '../generated/enums.ts';
import type { RequestStatus } from '../generated/types.ts';
import { MAX_TIMER_MS, sleep } from './clock.ts';
import { isSchedulerError, type SchedulerError, schedulerError } from './errors.ts';
import { DueHeap } from './heap.ts';
import { Pace } from './pace.ts';
import { defaultSchedule, nextLookMs } from './schedule.ts';
import { finalCall, isKnownStatus } from './status.ts';
import type { WatchEnvironment, WatchEvent, WatchOptions } from './watch.ts';

const DEFAULT_TIMEOUT_MS = 86_400_000;
const DEFAULT_RATE_PER_SECOND = 5;
const DEFAULT_IN_FLIGHT = 8;
/** Just after the trigger, a request may not be found yet. */
const NOT_FOUND_GRACE_MS = 60_000;
/** What the look at the end of a wait is given. */
const LAST_LOOK_MS = 5_000;
/** How often the attempts of an ended call are asked for before it is handed over without them. */
const ATTEMPTS_READS = 3;
/** A consumer that is this many events behind holds the looks back. */
const BUFFERED_EVENTS = 1_000;
/** After so many ids, those of a source that never waits let the rest of the process have its turn. */
const DRAWN_AT_ONCE = 1_000;
/** While the fleet pauses, waits that are over are looked for no more often than this. */
const SWEEP_MS = 1_000;

/** One id under watch. Times are whole milliseconds since the watcher began, which V8 keeps unboxed. */
interface Watched {
  readonly id: string;
  readonly since: number;
  readonly until: number;
  due: number;
  changedAt: number;
  polls: number;
  status: string | undefined;
  /** The call has ended, and only its attempts are still asked for. */
  ended: { call: RequestStatus; reads: number } | undefined;
}

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
  #source: { exhausted: boolean; iterator?: Iterator<string> | AsyncIterator<string> } = { exhausted: false };
  #closed = false;
  #failure: { reason: unknown } | undefined;
  #timer: unknown;
  #timerDue = Number.POSITIVE_INFINITY;
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
      this.#source.exhausted = true;
      this.#pump();
      return;
    }
    const iterator = Symbol.iterator in ids ? ids[Symbol.iterator]() : ids[Symbol.asyncIterator]();
    this.#source.iterator = iterator;
    this.#drain(iterator).catch((reason) => this.stop(reason));
  }

  /** The next event not yet taken. Throws what stopped the watch, at once. */
  next(): WatchEvent | undefined {
    if (this.#failure) throw this.#failure.reason;
    const event = this.#events[this.#read];
    if (event === undefined) return undefined;
    this.#read++;
    if (this.#read === this.#events.length) {
      this.#events = [];
      this.#read = 0;
      this.#pump();
    }
    return event;
  }

  /** Whether nothing more can come. */
  get finished(): boolean {
    return this.#source.exhausted && this.#waiting.size === 0 && this.#underWay.size === 0;
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
    const { exhausted, iterator } = this.#source;
    this.#notify();
    if (!exhausted) (async () => iterator?.return?.())().catch(() => {});
  }

  async #drain(iterator: Iterator<string> | AsyncIterator<string>): Promise<void> {
    const { clock } = this.#environment;
    for (let drawn = 1; ; drawn++) {
      const step = await iterator.next();
      if (this.#closed) return;
      if (step.done) break;
      this.#add(step.value);
      this.#pump();
      if (drawn % DRAWN_AT_ONCE === 0) await sleep(0, clock, this.#abort.signal);
    }
    this.#source.exhausted = true;
    this.#notify();
  }

  #add(requestId: string): void {
    const refusal = this.#environment.refuse(requestId);
    if (refusal) return this.#tell({ type: 'failed', requestId: '(not a UUID)', error: refusal, polls: 0 });
    // `toLowerCase` makes a new string even of a lower-case one; the caller's own costs nothing.
    const lower = requestId.toLowerCase();
    const key = lower === requestId ? requestId : lower;
    if (this.#taken.has(key)) return;
    this.#taken.add(key);
    const now = this.#now();
    const watched: Watched = {
      id: requestId,
      since: now,
      until: now + Math.ceil(this.#timeoutMs),
      due: 0,
      changedAt: now,
      polls: 0,
      status: undefined,
      ended: undefined,
    };
    this.#enqueue(watched, now);
  }

  /** Puts an id back until its next look, which is never after its end. */
  #enqueue(watched: Watched, now: number): void {
    const schedule = this.#options.schedule ?? defaultSchedule;
    const known = watched.status === undefined || isKnownStatus(watched.status);
    const pause = nextLookMs(schedule, now - watched.changedAt, known, this.#environment.random());
    watched.due = Math.round(Math.min(now + pause, watched.until));
    this.#waiting.push(watched);
  }

  /** Starts every look that is due and allowed, and sets the timer for the next. */
  #pump(): void {
    while (!this.#closed && this.#underWay.size < this.#inFlight && this.#events.length < BUFFERED_EVENTS) {
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
    const timeoutMs = Math.min(readTimeoutMs, isLast ? LAST_LOOK_MS : watched.until - now);
    const includeCallAttempts = watched.ended !== undefined;
    watched.polls++;
    this.#underWay.add(watched);
    read(watched.id, { signal: this.#abort.signal, timeoutMs, includeCallAttempts })
      .then(
        (call) => this.#settle(watched, () => this.#seen(watched, call, isLast)),
        (error) => this.#settle(watched, () => this.#missed(watched, error, isLast)),
      )
      .catch((reason) => this.stop(reason));
  }

  #settle(watched: Watched, what: () => void): void {
    if (this.#closed) return;
    this.#underWay.delete(watched);
    what();
    this.#pump();
    if (this.finished) this.#notify();
  }

  #seen(watched: Watched, call: RequestStatus, isLast: boolean): void {
    const now = this.#now();
    this.#pace.accepted(now);
    if (finalCall(call)) {
      const complete = !this.#options.includeCallAttempts || watched.ended || call.call_attempts;
      if (complete) return this.#done(watched, call);
      watched.ended = { call, reads: 0 };
      watched.due = now;
      return this.#waiting.push(watched);
    }
    if (watched.ended) return this.#done(watched, watched.ended.call);
    const status = isKnownStatus(call.status) ? OutboundCallStatus[call.status] : call.status;
    if (status !== watched.status) {
      if (watched.status !== undefined) watched.changedAt = now;
      watched.status = status;
      this.#progress(watched);
    }
    this.#goOn(watched, now, isLast);
  }

  /** A look that failed is an event; it leaves the state as it was. */
  #missed(watched: Watched, error: unknown, isLast: boolean): void {
    if (!isSchedulerError(error)) throw error;
    const now = this.#now();
    const status = error.code === 'http' ? error.status : 0;
    if (status === 401 || status === 403) return this.#endFleet(watched, error);
    const hint = error.code === 'http' ? error.retryAfterMs : undefined;
    if (status === 429 || (status === 503 && hint !== undefined)) this.#pace.refused(now, hint);
    const isFinal = isFinalRefusal(error, status, now - watched.since);
    if (watched.ended && (isFinal || ++watched.ended.reads >= ATTEMPTS_READS))
      return this.#done(watched, watched.ended.call);
    if (isFinal) return this.#failed(watched, error);
    this.#progress(watched, error);
    this.#goOn(watched, now, isLast);
  }

  /** Only a look begun at the end is the last one: what an earlier one brought may be older than the end. */
  #goOn(watched: Watched, now: number, isLast: boolean): void {
    if (!isLast) this.#enqueue(watched, now);
    else if (watched.ended) this.#done(watched, watched.ended.call);
    else this.#timedOut(watched);
  }

  /** Ends the waits whose time ran out while the fleet pauses; says when to look again. */
  #sweep(now: number, pauseMs: number): number {
    if (now < this.#sweepAt) return Math.min(pauseMs, this.#sweepAt - now);
    this.#sweepAt = now + SWEEP_MS;
    let soonest = Number.POSITIVE_INFINITY;
    for (const watched of this.#waiting.drain()) {
      if (watched.until <= now) {
        this.#goOn(watched, now, true);
      } else {
        soonest = Math.min(soonest, watched.until);
        this.#waiting.push(watched);
      }
    }
    return Math.min(pauseMs, Math.max(soonest - now, SWEEP_MS));
  }

  /** The key is refused: it is refused for every id. */
  #endFleet(first: Watched, error: SchedulerError): void {
    const rest = [...this.#underWay, ...this.#waiting.drain()];
    this.#underWay.clear();
    this.close();
    this.#source.exhausted = true;
    for (const watched of [first, ...rest]) {
      if (watched.ended) this.#done(watched, watched.ended.call);
      else this.#failed(watched, error);
    }
  }

  #done(watched: Watched, call: RequestStatus): void {
    const final = finalCall(call);
    if (final) this.#tell({ type: 'done', requestId: watched.id, call: final, polls: watched.polls });
  }

  #failed({ id, polls }: Watched, error: SchedulerError): void {
    this.#tell({ type: 'failed', requestId: id, error, polls });
  }

  #timedOut(watched: Watched): void {
    const { id, polls, status } = watched;
    const fields = { operation: 'getCall', requestId: id, attempts: polls, effect: 'none', polls } as const;
    // A status the contract does not know may be any text.
    const lastStatus = status === undefined || isKnownStatus(status) ? status : '(unknown)';
    const error = schedulerError(
      'wait_timeout',
      lastStatus === undefined ? fields : { ...fields, lastStatus },
    );
    this.#failed(watched, error);
  }

  #progress({ id, status, polls }: Watched, error?: SchedulerError): void {
    this.#tell({
      type: 'progress',
      requestId: id,
      ...(status !== undefined && { status }),
      known: status === undefined || isKnownStatus(status),
      ...(error && { error }),
      polls,
    });
  }

  #tell(event: WatchEvent): void {
    this.#events.push(event);
    this.#notify();
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
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
        this.#timerDue = Number.POSITIVE_INFINITY;
        this.#pump();
      },
      Math.min(Math.ceil(ms), MAX_TIMER_MS),
    );
  }
}

/** Statuses below 500 that may pass; every other one of them is final for the id. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

function isFinalRefusal(error: SchedulerError, status: number, ageMs: number): boolean {
  if (error.code === 'invalid_input' || error.code === 'insecure_url') return true;
  if (status === 404) return ageMs >= NOT_FOUND_GRACE_MS;
  return status >= 400 && status < 500 && !passing.has(status);
}
