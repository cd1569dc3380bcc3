import { spawn } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import {
  channelName,
  createScheduler,
  type EntityInput,
  type FetchInit,
  type FetchLike,
  type FetchReply,
  isSchedulerError,
  type OperationId,
  type Scheduler,
  type SchedulerError,
  type SchedulerErrorCode,
  type SchedulerOptions,
  sensitiveFields,
  validate,
} from '@evergrove/scheduler';
import { TestClock } from '@evergrove/scheduler/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canaries,
  canary,
  channelsOf,
  combinations,
  fieldCanaries,
  keyCanary,
  leaks,
  planted,
} from './canary.ts';
import {
  BASE_URL,
  failure,
  OTHER_ID,
  REQUEST_ID,
  sampleCall,
  sampleDetails,
  sampleEntityInput,
  sampleQueued,
  sampleStatus,
  sampleTriggered,
} from './samples.ts';

const KEY = keyCanary.value;
const entity = (): EntityInput => sampleEntityInput(planted('EntityInput'));
const call = () => sampleCall({ ...planted('CallInput'), details: sampleDetails(planted('CallDetails')) });

/** The four methods with a canary in everything they may send. */
const methods: Record<OperationId, (scheduler: Scheduler) => Promise<unknown>> = {
  upsertEntity: (scheduler) => scheduler.upsertEntity(entity()),
  queueCalls: (scheduler) => scheduler.queueCalls([call()]),
  triggerCall: (scheduler) => scheduler.triggerCall(REQUEST_ID, { mode: 'immediate' }),
  getCall: (scheduler) => scheduler.getCall(REQUEST_ID, { includeCallAttempts: true }),
};

/** What a server would say that repeats all it was sent, and patient data of its own beside it. */
function echo(url: string, init: FetchInit): string {
  const asked: unknown = init.body === undefined ? {} : JSON.parse(init.body);
  return JSON.stringify({
    ...planted('Problem'),
    ...planted('TriggerResult'),
    detail: canaries.map(({ name, value }) => ({
      loc: ['body', name],
      type: 'value_error',
      msg: `unexpected value; got ${value}`,
      input: value,
    })),
    ...{ asked, url, headers: init.headers, generated_outcomes: outcomes() },
  });
}

function outcomes(): Record<string, unknown> {
  const slot = planted('AppointmentSlot');
  return { ...planted('GeneratedOutcomes'), confirmed_appointment: slot, future_appointments: [slot] };
}

/** What last crossed the in-process wire, both ways, per method and path. */
const wire: Record<string, string> = {};

type Answer = Partial<FetchReply> & Record<string, unknown>;

/** An in-process server whose every header, status text and body repeats the request. */
function echoServer(answer: (echoed: string) => Answer | Promise<Answer>): FetchLike {
  return async (url, init) => {
    const echoed = echo(url, init);
    const over = await answer(echoed);
    const text = typeof over.says === 'string' ? over.says : echoed;
    wire[`${init.method} ${url}`] = `${JSON.stringify(init.headers)}\n${init.body}\n${text}`;
    return {
      status: 200,
      statusText: echoed,
      url: `${url}?${encodeURIComponent(echoed)}`,
      headers: {
        get: (name: string) => {
          if (name === 'content-type') return `application/json; echo=${echoed}`;
          return name === 'content-length' || name === 'content-encoding' ? null : `${name}=${echoed}`;
        },
      },
      text: async () => text,
      ...over,
    } as FetchReply;
  };
}

const says = (value: unknown) => ({ says: typeof value === 'string' ? value : JSON.stringify(value) });

async function* brokenOff(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text.slice(0, 40));
  throw new Error(`terminated after ${text}`);
}

const never = () => new Promise<never>(() => {});

interface Scenario {
  title: string;
  code: SchedulerErrorCode;
  /** Options of the scheduler, beside the key and the clock. */
  options?: Partial<SchedulerOptions>;
  run(scheduler: Scheduler): unknown;
}

const everyMethod = (
  title: string,
  code: SchedulerErrorCode,
  options: () => Partial<SchedulerOptions>,
  only: OperationId[] = Object.keys(methods) as OperationId[],
): Scenario[] =>
  only.map((name) => ({ title: `${name}: ${title}`, code, options: options(), run: methods[name] }));

const statuses = [
  100, 199, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 418,
  421, 422, 425, 428, 429, 431, 451, 500, 501, 502, 503, 504, 511, 599, 999,
];

const refusals: Scenario[] = [
  ...statuses.flatMap((status) =>
    everyMethod(`a ${status} that echoes`, 'http', () => ({ fetch: echoServer(() => ({ status })) })),
  ),
  ...[422, 503].flatMap((status) =>
    everyMethod(`a ${status} whose body cannot be read`, 'http', () => ({
      fetch: echoServer((echoed) => ({ status, text: () => Promise.reject(new Error(echoed)) })),
    })),
  ),
  ...everyMethod('a 429 with Retry-After', 'http', () => ({
    fetch: echoServer((echoed) => ({
      status: 429,
      headers: { get: (name: string) => (name === 'retry-after' ? '3600' : echoed) },
    })),
  })),
];

