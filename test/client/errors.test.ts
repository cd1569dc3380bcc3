import { inspect } from 'node:util';
import {
  createScheduler,
  isSchedulerError,
  type SchedulerError,
  type SchedulerErrorCode,
  type SchedulerOptions,
} from '@evergrove/scheduler';
import { TestClock } from '@evergrove/scheduler/sandbox';
import { describe, expect, it } from 'vitest';
import {
  API_KEY,
  failure,
  json,
  OTHER_ID,
  REQUEST_ID,
  recorder,
  sampleCall,
  sampleDetails,
  sampleStatus,
  sampleTriggered,
} from './samples.ts';

const clock = () => new TestClock();

/** The error a scheduler with these options refuses `run` with, on a clock of its own. */
async function refused(
  options: Partial<SchedulerOptions>,
  run: (scheduler: ReturnType<typeof createScheduler>) => unknown,
): Promise<SchedulerError> {
  const own = clock();
  return own.advanceUntil(
    failure(() => run(createScheduler({ apiKey: API_KEY, clock: own, random: () => 0, ...options }))),
  );
}

const answering = (...answers: Parameters<typeof recorder>) => ({ fetch: recorder(...answers).fetch });

const reset = () => {
  throw Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error(), { code: 'ECONNRESET' }),
  });
};

/** One way to each code. The table does not compile with a code missing. */
const waysTo: Record<SchedulerErrorCode, () => Promise<SchedulerError>> = {
  invalid_input: () =>
    refused({}, (scheduler) =>
      scheduler.queueCalls([sampleCall({ details: sampleDetails({ patient_dob: '12/04/1980' }) })]),
    ),
  insecure_url: () => refused({ baseUrl: 'http://api.example.test' }, () => {}),
  http: () =>
    refused(
      answering(() => json({ detail: 'slow down' }, 429, { 'retry-after': '120' })),
      (scheduler) => scheduler.queueCalls([sampleCall()]),
    ),
  network: () => refused(answering(reset), (scheduler) => scheduler.triggerCall(REQUEST_ID)),
  timeout: () =>
    refused({ fetch: () => new Promise(() => {}), timeoutMs: 400 }, (scheduler) =>
      scheduler.triggerCall(REQUEST_ID),
    ),
  invalid_response: () =>
    refused(
      answering(() => json('{"requests": [')),
      (scheduler) => scheduler.queueCalls([sampleCall()]),
    ),
  not_triggered: () =>
    refused(
      answering(() => json(sampleTriggered({ errors: ['line busy'] }))),
      (scheduler) => scheduler.triggerCall(REQUEST_ID),
    ),
  wait_timeout: () =>
    refused(
      answering(() => json(sampleStatus())),
      (scheduler) => scheduler.waitForCall(REQUEST_ID, { timeoutMs: 60_000, schedule: () => 30_000 }),
    ),
};

/** What `inspect` shows, but for the lines of the stack, which differ from machine to machine. */
const shown = (error: Error) =>
  inspect(error)
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n');

const seen = (error: SchedulerError) =>
  `${error.message}\n---\n${JSON.stringify(error, null, 1)}\n---\n${shown(error)}`;

