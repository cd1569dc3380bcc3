import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { magicNumber } from '@evergrove/scheduler/sandbox';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  type Arguments,
  type CallArguments,
  readArguments,
  UsageError,
} from '../../scripts/conformance/arguments.ts';
import { TEST_ENTITY } from '../../scripts/conformance/bodies.ts';
import type { Description } from '../../scripts/conformance/description.ts';
import { formatReport } from '../../scripts/conformance/format.ts';
import { showable } from '../../scripts/conformance/identifier.ts';
import { namesOf } from '../../scripts/conformance/names-table.ts';
import { refusedProbes } from '../../scripts/conformance/probes.ts';
import { mayBeAbsent } from '../../scripts/conformance/read-answer.ts';
import { complaintsOf, isAboutUnknownField, namesField } from '../../scripts/conformance/refusal.ts';
import { heldAll, type Report } from '../../scripts/conformance/report.ts';
import { runConformance } from '../../scripts/conformance/run-conformance.ts';
import { type Arrived, type Lie, type LyingServer, lyingServer } from './lying-server.ts';

const description: Description = JSON.parse(
  readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'),
);
const KEY = 'test_CONFORMANCE-KEY-CANARY';
const QUEUE = '/scheduler/requests';
const TRIGGER = '/scheduler/trigger/v2';

async function serverWith(lie?: Lie): Promise<LyingServer> {
  const server = await lyingServer(lie);
  onTestFinished(server.close);
  return server;
}

const callTo = (number: string, more: Partial<CallArguments> = {}): CallArguments => ({
  number,
  callType: 'IECC',
  organization: 'Synthetic Organization',
  pollMs: 15,
  patienceMs: 20_000,
  ...more,
});
const ANSWERS = magicNumber('answersAndConfirms');

const run = (
  { url }: LyingServer,
  more: Partial<Arguments> = {},
  wait?: (ms: number) => Promise<void>,
): Promise<Report> =>
  runConformance(
    { baseUrl: url, apiKey: KEY, json: undefined, timeoutMs: 20_000, call: undefined, ...more },
    description,
    wait,
  );

const findingsOf = ({ probes }: Report) => probes.flatMap(({ findings }) => findings);
const nameOf = ({ names }: Report, place: string) => names.find((row) => row.place === place);
const sentTo = ({ arrived }: LyingServer, path: string) => arrived.filter((each) => each.path === path);

/** Nothing was queued, nothing was triggered. */
function expectNoCall({ sandbox }: LyingServer): void {
  expect(sandbox.calls()).toEqual([]);
  const acted = sandbox.requests.filter(
    ({ operation, status }) => (operation === 'queueCalls' || operation === 'triggerCall') && status < 400,
  );
  expect(acted).toEqual([]);
}