/** What a `fetch` may throw: everything it says repeats what it was to send. */
const thrown: [string, (echoed: string) => unknown][] = [
  ['an error that quotes', (echoed) => new TypeError(`fetch failed: ${echoed}`)],
  ['an error whose cause quotes', (echoed) => new TypeError('fetch failed', { cause: new Error(echoed) })],
  [
    'a reset whose cause quotes',
    (echoed) =>
      new TypeError('x', { cause: Object.assign(new Error(echoed), { code: 'ECONNRESET', echoed }) }),
  ],
  ['a code that is the text', (echoed) => Object.assign(new Error('x'), { code: echoed })],
  [
    'a code that ends in the text',
    (echoed) => Object.assign(new Error('x'), { code: `ECONNRESET ${echoed}` }),
  ],
  ['a code that is the key', () => Object.assign(new Error('x'), { code: KEY })],
  [
    'a name and a syscall that quote',
    (echoed) => Object.assign(new Error('x'), { name: echoed, syscall: echoed }),
  ],
  ['errors that quote', (echoed) => new AggregateError([new Error(echoed), new Error(echoed)], echoed)],
  ['a text', (echoed) => echoed],
  ['what it was handed', (echoed) => ({ request: echoed, headers: { authorization: KEY } })],
  [
    'a certificate refusal that quotes',
    (echoed) => Object.assign(new Error(echoed), { code: 'CERT_HAS_EXPIRED' }),
  ],
];

const failures: Scenario[] = [
  ...thrown.flatMap(([title, make]) =>
    everyMethod(`fetch throws ${title}`, 'network', () => ({
      fetch: echoServer((echoed) => Promise.reject(make(echoed))),
    })),
  ),
  ...everyMethod('no answer comes', 'timeout', () => ({ fetch: echoServer(never) })),
  ...everyMethod('the body stalls', 'timeout', () => ({ fetch: echoServer(() => ({ text: never })) })),
  {
    title: 'scheduler.raw: fetch throws',
    code: 'network',
    options: { fetch: echoServer((echoed) => Promise.reject(new Error(echoed))) },
    run: (scheduler) => scheduler.raw.POST('/scheduler/requests', { body: { calls: [call()] } }),
  },
];

const unusable: [string, (echoed: string) => Answer, OperationId[]?][] = [
  ['is HTML', (echoed) => ({ headers: { get: () => `text/html; echo=${echoed}` } })],
  ['is empty', () => says('')],
  ['is a 204', () => ({ status: 204 })],
  ['is malformed', (echoed) => says(`${echoed.slice(0, -1)},,`)],
  ['is one malformed word', () => says(KEY)],
  ['is too large', (echoed) => says(echoed.repeat(20))],
  ['breaks off', (echoed) => ({ body: brokenOff(echoed) })],
  ['breaks off without a stream', (echoed) => ({ text: () => Promise.reject(new Error(echoed)) })],
  ['was redirected', () => ({ redirected: true })],
  ['is an opaque redirect', () => ({ type: 'opaqueredirect', status: 0 })],
  [
    'lacks what it must have',
    () => says({ id: KEY, status: KEY }),
    ['upsertEntity', 'queueCalls', 'getCall'],
  ],
  ['is a list', (echoed) => says(`[${echoed}]`)],
  [
    'has an id that is a value',
    () => says({ ...sampleStatus(), id: canaries[0]?.value }),
    ['upsertEntity', 'queueCalls', 'getCall'],
  ],
  [
    'is about another request',
    () => says(sampleStatus({ id: OTHER_ID, generated_outcomes: outcomes() })),
    ['getCall'],
  ],
  [
    'is about other rows',
    () => says({ requests: [sampleQueued({ external_reference_id: canaries[0]?.value ?? '' })] }),
    ['queueCalls'],
  ],
];

const unconfirmed: [string, () => unknown][] = [
  ['carries errors', () => sampleTriggered({ errors: Object.values(planted('TriggerResult')) })],
  ['lists another id', () => sampleTriggered({ triggered_request_ids: [OTHER_ID], ...{ message: KEY } })],
  ['lists values', () => ({ triggered_request_ids: canaries.map(({ value }) => value) })],
  ['lists nothing', () => ({ ...planted('TriggerResult'), ...outcomes() })],
];

