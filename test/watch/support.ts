import {
  createScheduler,
  type FetchInit,
  isSchedulerError,
  type Scheduler,
  type SchedulerError,
  type SchedulerErrorCode,
  type SchedulerErrorOf,
  type SchedulerOptions,
  type WatchEvent,
} from '@evergrove/scheduler';
import { TestClock } from '@evergrove/scheduler/sandbox';
import { expect } from 'vitest';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** The longest timer Node keeps. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** The nth id. */
export const idOf = (n: number) => `0bad1dea-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
export const ids = (count: number) => Array.from({ length: count }, (_, n) => idOf(n));
export const ID = idOf(0);

/** Virtual time whose timers are as unforgiving as Node's: one too long, or no number, fires after 1 ms. */
export class NodeLikeClock extends TestClock {
  /** The longest delay that was asked for. */
  longest = 0;

  override setTimeout(callback: () => void, ms: number): unknown {
    this.longest = Math.max(this.longest, ms);
    return super.setTimeout(callback, ms >= 1 && ms <= MAX_TIMER_MS ? ms : 1);
  }
}

/** One GET as the server saw it. */
export interface Look {
  id: string;
  /** Milliseconds since the fleet was made. */
  at: number;
  /** The how-manieth look at this id: 0, 1, 2, … */
  nth: number;
  /** The how-manieth look of all. */
  overall: number;
  asksForAttempts: boolean;
  signal: AbortSignal;
}

export type Answer = (look: Look) => Response | Promise<Response>;

export interface Fleet {
  clock: NodeLikeClock;
  scheduler: Scheduler;
  /** Every look so far. */
  looks: Look[];
  /** Milliseconds since the fleet was made. */
  now(): number;
}

/** A scheduler on virtual time and without jitter, over a server of a few lines. */
export function fleet(answer: Answer, options: Partial<SchedulerOptions> = {}): Fleet {
  const clock = new NodeLikeClock();
  const start = clock.now();
  const looks: Look[] = [];
  const perId = new Map<string, number>();
  const now = () => clock.now() - start;
  const fetch = async (url: string, { signal }: FetchInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(url);
    const id = pathname.slice(pathname.lastIndexOf('/') + 1);
    const nth = perId.get(id) ?? 0;
    perId.set(id, nth + 1);
    const asksForAttempts = searchParams.get('include_call_attempts') === 'true';
    const look: Look = { id, at: now(), nth, overall: looks.length, asksForAttempts, signal };
    looks.push(look);
    return answer(look);
  };
  const scheduler = createScheduler({ apiKey: 'k', clock, fetch, random: () => 0.5, ...options });
  return { clock, scheduler, looks, now };
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(typeof value === 'string' ? value : JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** A 200 that says where a request stands. */
export const call = (id: string, status: string, more: Record<string, unknown> = {}) =>
  json({ id, status, ...more });

/** An answer outside 2xx. */
export const refusal = (status: number, headers: Record<string, string> = {}) =>
  json({ title: 'refused' }, status, { 'content-type': 'application/problem+json', ...headers });

/** What `fetch` rejects with when the connection is lost. */
export function reset(): never {
  throw Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  });
}

/** An answer that never comes, whatever the signal says. */
export const never = () => new Promise<never>(() => {});

/** The status that holds at a moment: pairs of milliseconds and the status from then on. */
export function byTime(...story: [number, string][]): Answer {
  return ({ id, at }) => call(id, story.findLast(([from]) => from <= at)?.[1] ?? 'ENQUEUED');
}

/** An answer for each look in turn; the last one stands for all that follow. */
export function inTurn(...answers: (string | Answer)[]): Answer {
  return (look) => {
    const answer = answers[Math.min(look.nth, answers.length - 1)] as string | Answer;
    return typeof answer === 'string' ? call(look.id, answer) : answer(look);
  };
}

/** Every event of a watch. */
export async function all(events: AsyncIterable<WatchEvent>): Promise<WatchEvent[]> {
  const seen: WatchEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

/** What is said of each event in one line, for comparisons. */
export function line(event: WatchEvent): string {
  if (event.type === 'done') return `done ${event.call.status}`;
  if (event.type === 'failed') return `failed ${reason(event.error)}`;
  const error = event.error ? ` (${reason(event.error)})` : '';
  return `progress ${event.status ?? '-'}${event.known ? '' : '?'}${error}`;
}

export const lines = (events: WatchEvent[]) => events.map(line);

function reason(error: SchedulerError): string {
  return error.code === 'http' ? String(error.status) : error.code;
}

export const isFinal = (event: WatchEvent) => event.type !== 'progress';

/** The final events, once it is sure that each id has exactly one and that nothing follows it. */
export function finals(events: WatchEvent[], expected: Iterable<string>): Map<string, WatchEvent> {
  const found = new Map<string, WatchEvent>();
  for (const event of events) {
    if (found.has(event.requestId))
      throw new Error(`${event.requestId}: a ${event.type} after its final event`);
    if (isFinal(event)) found.set(event.requestId, event);
  }
  expect(new Set(found.keys())).toEqual(new Set(expected));
  return found;
}

/** The `SchedulerError` of one code a promise was rejected with; anything else is thrown on. */
export async function failure<C extends SchedulerErrorCode>(
  promise: PromiseLike<unknown>,
  code: C,
): Promise<SchedulerErrorOf<C>> {
  try {
    await promise;
  } catch (error) {
    if (isSchedulerError(error) && error.code === code) return error as unknown as SchedulerErrorOf<C>;
    throw error;
  }
  throw new Error(`expected ${code}, and nothing was thrown`);
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

/** Lets everything that needs no time happen. */
export const settle = (clock: TestClock) => clock.advance(0);

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
