import { createSandbox, type Scenario, TestClock } from '@evergrove/scheduler/sandbox';
import { describe, expect, test } from 'vitest';
import { api, callTo, checked, details, entity, withQueuedCall } from './support.ts';

const json = { authorization: 'Bearer test-key', 'content-type': 'application/json' };
const keyRule = 'The sandbox takes keys that begin with "test"; a real one has no place here.';
const missing = '00000000-0000-4000-8000-000000000000';

interface Row {
  title: string;
  operation?: 'upsertEntity' | 'queueCalls' | 'triggerCall' | 'getCall';
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer> | null;
  status: number;
  detail: string;
  header?: [name: string, value: string];
}

const rows: Row[] = [
  {
    title: 'no key',
    headers: { 'content-type': 'application/json' },
    status: 401,
    detail: `There is no API key. ${keyRule}`,
    header: ['www-authenticate', 'Bearer'],
  },
  {
    title: 'an empty key',
    headers: { ...json, authorization: 'Bearer ' },
    status: 401,
    detail: `There is no API key. ${keyRule}`,
  },
  {
    title: 'another scheme',
    headers: { ...json, authorization: 'Basic c2FuZGJveA==' },
    status: 401,
    detail: `There is no API key. ${keyRule}`,
  },
  { title: 'malformed JSON', body: '{"name":', status: 400, detail: 'The body could not be read as JSON.' },
  { title: 'no body', body: null, status: 400, detail: 'The body could not be read as JSON.' },
  {
    title: 'a body that is no UTF-8',
    body: new Uint8Array([0x22, 0xff, 0x22]),
    status: 400,
    detail: 'The body could not be read as JSON.',
  },
  { title: 'an unknown path', path: '/scheduler/entity', status: 404, detail: 'There is no such path.' },
  {
    title: 'a path with a slash more',
    path: '/scheduler/entities/',
    status: 404,
    detail: 'There is no such path.',
  },
  {
    title: 'an unknown id in getCall',
    operation: 'getCall',
    method: 'GET',
    path: `/scheduler/requests/${missing}`,
    body: null,
    status: 404,
    detail: 'There is no such request in this tenant.',
  },
  {
    title: 'an unknown id in triggerCall',
    operation: 'triggerCall',
    path: '/scheduler/trigger/v2',
    body: JSON.stringify({ request_ids: [missing] }),
    status: 404,
    detail: 'There is no such request in this tenant.',
  },
  {
    title: 'GET on entities',
    method: 'GET',
    body: null,
    status: 405,
    detail: 'The path takes POST only.',
    header: ['allow', 'POST'],
  },
  {
    title: 'DELETE on a request',
    operation: 'getCall',
    method: 'DELETE',
    path: `/scheduler/requests/${missing}`,
    status: 405,
    detail: 'The path takes GET only.',
    header: ['allow', 'GET'],
  },
  {
    title: 'a body over 8 MiB',
    body: ' '.repeat(8 * 1_024 * 1_024 + 1),
    status: 413,
    detail: 'The body must not be longer than 8388608 bytes.',
  },
  {
    title: 'a body of plain text',
    headers: { ...json, 'content-type': 'text/plain' },
    status: 415,
    detail: 'The content type must be application/json.',
  },
  {
    title: 'a body without a type',
    headers: { authorization: 'Bearer test-key' },
    status: 415,
    detail: 'The content type must be application/json.',
  },
  {
    title: 'an id that is no UUID',
    operation: 'getCall',
    method: 'GET',
    path: '/scheduler/requests/42',
    body: null,
    status: 422,
    detail: 'One field breaks a rule.',
  },
  {
    title: 'an id that cannot be decoded',
    operation: 'getCall',
    method: 'GET',
    path: '/scheduler/requests/%E0%A4%A',
    body: null,
    status: 422,
    detail: 'One field breaks a rule.',
  },
  {
    title: 'a field of the wrong type',
    body: JSON.stringify({ ...entity, name: 7 }),
    status: 422,
    detail: 'One field breaks a rule.',
  },
];