const answers: Scenario[] = [
  ...unusable.flatMap(([title, answer, only]) =>
    everyMethod(`a 2xx that ${title}`, 'invalid_response', () => ({ fetch: echoServer(answer) }), only),
  ),
  ...unconfirmed.flatMap(([title, value]) =>
    everyMethod(`a 2xx that ${title}`, 'not_triggered', () => ({ fetch: echoServer(() => says(value())) }), [
      'triggerCall',
    ]),
  ),
  ...canaries.map(({ name, value }) => ({
    title: `waitForCall: the status is the value of ${name}`,
    code: 'wait_timeout' as const,
    options: {
      fetch: echoServer(() => says(sampleStatus({ status: value, generated_outcomes: outcomes() }))),
    },
    run: (scheduler: Scheduler) => scheduler.waitForCall(REQUEST_ID, { timeoutMs: 120_000 }),
  })),
  {
    title: 'waitForCall: every look fails',
    code: 'wait_timeout',
    options: { fetch: echoServer(() => ({ status: 500 })) },
    run: (scheduler) => scheduler.waitForCall(REQUEST_ID, { timeoutMs: 20_000 }),
  },
];

/** Where something that is no valid input can hide a value. */
const hidingPlaces: [string, (value: string) => unknown][] = [
  ['an object', (value) => ({ [value]: value })],
  ['a list', (value) => [value, [value]]],
  ['a Map', (value) => new Map([[value, value]])],
  ['a Set', (value) => new Set([value])],
  [
    'a class instance',
    (value) =>
      new (class Patient {
        name = value;
      })(),
  ],
  ['a BigInt beside it', (value) => ({ value, id: 918273645n })],
  [
    'a getter that throws',
    (value) => ({
      get [value]() {
        throw new Error(`cannot read ${value}`);
      },
    }),
  ],
  [
    'a toJSON that throws',
    (value) => ({
      toJSON: () => {
        throw new Error(`cannot print ${value}`);
      },
    }),
  ],
  ['a toJSON that answers in objects', (value) => ({ toJSON: () => ({ [value]: value }) })],
  ['an error', (value) => new Error(value)],
  [
    'a cycle',
    (value) => {
      const loop: Record<string, unknown> = { [value]: value };
      loop[`${value} again`] = loop;
      return loop;
    },
  ],
];

/** Names that are data: people do put a patient's name where a field's name belongs. */
const tellingNames = ['Jane Canary Doe', '123-45-6789', '1987-03-29', KEY, 'jane.canary@example.test', 'Zoë'];

const at = (field: string, value: unknown) => ({ ...sampleDetails(planted('CallDetails')), [field]: value });
const queued = (details: unknown) => [{ ...call(), details }] as never;

const invalidInputs: Scenario[] = [
  ...sensitiveFields.CallDetails.flatMap((field) =>
    hidingPlaces.map(([title, hide]) => ({
      title: `queueCalls: ${field} is ${title}`,
      code: 'invalid_input' as const,
      run: (scheduler: Scheduler) =>
        scheduler.queueCalls(
          queued(at(field, hide(fieldCanaries.find(({ name }) => name.endsWith(field))?.value ?? ''))),
        ),
    })),
  ),
  ...canaries.flatMap(({ name, value }): Scenario[] => [
    {
      title: `queueCalls: ${name} as a date`,
      code: 'invalid_input',
      run: (s) => s.queueCalls(queued(at('patient_dob', `${value}!`))),
    },
    {
      title: `queueCalls: ${name} as a zone`,
      code: 'invalid_input',
      run: (s) => s.queueCalls(queued(at('local_timezone', value))),
    },
    {
      title: `queueCalls: ${name} as the batch`,
      code: 'invalid_input',
      run: (s) => s.queueCalls(value as never),
    },
    {
      title: `upsertEntity: ${name} as the input`,
      code: 'invalid_input',
      run: (s) => s.upsertEntity(value as never),
    },
    {
      title: `upsertEntity: ${name} as a weekday and a time`,
      code: 'invalid_input',
      run: (s) =>
        s.upsertEntity(
          sampleEntityInput({
            working_hours_policy: {
              [value]: {},
              monday: { windows: [{ start: value, end: value, [value]: value }], default_call_time: value },
            } as never,
          }),
        ),
    },
    { title: `triggerCall: ${name} as the id`, code: 'invalid_input', run: (s) => s.triggerCall(value) },
    {
      title: `triggerCall: ${name} as the mode`,
      code: 'invalid_input',
      run: (s) => s.triggerCall(REQUEST_ID, { mode: value as never }),
    },
    { title: `getCall: ${name} as the id`, code: 'invalid_input', run: (s) => s.getCall(value) },
    {
      title: `getCall: ${name} as the deadline`,
      code: 'invalid_input',
      run: (s) => s.getCall(REQUEST_ID, { timeoutMs: value as never }),
    },
    { title: `waitForCall: ${name} as the id`, code: 'invalid_input', run: (s) => s.waitForCall(value) },
    {
      title: `watchCalls: ${name} as an id`,
      code: 'invalid_input',
      run: (s) => s.watchCalls([REQUEST_ID, value]).next(),
    },
    {
      title: `watchCalls: ${name} as the rate`,
      code: 'invalid_input',
      run: (s) => s.watchCalls([], { ratePerSecond: value as never }).next(),
    },
  ]),
  ...tellingNames.flatMap((name): Scenario[] => [
    {
      title: `upsertEntity: a field called ${name}`,
      code: 'invalid_input',
      run: (s) => s.upsertEntity({ ...entity(), [name]: 1 }),
    },
    {
      title: `queueCalls: a field called ${name}`,
      code: 'invalid_input',
      run: (s) => s.queueCalls([{ ...call(), [name]: 1 }]),
    },
    {
      title: `queueCalls: a detail called ${name}`,
      code: 'invalid_input',
      run: (s) => s.queueCalls(queued(at(name, 1))),
    },
    {
      title: `upsertEntity: a weekday called ${name}`,
      code: 'invalid_input',
      run: (s) =>
        s.upsertEntity(
          sampleEntityInput({ working_hours_policy: { [name]: {}, friday: { [name]: 1 } } as never }),
        ),
    },
  ]),
];

