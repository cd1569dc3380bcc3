import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandbox, magicNumber, type ServedSandbox, TestClock } from '@evergrove/scheduler/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callTo, entity, NOON } from '../sandbox/support.ts';
import { type Checked, checked } from './checked.ts';
import type { Json } from './fuzz/description.ts';

/*
 * What is a proxy worth that finds nothing? Here the answers of the sandbox are falsified on their way out, one lie at
 * a time, and the lies that Prism finds are told from those that it cannot.
 */

/** An answer on its way out. */
interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Json;
}

/** One request each, by the operation or by what the honest answer to it is. */
const ASK = {
  upsertEntity: () => post('/scheduler/entities', entity),
  queueCalls: () => post('/scheduler/requests', { calls: [call('row-0001'), call('row-0002')] }),
  triggerCall: async () => {
    const [{ id }] = (await queue()).requests;
    return post('/scheduler/trigger/v2', { request_ids: [id] });
  },
  getCall: () => get(`/scheduler/requests/${finished}?include_call_attempts=true`),
  unprocessable: () => post('/scheduler/entities', { ...entity, name: '' }),
  unreadable: () => proxy.fetch(`${base}/scheduler/entities`, { method: 'POST', headers, body: '{"name": ' }),
  nowhere: () => get('/scheduler/nowhere'),
  notFound: () => get('/scheduler/requests/00000000-0000-4000-8000-000000000000'),
};
type Ask = keyof typeof ASK;

type Lie = [what: string, ask: Ask, tell: (answer: Answer) => void];

/** Changes the body of an answer. */
const body =
  (change: (body: Json) => void) =>
  (answer: Answer): void =>
    change(answer.body);
const setBody =
  (value: (body: Json) => Json) =>
  (answer: Answer): void => {
    answer.body = value(answer.body);
  };
const type =
  (value: string) =>
  (answer: Answer): void => {
    answer.headers['content-type'] = value;
  };
const problem = (status: number) => ({ type: 'about:blank', title: 'A lie', status, detail: 'A lie.' });
/** The answer becomes a problem, well made, with a status. */
const status =
  (code: number) =>
  (answer: Answer): void => {
    Object.assign(answer, { status: code, body: problem(code) });
    answer.headers['content-type'] = 'application/problem+json';
  };