/** The call a row describes: upsertEntity with a good body, unless it says otherwise. */
const initOf = ({ method = 'POST', headers = json, body = JSON.stringify(entity) }: Row): RequestInit => ({
  method,
  headers,
  body: method === 'GET' ? null : body,
});

describe('the sandbox answers', () => {
  test.each(rows)('$status to $title', async (row) => {
    const { operation = 'upsertEntity', path = '/scheduler/entities', status, detail, header } = row;
    const sandbox = createSandbox();
    const reply = await checked(operation, sandbox.fetch(`http://sandbox${path}`, initOf(row)));
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.json).toMatchObject({ type: 'about:blank', title: expect.any(String), status, detail });
    if (header) expect(reply.headers.get(header[0])).toBe(header[1]);
    expect(sandbox.requests).toMatchObject([{ status }]);
  });

  test.each(['test', 'test_1', 'testing', 'test-live-looking-key'])('200 to the key %s', async (key) => {
    expect((await api(createSandbox().fetch, undefined, key).upsertEntity()).status).toBe(200);
  });

  test.each(['sk_live_0123456789', 'Test', 'atest', 'TEST-1', 'k'])(
    '401 to the key %s, saying why and not repeating it, whatever else is wrong',
    async (key) => {
      const office = api(createSandbox().fetch, undefined, key);
      const replies = [await office.upsertEntity(), await office.queueCalls({}), await office.getCall('42')];
      for (const { status, json, text } of replies) {
        expect(status).toBe(401);
        expect(json.detail).toBe(`The API key is none of the sandbox’s. ${keyRule}`);
        if (key.length > 4) expect(text).not.toContain(key);
      }
    },
  );

  test('to a body of exactly 8 MiB with what is in it', async () => {
    const body = JSON.stringify(entity).padEnd(8 * 1_024 * 1_024);
    const reply = await createSandbox().fetch('http://sandbox/scheduler/entities', {
      method: 'POST',
      headers: json,
      body,
    });
    expect(reply.status).toBe(200);
  });

  test('500, naming the error but not its message, when scenarios throws, and queues nothing', async () => {
    const sandbox = createSandbox({
      scenarios: ({ details }) => {
        throw new TypeError(details.patient_name);
      },
    });
    const office = api(sandbox.fetch);
    const { id } = (await office.upsertEntity()).json;
    const reply = await office.queueCalls({ calls: [callTo(id)] });
    expect(reply.json).toMatchObject({
      status: 500,
      detail: 'The sandbox met a TypeError: look at its scenarios.',
    });
    expect(sandbox.calls()).toEqual([]);
  });

  test.each<Scenario>([
    { durationMs: Number.NaN },
    { startAfterMs: -1 },
    { status: 'ACTIVE' as never },
    { finding: 'nothing' as never },
    { attempts: ['BUSY' as never] },
    { faults: [{ fault: 'nothing' as never }] },
    { faults: [{ fault: 'slow', operation: 'nothing' as never }] },
    { faults: [{ fault: 'slow', times: 0 }] },
  ])('500 when scenarios gives %o', async (scenario) => {
    const office = api(createSandbox({ scenarios: () => scenario }).fetch);
    const { id } = (await office.upsertEntity()).json;
    expect((await office.queueCalls({ calls: [callTo(id)] })).status).toBe(500);
  });
});

/** What is wrong with the hours of a day, and where. */
const nine = { start: '09:00', end: '17:00' };
const hours: [day: object, ...locs: string[]][] = [
  [{ windows: [nine], default_call_time: '10:00', note: 'x' }, '/note'],
  [{ windows: [{ ...nine, note: 'x' }], default_call_time: '10:00' }, '/windows/0/note'],
  [{ windows: [nine] }, '/default_call_time'],
  [{ windows: [nine], default_call_time: null }, '/default_call_time'],
  [{ windows: [nine], default_call_time: '08:59' }, '/default_call_time'],
  [{ windows: [nine], default_call_time: '17:01' }, '/default_call_time'],
  [{ default_call_time: '10:00' }, '/default_call_time'],
  [
    { windows: [{ start: '17:00', end: '09:00' }], default_call_time: '10:00' },
    '/default_call_time',
    '/windows/0/end',
  ],
];