/** Keys that a header cannot carry, or that the runtime would quote in full when asked to. */
const badKeys = ['\r\n', '\n', '\0', '\t', ' ', '\u00eb', '\u2603', '\x7f'].map(
  (bad) => `${KEY}${bad}${KEY}`,
);

const make = (title: string, code: SchedulerErrorCode, options: unknown): Scenario => ({
  title: `createScheduler: ${title}`,
  code,
  run: () => createScheduler({ apiKey: KEY, ...(options as object) }),
});

const badOptions: Scenario[] = [
  ...badKeys.flatMap((apiKey, i): Scenario[] => [
    make(`an unfit key, ${i}`, 'invalid_input', { apiKey }),
    ...everyMethod(`an unfit key from a function, ${i}`, 'invalid_input', () => ({
      apiKey: async () => apiKey,
    })),
  ]),
  ...everyMethod('a key that is no string', 'invalid_input', () => ({
    apiKey: (() => ({ key: KEY })) as never,
  })),
  ...canaries.flatMap(({ name, value }) => [
    ...['timeoutMs', 'retries', 'maxResponseBytes'].map((option) =>
      make(`${name} as ${option}`, 'invalid_input', { [option]: value }),
    ),
    make(`${name} as baseUrl`, 'insecure_url', { baseUrl: value }),
    ...[
      `https://${encodeURIComponent(value)}:${encodeURIComponent(value)}@api.example.test`,
      `https://api.example.test/?q=${value}`,
      `https://api.example.test/#${value}`,
      `http://api.example.test/${value}`,
      `https://api.example.test:99999/${value}`,
      `ftp://${value}`,
    ].map((baseUrl, i) => make(`${name} in a URL, ${i}`, 'insecure_url', { baseUrl })),
  ]),
  {
    title: 'scheduler.raw: another base URL',
    code: 'insecure_url',
    run: (scheduler) =>
      scheduler.raw.POST('/scheduler/requests', {
        baseUrl: `https://${encodeURIComponent(KEY)}.evil.test/?q=${KEY}`,
        body: { calls: [call()] },
      }),
  },
  {
    title: 'scheduler.raw: a path that is none',
    code: 'invalid_input',
    run: (scheduler) => scheduler.raw.POST(`/scheduler/${KEY}` as never, { body: call() } as never),
  },
];

const heard: { event: unknown; diagnostics: unknown }[] = [];
const onDiagnostics = (message: unknown) => heard.push({ event: undefined, diagnostics: message });

/** The scheduler of a scenario, heard by both kinds of listener. */
function schedulerFor(scenario: Scenario, clock: TestClock): Scheduler {
  return createScheduler({
    apiKey: KEY,
    baseUrl: BASE_URL,
    clock,
    random: () => 0,
    maxResponseBytes: 64 * 1_024,
    fetch: echoServer(() => ({})),
    onEvent: (event) => heard.push({ event, diagnostics: undefined }),
    ...scenario.options,
  });
}

async function provoke(scenario: Scenario): Promise<SchedulerError> {
  heard.length = 0;
  const clock = new TestClock();
  const scheduler = schedulerFor(scenario, clock);
  return clock.advanceUntil(failure(() => scenario.run(scheduler)));
}

/** What the listeners heard, as logs would print it. */
function heardChannels(): Record<string, string> {
  return {
    events: heard.map(({ event }) => inspect(event, { depth: 9, showHidden: true })).join('\n'),
    'events as JSON': JSON.stringify(heard),
    diagnostics: heard
      .map(({ diagnostics }) => inspect(diagnostics, { depth: 9, showHidden: true }))
      .join('\n'),
  };
}

