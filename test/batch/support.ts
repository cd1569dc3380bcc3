import { createHash } from 'node:crypto';
import { getEventListeners } from 'node:events';
import {
  createScheduler,
  type FetchInit,
  type FetchLike,
  type OperationId,
  type Scheduler,
} from '@evergrove/scheduler';
import {
  type BatchResult,
  type BatchRow,
  type Journal,
  type RowRecord,
  type RunBatchOptions,
  runBatch,
} from '@evergrove/scheduler/batch';
import { TestClock } from '@evergrove/scheduler/sandbox';
import { expect } from 'vitest';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** The nth id. */
export const idOf = (n: number) => `0bad1dea-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

const day = { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' };

/** One row: every eight share an office. */
export function rowOf(i: number, details: Partial<BatchRow['call']['details']> = {}): BatchRow {
  return {
    entity: {
      name: `Office ${i % 8}`,
      location_timezone: 'America/New_York',
      working_hours_policy: { monday: day },
    },
    call: {
      external_reference_id: `row-${i}`,
      outbound_phone_number: '+12125550142',
      call_type: 'IECC',
      details: {
        organization_name: 'Example Claims',
        patient_name: 'Zephyrine Testperson',
        patient_dob: '1980-02-29',
        date_of_injury: '2026-01-14',
        expected_appointment_date_time: '2026-12-01T08:30:00',
        local_timezone: 'America/New_York',
        service_modality: 'MRI',
        claim_number: 'CLAIM-1',
        insurer_group_name: 'Example Insurers',
        body_part: 'Left knee',
        provider_office: 'Office',
        provider_office_address: '1 Example Street',
        eoc_number: 'EOC-1',
        ...details,
      },
    },
  };
}

export const rowsOf = (count: number) => Array.from({ length: count }, (_, i) => rowOf(i));

/** A request as the server saw it. */
export interface Seen {
  operation: OperationId;
  /** Milliseconds of the clock. */
  at: number;
  /** The how-manieth of its operation: 0, 1, 2, … */
  nth: number;
  /** The how-manieth of all. */
  overall: number;
  /** What it asks about: the reference ids that it queues, or the one of the request that it triggers or reads. */
  references: string[];
  organizations: string[];
  requestId: string | undefined;
}

/** A request that was queued. */
export interface Queued {
  id: string;
  reference: string;
  /** When it was triggered, each time: every one is a phone that rings. */
  triggers: number[];
}

/** An answer in place of the right one: instead of acting, or after it. `fetch` may also reject. */
export interface Fault {
  before?: () => Response;
  after?: () => Response;
}

export interface ServerOptions {
  /** How long a triggered request is still `ENQUEUED`. */
  lagMs?: number;
  /** How long a call then takes. */
  talkMs?: number;
  /** How long a request is under way. */
  latencyMs?: number;
  fault?: (seen: Seen) => Fault | undefined;
  /** Another answer to queueCalls. */
  answerQueue?: (requests: QueueAnswer[], seen: Seen) => QueueAnswer[];
  /** Another status than the one that follows from the trigger. */
  statusOf?: (call: Queued, now: number) => string | undefined;
  onArrival?: (seen: Seen) => void;
}

export interface QueueAnswer {
  id: string;
  status: string;
  external_reference_id?: string | null;
}

interface Body {
  calls: { external_reference_id: string; details: { organization_name: string } }[];
  request_ids: string[];
}

/** Says of a `fetch` that it follows no redirect. */
export const followingNone = (fetch: FetchLike): FetchLike =>
  Object.assign(fetch, { followsRedirects: false as const });

/** A server that rings a phone for every trigger that it processes, and remembers. */
export class Server {
  readonly calls = new Map<string, Queued>();
  readonly seen: Seen[] = [];
  readonly #clock: TestClock;
  readonly #counts = new Map<OperationId, number>();
  readonly #underWay = new Map<OperationId, number>();
  readonly mostUnderWay = new Map<OperationId, number>();
  options: ServerOptions;
  /** How many timers of the clock are its own. */
  timers = 0;

  constructor(clock: TestClock, options: ServerOptions = {}) {
    this.#clock = clock;
    this.options = options;
  }

  /** A request that somebody has queued. */
  add(reference: string): Queued {
    const call = { id: idOf(this.calls.size), reference, triggers: [] };
    this.calls.set(call.id, call);
    return call;
  }

  /** The requests of a row, those that nobody knows of included. */
  of(reference: string): Queued[] {
    return [...this.calls.values()].filter((call) => call.reference === reference);
  }

  /** How often a phone rang for each row that was called. */
  rings(): Map<string, number> {
    const rings = new Map<string, number>();
    for (const { reference, triggers } of this.calls.values()) {
      if (triggers.length > 0) rings.set(reference, (rings.get(reference) ?? 0) + triggers.length);
    }
    return rings;
  }

  count(operation: OperationId): number {
    return this.#counts.get(operation) ?? 0;
  }

  /** As strict as the runtime's own: a connection that it was refused is no second hop's. */
  readonly fetch: FetchLike = followingNone(async (url, init) => {
    const body = init.body === undefined ? undefined : (JSON.parse(init.body) as Body);
    const seen = this.#record(url, init, body);
    this.options.onArrival?.(seen);
    this.#move(seen.operation, 1);
    try {
      const { latencyMs = 0 } = this.options;
      if (latencyMs > 0) await this.#wait(latencyMs);
      const fault = this.options.fault?.(seen);
      if (fault?.before) return fault.before();
      const answer = this.#act(seen, body);
      return fault?.after ? fault.after() : answer;
    } finally {
      this.#move(seen.operation, -1);
    }
  });

  async #wait(ms: number): Promise<void> {
    this.timers++;
    await new Promise<void>((wake) => this.#clock.setTimeout(wake, ms));
    this.timers--;
  }

  #record(url: string, { method }: FetchInit, body: Body | undefined): Seen {
    const path = new URL(url).pathname;
    const operation: OperationId = path.endsWith('/entities')
      ? 'upsertEntity'
      : path.endsWith('/v2')
        ? 'triggerCall'
        : method === 'POST'
          ? 'queueCalls'
          : 'getCall';
    const requestId =
      operation === 'getCall' ? path.slice(path.lastIndexOf('/') + 1) : body?.request_ids?.[0];
    const known = this.calls.get(requestId ?? '')?.reference;
    const seen: Seen = {
      operation,
      at: this.#clock.now(),
      nth: this.count(operation),
      overall: this.seen.length,
      references: body?.calls?.map((call) => call.external_reference_id) ?? (known ? [known] : []),
      organizations: body?.calls?.map((call) => call.details.organization_name) ?? [],
      requestId,
    };
    this.#counts.set(operation, seen.nth + 1);
    this.seen.push(seen);
    return seen;
  }

  #act(seen: Seen, body: Body | undefined): Response {
    const call = this.calls.get(seen.requestId ?? '');
    if (seen.operation === 'upsertEntity') return json({ ...body, id: idOf(0xe_000) });
    if (seen.operation === 'queueCalls') {
      const requests = seen.references.map((reference) => ({
        id: this.add(reference).id,
        status: 'ENQUEUED',
        external_reference_id: reference,
      }));
      return json({ requests: this.options.answerQueue?.(requests, seen) ?? requests });
    }
    if (!call) return refusal(404);
    if (seen.operation === 'getCall')
      return json({ id: call.id, status: this.#statusOf(call), call_attempts: [] });
    call.triggers.push(this.#clock.now());
    return json({ triggered_request_ids: [call.id] });
  }

  #statusOf(call: Queued): string {
    const now = this.#clock.now();
    const { lagMs = 3 * SECOND, talkMs = MINUTE, statusOf } = this.options;
    const special = statusOf?.(call, now);
    if (special) return special;
    const [first] = call.triggers;
    if (first === undefined || now - first < lagMs) return 'ENQUEUED';
    return now - first < lagMs + talkMs ? 'ACTIVE' : 'COMPLETE';
  }

  #move(operation: OperationId, by: number): void {
    const count = (this.#underWay.get(operation) ?? 0) + by;
    this.#underWay.set(operation, count);
    this.mostUnderWay.set(operation, Math.max(count, this.mostUnderWay.get(operation) ?? 0));
  }
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** An answer outside 2xx. */
export const refusal = (status: number, headers: Record<string, string> = {}) =>
  json({ title: 'refused' }, status, headers);

/** What `fetch` rejects with when the connection is lost. */
export function reset(): never {
  throw Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  });
}

/** What `fetch` rejects with when there is nobody to connect to. */
export function refused(): never {
  throw Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' }),
  });
}

/** A journal that is kept in a map, and can be looked at while a run has it. */
export class TestJournal implements Journal {
  readonly rows = new Map<string, RowRecord>();
  /** How many writes were asked for. */
  writes = 0;
  /** Before a write is on the disk, and after it; either may throw. */
  before: (nth: number) => void = () => {};
  after: (nth: number) => void = () => {};

  constructor(rows: Iterable<RowRecord> = []) {
    for (const row of rows) this.rows.set(row.key, { ...row });
  }

  /** What a process that starts after this one was killed would find. */
  copy(): TestJournal {
    return new TestJournal(this.rows.values());
  }

  load(): RowRecord[] {
    return [...this.rows.values()].map((row) => ({ ...row }));
  }

  write(rows: readonly RowRecord[]): void {
    const nth = this.writes++;
    this.before(nth);
    for (const row of rows) this.rows.set(row.key, { ...row });
    this.after(nth);
  }

  fingerprint(payload: unknown): string {
    return createHash('sha256').update(JSON.stringify(payload)).digest('hex');
  }

  close(): void {}

  /** The record of a row as a run would have left it. */
  put({ entity: { name, location_timezone }, call }: BatchRow, over: Partial<RowRecord>): void {
    const key = call.external_reference_id ?? '';
    const payload = this.fingerprint({ name, location_timezone, call });
    this.rows.set(key, {
      key,
      payload,
      state: 'new',
      requestId: null,
      status: null,
      reason: null,
      unclearQueueings: 0,
      triggers: 0,
      at: 0,
      ...over,
    });
  }
}

export interface World {
  clock: TestClock;
  server: Server;
  journal: TestJournal;
  scheduler: Scheduler;
}

/** A client on virtual time and without jitter, a server, and an empty journal. */
export function world(options: ServerOptions = {}): World {
  const clock = new TestClock();
  const server = new Server(clock, options);
  return { clock, server, journal: new TestJournal(), scheduler: schedulerOf(server.fetch, clock) };
}

export function schedulerOf(fetch: FetchLike, clock: TestClock): Scheduler {
  return createScheduler({ apiKey: 'k', clock, fetch, random: () => 0.5 });
}

export type RunOptions = Partial<RunBatchOptions>;

/** A run to its end, after which nothing may be left of it. */
export async function place(world: World, rows: BatchRow[], options: RunOptions = {}): Promise<BatchResult> {
  const { clock, journal, scheduler, server } = world;
  try {
    const run = runBatch(rows, { scheduler, journal, clock, ratePerSecond: 50, ...options });
    const result = await clock.advanceUntil(run);
    if (!options.journal) expect(result.rows).toEqual(rows.map((row) => journal.rows.get(keyOf(row))));
    return result;
  } finally {
    expect(clock.pending - server.timers, 'timers left').toBe(0);
    if (options.signal) expect(getEventListeners(options.signal, 'abort')).toEqual([]);
  }
}

export const keyOf = (row: BatchRow) => row.call.external_reference_id ?? '';

/** How many rows stand where. */
export function states({ rows }: Pick<BatchResult, 'rows'>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** That no phone rang twice: for no row, under whatever request id. */
export function expectNoneTwice(server: Server): void {
  const twice = [...server.rings()].filter(([, rings]) => rings > 1);
  expect(twice, 'rows that were called twice').toEqual([]);
}

/** That every row is told of by the request that the server has queued for it. */
export function expectPaired(server: Server, { rows }: Pick<BatchResult, 'rows'>): void {
  for (const { key, requestId } of rows) {
    if (requestId !== null) expect(server.calls.get(requestId)?.reference).toBe(key);
  }
}

/** What a promise was rejected with. */
export async function thrown(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
}

/** Deterministic numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
