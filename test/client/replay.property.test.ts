import { type FetchLike, isSchedulerError } from '@evergrove/scheduler';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callPlacing, client, every, expectNothingLeft, run } from './fault-play.ts';
import {
  answer,
  body,
  brokenAfter,
  bytes,
  type Fault,
  faultServer,
  type SeenRequest,
  stalledAfter,
  status,
  success,
} from './fault-server.ts';
import { TIMEOUT_MS } from './fault-table.ts';
import { arrival, GRACE_MS, SteppedClock, settle } from './stepped-clock.ts';

/*
 * For random sequences of faults, judged by what the server saw and nothing else: after a request that may have
 * arrived there is never a second one. A request that may have arrived is one that the server did not refuse; a 421
 * is refused too, and sent again by Node itself, once for each attempt.
 */

const json = { 'content-type': 'application/json' };

const statuses = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(429, 425, 503, 500, 408, 502, 504, 421) },
  { weight: 2, arbitrary: fc.integer({ min: 300, max: 599 }).filter((code) => code !== 407) },
);
const retryAfter = fc.constantFrom(
  '0',
  '1',
  '2',
  '20',
  '31',
  '999999999',
  '-1',
  'soon',
  'Tue, 24 Nov 2026 12:00:02 GMT',
);

/** Faults by name, so that a counterexample can be read. */
const faults: fc.Arbitrary<[name: string, fault: Fault]> = fc.oneof(
  { weight: 3, arbitrary: statuses.map((code): [string, Fault] => [`${code}`, status(code)]) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(statuses, retryAfter)
      .map(([code, wait]): [string, Fault] => [
        `${code} after ${wait}`,
        status(code, { 'retry-after': wait }),
      ]),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<[string, Fault]>(
      // No reset on accept (the fault table has it): after an abort undici opens a bare connection, on which it sends
      // nothing, and a server that breaks it off could not tell it from a request.
      ['reset at head', brokenAfter('', 'reset', 'head')],
      ['reset', brokenAfter('', 'reset')],
      ['hang-up at head', brokenAfter('', 'end', 'head')],
      ['hang-up', brokenAfter('', 'end')],
      ['half a status line, reset', brokenAfter('HTTP/1.1 20', 'reset')],
      ['head, reset', brokenAfter(bytes(200, { ...json, 'content-length': 9 }), 'reset')],
      ['429 head, reset', refusing(brokenAfter(bytes(429, { ...json, 'content-length': 9 }), 'reset'))],
      ['truncated', brokenAfter(bytes(200, { ...json, 'content-length': 9 }, '{'), 'end')],
      ['silence', stalledAfter('')],
      ['silence at head', stalledAfter('', 'head')],
      ['half a body', stalledAfter(bytes(200, { ...json, 'content-length': 9 }, '{'))],
      ['no HTTP', brokenAfter('220 ready\r\n\r\n', 'end')],
      ['malformed', body('{')],
      ['empty', body('')],
      ['204', answer(204, '')],
      ['HTML', answer(200, '<html>', { 'content-type': 'text/html' })],
      ['no fields', body('{}')],
    ),
  },
  { weight: 1, arbitrary: fc.constant<[string, Fault]>(['success', success]) },
);

function refusing(fault: Fault): Fault {
  return { ...fault, refuses: true };
}

/** What a `fetch` says when nothing was sent: no delivery, and none may be counted. */
const unsent = fc.array(fc.nat(3), { maxLength: 2 });

const cases = fc.record({
  operation: fc.constantFrom(...every),
  script: fc
    .array(faults, { minLength: 1, maxLength: 6 })
    .map((named) => named.concat([['success', success]])),
  unsent,
  retries: fc.constantFrom(0, 1, 2, 5, 10),
  timeoutMs: fc.constantFrom(100, 1_000, TIMEOUT_MS),
  /** Abort when the server has seen so many requests; 0 never does. */
  abortAt: fc.constantFrom(0, 0, 0, 1, 2),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** Makes the call of a case; returns what the server saw, and what the client said. */
async function playCase({ operation, script, unsent, retries, timeoutMs, abortAt }: Case) {
  const server = await faultServer(...script.map(([, fault]) => fault));
  try {
    const clock = new SteppedClock();
    const controller = new AbortController();
    let attempt = 0;
    const sometimesUnsent: FetchLike = async (url, init) => {
      if (unsent.includes(attempt++)) {
        throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED', syscall: 'connect' } });
      }
      const reply = fetch(url, init);
      if (abortAt > 0 && server.requests.length + 1 >= abortAt)
        reply.finally(() => controller.abort()).catch(() => {});
      return reply;
    };
    const scheduler = client(server, {
      clock,
      retries,
      timeoutMs,
      fetch: Object.assign(sometimesUnsent, { followsRedirects: false as const }),
    });
    const call = run[operation](scheduler, { signal: controller.signal });
    const settled = await settle(call, clock, server);
    expectNothingLeft(clock, controller.signal);
    expect(settled.afterMs).toBeLessThanOrEqual(timeoutMs + GRACE_MS);
    await arrival();
    return { requests: server.requests, settled };
  } finally {
    await server.close();
  }
}

/** Always tried, whatever chance brings. */
const examples = callPlacing.flatMap((operation): [Case][] =>
  [
    [status(500)],
    [status(429), brokenAfter('', 'reset')],
    [status(421), brokenAfter('', 'reset', 'head')],
    [status(429, { 'retry-after': 1 }), status(503, { 'retry-after': 1 })],
  ].map((script) => [
    {
      operation,
      script: [...script, success].map((fault, i): [string, Fault] => [`example ${i}`, fault]),
      unsent: [],
      retries: 5,
      timeoutMs: TIMEOUT_MS,
      abortAt: 0,
    },
  ]),
);

const mayHaveArrived = ({ fault }: SeenRequest) => !fault.refuses;

describe('for random sequences of faults', () => {
  it('the server never sees a second queueCalls or triggerCall after one that may have arrived', {
    timeout: 60_000,
  }, async () => {
    const met = { unknown: 0, repeated: 0, resolved: 0 };
    await fc.assert(
      fc.asyncProperty(cases, async (drawn) => {
        const { requests, settled } = await playCase(drawn);
        const arrived = requests.findIndex(mayHaveArrived);
        if ('value' in settled) met.resolved++;
        if (callPlacing.includes(drawn.operation)) {
          if (requests.length > 1) met.repeated++;
          if (arrived >= 0) {
            met.unknown++;
            expect(requests.length, 'requests up to the one that may have arrived').toBe(arrived + 1);
          }
        }
        // What the client says of the effect is checked against the server too.
        const claim =
          'value' in settled ? 'done' : isSchedulerError(settled.error) ? settled.error.effect : 'unknown';
        if (callPlacing.includes(drawn.operation) && claim === 'none')
          expect(arrived, 'none is claimed').toBe(-1);
        if (claim === 'done') expect(requests.at(-1)?.fault, 'done is claimed').toBe(success);
      }),
      { numRuns: 200, examples },
    );
    expect(met.unknown, 'runs in which a request may have arrived').toBeGreaterThan(20);
    expect(met.repeated, 'runs with a repetition').toBeGreaterThan(2);
    expect(met.resolved, 'runs that resolved').toBeGreaterThan(0);
  });
});