describe('a conformance run of a server that keeps the contract', () => {
  test('holds, operation by operation, and can have placed no call', async () => {
    const server = await serverWith();
    const report = await run(server);
    expect(findingsOf(report)).toEqual([]);
    expect(report.alarms).toEqual([]);
    expect(report.unknown).toEqual([]);
    expect(heldAll(report)).toBe(true);
    expect(new Set(report.probes.map(({ operation }) => operation)).size).toBe(4);
    expect(report.probes.length).toBeGreaterThan(60);
    expectNoCall(server);
  });

  test('upserts one entity, by a name that says what it is', async () => {
    const server = await serverWith();
    await run(server);
    const names = server.sandbox.requests.filter(
      ({ operation, status }) => operation === 'upsertEntity' && status === 200,
    );
    expect(names).toHaveLength(2);
    const upserts = sentTo(server, '/scheduler/entities').map(({ body }) => body?.name);
    expect(new Set(upserts)).toEqual(new Set([TEST_ENTITY, undefined]));
  });

  test('confirms by refusals the names that are sent', async () => {
    const report = await run(await serverWith());
    const requestNames = namesOf(description)
      .filter(
        ({ place, mark }) =>
          /^(?:CallInput|CallDetails|QueueCallsInput|TriggerInput|TriggerMode|WorkingHoursPolicy)[.:]/.test(
            place,
          ) && mark !== 'published',
      )
      .map(({ place }) => place);
    expect(requestNames.length).toBeGreaterThan(30);
    expect(requestNames.filter((place) => nameOf(report, place)?.verdict !== 'confirmed')).toEqual([]);
    expect(nameOf(report, 'RequestStatus.updated_at')?.verdict).toBe('not seen');
  });

  test('with a call: queues one, triggers it once, and confirms the names of the answers', async () => {
    const server = await serverWith();
    const report = await run(server, { call: callTo(magicNumber('busyTwiceThenAnswers')) });
    expect(findingsOf(report)).toEqual([]);
    expect(report.alarms).toEqual([]);
    expect(server.sandbox.calls().map(({ id }) => server.sandbox.callsPlaced(id))).toEqual([1]);
    for (const place of [
      'ScheduledRequest.batch_id',
      'TriggerStatus: triggered',
      'CallAttemptDisposition: TEMPORARY_FAILURE',
      'GeneratedOutcomes.outcome',
      'RequestStatus.call_attempts',
      'getCall?include_call_attempts',
    ])
      expect([place, nameOf(report, place)?.verdict]).toEqual([place, 'confirmed']);
    expect(heldAll(report)).toBe(true);
  });

  test('waits as long as a 429 asks for, and holds', async () => {
    const server = await serverWith();
    for (const operation of ['upsertEntity', 'queueCalls', 'triggerCall', 'getCall'] as const)
      server.sandbox.failNext('tooManyRequests', { operation });
    const waits: number[] = [];
    const report = await run(server, {}, async (ms) => void waits.push(ms));
    expect(waits).toEqual([1_000, 1_000, 1_000, 1_000]);
    expect({ held: heldAll(report), findings: findingsOf(report) }).toEqual({ held: true, findings: [] });
  });

  test('does not wait for ever', async () => {
    const busy = await serverWith(() => ({ status: 429, contentType: 'application/json', body: {} }));
    const waits: number[] = [];
    const report = await run(busy, {}, async (ms) => void waits.push(ms));
    expect(waits.slice(0, 3)).toEqual([5_000, 5_000, 5_000]);
    expect(findingsOf(report)).toContain('answered 429, must succeed');
    expect(busy.arrived).toHaveLength(3 * report.probes.length);
  });
});

/** A lie about queueCalls, triggerCall or getCall after the safe part, when a call is placed. */
const ok =
  (path: string, lie: Lie): Lie =>
  (truth, arrived) =>
    truth.status === 200 && arrived.path.startsWith(path) ? lie(truth, arrived) : undefined;
const entity = (lie: Lie) => ok('/scheduler/entities', lie);
const refused =
  (lie: Lie): Lie =>
  (truth, arrived) =>
    truth.status >= 400 ? lie(truth, arrived) : undefined;
const raw =
  (write: (response: ServerResponse) => void): Lie =>
  () =>
    write;

interface Detected {
  name: string;
  lie: Lie;
  /** Placed as well, where the lie is about a call. */
  call?: true;
  findings?: RegExp[];
  contradicted?: string[];
  unknown?: Report['unknown'];
}

const renamed = (text: unknown) =>
  JSON.parse(JSON.stringify(text).replaceAll('entity_id', 'provider_entity_id'));