/** Lies, and what is said of each. */
const CAUGHT: [...Lie, said: string][] = [
  [
    'a required field is missing',
    'upsertEntity',
    body((b) => delete b.can_call),
    "body: Response body must have required property 'can_call'",
  ],
  ['a required id is missing', 'getCall', body((b) => delete b.id), "required property 'id'"],
  [
    'a required list is missing',
    'triggerCall',
    body((b) => delete b.triggered_request_ids),
    "required property 'triggered_request_ids'",
  ],
  [
    'a field of a nested object is missing',
    'upsertEntity',
    body((b) => delete b.working_hours_policy.monday.windows[0].end),
    "windows.0 must have required property 'end'",
  ],
  [
    'an id is no UUID',
    'upsertEntity',
    body((b) => (b.id = 'office-1')),
    'body.id: Response body property id must match pattern',
  ],
  [
    'an id is a URN',
    'queueCalls',
    body((b) => (b.requests[1].entity_id = `urn:uuid:${b.requests[1].entity_id}`)),
    'requests.1.entity_id must match pattern',
  ],
  [
    'a triggered id is no UUID',
    'triggerCall',
    body((b) => (b.triggered_request_ids[0] = 'started')),
    'triggered_request_ids.0 must match pattern',
  ],
  [
    'an instant has no zone',
    'upsertEntity',
    body((b) => (b.created_at = '2026-11-24T12:00:00')),
    'created_at must match pattern',
  ],
  [
    'an instant has a space for its T',
    'getCall',
    body((b) => (b.updated_at = '2026-11-24 12:00:00Z')),
    'updated_at must match pattern',
  ],
  [
    'an instant is a day',
    'getCall',
    body((b) => (b.completed_at = '2026-11-24')),
    'completed_at must match pattern',
  ],
  [
    'an instant is on a day that there is not',
    'getCall',
    body((b) => (b.created_at = '2026-02-30T12:00:00Z')),
    'created_at must match format "date-time"',
  ],
  [
    'an instant is a number',
    'queueCalls',
    body((b) => (b.requests[0].created_at = 1_795_521_600)),
    'requests.0.created_at must be string',
  ],
  [
    'a time of day has one digit',
    'upsertEntity',
    body((b) => (b.working_hours_policy.monday.default_call_time = '9:30')),
    'monday.default_call_time must match pattern',
  ],
  [
    'a number stands for a string',
    'upsertEntity',
    body((b) => (b.tenant_id = 42)),
    'tenant_id must be string',
  ],
  [
    'a string stands for a boolean',
    'upsertEntity',
    body((b) => (b.can_call = 'true')),
    'can_call must be boolean',
  ],
  ['a string stands for a list', 'triggerCall', body((b) => (b.errors = 'none')), 'errors must be array'],
  [
    'null stands where nothing may be null',
    'upsertEntity',
    body((b) => (b.name = null)),
    'name must be string',
  ],
  [
    'null stands for a status',
    'getCall',
    body((b) => (b.status = null)),
    'body.status: Response body property status must be string',
  ],
  [
    'a status is in lower case',
    'getCall',
    body((b) => (b.status = 'complete')),
    'status must be equal to one of the allowed values',
  ],
  [
    'a status is of nobody knows where',
    'queueCalls',
    body((b) => (b.requests[0].status = 'QUEUED')),
    'requests.0.status must be equal to one of the allowed values',
  ],
  [
    'a disposition is not of its enum',
    'getCall',
    body((b) => (b.call_attempts[0].disposition = 'BUSY')),
    'call_attempts.0.disposition must be equal to one of the allowed values',
  ],
  [
    'an attempt has a status of a call',
    'getCall',
    body((b) => (b.call_attempts[0].status = 'ACTIVE')),
    'call_attempts.0.status must be equal to one of the allowed values',
  ],
  [
    'a trigger has a status of its own',
    'triggerCall',
    body((b) => (b.status = 'started')),
    'status must be equal to one of the allowed values',
  ],
  [
    'a list stands for an object',
    'upsertEntity',
    setBody((b) => [b]),
    'response.body: Response body must be object',
  ],
  [
    'an object stands for a list',
    'getCall',
    body((b) => (b.call_attempts = { 0: b.call_attempts[0] })),
    'call_attempts must be array',
  ],
  [
    'a list is not wrapped',
    'queueCalls',
    setBody((b) => b.requests),
    'response.body: Response body must be object',
  ],
  [
    'outcomes are a list',
    'getCall',
    body((b) => (b.generated_outcomes = [])),
    'generated_outcomes must be object',
  ],
  [
    'an appointment has no time',
    'getCall',
    body((b) => delete b.generated_outcomes.confirmed_appointment.time),
    "confirmed_appointment must have required property 'time'",
  ],
  [
    'a problem comes as a 200',
    'triggerCall',
    setBody(() => problem(422)),
    "required property 'triggered_request_ids'",
  ],
  ['an answer is empty', 'getCall', setBody(() => ({})), "required property 'status'"],
  ['an answer is null', 'getCall', setBody(() => null), 'response.body: Response body must be object'],
  [
    'an answer is called text/html',
    'upsertEntity',
    type('text/html'),
    'received media type "text/html" does not match',
  ],
  [
    'an answer is called text/plain',
    'getCall',
    type('text/plain; charset=utf-8'),
    'received media type "text/plain; charset=utf-8" does not match',
  ],
  [
    'an answer is called a problem',
    'upsertEntity',
    type('application/problem+json'),
    'content type is not declared for this status',
  ],
  [
    'a problem is called text/html',
    'notFound',
    type('text/html'),
    'received media type "text/html" does not match',
  ],
  [
    'a problem has its status as a string',
    'notFound',
    body((b) => (b.status = '404')),
    'status must be integer',
  ],
  [
    'a problem is a string',
    'notFound',
    setBody(() => 'no such request'),
    'response.body: Response body must be object',
  ],
  [
    '201 is not declared',
    'upsertEntity',
    (answer) => (answer.status = 201),
    'Unable to match the returned status code',
  ],
  [
    '202 is not declared',
    'triggerCall',
    (answer) => (answer.status = 202),
    'Unable to match the returned status code',
  ],
  [
    '204 is not declared',
    'getCall',
    (answer) => (answer.status = 204),
    'Unable to match the returned status code',
  ],
  ['402 is not declared', 'queueCalls', status(402), 'Unable to match the returned status code'],
  ['410 is not declared', 'getCall', status(410), 'Unable to match the returned status code'],
  ['418 is not declared', 'notFound', status(418), 'Unable to match the returned status code'],
  ['502 is not declared', 'triggerCall', status(502), 'Unable to match the returned status code'],
  ['501 is answered by Prism itself', 'getCall', status(501), 'Prism took the 501 for its own'],
  [
    'a request that breaks the contract is accepted',
    'unprocessable',
    (answer) =>
      Object.assign(answer, { status: 200, headers: { 'content-type': 'application/json' }, body: stored }),
    'the request breaks the contract',
  ],
  [
    'a problem of a path that there is not is a list',
    'nowhere',
    setBody((b) => [b]),
    'Response body must be object',
  ],
  ['418 is not declared of a path that there is not', 'nowhere', status(418), 'Unable to match'],
  [
    'a problem of an unreadable body is a list',
    'unreadable',
    setBody((b) => [b]),
    'Response body must be object',
  ],
  [
    'an unreadable body is accepted',
    'unreadable',
    (answer) =>
      Object.assign(answer, { status: 200, headers: { 'content-type': 'application/json' }, body: stored }),
    'the request breaks the contract',
  ],
];