describe('each code says where, what and how to mend it, in its message, in JSON and to inspect:', () => {
  it('invalid_input', async () => {
    expect(seen(await waysTo.invalid_input())).toMatchInlineSnapshot(`
      "queueCalls: calls[0].details.patient_dob: must be a calendar date, YYYY-MM-DD
      ---
      {
       "name": "SchedulerError",
       "message": "queueCalls: calls[0].details.patient_dob: must be a calendar date, YYYY-MM-DD",
       "code": "invalid_input",
       "operation": "queueCalls",
       "attempts": 0,
       "effect": "none",
       "issues": [
        {
         "path": [
          "calls",
          0,
          "details",
          "patient_dob"
         ],
         "rule": "pattern",
         "message": "calls[0].details.patient_dob: must be a calendar date, YYYY-MM-DD"
        }
       ]
      }
      ---
      SchedulerError: queueCalls: calls[0].details.patient_dob: must be a calendar date, YYYY-MM-DD
        code: 'invalid_input',
        operation: 'queueCalls',
        attempts: 0,
        effect: 'none',
        issues: [
          {
            path: [Array],
            rule: 'pattern',
            message: 'calls[0].details.patient_dob: must be a calendar date, YYYY-MM-DD'
          }
        ]
      }"
    `);
  });

  it('insecure_url', async () => {
    expect(seen(await waysTo.insecure_url())).toMatchInlineSnapshot(`
      "baseUrl: must be https, or http on a loopback host
      ---
      {
       "name": "SchedulerError",
       "message": "baseUrl: must be https, or http on a loopback host",
       "code": "insecure_url",
       "attempts": 0,
       "effect": "none",
       "issues": [
        {
         "path": [
          "baseUrl"
         ],
         "rule": "url",
         "message": "baseUrl: must be https, or http on a loopback host"
        }
       ]
      }
      ---
      SchedulerError: baseUrl: must be https, or http on a loopback host
        code: 'insecure_url',
        attempts: 0,
        effect: 'none',
        issues: [
          {
            path: [Array],
            rule: 'url',
            message: 'baseUrl: must be https, or http on a loopback host'
          }
        ]
      }"
    `);
  });

  it('http', async () => {
    expect(seen(await waysTo.http())).toMatchInlineSnapshot(`
      "queueCalls: answered 429, to be repeated in 120 s; nothing happened
      ---
      {
       "name": "SchedulerError",
       "message": "queueCalls: answered 429, to be repeated in 120 s; nothing happened",
       "code": "http",
       "operation": "queueCalls",
       "attempts": 1,
       "effect": "none",
       "status": 429,
       "retryAfterMs": 120000
      }
      ---
      SchedulerError: queueCalls: answered 429, to be repeated in 120 s; nothing happened
        code: 'http',
        operation: 'queueCalls',
        attempts: 1,
        effect: 'none',
        status: 429,
        retryAfterMs: 120000
      }"
    `);
  });

  it('network', async () => {
    expect(seen(await waysTo.network())).toMatchInlineSnapshot(`
      "triggerCall: no usable answer (ECONNRESET); a phone may be ringing: look with getCall before triggering again
      ---
      {
       "name": "SchedulerError",
       "message": "triggerCall: no usable answer (ECONNRESET); a phone may be ringing: look with getCall before triggering again",
       "code": "network",
       "operation": "triggerCall",
       "attempts": 1,
       "effect": "unknown",
       "requestId": "11111111-aaaa-4aaa-8aaa-111111111111",
       "transportCode": "ECONNRESET"
      }
      ---
      SchedulerError: triggerCall: no usable answer (ECONNRESET); a phone may be ringing: look with getCall before triggering again
        code: 'network',
        operation: 'triggerCall',
        attempts: 1,
        effect: 'unknown',
        requestId: '11111111-aaaa-4aaa-8aaa-111111111111',
        transportCode: 'ECONNRESET'
      }"
    `);
  });

  it('timeout', async () => {
    expect(seen(await waysTo.timeout())).toMatchInlineSnapshot(`
      "triggerCall: no answer within 400 ms; a phone may be ringing: look with getCall before triggering again
      ---
      {
       "name": "SchedulerError",
       "message": "triggerCall: no answer within 400 ms; a phone may be ringing: look with getCall before triggering again",
       "code": "timeout",
       "operation": "triggerCall",
       "attempts": 1,
       "effect": "unknown",
       "requestId": "11111111-aaaa-4aaa-8aaa-111111111111",
       "timeoutMs": 400
      }
      ---
      SchedulerError: triggerCall: no answer within 400 ms; a phone may be ringing: look with getCall before triggering again
        code: 'timeout',
        operation: 'triggerCall',
        attempts: 1,
        effect: 'unknown',
        requestId: '11111111-aaaa-4aaa-8aaa-111111111111',
        timeoutMs: 400
      }"
    `);
  });

  it('invalid_response', async () => {
    expect(seen(await waysTo.invalid_response())).toMatchInlineSnapshot(`
      "queueCalls: the 200 answer is not well-formed JSON; the calls may have been queued: find out before queueing them again
      ---
      {
       "name": "SchedulerError",
       "message": "queueCalls: the 200 answer is not well-formed JSON; the calls may have been queued: find out before queueing them again",
       "code": "invalid_response",
       "operation": "queueCalls",
       "attempts": 1,
       "effect": "unknown",
       "status": 200,
       "reason": "malformed_json"
      }
      ---
      SchedulerError: queueCalls: the 200 answer is not well-formed JSON; the calls may have been queued: find out before queueing them again
        code: 'invalid_response',
        operation: 'queueCalls',
        attempts: 1,
        effect: 'unknown',
        status: 200,
        reason: 'malformed_json'
      }"
    `);
  });

  it('not_triggered', async () => {
    expect(seen(await waysTo.not_triggered())).toMatchInlineSnapshot(`
      "triggerCall: the 200 answer does not confirm the trigger; a phone may be ringing: look with getCall before triggering again
      ---
      {
       "name": "SchedulerError",
       "message": "triggerCall: the 200 answer does not confirm the trigger; a phone may be ringing: look with getCall before triggering again",
       "code": "not_triggered",
       "operation": "triggerCall",
       "attempts": 1,
       "effect": "unknown",
       "requestId": "11111111-aaaa-4aaa-8aaa-111111111111",
       "status": 200
      }
      ---
      SchedulerError: triggerCall: the 200 answer does not confirm the trigger; a phone may be ringing: look with getCall before triggering again
        code: 'not_triggered',
        operation: 'triggerCall',
        attempts: 1,
        effect: 'unknown',
        requestId: '11111111-aaaa-4aaa-8aaa-111111111111',
        status: 200
      }"
    `);
  });

  it('wait_timeout', async () => {
    expect(seen(await waysTo.wait_timeout())).toMatchInlineSnapshot(`
      "getCall: still ACTIVE after 3 polls; wait again with the same id
      ---
      {
       "name": "SchedulerError",
       "message": "getCall: still ACTIVE after 3 polls; wait again with the same id",
       "code": "wait_timeout",
       "operation": "getCall",
       "requestId": "11111111-aaaa-4aaa-8aaa-111111111111",
       "attempts": 3,
       "effect": "none",
       "polls": 3,
       "lastStatus": "ACTIVE"
      }
      ---
      SchedulerError: getCall: still ACTIVE after 3 polls; wait again with the same id
        code: 'wait_timeout',
        operation: 'getCall',
        requestId: '11111111-aaaa-4aaa-8aaa-111111111111',
        attempts: 3,
        effect: 'none',
        polls: 3,
        lastStatus: 'ACTIVE'
      }"
    `);
  });
});