const detected: Detected[] = [
  {
    name: 'an inferred field of requests that is called otherwise',
    lie: ({ body }) => ({ body: renamed(body) }),
    contradicted: ['CallInput.entity_id'],
    unknown: [{ schema: 'CallInput', field: 'provider_entity_id' }],
  },
  {
    name: 'an inferred field of answers that is called otherwise',
    lie: ok(QUEUE, ({ body }) => ({ body: renamed(body) })),
    call: true,
    contradicted: ['ScheduledRequest.entity_id'],
    unknown: [{ schema: 'ScheduledRequest', field: 'provider_entity_id' }],
  },
  {
    name: 'a published enum with one more value',
    lie: ok(QUEUE, ({ body }) =>
      body.requests ? { body: { requests: [{ ...body.requests[0], status: 'ON_HOLD' }] } } : undefined,
    ),
    call: true,
    contradicted: ['OutboundCallStatus (its values)'],
  },
  {
    name: 'an inferred enum with other values',
    lie: ok(TRIGGER, ({ body }) => ({ body: { ...body, status: 'started' } })),
    call: true,
    contradicted: ['TriggerStatus (its values)'],
  },
  {
    name: 'a mode whose stand-in is no mode',
    lie: (_, { path, body }) =>
      path === TRIGGER && body?.mode === 'scheduled'
        ? {
            status: 422,
            body: { errors: [{ loc: ['body', 'mode'], type: 'enum', msg: 'Input should be now' }] },
          }
        : undefined,
    contradicted: ['TriggerMode: scheduled'],
  },
  {
    name: 'a field that the server refuses as unknown',
    lie: (_, { path, body }) =>
      path === QUEUE && body?.calls?.[0]?.conformance_no_such_field === 1
        ? {
            status: 422,
            body: {
              detail: ['deadline', 'conformance_no_such_field'].map((field) => ({
                loc: ['body', 'calls', 0, field],
                type: 'extra_forbidden',
                msg: 'Extra inputs are not permitted',
              })),
            },
          }
        : undefined,
    contradicted: ['CallInput.deadline'],
  },
  {
    name: 'attempts that were asked for and do not come',
    lie: ok(`${QUEUE}/`, ({ body: { call_attempts: _, ...body } }) => ({ body })),
    call: true,
    contradicted: ['RequestStatus.call_attempts', 'getCall?include_call_attempts'],
  },
  {
    name: 'a success that is no 200',
    lie: entity(() => ({ status: 201 })),
    findings: [/^answered 201, where the description says 200$/],
    contradicted: ['upsertEntity 200'],
  },
  {
    name: 'a published field that is missing',
    lie: entity(({ body: { can_call: _, ...body } }) => ({ body })),
    findings: [/^schema: \/can_call breaks required$/],
    contradicted: ['Entity.can_call'],
  },
  {
    name: 'an instant without a zone',
    lie: entity(({ body }) => ({ body: { ...body, created_at: '2026-11-25T09:00:00' } })),
    findings: [/^schema: \/created_at breaks format$/],
  },
  {
    name: 'an upsert that makes another entity',
    lie: entity(({ body }) => ({ body: { ...body, id: crypto.randomUUID() } })),
    findings: [/^another id than the first time/],
  },
  {
    name: 'an upsert that keeps the old hours',
    lie: entity(({ body }) => ({ body: JSON.parse(JSON.stringify(body).replaceAll('16:00', '17:00')) })),
    findings: [/^working_hours_policy does not hold the hours that were sent$/],
  },
  {
    name: '500 with HTML',
    lie: refused(() => ({ status: 500, contentType: 'text/html; charset=utf-8', body: '<h1>Oops</h1>' })),
    findings: [/^answered 500, must be refused/, /^content type text\/html, where/, /^the body is not JSON$/],
  },
  {
    name: 'a bad entity that is accepted',
    lie: (truth, { path }) =>
      path === '/scheduler/entities' && truth.status === 422 ? { status: 200 } : undefined,
    findings: [/^ACCEPTED with 200, must be refused$/],
  },
  {
    name: 'a lock that anybody opens',
    lie: (truth) => (truth.status === 401 ? { status: 404 } : undefined),
    findings: [/^answered 404, must be refused for its key/],
  },
  {
    name: 'a problem that repeats another status',
    lie: refused(({ body }) => ({ body: { ...body, status: 418 } })),
    findings: [/^the body repeats another status than the answer has$/],
  },
  {
    name: 'a problem that is no object',
    lie: refused(() => ({ body: ['no'] })),
    findings: [/^schema: the body breaks type$/],
  },
  {
    name: 'a refusal in a content type that is not declared',
    lie: refused(() => ({ contentType: 'text/plain' })),
    findings: [/^content type text\/plain, where/],
  },
  {
    name: 'a body that breaks off',
    lie: refused(
      raw((response) => {
        response.writeHead(422, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"title":');
        setTimeout(() => response.destroy(), 5);
      }),
    ),
    findings: [/^the body broke off$/],
  },
  {
    name: 'a body that is too large',
    lie: (truth) =>
      truth.status === 404 ? { body: JSON.stringify({ title: 'x'.repeat(1_100_000) }) } : undefined,
    findings: [/^the body is larger than 1 MiB$/],
  },
  {
    name: 'a body with a key named __proto__ and nesting without end',
    lie: refused(() => ({
      body: `{"__proto__":{"status":1},"errors":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    })),
    unknown: [{ schema: 'Problem' }],
  },
];

describe('a conformance run finds and names', () => {
  test.each(detected)('$name', async ({ lie, call, findings = [], contradicted = [], unknown = [] }) => {
    const server = await serverWith(lie);
    const report = await run(server, { call: call && callTo(ANSWERS) });
    const found = findingsOf(report);
    for (const finding of findings) expect(found).toContainEqual(expect.stringMatching(finding));
    if (findings.length === 0) expect(found).toEqual([]);
    expect(
      report.names.filter(({ verdict }) => verdict === 'contradicted').map(({ place }) => place),
    ).toEqual(expect.arrayContaining(contradicted));
    expect(report.unknown).toEqual(expect.arrayContaining(unknown));
    expect(heldAll(report)).toBe(findings.length + contradicted.length === 0);
    if (call) expect(server.sandbox.calls().map(({ id }) => server.sandbox.callsPlaced(id))).toEqual([1]);
    else expectNoCall(server);
    const text = formatReport(report);
    const own = 'This server is on your own machine';
    expect(text).toContain(own);
    expect(formatReport({ ...report, origin: 'https://api.example.invalid' })).not.toContain(own);
    for (const place of contradicted)
      expect(text).toMatch(new RegExp(`contradicted +${place.replaceAll(/[.?()]/g, '\\$&')}`));
  });
});

describe('a conformance run stops', () => {
  test('at a server that accepts everything: after one queueCalls, without a trigger', async () => {
    const id = crypto.randomUUID();
    const server = await serverWith(() => ({
      status: 200,
      contentType: 'application/json',
      body: { id, status: 'ENQUEUED', requests: [{ id, status: 'ENQUEUED' }], triggered_request_ids: [id] },
    }));
    const report = await run(server, { call: callTo(ANSWERS) });
    expect(sentTo(server, QUEUE).filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(sentTo(server, TRIGGER)).toEqual([]);
    expect(report.alarms[0]).toMatch(/^queueCalls ACCEPTED what it must refuse/);
    expect(report.alarms[1]).toMatch(/^No call was queued or triggered/);
    expect(heldAll(report)).toBe(false);
  });

  test.each<[string, (arrived: Arrived) => boolean]>([
    ['an entity that exists nowhere', ({ body }) => body?.calls?.length === 1],
    [
      'no call at all',
      ({ body, headers }) => body?.calls?.length === 0 && headers.authorization === `Bearer ${KEY}`,
    ],
  ])('sending queueCalls and triggerCall as soon as one is accepted: %s', async (name, isIt) => {
    const server = await serverWith((_, arrived) =>
      arrived.path === QUEUE && isIt(arrived)
        ? { status: 200, contentType: 'application/json', body: { requests: [] } }
        : undefined,
    );
    const report = await run(server, { call: callTo(ANSWERS) });
    expect(report.alarms[0]).toContain(`(${name})`);
    const queue = report.probes.filter(({ operation }) => operation === 'queueCalls');
    const bad = queue.findIndex((probe) => probe.name === name);
    expect(queue[bad]?.findings).toContain(
      'ACCEPTED with 200, must be refused'.concat(name.startsWith('an') ? ' or not found' : ''),
    );
    expect(queue.slice(bad + 1).map(({ outcome }) => outcome)).toEqual(
      queue.slice(bad + 1).map(() => 'not sent'),
    );
    expect(sentTo(server, TRIGGER).every(({ headers }) => headers.authorization !== `Bearer ${KEY}`)).toBe(
      true,
    );
    expectNoCall(server);
  });

  test('sending triggerCall as soon as one is accepted, though not at a 2xx that starts nothing', async () => {
    const gentle = await serverWith((truth, { path }) =>
      path === TRIGGER && truth.status === 404
        ? {
            status: 200,
            contentType: 'application/json',
            body: { triggered_request_ids: [], status: 'failed', errors: ['no such request'] },
          }
        : undefined,
    );
    const held = await run(gentle);
    expect({ held: heldAll(held), findings: findingsOf(held) }).toEqual({ held: true, findings: [] });
    const reckless = await serverWith((truth, { path, body }) =>
      path === TRIGGER && truth.status === 404
        ? { status: 200, contentType: 'application/json', body: { triggered_request_ids: body.request_ids } }
        : undefined,
    );
    const report = await run(reckless);
    expect(report.alarms).toEqual([
      expect.stringContaining(
        'triggerCall ACCEPTED what it must refuse (an id that nothing has, mode immediate)',
      ),
    ]);
    expect(report.probes.filter(({ outcome }) => outcome === 'not sent')).toHaveLength(2);
  });

  test('at a server that hangs, after three requests', async () => {
    const server = await serverWith(refused(raw(() => {})));
    const started = performance.now();
    const report = await run(server, { timeoutMs: 60 });
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(report.probes.filter(({ findings }) => findings.includes('no answer in time'))).toHaveLength(3);
    expect(report.alarms).toEqual(['3 requests in a row got no answer: nothing more was sent.']);
  });

  test('at a body that stalls, after three requests', async () => {
    const stall = raw((response) => {
      response.writeHead(422, { 'content-type': 'application/json' });
      response.write('{');
    });
    const report = await run(await serverWith(refused(stall)), { timeoutMs: 60 });
    expect(report.probes.filter(({ findings }) => findings.includes('no answer in time'))).toHaveLength(3);
    expect(report.alarms).toEqual(['3 requests in a row got no answer: nothing more was sent.']);
  });

  test('at a key that is refused, and says so', async () => {
    const server = await serverWith();
    const report = await run(server, { apiKey: 'another-key-CANARY' });
    expect(report.alarms).toEqual([
      'The server refused the key with 401: set EVERGROVE_API_KEY to one that it knows. Nothing more was sent.',
    ]);
    expect(server.arrived).toHaveLength(1);
  });

  test('at an address where nobody listens', async () => {
    const server = await lyingServer();
    await server.close();
    const report = await run(server);
    expect(report.alarms).toEqual([
      'The server could not be reached (the connection failed): nothing more was sent.',
    ]);
  });

  test('at a redirect, without following it', async () => {
    const other = await serverWith();
    const server = await serverWith(
      raw((response) => response.writeHead(307, { location: `${other.url}/scheduler/entities` }).end()),
    );
    const report = await run(server);
    expect(findingsOf(report)).toContain('answered 307, a redirect, which is not followed');
    expect(other.arrived).toEqual([]);
  });
});

describe('a conformance run with a call', () => {
  test.each<[string, Lie]>([
    ['500', ok(QUEUE, () => ({ status: 500 }))],
    ['no id', ok(QUEUE, () => ({ body: { requests: [] } }))],
    ['two ids', ok(QUEUE, ({ body }) => ({ body: { requests: [...body.requests, ...body.requests] } }))],
    [
      'an id that is a path',
      ok(QUEUE, ({ body }) => ({ body: { requests: [{ ...body.requests[0], id: '..' }] } })),
    ],
  ])('triggers nothing when queueCalls answers with %s', async (_, lie) => {
    const server = await serverWith(lie);
    const report = await run(server, { call: callTo(ANSWERS) });
    expect(report.alarms).toEqual([
      'The call was not queued, or its id could not be read: nothing was triggered.',
    ]);
    expect(server.sandbox.calls().map(({ id }) => server.sandbox.callsPlaced(id))).toEqual([0]);
  });

  test('triggers once when the answer is lost, and polls on', async () => {
    const server = await serverWith();
    const report = await run(server, { call: callTo(magicNumber('triggerActsThenDrops')) });
    expect(server.sandbox.calls().map(({ id }) => server.sandbox.callsPlaced(id))).toEqual([1]);
    expect(
      sentTo(server, TRIGGER).filter(({ body }) => body?.request_ids?.[0] === server.sandbox.calls()[0]?.id),
    ).toHaveLength(1);
    expect(report.probes.at(-1)).toMatchObject({
      name: 'the call is polled to a terminal status',
      outcome: 'held',
    });
    expect(report.alarms).toEqual([]);
    expect(heldAll(report)).toBe(false);
  });

  test('does not repeat a trigger that was refused with 429', async () => {
    const server = await serverWith();
    const report = await run(server, { call: callTo(magicNumber('triggerTooManyRequestsTwice')) });
    expect(report.alarms).toEqual(['The trigger was refused: no call was placed.']);
    expect(server.sandbox.calls().map(({ id }) => server.sandbox.callsPlaced(id))).toEqual([0]);
  });

  test('gives up on a call that never finishes, and says that it may still ring', async () => {
    const server = await serverWith();
    const report = await run(server, { call: callTo(magicNumber('neverFinishes'), { patienceMs: 150 }) });
    expect(report.alarms).toEqual([
      expect.stringMatching(/did not come to a terminal status.*may still ring/),
    ]);
  });

  test.each(['outOfService', 'cancelled', 'doNotCallBack'] as const)(
    'takes %s for an end',
    async (scenario) => {
      const report = await run(await serverWith(), { call: callTo(magicNumber(scenario)) });
      expect({ held: heldAll(report), alarms: report.alarms }).toEqual({ held: true, alarms: [] });
    },
  );
});

describe('the reading of refusals', () => {
  test.each<[string, unknown]>([
    [
      'FastAPI',
      {
        detail: [
          { type: 'missing', loc: ['body', 'calls', 0, 'entity_id'], msg: 'Field required', input: {} },
        ],
      },
    ],
    ['RFC 9457', { errors: [{ pointer: '#/calls/0/entity_id', detail: 'is required' }] }],
    [
      'JSON Schema',
      {
        errors: [{ instancePath: '/calls/0', keyword: 'required', params: { missingProperty: 'entity_id' } }],
      },
    ],
    ['Zod', { issues: [{ code: 'invalid_type', path: ['calls', 0, 'entity_id'], message: 'Required' }] }],
    ['Rails', { errors: { 'calls[0].entity_id': ["can't be blank"] } }],
    ['NestJS', { statusCode: 400, message: ['calls.0.entity_id must be a UUID'], error: 'Bad Request' }],
    ['a sentence', { error: 'entity_id is required' }],
  ])('finds a field in the shape of %s', (_, body) => {
    const complaints = complaintsOf(body);
    expect(complaints.some((complaint) => namesField(complaint, 'entity_id'))).toBe(true);
    expect(complaints.some((complaint) => namesField(complaint, 'entity'))).toBe(false);
    expect(complaints.some(isAboutUnknownField)).toBe(false);
  });

  test.each<[string, unknown, string]>([
    ['a longer name', { error: 'provider_entity_id is required' }, 'entity_id'],
    ['what is echoed', { detail: [{ loc: ['body'], msg: 'bad', input: 'entity_id' }] }, 'entity_id'],
    ['a word of everyday language', { title: 'See the details', detail: 'The mode of operation' }, 'details'],
    ['another such word', { detail: 'The mode of operation' }, 'mode'],
  ])('does not take for a field %s', (_, body, field) => {
    expect(complaintsOf(body).some((complaint) => namesField(complaint, field))).toBe(false);
  });
});

describe('a name of the server', () => {
  const sent = new Set(['testina', 'knee']);
  test.each(['provider_entity_id', 'batchId', 'outcome', 'x2'])(
    'is shown when it looks like one: %s',
    (name) => {
      expect(showable(name, sent)).toBe(name);
    },
  );
  test.each([
    'Testina',
    'testina',
    'knee',
    'Jane Doe',
    '1980-01-31',
    'SMITH',
    'a.b',
    'claim_12345',
    '__proto__',
    'x'.repeat(41),
    '',
  ])('is not shown when it could be a value: %s', (name) => expect(showable(name, sent)).toBeUndefined());
});

describe('the tables', () => {
  test('of what may be absent name fields that exist', () => {
    for (const [schema, fields] of Object.entries(mayBeAbsent))
      expect(Object.keys(description.components.schemas[schema]?.properties ?? {})).toEqual(
        expect.arrayContaining(fields),
      );
  });

  test('of probes ask for places that exist, under names that are unique, and hold no id but those of nowhere', () => {
    const probes = refusedProbes(description, ['nowhere-1', 'nowhere-2', 'nowhere-3']);
    const places = new Set(namesOf(description).map(({ place }) => place));
    expect(probes.flatMap(({ asks }) => asks?.places ?? []).filter((place) => !places.has(place))).toEqual(
      [],
    );
    expect(new Set(probes.map(({ operation, name }) => `${operation} ${name}`)).size).toBe(probes.length);
    const uuid = /[\da-f]{8}-[\da-f]{4}-/i;
    expect(probes.filter(({ request }) => uuid.test(JSON.stringify(request)))).toEqual([]);
    expect(probes.every(({ must }) => must !== 'succeed')).toBe(true);
    const numbers = new Set(JSON.stringify(probes).match(/\+1\d{10}/g));
    expect([...numbers].filter((number) => !/^\+1[2-9]\d\d55501\d\d$/.test(number))).toEqual([]);
  });
});

const program = fileURLToPath(new URL('../../scripts/conformance.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'scheduler-conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cli(args: string[], env: Record<string, string> = { EVERGROVE_API_KEY: KEY }) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', ...env },
      timeout: 60_000,
    });
    const ended = { code: null as number | null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      ended.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      ended.stderr += chunk;
    });
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}

const NANP = description.components.schemas.CallInput?.properties?.outbound_phone_number?.pattern ?? '';

describe('npm run conformance', () => {
  test.each<[string, string[], Record<string, string>?]>([
    ['--base-url is missing', []],
    ['--base-url must be https; http is allowed on loopback alone', ['--base-url', 'http://example.com']],
    ['--base-url must be a URL', ['--base-url', 'CANARY']],
    ['--base-url must hold no user, query or fragment', ['--base-url', 'https://a:CANARY@example.com']],
    ['EVERGROVE_API_KEY is not set', ['--base-url', 'https://example.com'], {}],
    [
      'EVERGROVE_API_KEY must be printable',
      ['--base-url', 'https://example.com'],
      { EVERGROVE_API_KEY: 'CANARY\n' },
    ],
    ['unknown or incomplete option', ['--base-url', 'https://example.com', '--key', 'CANARY']],
    ['unknown or incomplete option', ['--base-url', 'https://example.com', 'CANARY']],
    ['--allow-calls needs --number', ['--base-url', 'https://example.com', '--allow-calls']],
    [
      '--allow-calls needs --number',
      ['--base-url', 'https://example.com', '--allow-calls', '--number', '+1CANARY'],
    ],
    [
      '--number is of use with --allow-calls alone',
      ['--base-url', 'https://example.com', '--number', '+12125550101'],
    ],
    ['--timeout-ms must be', ['--base-url', 'https://example.com', '--timeout-ms', 'CANARY']],
  ])('refuses its arguments in one line: %s', (message, args, env = { EVERGROVE_API_KEY: KEY }) => {
    let said = '';
    try {
      readArguments(args, env, NANP);
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      said = (error as Error).message;
    }
    expect(said).toContain(message);
    expect(said).not.toMatch(/CANARY|\n/);
  });

  test.each(['http://127.0.0.1:1', 'http://localhost:1/', 'http://[::1]:1', 'https://example.com/api/'])(
    'takes %s, without its last slash',
    (url) => {
      const { baseUrl } = readArguments(['--base-url', url], { EVERGROVE_API_KEY: KEY }, NANP);
      expect(baseUrl).toBe(url.replace(/\/$/, ''));
    },
  );

  test.each([
    ['--base-url is missing', []],
    [
      '--json names a file that cannot be written',
      ['--base-url', 'https://127.0.0.1:1', '--json', 'no/such/CANARY'],
    ],
  ])(
    'ends with 2 and one line: %s',
    async (message, args) => {
      const { code, stdout, stderr } = await cli(args);
      expect(stderr).toMatch(/^conformance: [^\n]+\n$/);
      expect(stderr).toContain(message);
      expect(stderr).not.toContain('CANARY');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    },
    60_000,
  );

  test('reports to a person and to a machine, for its owner alone, and shows no value', async () => {
    const canaries = ['Zebediah Quine', '1999-09-09', 'server-text-canary', 'MODE_CANARY'];
    const [name, birth, words, mode] = canaries as [string, string, string, string];
    const server = await serverWith(({ status, body, contentType }) =>
      status >= 400
        ? {
            body: { ...body, detail: `${words} ${name}`, [name]: birth, [KEY]: 1 },
            contentType: `${contentType}; x=${words}`,
          }
        : { body: { ...body, [birth]: name, [KEY]: KEY, status: mode, surprising_field: name } },
    );
    const json = join(folder, 'report.json');
    writeFileSync(json, 'old', { mode: 0o644 });
    const { code, stdout, stderr } = await cli([
      ...['--base-url', `${server.url}/`, '--json', json],
      ...['--allow-calls', '--number', ANSWERS, '--poll-ms', '10', '--call-timeout-ms', '200'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toContain(`ONE REAL CALL to ${ANSWERS}`);
    expect(stdout).toContain('Entity: surprising_field');
    expect(stdout).toContain('Entity: (does not look like a name; not shown)');
    expect(stdout).toContain('NOT everything held.');
    expect(statSync(json).mode & 0o777).toBe(0o600);
    const written = readFileSync(json, 'utf8');
    const report: Report = JSON.parse(written);
    expect(report.unknown).toContainEqual({ schema: 'Entity', field: 'surprising_field' });
    expect(report.names.some(({ verdict }) => verdict === 'contradicted')).toBe(true);
    const sent = server.arrived
      .map(({ body }) => body?.calls?.[0]?.details)
      .filter((details) => typeof details === 'object');
    const values = new Set(
      sent
        .flatMap((details) => Object.values(details))
        .filter((value): value is string => typeof value === 'string'),
    );
    expect(values.size).toBeGreaterThan(15);
    for (const value of [...canaries, KEY, ...values]) {
      if (value === TEST_ENTITY || value === 'conformance') continue; // The entity is announced; the other is our own name.
      expect(written).not.toContain(value);
      if (value !== 'NY') expect(stdout).not.toContain(value);
    }
  }, 60_000);

  test('says first what it is about to do, and ends with 0 when everything held', async () => {
    const server = await serverWith();
    const { code, stdout, stderr } = await cli(['--base-url', server.url]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^About to create or update one entity.*Nothing can ring\.\n\nConformance of http/,
    );
    expect(stdout).toMatch(/upsertEntity: (\d+) of \1 held/);
    expect(stdout).toMatch(/confirmed {5}CallInput\.entity_id +inferred/);
    expect(stdout).toContain('Everything held.');
  }, 60_000);

  test('says in a line of its own that the key was refused', async () => {
    const server = await serverWith();
    const { code, stdout } = await cli(['--base-url', server.url], {
      EVERGROVE_API_KEY: 'CANARY-not-for-here',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^!!! The server refused the key with 401: set EVERGROVE_API_KEY/m);
    expect(stdout).not.toContain('CANARY');
  }, 60_000);
});