/** Lies that a schema of answers cannot see, and why it should not or cannot. */
const UNSEEN: [...Lie, why: string][] = [
  [
    'a field too many',
    'upsertEntity',
    body((b) => (b.surprise = true)),
    'answers are open: a new field must break no client',
  ],
  [
    'a field too many, deep below',
    'getCall',
    body((b) => (b.call_attempts[0].surprise = {})),
    'answers are open, at every depth',
  ],
  ['a charset in the content type', 'upsertEntity', type('application/json; charset=utf-8'), 'it is no lie'],
  [
    'an inferred field is missing',
    'getCall',
    body((b) => delete b.updated_at),
    'only published names and three inferred ones may be required',
  ],
  [
    'a stand-in field is missing',
    'queueCalls',
    body((b) => delete b.requests[0].batch_id),
    'a name that we made up is never required',
  ],
  [
    '409 for what does not clash',
    'upsertEntity',
    status(409),
    'the contract declares it for every operation',
  ],
  ['429 without Retry-After', 'upsertEntity', status(429), 'the header is an assumption, and not required'],
  [
    'a problem without a word',
    'notFound',
    setBody(() => ({})),
    'no error body is published, so none of its fields is required',
  ],
  [
    'a status that is not the answer’s',
    'notFound',
    body((b) => (b.status = 500)),
    'no schema compares a body with the status line',
  ],
  [
    'the id of another request',
    'getCall',
    body((b) => (b.id = '00000000-0000-4000-8000-000000000000')),
    'no schema compares an answer with its request',
  ],
  [
    'the references change places',
    'queueCalls',
    body(
      ({ requests: [a, b] }) =>
        ([a.external_reference_id, b.external_reference_id] = [
          b.external_reference_id,
          a.external_reference_id,
        ]),
    ),
    'no schema compares an answer with its request',
  ],
  [
    'an id is triggered twice',
    'triggerCall',
    body((b) => b.triggered_request_ids.push(b.triggered_request_ids[0])),
    'no schema compares an answer with its request',
  ],
  [
    'COMPLETE without an end',
    'getCall',
    body((b) => (b.completed_at = null)),
    'nothing is published that would tie a status to another field',
  ],
  [
    'outcomes of a call that waits',
    'getCall',
    body((b) => (b.status = 'ENQUEUED')),
    'nothing is published that would tie a status to another field',
  ],
  [
    'an attempt at no known time',
    'getCall',
    body((b) => (b.call_attempts[0].started_at = 'soon')),
    'the form of this stand-in is not published',
  ],
  [
    'an end before the beginning',
    'getCall',
    body((b) => (b.completed_at = '1999-01-01T00:00:00Z')),
    'no schema compares two instants',
  ],
];

