import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import {
  createScheduler,
  isSchedulerError,
  type OperationId,
  type RequestOptions,
  type Scheduler,
  type SchedulerOptions,
} from '@evergrove/scheduler';
import { expect, onTestFinished } from 'vitest';
import { CANARY, type Fault, type FaultServer, faultServer } from './fault-server.ts';
import { CAP, TIMEOUT_MS } from './fault-table.ts';
import { API_KEY, REQUEST_ID, sampleCall, sampleEntityInput } from './samples.ts';
import { GRACE_MS, type Settled, SteppedClock, settle } from './stepped-clock.ts';

type Run = (scheduler: Scheduler, options?: RequestOptions) => Promise<unknown>;

/** One call of each operation. */
export const run: Record<OperationId, Run> = {
  upsertEntity: (scheduler, options) => scheduler.upsertEntity(sampleEntityInput(), options),
  queueCalls: (scheduler, options) =>
    scheduler.queueCalls([sampleCall(), sampleCall({ external_reference_id: 'row-2' })], options),
  triggerCall: (scheduler, options) => scheduler.triggerCall(REQUEST_ID, options),
  getCall: (scheduler, options) => scheduler.getCall(REQUEST_ID, options),
};
export const every = Object.keys(run) as OperationId[];
export const callPlacing: readonly OperationId[] = ['queueCalls', 'triggerCall'];

/** A server for this test. */
export async function running(...script: Fault[]): Promise<FaultServer> {
  const server = await faultServer(...script);
  onTestFinished(() => server.close().catch(() => {}));
  return server;
}

/** A scheduler without chance. */
export function client(server: { baseUrl: string }, options: Partial<SchedulerOptions> = {}): Scheduler {
  const { baseUrl } = server;
  return createScheduler({
    apiKey: API_KEY,
    baseUrl,
    random: () => 0.5,
    maxResponseBytes: CAP,
    timeoutMs: TIMEOUT_MS,
    ...options,
  });
}

/** Makes one call, and demands what holds whatever happens. */
export async function play(
  operation: OperationId,
  server: FaultServer,
  options: Partial<SchedulerOptions> = {},
): Promise<Settled<unknown>> {
  const clock = new SteppedClock();
  const { signal } = new AbortController();
  const scheduler = client(server, { clock, ...options });
  const settled = await settle(run[operation](scheduler, { signal }), clock, server);

  expect(settled.afterMs).toBeLessThanOrEqual(TIMEOUT_MS + GRACE_MS);
  expectNothingLeft(clock, signal);
  if (callPlacing.includes(operation)) expectAtMostOneDelivery(server);
  for (const { headers, method } of server.requests) if (method) expectHeaders(headers);
  if ('error' in settled) expectClean(settled.error);
  return settled;
}

/** Neither a timer nor a listener. */
export function expectNothingLeft(clock: SteppedClock, signal: AbortSignal): void {
  expect(clock.pending, 'timers left').toBe(0);
  expect(getEventListeners(signal, 'abort'), 'listeners left').toEqual([]);
}

/** Once a request may have been acted upon, there is no other. Judged by what the server has seen. */
export function expectAtMostOneDelivery({ requests }: Pick<FaultServer, 'requests'>): void {
  const delivered = requests.filter(({ fault }) => !fault.refuses);
  expect(delivered.length, 'deliveries that may have taken effect').toBeLessThanOrEqual(1);
  if (delivered[0]) expect(requests.at(-1), 'nothing after it').toBe(delivered[0]);
}

/** The three that every request must have. */
export function expectHeaders(headers: Record<string, string>): void {
  expect(headers).toMatchObject({
    authorization: `Bearer ${API_KEY}`,
    accept: 'application/json',
    'content-type': 'application/json',
  });
}

/** Nothing of what was sent or answered is in what an error shows. */
export function expectClean(error: unknown): void {
  const shown = [
    String(error),
    (error as Error).stack,
    inspect(error, { depth: 9, showHidden: true }),
    JSON.stringify(error),
  ].join('\n');
  for (const secret of [CANARY, API_KEY, 'Jordan', 'CLM-1', '***-**-1234']) {
    expect(shown).not.toContain(secret);
  }
}

/** What the caller was told, field by field. */
export function told(settled: Settled<unknown>) {
  if ('value' in settled) return 'resolved';
  const { error } = settled;
  if (!isSchedulerError(error)) throw error;
  const { operation, code, attempts, effect, requestId } = error;
  const { status, reason, retryAfterMs } = error as {
    status?: number;
    reason?: string;
    retryAfterMs?: number;
  };
  return { operation, code, attempts, effect, requestId, status, reason, retryAfterMs };
}