const provoked = new Map<SchedulerErrorCode, number>();

beforeAll(() => subscribe(channelName, onDiagnostics));
afterAll(() => unsubscribe(channelName, onDiagnostics));

describe('the search', () => {
  const writings: [string, string, (value: string) => string][] = [
    ['raw', 'as it is', (value) => `got ${value}.`],
    ['base64', 'in base64', (value) => Buffer.from(value).toString('base64')],
    ['base64', 'in base64, one byte in', (value) => Buffer.from(`a${value}bc`).toString('base64')],
    ['base64', 'in base64, two bytes in', (value) => Buffer.from(`ab${value}c`).toString('base64url')],
    ['url', 'in a path', (value) => `/x/${encodeURIComponent(value)}`],
    ['url', 'in a query', (value) => new URLSearchParams({ q: value }).toString()],
    ['json', 'in JSON', (value) => JSON.stringify({ a: value })],
    ['json', 'in JSON inside JSON', (value) => JSON.stringify(JSON.stringify({ a: value }))],
    ['json', 'in ASCII JSON', (value) => JSON.stringify(value).replace(/ë/g, '\\u00eb')],
  ];

  it.each(writings)('finds every canary %s, %s', (form, _, write) => {
    for (const planted of canaries) {
      expect(leaks({ log: write(planted.value) }, [planted])).toContain(`log: ${planted.name} in ${form}`);
    }
  });

  it.each<[string, string[], (value: string) => Error]>([
    ['the message', ['message', 'stack', 'inspect', 'structuredClone'], (value) => new Error(value)],
    ['a cause', ['inspect', 'own property values'], (value) => new Error('x', { cause: new Error(value) })],
    [
      'a property',
      ['inspect', 'json', 'console formats'],
      (value) => Object.assign(new Error('x'), { body: value }),
    ],
    [
      'a name',
      ['own property names', 'json'],
      (value) => Object.assign(new Error('x'), { issues: { [value]: 1 } }),
    ],
    [
      'a hidden property',
      ['inspect, depth 9, hidden', 'own property values'],
      (value) => Object.defineProperty(new Error('x'), 'body', { value, enumerable: false }),
    ],
    [
      'something deep',
      ['inspect, depth 9, hidden', 'json'],
      (value) => Object.assign(new Error('x'), { a: { b: { c: { d: { e: { f: [{ value }] } } } } } }),
    ],
  ])('finds what is planted in %s of an error', (_, channels, make) => {
    const found = leaks(channelsOf(make(KEY)), [keyCanary]);
    for (const channel of channels)
      expect(found.some((at) => at.startsWith(`${channel}: apiKey`))).toBe(true);
  });

  it('tells no two canaries for one another', () => {
    for (const one of canaries)
      expect(leaks({ log: `(${one.value})` }).map((at) => at.split(' ')[1])).toEqual(
        leaks({ log: `(${one.value})` }, [one]).map(() => one.name),
      );
  });
});

describe.each([
  ['a status outside 2xx', refusals],
  ['a request that fails', failures],
  ['a 2xx that cannot be used', answers],
  ['an input that is refused', invalidInputs],
  ['an option that is refused', badOptions],
])('%s gives away neither patient data nor the key', (_, scenarios) => {
  it.each(scenarios.map((scenario) => [scenario.title, scenario] as const))('%s', async (_, scenario) => {
    const error = await provoke(scenario);
    expect(error.code).toBe(scenario.code);
    expect('cause' in error).toBe(false);
    const wanted = [...canaries, ...tellingNames.map((name) => canary(`the name ${name}`, name))];
    expect(leaks({ ...channelsOf(error), ...heardChannels() }, wanted)).toEqual([]);
    provoked.set(error.code, (provoked.get(error.code) ?? 0) + 1);
  });
});