describe('422', () => {
  const bodies = (entityId: string) => [
    {
      of: 'upsertEntity' as const,
      body: { ...entity, name: '', colour: 1 },
      locs: ['body/name', 'body/colour'],
    },
    { of: 'upsertEntity' as const, body: null, locs: ['body'] },
    {
      of: 'upsertEntity' as const,
      body: { ...entity, location_timezone: 'America/Nowhere' },
      locs: ['body/location_timezone'],
    },
    ...hours.map(([day, ...locs]) => ({
      of: 'upsertEntity' as const,
      body: { ...entity, working_hours_policy: { monday: day } },
      locs: locs.map((loc) => `body/working_hours_policy/monday${loc}`),
    })),
    {
      of: 'upsertEntity' as const,
      body: { ...entity, working_hours_policy: { funday: {} } },
      locs: ['body/working_hours_policy/funday'],
    },
    {
      of: 'queueCalls' as const,
      body: {
        calls: [
          callTo(entityId),
          { ...callTo(entityId), external_reference_id: undefined },
          { ...callTo(entityId), external_reference_id: undefined },
        ],
      },
      locs: ['body/calls/1/external_reference_id', 'body/calls/2/external_reference_id'],
    },
    { of: 'queueCalls' as const, body: null, locs: ['body/calls'] },
    { of: 'queueCalls' as const, body: [], locs: ['body', 'body/calls'] },
    { of: 'queueCalls' as const, body: { calls: [] }, locs: ['body/calls'] },
    { of: 'queueCalls' as const, body: { calls: [callTo(entityId)], colour: 1 }, locs: ['body'] },
    {
      of: 'queueCalls' as const,
      body: { calls: [callTo(entityId), callTo(missing, 'row-2')] },
      locs: ['body/calls/1/entity_id'],
    },
    {
      of: 'queueCalls' as const,
      body: { calls: [callTo(entityId), callTo(entityId)] },
      locs: ['body/calls/1/external_reference_id'],
    },
    {
      of: 'queueCalls' as const,
      body: { calls: [{ ...callTo(entityId), details: { ...details, patient_dob: '1981-02-29' } }] },
      locs: ['body/calls/0/details/patient_dob'],
    },
    { of: 'triggerCall' as const, body: { request_ids: [] }, locs: ['body/request_ids'] },
    { of: 'triggerCall' as const, body: { request_ids: [missing, missing] }, locs: ['body/request_ids'] },
    { of: 'triggerCall' as const, body: { request_ids: [missing], mode: 'later' }, locs: ['body/mode'] },
  ];
  test.each(bodies('').map(({ of, locs }, i) => ({ of, locs, i })))('of $of names $locs', async ({ i }) => {
    const { office, sandbox, entityId } = await withQueuedCall();
    const { of, body, locs } = bodies(entityId)[i] ?? expect.fail();
    const { status, json } = await office[of](body);
    expect(status).toBe(422);
    const errors: { loc: unknown[]; type: string; msg: string }[] = json.errors;
    expect([...new Set(errors.map(({ loc }) => loc.join('/')))].sort()).toEqual(locs.sort());
    for (const error of errors)
      expect(error).toEqual({ loc: error.loc, type: expect.any(String), msg: expect.any(String) });
    expect(sandbox.calls()).toHaveLength(1);
  });

  test('of getCall names the parameter', async () => {
    const { office, id } = await withQueuedCall();
    expect((await office.getCall('42')).json.errors).toMatchObject([{ loc: ['path', 'requestId'] }]);
    const { json } = await office.getCall(id, '?include_call_attempts=yes');
    expect(json.errors).toMatchObject([{ loc: ['query', 'include_call_attempts'], type: 'type' }]);
  });
});

