import { type Clock, createScheduler, type Scheduler, type SchedulerEvent, systemClock } from '../index.ts';
import { acceleratedClock, createSandbox } from '../sandbox/index.ts';
import { UsageError } from './usage-error.ts';

/** How a server is named. */
export const serverOptions = { 'base-url': { type: 'string' } } as const;

/** A client, and whom it talks to. */
export interface Connection {
  scheduler: Scheduler;
  clock: Clock;
  /** What a journal keeps of it: its origin and path, or that it is the embedded sandbox. */
  target: string;
  /** Whether a phone may ring. */
  isLive: boolean;
  /** What last went wrong with a request, e.g. `queueCalls: 503`; undefined when the latest of its kind was answered. */
  trouble(): string | undefined;
}

/** The target of the sandbox in this process: what it was told is gone when the process ends. */
export const EMBEDDED = 'embedded sandbox';

const CLIENT_TIMEOUT_MS = 30_000;
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The base URL of `--base-url` or `EVERGROVE_API_URL`; undefined when neither is given. */
export function baseUrlOf(values: { 'base-url'?: string | undefined }): string | undefined {
  return values['base-url'] ?? (process.env.EVERGROVE_API_URL || undefined);
}

/** Connects to a server, with the key of the environment. */
export function connectTo(command: string, baseUrl: string): Connection {
  const apiKey = process.env.EVERGROVE_API_KEY;
  if (!apiKey) throw new UsageError(`${command}: set EVERGROVE_API_KEY to the key for the base URL`);
  const troubles = new Map<string, string>();
  const onEvent = (event: SchedulerEvent) => {
    if (event.event !== 'attempt') return;
    const { 'evergrove.operation': operation, 'error.type': error } = event;
    troubles.delete(operation);
    if (error !== undefined) troubles.set(operation, `${operation}: ${error}`);
  };
  const scheduler = createScheduler({ apiKey, baseUrl, onEvent });
  return {
    scheduler,
    clock: systemClock,
    ...place(baseUrl),
    trouble: () => [...troubles.values()].at(-1),
  };
}

/** What a base URL names, without a key. Throws what `createScheduler` throws of a bad one. */
export function targetOf(baseUrl: string | undefined): string {
  if (baseUrl === undefined) return EMBEDDED;
  createScheduler({ apiKey: 'none', baseUrl });
  return place(baseUrl).target;
}

function place(baseUrl: string): Pick<Connection, 'target' | 'isLive'> {
  const { protocol, hostname, host, pathname } = new URL(baseUrl);
  const target = `${protocol}//${host}${pathname.endsWith('/') ? pathname.slice(0, -1) : pathname}`;
  return { target, isLive: !loopback.test(hostname) };
}

/** The sandbox in this process, so many times faster than real time. */
export function connectToSandbox(speed: number): Connection {
  const clock = acceleratedClock(speed);
  const sandbox = createSandbox({ clock });
  // The deadline is real time's, whatever the clock: this process is no faster for it.
  const timeoutMs = CLIENT_TIMEOUT_MS * speed;
  const scheduler = createScheduler({ apiKey: 'test-embedded', fetch: sandbox.fetch, clock, timeoutMs });
  return { scheduler, clock, target: EMBEDDED, isLive: false, trouble: () => undefined };
}
