import {
  createSandbox,
  type FaultName,
  magicNumber,
  type Sandbox,
  type ScenarioName,
  type ServedSandbox,
  scenarios,
  TestClock,
} from '@evergrove/scheduler/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { api, callTo, entity, NOON } from '../sandbox/support.ts';
import { type Checked, checked } from './checked.ts';
import { readDescription } from './fuzz/description.ts';

/*
 * A session with the sandbox as a client would have it, with Prism in between. `checked` rejects where the sandbox
 * breaks the contract, so what is asserted here is that each case came about.
 */

const KEY = 'test-proxy';
const clock = new TestClock(NOON);
let sandbox: Sandbox<TestClock>;
let served: ServedSandbox;
let proxy: Checked;

beforeAll(async () => {
  sandbox = createSandbox({ clock });
  served = await sandbox.serve();
  proxy = await checked(served.url);
}, 30_000);
afterAll(async () => {
  await proxy.close();
  await served.close();
});
beforeEach(() => sandbox.reset());

const operations = () => api(proxy.fetch, undefined, KEY);

const tried = new Set<string>();

/** A queued call to the number of a scenario, and its entity. */
async function queued(name: ScenarioName = 'answersAndConfirms') {
  tried.add(name);
  const office = operations();
  const { id: entity_id } = (await office.upsertEntity()).json;
  const call = { ...callTo(entity_id), outbound_phone_number: magicNumber(name) };
  const reply = await office.queueCalls({ calls: [call] });
  return { office, call, reply, id: reply.json.requests?.[0].id as string };
}

const HOUR = 3_600_000;

describe('through Prism, every answer of the sandbox keeps the contract:', { timeout: 30_000 }, () => {
  /** [scenario, status at the end, attempts, whether there are outcomes] */
  const ends: [ScenarioName, string, number, boolean][] = [
    ['answersAndConfirms', 'COMPLETE', 1, true],
    ['answersWithoutConfirming', 'COMPLETE', 1, true],
    ['rescheduled', 'COMPLETE', 1, true],
    ['busyTwiceThenAnswers', 'COMPLETE', 3, true],
    ['outOfService', 'ERROR', 1, false],
    ['neverAnswers', 'ERROR', 3, false],
    ['cancelled', 'CANCELLED', 1, false],
    ['doNotCallBack', 'DO_NOT_CALL_BACK', 1, false],
    ['neverFinishes', 'ACTIVE', 1, false],
    ['statusOfTomorrow', 'ON_HOLD', 1, false],
  ];

  test.each(ends)('%s comes to %s', async (name, status, attempts, hasOutcomes) => {
    const { office, id } = await queued(name);
    expect((await office.getCall(id)).json.status).toBe('ENQUEUED');
    const { json } = await office.triggerCall({ request_ids: [id] });
    expect(json.triggered_request_ids).toEqual([id]);
    for (let minutes = 0; minutes < 60; minutes += 5) {
      await office.getCall(id, '?include_call_attempts=true');
      await clock.advance(HOUR / 12);
    }
    const end = (await office.getCall(id, '?include_call_attempts=true')).json;
    expect(end.status).toBe(status);
    expect(end.call_attempts).toHaveLength(attempts);
    expect(end.generated_outcomes !== null).toBe(hasOutcomes);
    expect((await office.getCall(id, '?include_call_attempts=false')).json.call_attempts).toBeUndefined();
  });

  test('an entity is made, and updated', async () => {
    const office = operations();
    const made = (await office.upsertEntity()).json;
    const hours = { working_hours_policy: { sunday: {}, monday: { default_call_time: null } } };
    const updated = (await office.upsertEntity({ ...entity, ...hours, location_name: null })).json;
    expect(updated).toMatchObject({ ...hours, id: made.id });
  });

  test('a batch is queued, with references and without', async () => {
    const { office, call } = await queued();
    const { external_reference_id: _, ...anonymous } = call;
    const second = { ...call, external_reference_id: 'row-0002', deadline: null };
    expect((await office.queueCalls({ calls: [call, second] })).json.requests).toHaveLength(2);
    expect((await office.queueCalls({ calls: [anonymous, anonymous] })).json.requests).toHaveLength(2);
  });

  test('a scheduled call waits for the time of its entity', async () => {
    const { office, id } = await queued();
    const { json } = await office.triggerCall({ request_ids: [id], mode: 'scheduled' });
    expect(json.triggered_request_ids).toEqual([id]);
    expect((await office.getCall(id)).json.status).toBe('ENQUEUED');
    await clock.advance(7 * 24 * HOUR);
    expect((await office.getCall(id)).json.status).toBe('COMPLETE');
  });

  test('a scheduled call of an entity that is never open is not started', async () => {
    const office = operations();
    const { id: entityId } = (await office.upsertEntity({ ...entity, working_hours_policy: {} })).json;
    const [{ id }] = (await office.queueCalls({ calls: [callTo(entityId)] })).json.requests;
    const { json } = await office.triggerCall({ request_ids: [id], mode: 'scheduled' });
    expect(json).toMatchObject({ triggered_request_ids: [], errors: [expect.any(String)] });
  });

  test('a second trigger, and one that reports errors', async () => {
    const { office, id } = await queued('triggerReportsErrors');
    expect((await office.triggerCall({ request_ids: [id] })).json.errors).toHaveLength(1);
    const other = await queued();
    await other.office.triggerCall({ request_ids: [other.id] });
    expect((await other.office.triggerCall({ request_ids: [other.id] })).status).toBe(200);
  });

  test('refused when queued, 429 twice, then it acts, 500', async () => {
    expect((await queued('refusedWhenQueued')).reply.status).toBe(403);
    const statuses = async (name: ScenarioName) => {
      const { office, id } = await queued(name);
      const replies = [];
      for (let i = 0; i < 3; i++) replies.push(await office.triggerCall({ request_ids: [id] }));
      return replies.map(({ status }) => status);
    };
    expect(await statuses('triggerTooManyRequestsTwice')).toEqual([429, 429, 200]);
    expect(await statuses('triggerServerError')).toEqual([500, 500, 500]);
  });

  /** Each fault that is an answer, and not damage on the wire, with the status it is answered with. */
  const faults: [FaultName, number][] = [
    ['badRequest', 400],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['notFound', 404],
    ['conflict', 409],
    ['unprocessable', 422],
    ['tooManyRequests', 429],
    ['serverError', 500],
    ['actThenServerError', 500],
    ['unavailable', 503],
  ];

  test.each(faults)('failNext %s, on each operation', async (fault, status) => {
    const { office, call, id } = await queued();
    const all = [
      () => office.upsertEntity(),
      () => office.queueCalls({ calls: [call] }),
      () => office.triggerCall({ request_ids: [id] }),
      () => office.getCall(id),
    ];
    for (const one of all) {
      sandbox.failNext(fault);
      expect((await one()).status).toBe(status);
    }
  });
});