describe('what surrounds the errors', () => {
  it('every canary crosses the wire, so that there is something to give away', async () => {
    for (const scenario of everyMethod('', 'http', () => ({ fetch: echoServer(() => ({ status: 400 })) }))) {
      await provoke(scenario);
    }
    const unseen = canaries.filter((planted) => leaks(wire, [planted]).length === 0);
    expect(unseen.map(({ name }) => name)).toEqual([]);
  });

  it('the events were heard, so that there was something to search', async () => {
    await provoke(refusals[0] as Scenario);
    expect(heard.filter(({ event }) => event)).toHaveLength(2);
    expect(heard.filter(({ diagnostics }) => diagnostics)).toHaveLength(2);
  });

  it.each(everyMethod('succeeds', 'http', () => ({})).map(({ run }) => run))(
    'the events of a success hold nothing either, %#',
    async (run) => {
      heard.length = 0;
      const good = {
        ...sampleStatus({ generated_outcomes: outcomes() }),
        ...sampleTriggered({ message: KEY }),
        requests: [sampleQueued({ generated_outcomes: outcomes() })],
        status: 'COMPLETE',
      };
      const fetch = echoServer(() => says(good));
      await run(schedulerFor({ title: '', code: 'http', options: { fetch }, run }, new TestClock()));
      expect(heard).toHaveLength(4);
      expect(leaks(heardChannels())).toEqual([]);
    },
  );

  it('the failed looks that a watch tells of hold nothing', async () => {
    const clock = new TestClock();
    const scheduler = createScheduler({ apiKey: KEY, clock, fetch: echoServer(() => ({ status: 500 })) });
    const told: object[] = [];
    await clock.advanceUntil(
      (async () => {
        for await (const event of scheduler.watchCalls([REQUEST_ID], { timeoutMs: 30_000 })) told.push(event);
      })(),
    );
    expect(told.length).toBeGreaterThan(1);
    for (const event of told) {
      expect(leaks({ ...channelsOf(event), ...channelsOf((event as { error: Error }).error) })).toEqual([]);
    }
  });

  it('the issues that validate lists, without a scheduler, quote nothing', () => {
    for (const { value } of canaries) {
      const issues = [
        ...validate.entityInput({ ...entity(), location_timezone: value, name: [value], [value]: value }),
        ...validate.callInputs(
          queued({ ...at('local_timezone', value), patient_dob: value, [value]: value }),
        ),
        ...validate.triggerInput({ request_ids: [value], mode: value, [value]: value }),
        ...validate.requestId(value),
      ];
      expect(issues.length).toBeGreaterThan(8);
      expect(leaks({ issues: inspect(issues, { depth: 9 }), json: JSON.stringify(issues) })).toEqual([]);
    }
  });

  it('an id among many that is a value is told of without it', async () => {
    const scheduler = createScheduler({ apiKey: KEY, fetch: echoServer(() => ({})) });
    const told: object[] = [];
    for await (const event of scheduler.watchCalls(new Set(canaries.map(({ value }) => value))))
      told.push(event);
    expect(told).toHaveLength(canaries.length);
    for (const event of told) {
      expect(event).toMatchObject({ type: 'failed', error: { code: 'invalid_input' } });
      expect(leaks({ ...channelsOf(event), ...channelsOf((event as { error: Error }).error) })).toEqual([]);
    }
  });

  it('an id that is an object with values beside it is told of by its UUID at most', async () => {
    heard.length = 0;
    const id = { ...planted('CallDetails'), toJSON: () => REQUEST_ID } as never;
    for (const fetch of [echoServer(() => ({ status: 500 })), echoServer(() => says(sampleTriggered()))]) {
      const scheduler = schedulerFor(
        { title: '', code: 'http', options: { fetch }, run: () => {} },
        new TestClock(),
      );
      const thrown = await scheduler.triggerCall(id).catch((error: Error) => error);
      expect(leaks({ ...channelsOf(thrown), ...heardChannels() })).toEqual([]);
    }
  });

  it('a listener that throws what it heard with a value beside it disturbs nothing', async () => {
    const scheduler = createScheduler({
      apiKey: KEY,
      fetch: echoServer(() => ({ status: 422 })),
      onEvent: () => {
        throw new Error(`cannot log ${KEY}`);
      },
    });
    const error = await failure(() => methods.queueCalls(scheduler));
    expect(error.code).toBe('http');
    expect(leaks(channelsOf(error))).toEqual([]);
  });

  it('the scheduler and its raw client hold neither the key nor the options', async () => {
    const scheduler = createScheduler({ apiKey: KEY, fetch: echoServer(() => says(sampleStatus())) });
    await scheduler.getCall(REQUEST_ID);
    for (const thing of [scheduler, scheduler.raw] as object[]) {
      expect(leaks(channelsOf(thing))).toEqual([]);
    }
    expect(Object.getOwnPropertyNames(scheduler).toSorted()).toEqual(
      ['getCall', 'queueCalls', 'raw', 'triggerCall', 'upsertEntity', 'waitForCall', 'watchCalls'].toSorted(),
    );
  });

  it('readServerText() alone has the words of the server, and nothing copies it', async () => {
    for (const scenario of [
      ...refusals.slice(0, 40),
      ...answers.filter(({ title }) => title.includes('malformed')),
    ]) {
      const error = await provoke(scenario);
      expect(leaks({ text: error.readServerText() ?? '' }, [keyCanary])).not.toEqual([]);
      expect(Object.keys(error)).not.toContain('readServerText');
      expect(Object.getOwnPropertyNames(error)).not.toContain('readServerText');
      expect('readServerText' in structuredClone(error)).toBe(false);
    }
  });
});

/** Runs a script in a process of its own and returns all that it printed. */
async function printed(script: string, ...args: string[]): Promise<{ exit: number | null; text: string }> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  await once(child, 'close');
  return { exit: child.exitCode, text };
}

