import {
  type CallInput,
  createScheduler,
  type EntityInput,
  type FetchInit,
  type Scheduler,
  type SchedulerEvent,
  type SchedulerOptions,
} from '@evergrove/scheduler';
import { describe, expect, it } from 'vitest';
import {
  API_KEY,
  BASE_URL,
  ENTITY_ID,
  failure,
  json,
  OTHER_ID,
  REQUEST_ID,
  recorder,
  sampleCall,
  sampleDetails,
  sampleEntity,
  sampleEntityInput,
  sampleQueued,
  sampleStatus,
  sampleTriggered,
} from './samples.ts';

/** A scheduler whose answers are given, and what it sends. */
function given(answer: unknown, options: Partial<SchedulerOptions> = {}) {
  const { fetch, sent } = recorder(() => (answer instanceof Response ? answer : json(answer)));
  return { scheduler: createScheduler({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, ...options }), sent };
}

interface Operation {
  name: string;
  run: (scheduler: Scheduler) => Promise<unknown>;
  answer: unknown;
  method: string;
  path: string;
  body: string | undefined;
}

const operations: Operation[] = [
  {
    name: 'upsertEntity',
    run: (scheduler) => scheduler.upsertEntity(sampleEntityInput()),
    answer: sampleEntity(),
    method: 'POST',
    path: '/scheduler/entities',
    body: JSON.stringify(sampleEntityInput()),
  },
  {
    name: 'queueCalls',
    run: (scheduler) => scheduler.queueCalls([sampleCall()]),
    answer: { requests: [sampleQueued()] },
    method: 'POST',
    path: '/scheduler/requests',
    body: JSON.stringify({ calls: [sampleCall()] }),
  },
  {
    name: 'triggerCall',
    run: (scheduler) => scheduler.triggerCall(REQUEST_ID),
    answer: sampleTriggered(),
    method: 'POST',
    path: '/scheduler/trigger/v2',
    body: `{"request_ids":["${REQUEST_ID}"]}`,
  },
  {
    name: 'triggerCall with a mode',
    run: (scheduler) => scheduler.triggerCall(REQUEST_ID, { mode: 'scheduled' }),
    answer: sampleTriggered(),
    method: 'POST',
    path: '/scheduler/trigger/v2',
    body: `{"request_ids":["${REQUEST_ID}"],"mode":"scheduled"}`,
  },
  {
    name: 'getCall',
    run: (scheduler) => scheduler.getCall(REQUEST_ID),
    answer: sampleStatus(),
    method: 'GET',
    path: `/scheduler/requests/${REQUEST_ID}`,
    body: undefined,
  },
  {
    name: 'getCall without attempts',
    run: (scheduler) => scheduler.getCall(REQUEST_ID, { includeCallAttempts: false }),
    answer: sampleStatus(),
    method: 'GET',
    path: `/scheduler/requests/${REQUEST_ID}`,
    body: undefined,
  },
  {
    name: 'getCall with attempts',
    run: (scheduler) => scheduler.getCall(REQUEST_ID, { includeCallAttempts: true }),
    answer: sampleStatus(),
    method: 'GET',
    path: `/scheduler/requests/${REQUEST_ID}?include_call_attempts=true`,
    body: undefined,
  },
];