describe('through Prism, a request that breaks the contract meets a 4xx:', { timeout: 30_000 }, () => {
  const UNKNOWN = '00000000-0000-4000-8000-000000000000';
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const post = (body: string, more: Record<string, string> = {}) => ({
    ...{ method: 'POST', headers: { ...headers, ...more }, body },
  });
  const entities = '/scheduler/entities';
  const requests = '/scheduler/requests';
  const trigger = '/scheduler/trigger/v2';

  /** [what is wrong, path, request, status, whether Prism finds fault with the request too] */
  const bad: [string, string, RequestInit, number, boolean][] = [
    ['a body that is no JSON', entities, post('{"name": '), 400, true],
    ['no key', entities, post(JSON.stringify(entity), { authorization: '' }), 401, true],
    [
      'a key that is not for tests',
      entities,
      post(JSON.stringify(entity), { authorization: 'Bearer live' }),
      401,
      false,
    ],
    ['a path that there is not', '/scheduler/nowhere', { headers }, 404, true],
    ['a request that there is not', `${requests}/${UNKNOWN}`, { headers }, 404, false],
    ['a trigger of what there is not', trigger, post(JSON.stringify({ request_ids: [UNKNOWN] })), 404, false],
    ['a method that the path has not', entities, { method: 'DELETE', headers }, 405, true],
    ['a body that is too long', entities, post(JSON.stringify(['x'.repeat(8 * 1_024 * 1_024)])), 413, true],
    [
      'another content type',
      entities,
      post(JSON.stringify(entity), { 'content-type': 'text/plain' }),
      415,
      true,
    ],
    ['an id that is no UUID', `${requests}/42`, { headers }, 422, true],
    [
      'a query that is no boolean',
      `${requests}/${UNKNOWN}?include_call_attempts=maybe`,
      { headers },
      422,
      true,
    ],
    ['a missing field', entities, post('{"name":"Larkspur"}'), 422, true],
    ['an empty batch', requests, post('{"calls":[]}'), 422, true],
    ['an entity that there is not', requests, post(JSON.stringify({ calls: [callTo(UNKNOWN)] })), 422, false],
    ['two ids at once', trigger, post(JSON.stringify({ request_ids: [UNKNOWN, UNKNOWN] })), 422, true],
    [
      'a default_call_time outside the windows',
      entities,
      post(
        JSON.stringify({
          ...entity,
          working_hours_policy: {
            monday: { windows: [{ start: '09:00', end: '10:00' }], default_call_time: '11:00' },
          },
        }),
      ),
      422,
      false,
    ],
  ];

  test.each(bad)('%s', async (_, path, init, status, isRefusable) => {
    const response = await proxy.fetch(new URL(path, served.url).href, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(proxy.exchanges.at(-1)?.isRefusable).toBe(isRefusable);
  });
});

describe('the session', () => {
  test('tried every scenario but those that harm the wire or wait', () => {
    expect(Object.keys(scenarios).filter((name) => !tried.has(name))).toEqual([
      'triggerActsThenDrops',
      'triggerSlow',
      'triggerMalformedJson',
      'triggerTruncatedBody',
    ]);
  });

  test('met every declared status on some operation, and 200 on all four', () => {
    const declared = Object.values(readDescription().paths).flatMap((item) =>
      Object.values(item as object).flatMap(({ responses }) => Object.keys(responses)),
    );
    const met = new Set(proxy.exchanges.map(({ status }) => String(status)));
    expect([...new Set(declared)].filter((status) => status !== 'default' && !met.has(status))).toEqual([]);
    const places = proxy.exchanges
      .filter(({ status }) => status === 200)
      .map(({ method, path }) => `${method} ${path.replace(/requests\/.+/, 'requests/{requestId}')}`);
    expect(new Set(places).size).toBe(4);
    console.log(
      `${proxy.exchanges.length} exchanges went through Prism, statuses ${[...met].sort().join(', ')}`,
    );
  });
});