const childScript = (index: string) => `
import { readFileSync } from 'node:fs';
import { createScheduler } from ${JSON.stringify(index)};
const { key, call, id, echoed } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const headers = { get: (name) => (name === 'content-type' ? 'application/json' : null) };
const reply = (status, text) => async () => ({ status, statusText: echoed, headers, text: async () => text });
const queue = (s) => s.queueCalls([call]);
const cases = {
  http: [{ fetch: reply(422, echoed) }, queue],
  network: [{ fetch: async (url, init) => { throw new TypeError(init.body, { cause: Object.assign(new Error(echoed), { code: key, init }) }); } }, queue],
  timeout: [{ fetch: () => new Promise(() => {}), timeoutMs: 20 }, queue],
  invalid_response: [{ fetch: reply(200, echoed + ',') }, queue],
  invalid_input: [{ fetch: reply(200, echoed) }, (s) => s.queueCalls([{ ...call, [key]: key, details: { ...call.details, patient_dob: [call.details], [call.details.patient_name]: 1 } }])],
  not_triggered: [{ fetch: reply(200, JSON.stringify({ triggered_request_ids: [], errors: [echoed] })) }, (s) => s.triggerCall(id)],
  wait_timeout: [{ fetch: reply(200, JSON.stringify({ id, status: echoed, generated_outcomes: { summary: echoed } })) }, (s) => s.waitForCall(id, { timeoutMs: 0 })],
  insecure_url: [{ baseUrl: 'https://user:' + encodeURIComponent(key) + '@api.example.test' }, queue],
};
const attempt = async ([options, run]) => run(createScheduler({ apiKey: key, retries: 0, ...options }));
const code = process.argv[3];
if (code === 'console') {
  const scheduler = createScheduler({ apiKey: key, fetch: reply(200, '{}') });
  for (const print of [console.log, console.error, console.debug, console.trace]) print(scheduler, scheduler.raw);
  console.dir(scheduler, { depth: 9, showHidden: true });
  for (const one of Object.values(cases)) {
    try { await attempt(one); } catch (error) {
      for (const print of [console.log, console.error, console.warn, console.trace]) print(error, [error], { error });
      console.table(error);
      console.dir(error, { depth: 9, showHidden: true });
      console.log('%s %o %O %j', error, error, error, error);
      process.emitWarning(error);
    }
  }
} else if (code === 'control') {
  Promise.reject(Object.assign(new Error('control ' + echoed), { key }));
} else {
  attempt(cases[code]);
}
`;

describe('what a process prints', () => {
  const codes: SchedulerErrorCode[] = [
    'invalid_input',
    'insecure_url',
    'http',
    'network',
    'timeout',
    'invalid_response',
    'not_triggered',
    'wait_timeout',
  ];
  const prints = new Map<string, { exit: number | null; text: string }>();
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'canaries-'));
    const script = join(folder, 'child.mjs');
    const plan = join(folder, 'plan.json');
    const index = new URL('../../src/index.ts', import.meta.url);
    const init = {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify(call()),
    };
    const echoed = echo(BASE_URL, {
      ...init,
      signal: new AbortController().signal,
      redirect: 'manual',
    } as FetchInit);
    await writeFile(script, childScript(fileURLToPath(index)));
    await writeFile(plan, JSON.stringify({ key: KEY, call: call(), id: REQUEST_ID, echoed }));
    const cases = [...codes, 'console', 'control'];
    await Promise.all(cases.map(async (name) => prints.set(name, await printed(script, plan, name))));
  }, 60_000);
  const of = (name: string) => prints.get(name) ?? { exit: null, text: '' };

  afterAll(() => rm(folder, { recursive: true }));

  it.each(codes)('of an unhandled rejection, %s, is clean', (code) => {
    const { exit, text } = of(code);
    expect(exit).toBe(1);
    expect(text).toContain('SchedulerError: ');
    expect(text).toContain(`code: '${code}'`);
    expect(leaks({ print: text })).toEqual([]);
  });

  it('through console, of the scheduler and of each error, is clean', () => {
    const { exit, text } = of('console');
    expect(exit, text.slice(-600)).toBe(0);
    expect(text.match(/SchedulerError: /g)?.length).toBeGreaterThan(8 * 10);
    expect(leaks({ print: text })).toEqual([]);
  });

  it('of an error that does quote is found, as a control', () => {
    const { exit, text } = of('control');
    expect(exit).toBe(1);
    const found = new Set(leaks({ print: text }).map((at) => at.split(' ')[1]));
    expect([...found].toSorted()).toEqual(canaries.map(({ name }) => name).toSorted());
  });
});

