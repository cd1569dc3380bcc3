import type { ScheduledRequest } from '../../generated/types.ts';
import type { Clock } from '../clock.ts';
import type { SandboxClock } from './accelerated-clock.ts';
import { answer, type Incoming, type World } from './answer.ts';
import { deliver } from './deliver.ts';
import { type FaultOptions, FaultQueue } from './fault-queue.ts';
import type { FaultName } from './faults.ts';
import { type Controls, isForLevers, pullLever } from './levers.ts';
import { clockOf, type SandboxOptions, type SandboxOptionsWithClock } from './options.ts';
import type { Answer } from './problem.ts';
import { emitWarning, warnOnce } from './real-number.ts';
import { receive } from './receive.ts';
import { RequestLog, type SandboxRequest } from './request-log.ts';
import { type ServedSandbox, type ServeOptions, serve } from './serve.ts';
import { createState } from './state.ts';
import { dateTime, statusAt } from './timeline.ts';

/** A request as `calls()` shows it. */
export type SandboxCall = Pick<ScheduledRequest, 'id' | 'status' | 'external_reference_id'>;

/** A stand-in for the Scheduler API that remembers what it was told, in this process or on a loopback port. */
export interface Sandbox<C extends Clock = Clock> {
  /**
   * Answers like the API, whatever the origin of the URL. Hand it to `createScheduler({ apiKey: 'test', fetch })`;
   * it needs no `this`. Rejects only on abort, with `signal.reason`, for a URL or a body that is none, and when a
   * fault drops the connection, as Node's `fetch` does.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The time it lives in: hand it to `createScheduler`, so that both live in the same. */
  readonly clock: C;
  /**
   * Has the next requests meet a fault, after those that were asked for before. Throws a TypeError for a fault or an
   * operation that there is not, and a RangeError for a number of times that is none.
   */
  failNext(fault: FaultName, options?: FaultOptions): void;
  /** Serves the same state over HTTP, on this machine alone unless told otherwise; may be called more than once. */
  serve(options?: ServeOptions): Promise<ServedSandbox>;
  /** What was answered, oldest first: a copy, as of now. */
  readonly requests: readonly SandboxRequest[];
  /** How many triggers of a request were accepted: how often a phone would have rung. 0 for an unknown id. */
  callsPlaced(requestId: string): number;
  /** Every request of every tenant, in the order in which they were queued, as it stands now. */
  calls(): SandboxCall[];
  /** Forgets everything, `requests` and the faults to come included, and begins its ids anew. The clock goes on. */
  reset(): void;
}

/**
 * Makes an empty sandbox. Calls go from `ENQUEUED` over `ACTIVE` to an end as time passes on `clock`; nothing
 * leaves the process, and nobody is called. It takes keys that begin with `test`, each a tenant of its own.
 * Throws a TypeError for a clock together with `now` or `speed`, and a RangeError for one of these that is none.
 */
export function createSandbox(options?: SandboxOptions): Sandbox<SandboxClock>;
export function createSandbox<C extends Clock>(options: SandboxOptionsWithClock<C>): Sandbox<C>;
export function createSandbox(options: SandboxOptions | SandboxOptionsWithClock<Clock> = {}): Sandbox {
  const { seed = 1, scenarios, requestsKept = 100_000, onWarning = emitWarning } = options;
  const clock = clockOf(options);
  const emptyState = () => createState({ seed, scenarios });
  const world: World = { state: emptyState(), faults: new FaultQueue(), onRealNumber: warnOnce(onWarning) };
  const log = new RequestLog(requestsKept);

  function respond(incoming: Incoming): Answer | Promise<Answer> {
    if (isForLevers(incoming)) return pullLever(controls, incoming);
    const at = clock.now();
    const { answer: given, operation, ...more } = answer(world, incoming, at);
    log.add({ operation, status: given.status, at, ...more });
    return given;
  }

  function calls(): SandboxCall[] {
    const now = clock.now();
    return Array.from(world.state.requests(), ({ id, timeline, input }) => ({
      id,
      status: statusAt(timeline, now),
      external_reference_id: input.external_reference_id ?? null,
    }));
  }

  const callsPlaced = (requestId: string) => world.state.request(requestId)?.callsPlaced ?? 0;
  const failNext = (fault: FaultName, when: FaultOptions = {}) => world.faults.add({ ...when, fault });

  function reset(): void {
    world.state = emptyState();
    world.faults.clear();
    log.clear();
  }

  const { advance } = clock as Partial<SandboxClock>;
  const controls: Controls = {
    state: () => ({
      now: dateTime(clock.now()),
      requests: log.count,
      calls: calls().map((call) => ({ ...call, calls_placed: callsPlaced(call.id) })),
    }),
    advance: advance?.bind(clock),
    failNext,
    reset,
  };

  return {
    async fetch(input, init) {
      const { incoming, signal } = await receive(input, init);
      return deliver(await respond(incoming), clock, signal);
    },
    clock,
    failNext,
    serve: (options = {}) => serve(respond, clock, options),
    get requests() {
      return log.list();
    },
    callsPlaced,
    calls,
    reset,
  };
}
