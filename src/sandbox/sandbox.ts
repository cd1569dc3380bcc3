import type { OperationId } from '../../generated/operations.ts';
import type { ScheduledRequest } from '../../generated/types.ts';
import { type Clock, systemClock } from '../clock.ts';
import { answer, type Incoming } from './answer.ts';
import type { Scenario } from './call-plan.ts';
import type { Answer } from './problem.ts';
import { receive } from './receive.ts';
import { type ServedSandbox, type ServeOptions, serve } from './serve.ts';
import { createState, type RepeatedTrigger } from './state.ts';
import { statusAt } from './timeline.ts';

/** How the sandbox behaves. */
export interface SandboxOptions {
  /** The time it lives in. It sets no timers: states follow from the time when they are read. @default systemClock */
  clock?: Clock;
  /** The only key that is accepted. @default any key that is not empty; each is a tenant of its own */
  apiKey?: string;
  /** Ids, times, ends and outcomes follow from it and from the order of the requests. @default 1 */
  seed?: number;
  /** Decides what becomes of each call. @default everything is drawn from the seed */
  scenario?: Scenario;
  /**
   * What a second trigger of the same request does, a choice of the sandbox since nothing is published:
   * `skip` answers 200 without the id, `status: 'skipped'` and an entry in `errors`; `dial` accepts it like
   * the first, which is how a client that repeats a trigger comes to call an office twice (see `callsPlaced`).
   * @default 'skip'
   */
  repeatedTrigger?: RepeatedTrigger;
  /** How many of the latest entries `requests` keeps at least; older ones are dropped. @default 100 000 */
  requestsKept?: number;
}

/** One answered request: no body, no header. */
export interface SandboxRequest {
  /** Undefined when no operation has this method and path. */
  operation: OperationId | undefined;
  /** The HTTP status of the answer. */
  status: number;
  /** When it was answered, in milliseconds since the epoch on the sandbox's clock. */
  at: number;
  /** The id (UUID) that a trigger or a poll named. */
  requestId?: string;
}

/** A stand-in for the Scheduler API that remembers what it was told, in this process or on a loopback port. */
export interface Sandbox {
  /**
   * Answers like the API, whatever the origin of the URL. Hand it to `createScheduler({ apiKey: 'sandbox', fetch })`;
   * it needs no `this`. Rejects only on abort, with `signal.reason`, and for a URL or a body that is none.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Serves the same state over HTTP on this machine; may be called more than once. */
  serve(options?: ServeOptions): Promise<ServedSandbox>;
  /** What was answered, oldest first. */
  readonly requests: readonly SandboxRequest[];
  /** How many triggers of a request were accepted: how often a phone would have rung. 0 for an unknown id. */
  callsPlaced(requestId: string): number;
  /** Every request of every tenant, in the order in which they were queued, as it stands now. */
  calls(): Pick<ScheduledRequest, 'id' | 'status' | 'external_reference_id'>[];
}

/**
 * Makes an empty sandbox. Calls go from `ENQUEUED` over `ACTIVE` to an end as time passes on `clock`; nothing
 * leaves the process, and nobody is called.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { clock = systemClock, apiKey, seed = 1, scenario = () => ({}), requestsKept = 100_000 } = options;
  const state = createState({ seed, scenario, repeatedTrigger: options.repeatedTrigger ?? 'skip' });
  const log: SandboxRequest[] = [];

  function respond(incoming: Incoming): Answer {
    const at = clock.now();
    const { answer: given, operation, requestId } = answer(state, apiKey, incoming, at);
    if (log.length >= 2 * requestsKept) log.splice(0, log.length - requestsKept);
    log.push({ operation, status: given.status, at, ...(requestId !== undefined && { requestId }) });
    return given;
  }

  return {
    async fetch(input, init) {
      const { status, headers, body } = respond(await receive(input, init));
      return new Response(body, { status, headers });
    },
    serve: (options = {}) => serve(respond, options),
    get requests() {
      return log;
    },
    callsPlaced: (requestId) => state.request(requestId)?.callsPlaced ?? 0,
    calls: () => {
      const now = clock.now();
      return Array.from(state.requests(), ({ id, timeline, input }) => ({
        id,
        status: statusAt(timeline, now),
        external_reference_id: input.external_reference_id ?? null,
      }));
    },
  };
}