const key = 'test-lies';
const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
const base = 'http://sandbox.invalid';
const clock = new TestClock(NOON);
const sandbox = createSandbox({ clock });
let served: ServedSandbox;
let liar: Server;
let proxy: Checked;
let lie: Lie[2] | undefined;
let stored: Json;
let finished: string;

const get = (path: string) => proxy.fetch(base + path, { headers });
const post = (path: string, value: unknown) =>
  proxy.fetch(base + path, { method: 'POST', headers, body: JSON.stringify(value) });
const call = (reference: string) => ({
  ...callTo(stored.id, reference),
  outbound_phone_number: magicNumber('answersAndConfirms'),
});
/** Straight to the sandbox, so that no lie is told about it. */
async function straight(path: string, value: unknown): Promise<Json> {
  const init = { method: 'POST', headers, body: JSON.stringify(value) };
  return (await sandbox.fetch(base + path, init)).json();
}
const queue = () => straight('/scheduler/requests', { calls: [call('row-0003')] });

beforeAll(async () => {
  served = await sandbox.serve();
  liar = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const honest = await fetch(served.url + request.url, {
      method: request.method ?? 'GET',
      headers,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const answer: Answer = {
      status: honest.status,
      headers: { 'content-type': honest.headers.get('content-type') ?? '' },
      body: await honest.json(),
    };
    lie?.(answer);
    response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
  proxy = await checked(`http://127.0.0.1:${(liar.address() as AddressInfo).port}`);

  stored = await straight('/scheduler/entities', entity);
  const [{ id }] = (await queue()).requests;
  await straight('/scheduler/trigger/v2', { request_ids: [id] });
  await clock.advance(3_600_000);
  finished = id;
}, 30_000);
afterAll(async () => {
  await proxy.close();
  liar.closeAllConnections();
  await new Promise((resolve) => liar.close(resolve));
  await served.close();
});
beforeEach(() => {
  lie = undefined;
});

describe('in front of falsified answers', { timeout: 30_000 }, () => {
  test.each(Object.keys(ASK) as Ask[])('the honest answer to %s passes', async (ask) => {
    const refused: Partial<Record<Ask, number>> = {
      unprocessable: 422,
      unreadable: 400,
      nowhere: 404,
      notFound: 404,
    };
    expect((await ASK[ask]()).status).toBe(refused[ask] ?? 200);
  });

  test.each(CAUGHT)('it is found that %s (%s)', async (_, ask, tell, said) => {
    lie = tell;
    await expect(ASK[ask]()).rejects.toThrow(said);
  });

  test.each(UNSEEN)('%s (%s) is not found', async (_, ask, tell) => {
    lie = tell;
    await expect(ASK[ask]()).resolves.toBeDefined();
  });

  test('the lies are many, and each that is not found has its reason', () => {
    expect(CAUGHT.length).toBeGreaterThanOrEqual(20);
    expect(UNSEEN.filter(([, , , why]) => why.length < 10)).toEqual([]);
    const names = [...CAUGHT, ...UNSEEN].map(([what]) => what);
    expect(new Set(names).size).toBe(names.length);
    const reasons = UNSEEN.map(([what, , , why]) => `  ${what}: ${why}`);
    console.log(`${CAUGHT.length} of ${names.length} lies are found; not found are:\n${reasons.join('\n')}`);
  });
});