describe('what is sent', () => {
  it.each(operations)('$name: method, URL, headers and body, and nothing more', async (operation) => {
    const { scheduler, sent } = given(operation.answer);
    await operation.run(scheduler);
    expect(sent).toHaveLength(1);
    const { url, init } = sent[0] as { url: string; init: FetchInit };
    const { signal, ...rest } = init;
    expect(url).toBe(`${BASE_URL}${operation.path}`);
    expect(signal).toBeInstanceOf(AbortSignal);
    expect(rest).toEqual({
      method: operation.method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${API_KEY}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      ...(operation.body !== undefined && { body: operation.body }),
    });
  });

  it.each([
    ['https://api.example.test', 'https://api.example.test'],
    ['https://api.example.test/', 'https://api.example.test'],
    ['https://api.example.test////', 'https://api.example.test'],
    ['https://api.example.test/v1', 'https://api.example.test/v1'],
    ['https://api.example.test/v1/', 'https://api.example.test/v1'],
    ['HTTPS://API.example.test:443/a/b//', 'https://api.example.test/a/b'],
    ['https://api.example.test:8443', 'https://api.example.test:8443'],
    ['http://localhost:4010/', 'http://localhost:4010'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://127.9.9.9', 'http://127.9.9.9'],
    ['http://[::1]:4010/', 'http://[::1]:4010'],
  ])('baseUrl %s puts the paths under %s', async (baseUrl, prefix) => {
    for (const operation of operations) {
      const { scheduler, sent } = given(operation.answer, { baseUrl });
      await operation.run(scheduler);
      expect(sent[0]?.url).toBe(`${prefix}${operation.path}`);
    }
  });

  it('goes to the published server unless told otherwise', async () => {
    const { fetch, sent } = recorder(() => json(sampleStatus()));
    await createScheduler({ apiKey: API_KEY, fetch }).getCall(REQUEST_ID);
    expect(sent[0]?.url).toBe(`https://agent-api.evergrovelabs.com/scheduler/requests/${REQUEST_ID}`);
  });

  it('asks a key function before every attempt', async () => {
    const keys = ['first', 'second'];
    const { fetch, sent } = recorder(
      () => json({}, 429, { 'retry-after': '0' }),
      () => json(sampleStatus()),
    );
    await createScheduler({ apiKey: async () => keys.shift() ?? '', fetch }).getCall(REQUEST_ID);
    expect(sent.map(({ init }) => init.headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
  });
});

describe('what is sent is what was checked', () => {
  it('an input changed while the key is awaited goes out as it was', async () => {
    let release = (_: string) => {};
    const key = new Promise<string>((resolve) => {
      release = resolve;
    });
    const { scheduler, sent } = given({ requests: [sampleQueued()] }, { apiKey: () => key });
    const calls = [sampleCall()];
    const queueing = scheduler.queueCalls(calls);
    (calls[0] as CallInput).details.patient_dob = 'changed';
    (calls[0] as CallInput).external_reference_id = 'changed';
    calls.push(sampleCall({ external_reference_id: 'row-2' }));
    release(API_KEY);
    expect(await queueing).toHaveLength(1);
    expect(sent[0]?.body).toEqual({ calls: [sampleCall()] });
  });

  it('a getter is read once', async () => {
    let reads = 0;
    const input = {
      ...sampleEntityInput(),
      get name() {
        return ++reads === 1 ? 'Maple Street Imaging' : 5;
      },
    };
    const { scheduler, sent } = given(sampleEntity());
    await scheduler.upsertEntity(input as EntityInput);
    expect(reads).toBe(1);
    expect(sent[0]?.body).toEqual(sampleEntityInput());
  });

  it('a toJSON is asked once, and what it answers is checked', async () => {
    const answers: unknown[] = [sampleEntityInput(), { name: 5 }];
    const { scheduler, sent } = given(sampleEntity());
    const input = { toJSON: () => answers.shift() } as never;
    await scheduler.upsertEntity(input);
    expect(sent[0]?.body).toEqual(sampleEntityInput());
    const error = await failure(() => scheduler.upsertEntity(input));
    expect(error.code).toBe('invalid_input');
    expect(sent).toHaveLength(1);
  });

  it('what a prototype has is neither accepted nor sent', async () => {
    const { scheduler, sent } = given(sampleEntity());
    const error = await failure(() => scheduler.upsertEntity(Object.create(sampleEntityInput())));
    expect(error).toMatchObject({ code: 'invalid_input', issues: { length: 3 } });
    await scheduler.upsertEntity(Object.assign(Object.create({ extra: 1 }), sampleEntityInput()));
    expect(sent[0]?.body).toEqual(sampleEntityInput());
  });

  it('a Date or a boxed text is sent as JSON carries it, if that is right', async () => {
    const { scheduler, sent } = given({ requests: [sampleQueued()] });
    await scheduler.queueCalls([
      sampleCall({ deadline: new Date(0) as never, call_type: new String('IECC') as never }),
    ]);
    expect(sent[0]?.body).toMatchObject({
      calls: [{ deadline: '1970-01-01T00:00:00.000Z', call_type: 'IECC' }],
    });
  });

  it('an id that only its toJSON makes a UUID is refused or used as that UUID', async () => {
    const { scheduler, sent } = given(sampleTriggered());
    const outcome = await scheduler
      .triggerCall({ toJSON: () => REQUEST_ID } as never)
      .catch((error) => error);
    if (sent.length > 0) expect(outcome).toEqual(sampleTriggered());
    else expect(outcome).toMatchObject({ code: 'invalid_input' });
  });

  const refused: [string, (scheduler: Scheduler) => unknown][] = [
    ['an entity that is none', (s) => s.upsertEntity({} as never)],
    ['no entity', (s) => s.upsertEntity(undefined as never)],
    [
      'a cyclic entity',
      (s) => {
        const loop: Record<string, unknown> = {};
        loop.self = loop;
        return s.upsertEntity(loop as never);
      },
    ],
    ['a BigInt', (s) => s.upsertEntity({ ...sampleEntityInput(), name: 5n } as never)],
    ['no calls', (s) => s.queueCalls([])],
    [
      'one bad call of two',
      (s) => s.queueCalls([sampleCall(), sampleCall({ external_reference_id: 'b', entity_id: 'x' })]),
    ],
    ['an id that is no UUID, to trigger', (s) => s.triggerCall('../entities')],
    ['an id that is no UUID, to get', (s) => s.getCall('..')],
    ['a boxed id, to get', (s) => s.getCall(new String(REQUEST_ID) as never)],
    ['no id', (s) => s.getCall(undefined as never)],
    ['an id that is no UUID, to wait for', (s) => s.waitForCall('x')],
    ['an unknown mode', (s) => s.triggerCall(REQUEST_ID, { mode: 'later' as never })],
    ['a deadline of 0', (s) => s.getCall(REQUEST_ID, { timeoutMs: 0 })],
    ['a deadline of NaN', (s) => s.queueCalls([sampleCall()], { timeoutMs: Number.NaN })],
    ['a bad reconcileMs', (s) => s.triggerCall(REQUEST_ID, { reconcileMs: -1 })],
  ];

  it.each(refused)('%s is never sent', async (_, run) => {
    const { scheduler, sent } = given({});
    expect(await failure(() => run(scheduler))).toMatchObject({
      code: 'invalid_input',
      attempts: 0,
      effect: 'none',
    });
    expect(sent).toEqual([]);
  });
});

describe('queueCalls', () => {
  const calls = (...references: string[]) =>
    references.map((external_reference_id) => sampleCall({ external_reference_id }));
  const bare = (n: number) =>
    Array.from({ length: n }, () => {
      const { external_reference_id: _, ...call } = sampleCall();
      return call;
    });
  const queued = (...references: (string | null)[]) => ({
    requests: references.map((external_reference_id, i) =>
      sampleQueued({ external_reference_id, id: `${i}${REQUEST_ID.slice(1)}` }),
    ),
  });
  const order = (requests: { external_reference_id?: string | null }[]) =>
    requests.map(({ external_reference_id }) => external_reference_id);

  it.each([
    ['a b c', 'c a b'],
    ['a b c', 'a b c'],
    ['__proto__ constructor a', 'a constructor __proto__'],
  ])('answers in the order of the calls: %s, when the server says %s', async (asked, said) => {
    const { scheduler } = given(queued(...said.split(' ')));
    expect(order(await scheduler.queueCalls(calls(...asked.split(' '))))).toEqual(asked.split(' '));
  });

  it('a listener that sorts or cuts what it is told cannot mix up the answers', async () => {
    const onEvent = (event: SchedulerEvent) => event['evergrove.external_reference_ids']?.sort().splice(1);
    const { scheduler } = given(queued('b', 'a'), { onEvent });
    expect(order(await scheduler.queueCalls(calls('b', 'a')))).toEqual(['b', 'a']);
  });

  it.each([
    ['one id for two calls', { requests: [sampleQueued(), sampleQueued()] }, 'unexpected_shape'],
    ['an echo for some calls only', queued('b', null), 'other_request'],
  ])('%s could pair the wrong ones: invalid_response, effect done', async (_, answer, reason) => {
    const error = await failure(() => given(answer).scheduler.queueCalls(calls('a', 'b')));
    expect(error).toMatchObject({ code: 'invalid_response', reason, effect: 'done' });
  });

  it('middleware of raw does not meet it', async () => {
    const { scheduler } = given(queued('a'));
    scheduler.raw.use({ onResponse: () => new Response('{}') });
    expect(order(await scheduler.queueCalls(calls('a')))).toEqual(['a']);
  });

  it('leaves the server’s order where nothing says which answer is whose', async () => {
    const { scheduler } = given({ requests: [sampleQueued({ id: OTHER_ID }), sampleQueued()] });
    expect((await scheduler.queueCalls(bare(2))).map(({ id }) => id)).toEqual([OTHER_ID, REQUEST_ID]);
    const silent = given(queued(null, null)).scheduler;
    expect(await silent.queueCalls(calls('a', 'b'))).toHaveLength(2);
  });

  it.each<[string, CallInput[], unknown, string, string]>([
    ['fewer answers than calls without references', bare(2), queued(null), 'unexpected_shape', 'done'],
    ['more answers than calls without references', bare(1), queued(null, null), 'unexpected_shape', 'done'],
    [
      'fewer answers than calls, and no reference echoed',
      calls('a', 'b'),
      queued(null),
      'unexpected_shape',
      'done',
    ],
    ['fewer answers than calls', calls('a', 'b'), queued('a'), 'unexpected_shape', 'done'],
    ['more answers than calls', calls('a'), queued('a', 'a'), 'unexpected_shape', 'done'],
    [
      'one reference twice and another not at all',
      calls('a', 'b'),
      queued('a', 'a'),
      'other_request',
      'done',
    ],
    ['a reference that was not sent', calls('a'), queued('z'), 'other_request', 'done'],
    [
      'an answer without an id',
      calls('a'),
      { requests: [{ status: 'ENQUEUED' }] },
      'unexpected_shape',
      'done',
    ],
    [
      'an answer without a status',
      calls('a'),
      { requests: [{ id: REQUEST_ID }] },
      'unexpected_shape',
      'done',
    ],
    ['no answers', calls('a'), { requests: [] }, 'unexpected_shape', 'unknown'],
    ['a list', calls('a'), queued('a').requests, 'unexpected_shape', 'unknown'],
    ['nothing', calls('a'), {}, 'unexpected_shape', 'unknown'],
  ])('%s is invalid_response', async (_, input, answer, reason, effect) => {
    const { scheduler, sent } = given(answer);
    const error = await failure(() => scheduler.queueCalls(input));
    expect(error).toMatchObject({ code: 'invalid_response', reason, effect, attempts: 1 });
    expect(sent).toHaveLength(1);
  });
});

describe('an id in an answer', () => {
  const shouted = REQUEST_ID.toUpperCase();

  it('is the same in any case', async () => {
    expect(await given(sampleStatus({ id: shouted })).scheduler.getCall(REQUEST_ID)).toEqual(
      sampleStatus({ id: shouted }),
    );
    expect(await given(sampleStatus()).scheduler.getCall(shouted)).toEqual(sampleStatus());
    const triggered = sampleTriggered({ triggered_request_ids: [OTHER_ID, shouted] });
    expect(await given(triggered).scheduler.triggerCall(REQUEST_ID)).toEqual(triggered);
  });

  it('of another request is refused by getCall, after one more try', async () => {
    const { scheduler, sent } = given(sampleStatus({ id: OTHER_ID }), {
      retries: 1,
      random: () => 0,
      clock: hurried,
    });
    const error = await failure(() => scheduler.getCall(REQUEST_ID));
    expect(error).toMatchObject({
      code: 'invalid_response',
      reason: 'other_request',
      requestId: REQUEST_ID,
      effect: 'none',
    });
    expect(sent).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['another id', sampleTriggered({ triggered_request_ids: [OTHER_ID] })],
    ['no id', sampleTriggered({ triggered_request_ids: [] })],
    ['no list', { status: 'triggered' }],
    ['a list of something else', { triggered_request_ids: [{ id: REQUEST_ID }] }],
    ['errors', sampleTriggered({ errors: ['busy'] })],
    ['an error that is no list', { ...sampleTriggered(), errors: { a: 1 } }],
  ])('of triggerCall: %s confirms nothing', async (_, answer) => {
    const { scheduler, sent } = given(answer);
    const error = await failure(() => scheduler.triggerCall(REQUEST_ID));
    expect(error).toMatchObject({
      code: 'not_triggered',
      status: 200,
      effect: 'unknown',
      requestId: REQUEST_ID,
    });
    expect(sent).toHaveLength(1);
  });

  it.each([[[]], [null], [undefined]])('of triggerCall: errors of %j are none', async (errors) => {
    const answer = { ...sampleTriggered(), errors };
    expect(await given(answer).scheduler.triggerCall(REQUEST_ID)).toEqual(JSON.parse(JSON.stringify(answer)));
  });
});

/** Waits take no time; deadlines never come. */
const hurried = {
  now: () => 0,
  setTimeout: (callback: () => void, ms: number) => (ms < 10_000 ? setImmediate(callback) : undefined),
  clearTimeout: () => {},
};

describe('an answer passes through', () => {
  it.each<[string, object]>([
    ['with fields nobody knows', { ...sampleStatus(), extra: { deep: [1] } }],
    ['with a status nobody knows', sampleStatus({ status: 'ON_HOLD' })],
    [
      'with unknown attempt values',
      sampleStatus({ call_attempts: [{ status: 'RINGING', disposition: 'ODD' }] }),
    ],
    ['without its inferred fields', { id: REQUEST_ID, status: 'COMPLETE' }],
    ['with nulls', { id: REQUEST_ID, status: 'COMPLETE', created_at: null, generated_outcomes: null }],
    [
      'with outcomes of other types',
      { ...sampleStatus(), generated_outcomes: { call_completed: 'yes', odd: 1 } },
    ],
    [
      'with outcomes on a status that is not COMPLETE',
      { ...sampleStatus(), generated_outcomes: { summary: 's' } },
    ],
  ])('of getCall, %s', async (_, answer) => {
    expect(await given(answer).scheduler.getCall(REQUEST_ID)).toEqual(answer);
  });

  it('of the others, with fields nobody knows or nothing but the ids', async () => {
    expect(await given({ id: ENTITY_ID }).scheduler.upsertEntity(sampleEntityInput())).toEqual({
      id: ENTITY_ID,
    });
    const bare = { id: REQUEST_ID, status: 'ODD', extra: 1 };
    expect(await given({ requests: [bare], more: 1 }).scheduler.queueCalls([sampleCall()])).toEqual([bare]);
    const triggered = { triggered_request_ids: [REQUEST_ID], status: 'odd', extra: 1 };
    expect(await given(triggered).scheduler.triggerCall(REQUEST_ID)).toEqual(triggered);
  });

  it.each([200, 201, 202, 299])('of any 2xx: %i', async (status) => {
    expect(await given(json(sampleStatus(), status)).scheduler.getCall(REQUEST_ID)).toEqual(sampleStatus());
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/vnd.evergrove+json',
  ])('of the type %s', async (type) => {
    const answer = json(sampleStatus(), 200, { 'content-type': type });
    expect(await given(answer).scheduler.getCall(REQUEST_ID)).toEqual(sampleStatus());
  });

  it('with __proto__ in it harmlessly', async () => {
    const text = `{"id":"${REQUEST_ID}","status":"ACTIVE","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
    const call = await given(json(text)).scheduler.getCall(REQUEST_ID);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect((call as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(call)).toBe(Object.prototype);
  });
});

describe('a wrong option', () => {
  const MS = 'must be milliseconds above 0 and at most 2147483647';
  const KEY = 'must be a string of printable ASCII without spaces or line breaks, and without "Bearer"';
  const NO_KEY = 'is missing: is the variable it comes from set?';
  const WHOLE = 'must be a whole number from 0 to 10';
  const wrong: [string, unknown, string][] = [
    ...[Number.NaN, 0, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 31, '30000'].map(
      (value): [string, unknown, string] => ['timeoutMs', value, MS],
    ),
    ...[-1, 1.5, 11, Number.NaN, Number.POSITIVE_INFINITY, '2'].map((value): [string, unknown, string] => [
      'retries',
      value,
      WHOLE,
    ]),
    ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '8'].map((value): [string, unknown, string] => [
      'maxResponseBytes',
      value,
      'must be a whole number above 0',
    ]),
    ...['', ' ', 'a b', 'a\n', 'a\0', 'ä', undefined, null, 5, {}].map((value): [string, unknown, string] => [
      'apiKey',
      value,
      value === '' || value === undefined || value === null ? NO_KEY : KEY,
    ]),
  ];

  it.each(wrong)('%s: %j is refused by name', async (name, value, hint) => {
    const error = await failure(() => createScheduler({ apiKey: API_KEY, [name]: value }));
    expect(error).toMatchObject({
      code: 'invalid_input',
      attempts: 0,
      effect: 'none',
      issues: [{ path: [name], message: `${name}: ${hint}` }],
    });
    expect('operation' in error).toBe(false);
  });

  it('is told of together with the others', async () => {
    const error = await failure(() =>
      createScheduler({ apiKey: '', timeoutMs: 0, retries: -1, maxResponseBytes: 0 }),
    );
    expect(error.code === 'invalid_input' && error.issues.map(({ path }) => path[0])).toEqual([
      'apiKey',
      'timeoutMs',
      'retries',
      'maxResponseBytes',
    ]);
  });

  it.each([
    ['no URL', 'api.example.test', 'must be an absolute https URL'],
    ['a relative one', '/v1', 'must be an absolute https URL'],
    ['empty', '', 'must be an absolute https URL'],
    ['no text', {}, 'must be an absolute https URL'],
    ['plain http', 'http://api.example.test', 'must be https, or http on a loopback host'],
    [
      'http on a host that only looks like loopback',
      'http://127.0.0.1.example.test',
      'must be https, or http on a loopback host',
    ],
    [
      'http on localhost of another domain',
      'http://localhost.example.test',
      'must be https, or http on a loopback host',
    ],
    ['another protocol', 'ftp://api.example.test', 'must be https, or http on a loopback host'],
    ['credentials', 'https://user:pw@api.example.test', 'must not hold credentials'],
    ['a user', 'https://user@api.example.test', 'must not hold credentials'],
    ['a query', 'https://api.example.test/?a=1', 'must not have a query or a fragment'],
    ['a fragment', 'https://api.example.test/#a', 'must not have a query or a fragment'],
  ])('baseUrl: %s is insecure_url', async (_, baseUrl, hint) => {
    const error = await failure(() => createScheduler({ apiKey: API_KEY, baseUrl: baseUrl as string }));
    expect(error).toMatchObject({
      code: 'insecure_url',
      issues: [{ path: ['baseUrl'], message: `baseUrl: ${hint}` }],
    });
  });

  it.each([
    ['timeoutMs', -1],
    ['timeoutMs', Number.NaN],
    ['ratePerSecond', 0],
    ['ratePerSecond', Number.NaN],
    ['ratePerSecond', 10_001],
    ['inFlight', 0],
    ['inFlight', 1.5],
    ['inFlight', Number.POSITIVE_INFINITY],
  ])('of a wait, %s: %d is refused by name before anything is sent', async (name, value) => {
    const { scheduler, sent } = given(sampleStatus());
    for (const run of [
      () => scheduler.waitForCall(REQUEST_ID, { [name]: value }),
      () => scheduler.watchCalls([REQUEST_ID], { [name]: value }).next(),
    ]) {
      expect(await failure(run)).toMatchObject({ code: 'invalid_input', issues: [{ path: [name] }] });
    }
    expect(sent).toEqual([]);
  });
});

describe('the scheduler', () => {
  it('is frozen', () => {
    const { scheduler } = given({});
    expect(Object.isFrozen(scheduler)).toBe(true);
    expect(() => Object.assign(scheduler, { getCall: () => {} })).toThrow(TypeError);
  });

  it('has methods that may be taken off it', async () => {
    const { getCall } = given(sampleStatus()).scheduler;
    expect(await getCall(REQUEST_ID)).toEqual(sampleStatus());
  });

  it('takes no retries through a third argument of getCall', async () => {
    const { scheduler, sent } = given(json({}, 500), { retries: 0 });
    await failure(() => (scheduler.getCall as (...all: unknown[]) => unknown)(REQUEST_ID, {}, 5));
    expect(sent).toHaveLength(1);
  });

  it('hands out one raw client', () => {
    const { scheduler } = given({});
    expect(scheduler.raw).toBe(scheduler.raw);
  });
});

describe('scheduler.raw', () => {
  it('sends with the same key and headers, beside the caller’s own', async () => {
    const { scheduler, sent } = given(sampleStatus());
    const { data } = await scheduler.raw.GET('/scheduler/requests/{requestId}', {
      params: { path: { requestId: REQUEST_ID } },
      headers: { 'x-trace': '1', authorization: 'Bearer other' },
    });
    expect(data).toEqual(sampleStatus());
    expect(sent[0]?.url).toBe(`${BASE_URL}/scheduler/requests/${REQUEST_ID}`);
    expect(sent[0]?.init.headers).toEqual({
      'x-trace': '1',
      authorization: `Bearer ${API_KEY}`,
      accept: 'application/json',
      'content-type': 'application/json',
    });
  });

  it('hands over the body of an error and its status', async () => {
    const { scheduler } = given(json({ detail: 'no such call' }, 404));
    const { error, response } = await scheduler.raw.GET('/scheduler/requests/{requestId}', {
      params: { path: { requestId: REQUEST_ID } },
    });
    expect(error).toEqual({ detail: 'no such call' });
    expect(response.status).toBe(404);
  });

  it('does not validate: what the contract refuses is sent', async () => {
    const { scheduler, sent } = given({ requests: [] });
    await scheduler.raw.POST('/scheduler/requests', { body: { calls: [] } });
    expect(sent[0]?.body).toEqual({ calls: [] });
  });

  it.each<[string, (scheduler: Scheduler) => unknown, string]>([
    [
      'another base URL',
      (s) => s.raw.POST('/scheduler/requests', { baseUrl: 'https://evil.test', body: { calls: [] } }),
      'insecure_url',
    ],
    [
      'a base URL that only begins like ours',
      (s) => s.raw.POST('/scheduler/requests', { baseUrl: `${BASE_URL}.evil.test`, body: { calls: [] } }),
      'insecure_url',
    ],
    [
      'credentials in front of ours',
      (s) => s.raw.POST('/scheduler/requests', { baseUrl: `${BASE_URL}@evil.test`, body: { calls: [] } }),
      'insecure_url',
    ],
    ['an unknown path', (s) => s.raw.GET('/admin' as never, {} as never), 'invalid_input'],
    ['an unknown method', (s) => s.raw.DELETE('/scheduler/entities' as never, {} as never), 'invalid_input'],
    ...['..', '.', '%2e%2e', '', 'a/b'].map(
      (requestId): [string, (scheduler: Scheduler) => unknown, string] => [
        `the id ${JSON.stringify(requestId)}`,
        (s) =>
          s.raw.GET('/scheduler/requests/{requestId}', {
            params: { path: { requestId } },
            ...(requestId.includes('%') && {
              pathSerializer: (path: string) => path.replace('{requestId}', requestId),
            }),
          } as never),
        requestId === 'a/b' ? 'sent' : 'invalid_input',
      ],
    ),
  ])('gives the key to nothing else: %s', async (_, run, code) => {
    const { scheduler, sent } = given(sampleStatus());
    if (code === 'sent') {
      await run(scheduler);
      expect(sent[0]?.url).toBe(`${BASE_URL}/scheduler/requests/a%2Fb`);
      return;
    }
    expect(await failure(() => run(scheduler))).toMatchObject({ code, attempts: 0, effect: 'none' });
    expect(sent).toEqual([]);
  });
});

// A sample that the contract would refuse makes half of these tests meaningless.
sampleDetails() satisfies CallInput['details'];