describe('the other wordings', () => {
  const wordings: [
    string,
    Partial<SchedulerOptions>,
    (s: ReturnType<typeof createScheduler>) => unknown,
    string,
  ][] = [
    [
      'a status without Retry-After',
      answering(() => json({}, 404)),
      (s) => s.getCall(REQUEST_ID),
      'getCall: answered 404; nothing happened',
    ],
    [
      'a failure without a transport code',
      { fetch: () => Promise.reject(new Error('no code')), retries: 0 },
      (s) => s.getCall(REQUEST_ID),
      'getCall: no usable answer (network error); nothing happened',
    ],
    [
      'an answer that came after the fact',
      answering(() => json({ requests: [{ id: REQUEST_ID }] })),
      (s) => s.queueCalls([sampleCall()]),
      'queueCalls: the 200 answer lacks what this operation must return; it took effect, only the answer was unusable',
    ],
    [
      'a wait that saw nothing',
      { fetch: () => Promise.reject(new Error('no code')) },
      (s) => s.waitForCall(REQUEST_ID, { timeoutMs: 0 }),
      'getCall: still unseen after 1 poll; wait again with the same id',
    ],
    ['an empty key', { apiKey: '' }, () => {}, 'apiKey: is missing: is the variable it comes from set?'],
  ];

  it.each(wordings)('%s', async (_, options, run, message) => {
    expect((await refused(options, run)).message).toBe(message);
  });

  const bodies: [string, () => Response, string][] = [
    [
      'content_type',
      () => new Response('<p>', { headers: { 'content-type': 'text/html' } }),
      'is not JSON by its content type',
    ],
    ['empty', () => new Response(null, { status: 204 }), 'has no body'],
    ['malformed_json', () => json('{'), 'is not well-formed JSON'],
    ['too_large', () => json({ id: 'x'.repeat(2_000) }), 'is larger than the response cap'],
    [
      'truncated',
      () =>
        new Response(new ReadableStream({ start: (stream) => stream.error(new Error('reset')) }), {
          headers: { 'content-type': 'application/json' },
        }),
      'broke off',
    ],
    ['unexpected_shape', () => json([]), 'lacks what this operation must return'],
    [
      'redirected',
      () => Object.defineProperty(json({}), 'redirected', { value: true }),
      'came by way of a redirect',
    ],
    ['other_request', () => json(sampleStatus({ id: OTHER_ID })), 'is about another request'],
  ];

  it.each(bodies)('the reason %s of invalid_response', async (reason, answer, words) => {
    const error = await refused({ ...answering(answer), maxResponseBytes: 1_000 }, (s) =>
      s.getCall(REQUEST_ID),
    );
    expect(error).toMatchObject({ code: 'invalid_response', reason });
    expect(error.message).toMatch(/^getCall: the 20[04] answer /);
    expect(error.message).toContain(words);
  });
});