describe('a server on the loopback that echoes the request', () => {
  let server: Server;
  let origin: string;
  let answer: (echoed: string, response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer(async (request: IncomingMessage, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const init = { method: 'POST', headers: request.headers, ...(body && { body }) };
      answer(echo(request.url ?? '', init as unknown as FetchInit), response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Only what a header may hold; the unique words survive. */
  const inHeader = (text: string) => text.replace(/[^\t -~]/g, '?').slice(0, 6_000);

  function head(
    echoed: string,
    response: ServerResponse,
    status: number,
    headers: Record<string, string> = {},
  ): void {
    const value = inHeader(echoed);
    response.writeHead(status, value, {
      'content-type': `application/json; echo="${inHeader(KEY)}"`,
      'retry-after': inHeader(KEY),
      location: `http://127.0.0.1:1/?q=${encodeURIComponent(KEY)}`,
      'www-authenticate': value.slice(0, 2_000),
      'x-request-id': value.slice(0, 2_000),
      'set-cookie': `echo=${encodeURIComponent(KEY)}`,
      ...headers,
    });
  }

  const cases: [string, SchedulerErrorCode, (echoed: string, response: ServerResponse) => void][] = [
    ...[301, 307, 400, 401, 403, 404, 409, 418, 422, 429, 500, 503].map(
      (status): [string, SchedulerErrorCode, (echoed: string, response: ServerResponse) => void] => [
        `a ${status}`,
        'http',
        (echoed, response) => {
          head(echoed, response, status);
          response.end(echoed);
        },
      ],
    ),
    [
      'malformed JSON',
      'invalid_response',
      (echoed, response) => {
        head(echoed, response, 200);
        response.end(`${echoed},`);
      },
    ],
    [
      'HTML',
      'invalid_response',
      (echoed, response) => {
        head(echoed, response, 200, { 'content-type': `text/html; echo="${inHeader(KEY)}"` });
        response.end(echoed);
      },
    ],
    [
      'a body that breaks off',
      'invalid_response',
      (echoed, response) => {
        head(echoed, response, 200, { 'content-length': '900000' });
        response.write(echoed, () => response.destroy());
      },
    ],
    [
      'a body that stalls',
      'timeout',
      (echoed, response) => {
        head(echoed, response, 200);
        response.write(echoed);
      },
    ],
    [
      'a reset',
      'network',
      (_, response) => {
        response.destroy();
      },
    ],
    [
      'an answer that is no HTTP',
      'network',
      (echoed, response) => {
        response.socket?.end(`${echoed}\r\n\r\n`);
      },
    ],
  ];

  it.each(cases)('is not quoted after %s', async (_, code, respond) => {
    answer = respond;
    heard.length = 0;
    const scheduler = createScheduler({
      apiKey: KEY,
      baseUrl: origin,
      retries: 0,
      timeoutMs: code === 'timeout' ? 150 : 5_000,
      onEvent: (event) => heard.push({ event, diagnostics: undefined }),
    });
    for (const run of Object.values(methods)) {
      const error = await failure(() => run(scheduler));
      expect(error.code).toBe(code);
      expect(leaks({ ...channelsOf(error), ...heardChannels() })).toEqual([]);
    }
  });

  it('did say it all, as a control', async () => {
    answer = (echoed, response) => {
      head(echoed, response, 422);
      response.end(echoed);
    };
    const response = await fetch(`${origin}/scheduler/requests`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify(call()),
    });
    const said = {
      statusText: response.statusText,
      header: response.headers.get('x-request-id') ?? '',
      body: await response.text(),
    };
    for (const [channel, text] of Object.entries(said)) expect(leaks({ [channel]: text })).not.toEqual([]);
    expect(leaks({ said: said.body }).map((at) => at.split(' ')[1])).toEqual(
      expect.arrayContaining(canaries.map(({ name }) => name)),
    );
    const error = await failure(() => methods.queueCalls(createScheduler({ apiKey: KEY, baseUrl: origin })));
    expect(leaks({ text: error.readServerText() ?? '' }, [keyCanary])).not.toEqual([]);
  });
});

describe('in all', () => {
  it('every code was provoked', () => {
    const codes: Record<SchedulerErrorCode, true> = {
      invalid_input: true,
      http: true,
      network: true,
      timeout: true,
      invalid_response: true,
      not_triggered: true,
      wait_timeout: true,
      insecure_url: true,
    };
    expect([...provoked.keys()].toSorted()).toEqual(Object.keys(codes).toSorted());
  });

  it('a million combinations of value, form and channel were searched, or more', () => {
    const errors = [...provoked.values()].reduce((sum, n) => sum + n, 0);
    console.info(
      `canaries: ${canaries.length} values, ${errors} errors of ${provoked.size} codes, ${combinations} combinations`,
    );
    expect(isSchedulerError(undefined)).toBe(false);
    expect(combinations).toBeGreaterThan(1_000_000);
  });
});
