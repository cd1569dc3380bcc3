import { getEventListeners } from 'node:events';
import { TestClock } from '@evergrove/scheduler/sandbox';
import { describe, expect, it } from 'vitest';
import { client, expectAtMostOneDelivery, running } from './fault-play.ts';
import { answer, body, brokenAfter, type Fault, stalledAfter, status, success } from './fault-server.ts';
import { failure, OTHER_ID, REQUEST_ID, sampleStatus } from './samples.ts';

/* After an ambiguous trigger: asking by GET whether it took, and never triggering again. */

const reset = brokenAfter('', 'reset');
const is = (status: string) => body(JSON.stringify(sampleStatus({ status })));
const started = { triggered_request_ids: [REQUEST_ID], status: 'started' };
const RECONCILE_MS = 60_000;

async function trigger(
  script: Fault[],
  reconcileMs: number | undefined = RECONCILE_MS,
  signal?: AbortSignal,
) {
  const server = await running(...script);
  const clock = new TestClock(undefined, { graceMs: 100 });
  const scheduler = client(server, { clock, fetch: clock.tracked(fetch) });
  const begun = clock.now();
  const call = scheduler.triggerCall(REQUEST_ID, { reconcileMs, ...(signal && { signal }) });
  const settled = clock.advanceUntil(call).finally(() => {
    expect(clock.pending, 'timers left').toBe(0);
    expect(server.seen('triggerCall').length, 'triggers').toBe(1);
    expectAtMostOneDelivery({ requests: server.seen('triggerCall') });
  });
  return { server, clock, settled, afterMs: () => clock.now() - begun };
}

describe('reconcileMs', () => {
  for (const status of ['ACTIVE', 'COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK', 'SOMETHING_NEW']) {
    it(`a reset, and then ${status} by GET: it has started, one trigger`, async () => {
      const { settled, server } = await trigger([reset, is(status)]);
      expect(await settled).toEqual(started);
      expect(server.seen('getCall').length).toBe(1);
    });
  }

  const ambiguous: Record<string, Fault> = {
    'a reset': reset,
    'a 500': status(500),
    'a 503': status(503, { 'retry-after': 1 }),
    'an HTML page': answer(200, '<html>', { 'content-type': 'text/html' }),
    'an answer that does not list the id': body('{"triggered_request_ids":[]}'),
    'an answer that never begins': stalledAfter(''),
  };
  for (const [name, fault] of Object.entries(ambiguous)) {
    it(`${name}, and then ACTIVE by GET: it has started, one trigger`, async () => {
      const { settled } = await trigger([fault, is('ACTIVE')]);
      expect(await settled).toEqual(started);
    });
  }

  it('asks until it is no longer ENQUEUED', async () => {
    const { settled, server } = await trigger([
      reset,
      is('ENQUEUED'),
      is('ENQUEUED'),
      is('ENQUEUED'),
      is('ACTIVE'),
    ]);
    expect(await settled).toEqual(started);
    expect(server.seen('getCall').length).toBe(4);
  });

  it('ENQUEUED to the end: the first error, effect unknown, one trigger, no more than a few questions', async () => {
    const { settled, server, afterMs } = await trigger([reset, is('ENQUEUED')]);
    expect(await failure(() => settled)).toMatchObject({
      code: 'network',
      operation: 'triggerCall',
      requestId: REQUEST_ID,
      effect: 'unknown',
      attempts: 1,
    });
    expect(afterMs()).toBe(RECONCILE_MS);
    expect(server.seen('getCall').length).toBeGreaterThanOrEqual(5);
    expect(server.seen('getCall').length).toBeLessThanOrEqual(12);
  });

  it('a question that fails proves nothing, and is asked again', async () => {
    const failures = [
      status(500),
      status(404),
      status(429),
      reset,
      body('{'),
      body('<html>'),
      body(about(OTHER_ID)),
    ];
    const { settled, server } = await trigger([reset, ...failures, is('ACTIVE')]);
    expect(await settled).toEqual(started);
    expect(server.seen('getCall').length).toBe(failures.length + 1);
  });

  it('nothing but failing questions: the first error, effect unknown, one trigger', async () => {
    const { settled, afterMs } = await trigger([status(500), status(500)]);
    expect(await failure(() => settled)).toMatchObject({
      code: 'http',
      status: 500,
      operation: 'triggerCall',
      effect: 'unknown',
    });
    expect(afterMs()).toBe(RECONCILE_MS);
  });

  it('questions that stall do not hold it past its time', async () => {
    const { settled, afterMs } = await trigger([reset, stalledAfter('')], 20_000);
    expect(await failure(() => settled)).toMatchObject({ code: 'network', effect: 'unknown' });
    expect(afterMs()).toBeLessThanOrEqual(21_000);
  });

  it('a time shorter than the first pause still ends in one question', async () => {
    const { settled, server, afterMs } = await trigger([reset, is('ACTIVE')], 10);
    expect(await settled).toEqual(started);
    expect([server.seen('getCall').length, afterMs()]).toEqual([1, 10]);
  });

  it('abort meanwhile rejects with the reason at once, one trigger', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const { settled, clock, server } = await trigger(
      [reset, is('ENQUEUED')],
      RECONCILE_MS,
      controller.signal,
    );
    const timer = clock.setTimeout(() => controller.abort(reason), 5_000);
    await expect(settled).rejects.toBe(reason);
    clock.clearTimeout(timer);
    const asked = server.seen('getCall').length;
    await clock.advance(RECONCILE_MS);
    expect(server.seen('getCall').length).toBe(asked);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('is not begun when it certainly did not take: the refusal comes at once', async () => {
    for (const code of [400, 404, 422]) {
      const { settled, server, afterMs } = await trigger([status(code)]);
      expect(await failure(() => settled)).toMatchObject({ code: 'http', status: code, effect: 'none' });
      expect([server.seen('getCall').length, afterMs()]).toEqual([0, 0]);
    }
  });

  it('is not begun when it took', async () => {
    const { settled, server } = await trigger([success]);
    expect(await settled).toEqual({ triggered_request_ids: [REQUEST_ID], status: 'triggered' });
    expect(server.requests.length).toBe(1);
  });

  it('is not begun unless it was asked for', async () => {
    for (const reconcileMs of [0, undefined]) {
      const server = await running(reset, is('ACTIVE'));
      const call = client(server).triggerCall(REQUEST_ID, reconcileMs === undefined ? {} : { reconcileMs });
      expect(await failure(() => call)).toMatchObject({ code: 'network', effect: 'unknown' });
      expect(server.requests.length).toBe(1);
    }
  });

  it('must be a duration', async () => {
    const server = await running(success);
    for (const reconcileMs of [-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31]) {
      const call = client(server).triggerCall(REQUEST_ID, { reconcileMs });
      expect(await failure(() => call)).toMatchObject({ code: 'invalid_input' });
    }
    expect(server.requests.length).toBe(0);
  });
});

function about(id: string): string {
  return JSON.stringify({ id, status: 'ACTIVE' });
}