describe('a long list of issues', () => {
  const calls = (n: number) => Array.from({ length: n }, () => sampleCall({ entity_id: 'x' }));
  const unnumbered = (n: number) => calls(n).map(({ external_reference_id: _, ...call }) => call);

  it.each([
    [3, 'calls[2].entity_id: must be a UUID'],
    [4, 'calls[2].entity_id: must be a UUID; and 1 more in error.issues'],
    [10_000, 'calls[2].entity_id: must be a UUID; and 9997 more in error.issues'],
  ])('of %i is cut in the message after three, and counted', async (n, end) => {
    const error = await refused({}, (scheduler) => scheduler.queueCalls(unnumbered(n)));
    expect(error).toMatchObject({ code: 'invalid_input', issues: { length: n } });
    expect(error.message.startsWith('queueCalls: calls[0].entity_id: must be a UUID; ')).toBe(true);
    expect(error.message.endsWith(end)).toBe(true);
    expect(error.message.length).toBeLessThan(200);
  });
});

describe('every SchedulerError', () => {
  it.each(Object.entries(waysTo))('of %s is an Error by name, brand and nature', async (code, way) => {
    const error = await way();
    expect(error.code).toBe(code);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('SchedulerError');
    expect(String(error)).toBe(`SchedulerError: ${error.message}`);
    expect(error.stack?.startsWith(`SchedulerError: ${error.message}\n`)).toBe(true);
    expect(Object.prototype.toString.call(error)).toBe('[object Error]');
    expect(isSchedulerError(error)).toBe(true);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'SchedulerError',
      code,
      message: error.message,
    });
    expect(Object.keys(error)).toEqual(expect.arrayContaining(['code', 'attempts', 'effect']));
    expect(Object.keys(error)).not.toEqual(expect.arrayContaining(['name', 'message', 'stack']));
  });

  it('shows the server’s words on request only, cut at 16 KiB', async () => {
    const words = 'w'.repeat(20_000);
    const error = await refused(
      answering(() => json(words, 400)),
      (scheduler) => scheduler.getCall(REQUEST_ID),
    );
    expect(error.readServerText()).toBe(words.slice(0, 16_384));
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('www');
  });

  it('of a 2xx keeps the server’s words to 16 KiB as well', async () => {
    const error = await refused(
      answering(() => json(`[${' '.repeat(20_000)}`)),
      (scheduler) => scheduler.triggerCall(REQUEST_ID),
    );
    expect(error.readServerText()?.length).toBe(16_384);
  });

  it('has no server’s words where no server spoke', async () => {
    expect((await waysTo.network()).readServerText()).toBeUndefined();
    expect((await waysTo.invalid_input()).readServerText()).toBeUndefined();
  });
});

describe('isSchedulerError', () => {
  it('knows an error of another copy of the module', async () => {
    const copy = new URL('../../src/errors.ts?copy=2', import.meta.url).href;
    const other = (await import(/* @vite-ignore */ copy)) as typeof import('../../src/errors.ts');
    expect(other.isSchedulerError).not.toBe(isSchedulerError);
    const error = other.schedulerError('network', { attempts: 1, effect: 'none' });
    const own = await waysTo.network();
    expect(Object.getPrototypeOf(error)).not.toBe(Object.getPrototypeOf(own));
    expect(isSchedulerError(error)).toBe(true);
    expect(other.isSchedulerError(own)).toBe(true);
  });

  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const hostile = new Proxy(new Error('hostile'), {
    get: () => {
      throw new Error('a trap');
    },
  });
  const touchy = Object.defineProperty({}, Symbol.for('@evergrove/scheduler/SchedulerError'), {
    get: () => {
      throw new Error('a getter');
    },
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a text', 'SchedulerError'],
    ['a number', 0],
    ['a plain Error', new Error('SchedulerError')],
    [
      'an object of the same shape',
      { name: 'SchedulerError', code: 'http', status: 500, attempts: 1, effect: 'none' },
    ],
    ['an error of the same name', Object.assign(new Error('x'), { name: 'SchedulerError', code: 'http' })],
    ['an object without a prototype', Object.create(null)],
    ['a function', () => {}],
    ['a Proxy', new Proxy({}, {})],
    ['a Proxy whose traps throw', hostile],
    ['a revoked Proxy', revoked.proxy],
    ['an object whose getter throws', touchy],
    ['an AbortError', new DOMException('aborted', 'AbortError')],
  ])('does not know %s, and does not throw', (_, value) => {
    expect(isSchedulerError(value)).toBe(false);
  });

  it('no longer knows a structuredClone, which loses what makes it one', async () => {
    expect(isSchedulerError(structuredClone(await waysTo.http()))).toBe(false);
  });
});