describe('an error never repeats', () => {
  const canary = 'Canary Zephyrine 1980-81-82';
  const isSilent = (reply: { text: string; headers: Headers }) => {
    const parts = [reply.text];
    reply.headers.forEach((value) => void parts.push(value));
    const heard = parts.join('\n');
    for (const form of [
      canary,
      encodeURIComponent(canary),
      btoa(canary),
      'Canary',
      'Zephyrine',
      '1980-81-82',
    ]) {
      expect(heard).not.toContain(form);
    }
  };

  /** Every way of one leaf to hold the canary: alone, in a list, as a key. */
  const plants: [string, unknown][] = [
    ['alone', canary],
    ['in a list', [canary]],
    ['as a key', { [canary]: canary }],
  ];
  const callFields = Object.keys(callTo(missing)).filter((name) => name !== 'details');
  const leaves = [
    ...callFields.map((name) => [name]),
    ['details'],
    ...Object.keys(details).map((name) => ['details', name]),
  ];
  const cases = leaves.flatMap((leaf) =>
    plants.map(([how, value]) => ({ field: leaf.join('.'), leaf, how, value })),
  );

  test.each(cases)('what stands $how in $field of a call', async ({ leaf: [field = '', inner], value }) => {
    const { office } = await withQueuedCall();
    const call: Record<string, unknown> = callTo(missing);
    if (inner) call.details = { ...details, [inner]: value };
    else call[field] = value;
    const reply = await office.queueCalls({ calls: [call] });
    expect(reply.status).toBe(422);
    isSilent(reply);
  });

  const entityCases = Object.keys({ ...entity, location_name: '', ivr_answer_key_guide: '' }).flatMap(
    (field) => plants.map(([how, value]) => ({ field, how, value })),
  );
  test.each(entityCases)('what stands $how in $field of an entity', async ({ field, value }) => {
    const { office } = await withQueuedCall();
    const reply = await office.upsertEntity({ ...entity, colour: canary, [canary]: 1, [field]: value });
    expect(reply.status).toBe(422);
    isSilent(reply);
  });

  test.each(plants)('what stands %s in the hours', async (_, value) => {
    const { office } = await withQueuedCall();
    const windows = [{ start: value, end: '17:00', note: value }];
    const working_hours_policy = { monday: { windows, default_call_time: value }, someday: value };
    const reply = await office.upsertEntity({ ...entity, working_hours_policy });
    expect(reply.status).toBe(422);
    isSilent(reply);
  });

  const elsewhere: [string, string, RequestInit, number][] = [
    [
      'the key',
      '/scheduler/entities',
      { method: 'POST', headers: { authorization: `Bearer ${canary}` } },
      401,
    ],
    ['the path', `/scheduler/${encodeURIComponent(canary)}`, { headers: json }, 404],
    ['the id', `/scheduler/requests/${encodeURIComponent(canary)}`, { headers: json }, 422],
    [
      'the query',
      `/scheduler/requests/${missing}?include_call_attempts=${encodeURIComponent(canary)}`,
      { headers: json },
      422,
    ],
    [
      'malformed JSON',
      '/scheduler/entities',
      { method: 'POST', headers: json, body: `{"name":"${canary}"` },
      400,
    ],
    [
      'the content type',
      '/scheduler/entities',
      { method: 'POST', headers: { ...json, 'content-type': canary }, body: '{}' },
      415,
    ],
    [
      'the trigger',
      '/scheduler/trigger/v2',
      { method: 'POST', headers: json, body: JSON.stringify({ request_ids: [canary], mode: canary }) },
      422,
    ],
  ];
  test.each(elsewhere)('what stands in %s', async (_, path, init, status) => {
    const clock = new TestClock();
    const sandbox = createSandbox({ clock });
    const response = await sandbox.fetch(`http://sandbox${path}`, init);
    expect(response.status).toBe(status);
    isSilent({ text: await response.text(), headers: response.headers });
    isSilent({ text: JSON.stringify(sandbox.requests), headers: new Headers() });
  });
});
