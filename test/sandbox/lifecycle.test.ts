import { createSandbox, type Scenarios, TestClock } from '@evergrove/scheduler/sandbox';
import { describe, expect, test } from 'vitest';
import { api, at, callTo, entity, NOON, withQueuedCall } from './support.ts';

const steady: Scenarios = () => ({ startAfterMs: 5_000, durationMs: 60_000, status: 'COMPLETE' });
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('a request in the sandbox', () => {
  test('waits without an end until it is triggered', async () => {
    const { clock, office, id } = await withQueuedCall({ scenarios: steady });
    await clock.advance(7 * 86_400_000);
    const { json } = await office.getCall(id);
    expect(json).toEqual({
      id,
      status: 'ENQUEUED',
      completed_at: null,
      generated_outcomes: null,
      created_at: at(0),
      updated_at: at(0),
    });
  });

  const moments = [
    { after: 0, status: 'ENQUEUED', completed_at: null, updated_at: at(1_000) },
    { after: 4_999, status: 'ENQUEUED', completed_at: null, updated_at: at(1_000) },
    { after: 5_000, status: 'ACTIVE', completed_at: null, updated_at: at(6_000) },
    { after: 64_999, status: 'ACTIVE', completed_at: null, updated_at: at(6_000) },
    { after: 65_000, status: 'COMPLETE', completed_at: at(66_000), updated_at: at(66_000) },
    { after: 9e9, status: 'COMPLETE', completed_at: at(66_000), updated_at: at(66_000) },
  ];
  test.each(moments)('is $status $after ms after its trigger', async ({ after, ...expected }) => {
    const { clock, office, sandbox, id } = await withQueuedCall({ scenarios: steady });
    await clock.advance(1_000);
    await office.triggerCall({ request_ids: [id] });
    await clock.advance(after);
    const { json } = await office.getCall(id);
    expect(json).toMatchObject({ ...expected, created_at: at(0) });
    expect(json.generated_outcomes === null).toBe(expected.status !== 'COMPLETE');
    expect(sandbox.calls()).toEqual([{ id, status: expected.status, external_reference_id: 'row-0001' }]);
  });

  test('reads the same whenever it is read once it is over', async () => {
    const { clock, office, id } = await withQueuedCall({ scenarios: steady });
    await office.triggerCall({ request_ids: [id] });
    await clock.advance(86_400_000);
    const first = await office.getCall(id, '?include_call_attempts=true');
    await clock.advance(86_400_000);
    expect((await office.getCall(id, '?include_call_attempts=true')).text).toBe(first.text);
  });

  test.each(['COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK'] as const)(
    'ends as %s when its scenario says so, with outcomes on COMPLETE alone',
    async (status) => {
      const { clock, office, id } = await withQueuedCall({ scenarios: () => ({ status }) });
      await office.triggerCall({ request_ids: [id] });
      await clock.advance(3_600_000);
      const { json } = await office.getCall(id);
      expect(json.status).toBe(status);
      expect(json.generated_outcomes !== null).toBe(status === 'COMPLETE');
    },
  );

  test('never ends when its duration is Infinity', async () => {
    const { clock, office, id } = await withQueuedCall({ scenarios: () => ({ durationMs: Infinity }) });
    await office.triggerCall({ request_ids: [id] });
    await clock.advance(365 * 86_400_000);
    const { json } = await office.getCall(id, '?include_call_attempts=true');
    expect(json).toMatchObject({
      status: 'ACTIVE',
      call_attempts: [{ status: expect.any(String), ended_at: null }],
    });
  });

  test('shows the outcomes and attempts that its scenario gave, as they are', async () => {
    const given = { generated_outcomes: { outcome: 'made_up', extra: 1 }, call_attempts: [{ id: 'one' }] };
    const { clock, office, id } = await withQueuedCall({ scenarios: () => ({ ...given, status: 'ERROR' }) });
    const asked = '?include_call_attempts=true';
    await office.triggerCall({ request_ids: [id] });
    expect((await office.getCall(id, asked)).json).toMatchObject({
      generated_outcomes: null,
      call_attempts: [],
    });
    await clock.advance(3_600_000);
    expect((await office.getCall(id, asked)).json).toMatchObject(given);
  });

  test('has attempts only when asked for, none before ACTIVE, and an open one during it', async () => {
    const { clock, office, id } = await withQueuedCall({ scenarios: steady });
    const attempts = async (query: string) => (await office.getCall(id, query)).json.call_attempts;
    await office.triggerCall({ request_ids: [id] });
    expect(await attempts('?include_call_attempts=true')).toEqual([]);
    await clock.advance(6_000);
    expect((await attempts('?include_call_attempts=true')).at(-1)).toMatchObject({
      disposition: null,
      ended_at: null,
    });
    await clock.advance(60_000);
    expect((await attempts('?include_call_attempts=true')).at(-1)).toMatchObject({
      status: 'COMPLETED',
      disposition: 'CONNECTED',
      ended_at: at(65_000),
    });
    expect(await attempts('')).toBeUndefined();
    expect(await attempts('?include_call_attempts=false')).toBeUndefined();
  });

  test('gives scenarios what was queued, its id and its ordinal, once', async () => {
    const asked: unknown[] = [];
    const { office, entityId, id } = await withQueuedCall({
      scenarios: (call) => {
        asked.push(call);
        return {};
      },
    });
    await office.triggerCall({ request_ids: [id] });
    await office.triggerCall({ request_ids: [id] });
    await office.getCall(id);
    expect(asked).toEqual([{ ...callTo(entityId), id, ordinal: 0 }]);
  });

  test('draws what its scenario leaves out or leaves undefined', async () => {
    const { clock, office, id } = await withQueuedCall({
      scenarios: () => JSON.parse('{}', () => ({ status: undefined, startAfterMs: undefined })),
    });
    await office.triggerCall({ request_ids: [id] });
    await clock.advance(3_600_000);
    expect((await office.getCall(id)).json.completed_at).not.toBeNull();
  });
});

describe('upsertEntity', () => {
  test('makes an entity with an id, and one of the same name keeps it', async () => {
    const { clock, office } = await withQueuedCall();
    await clock.advance(60_000);
    const first = (await office.upsertEntity({ ...entity, name: 'Second office' })).json;
    expect(first).toMatchObject({ ...entity, name: 'Second office', location_name: null, can_call: true });
    expect(first.id).toMatch(UUID);
    await clock.advance(60_000);
    const policy = { monday: { windows: [{ start: '08:00', end: '12:00' }], default_call_time: '08:30' } };
    const changed = {
      name: 'Second office',
      location_timezone: 'America/Denver',
      working_hours_policy: policy,
    };
    const second = (await office.upsertEntity(changed)).json;
    expect(second).toEqual({ ...first, ...changed, working_hours_updated_at: at(120_000) });
  });

  test('keeps the time of the last change of the hours while they stay the same', async () => {
    const { clock, office } = await withQueuedCall();
    await clock.advance(60_000);
    const { json } = await office.upsertEntity({ ...entity, location_name: 'Second floor' });
    expect(json).toMatchObject({
      location_name: 'Second floor',
      working_hours_updated_at: at(0),
      created_at: at(0),
    });
  });

  test('says that an office without hours cannot be called', async () => {
    const { office } = await withQueuedCall();
    const { json } = await office.upsertEntity({
      ...entity,
      name: 'Closed',
      working_hours_policy: { monday: {} },
    });
    expect(json.can_call).toBe(false);
  });
});

describe('queueCalls', () => {
  test('answers in order, echoes reference and number, and gives a batch one id', async () => {
    const { office, entityId } = await withQueuedCall();
    const calls = Array.from({ length: 20 }, (_, i) => ({
      ...callTo(entityId, `row-${i}`),
      outbound_phone_number: `+121255501${10 + i}`,
    }));
    const { requests } = (await office.queueCalls({ calls })).json;
    expect(requests).toMatchObject(
      calls.map(({ external_reference_id, outbound_phone_number }) => ({
        entity_id: entityId,
        external_reference_id,
        outbound_phone_number,
        status: 'ENQUEUED',
        batch_id: requests[0].batch_id,
      })),
    );
    expect(new Set(requests.map(({ id }: { id: string }) => id)).size).toBe(20);
    for (const { id, batch_id } of requests)
      expect([id, batch_id]).toEqual([expect.stringMatching(UUID), batch_id]);
  });

  test('makes two requests of the same call queued twice, in two batches', async () => {
    const { office, sandbox, entityId, id } = await withQueuedCall();
    const { requests } = (await office.queueCalls({ calls: [callTo(entityId)] })).json;
    expect(requests[0].id).not.toBe(id);
    expect(sandbox.calls()).toHaveLength(2);
  });

  test('says null for a reference that was not sent', async () => {
    const { office, entityId } = await withQueuedCall();
    const { external_reference_id: _, ...call } = callTo(entityId);
    expect((await office.queueCalls({ calls: [call] })).json.requests[0].external_reference_id).toBeNull();
  });
});

describe('triggerCall', () => {
  test('lists the id it started, and counts the dial', async () => {
    const { office, sandbox, id } = await withQueuedCall();
    expect(sandbox.callsPlaced(id)).toBe(0);
    const { json } = await office.triggerCall({ request_ids: [id], mode: 'immediate' });
    expect(json).toMatchObject({ triggered_request_ids: [id], status: 'triggered' });
    expect(json.errors).toBeUndefined();
    expect(sandbox.callsPlaced(id)).toBe(1);
  });

  test('is counted when it is repeated, before the call and during it, and the first call goes on', async () => {
    const { clock, office, sandbox, id } = await withQueuedCall({ scenarios: steady });
    await office.triggerCall({ request_ids: [id] });
    expect(sandbox.callsPlaced(id)).toBe(1);
    await office.triggerCall({ request_ids: [id] });
    await clock.advance(30_000);
    const { json } = await office.triggerCall({ request_ids: [id] });
    expect(json).toMatchObject({ triggered_request_ids: [id], status: 'triggered' });
    expect(sandbox.callsPlaced(id)).toBe(3);
    expect((await office.getCall(id)).json).toMatchObject({ status: 'ACTIVE', updated_at: at(5_000) });
  });

  test.each(['COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK'] as const)(
    'is refused with 409 once the call has ended as %s, and not counted',
    async (status) => {
      const { clock, office, sandbox, id } = await withQueuedCall({
        scenarios: () => ({ startAfterMs: 5_000, durationMs: 60_000, status }),
      });
      await office.triggerCall({ request_ids: [id] });
      await clock.advance(65_000);
      const before = (await office.getCall(id)).text;
      const reply = await office.triggerCall({ request_ids: [id] });
      expect(reply).toMatchObject({ status: 409, json: { title: 'Conflict' } });
      expect(sandbox.callsPlaced(id)).toBe(1);
      expect((await office.getCall(id)).text).toBe(before);
    },
  );

  test('finds a request by its id in capital letters', async () => {
    const { office, sandbox, id } = await withQueuedCall();
    expect(
      (await office.triggerCall({ request_ids: [id.toUpperCase()] })).json.triggered_request_ids,
    ).toEqual([id]);
    expect(sandbox.callsPlaced(id.toUpperCase())).toBe(1);
    expect((await office.getCall(id.toUpperCase())).json.id).toBe(id);
  });
});

describe('tenants', () => {
  test('see neither the entities nor the requests of one another', async () => {
    const { office, sandbox, entityId, id } = await withQueuedCall();
    const other = api(sandbox.fetch, undefined, 'test-other');
    const mine = (await office.upsertEntity()).json;
    const theirs = (await other.upsertEntity()).json;
    expect(theirs.id).not.toBe(mine.id);
    expect(theirs.tenant_id).not.toBe(mine.tenant_id);
    expect((await other.getCall(id)).status).toBe(404);
    expect((await other.triggerCall({ request_ids: [id] })).status).toBe(404);
    expect((await other.queueCalls({ calls: [callTo(entityId)] })).status).toBe(422);
    expect(sandbox.callsPlaced(id)).toBe(0);
  });
});

describe('sandbox.requests', () => {
  test('lists every answer with its operation, status, time and request id, and no body', async () => {
    const { clock, office, sandbox, id } = await withQueuedCall();
    await clock.advance(500);
    await office.triggerCall({ request_ids: [id] });
    await office.getCall('nothing');
    await sandbox.fetch('http://x/elsewhere');
    expect(sandbox.requests).toEqual([
      { operation: 'upsertEntity', status: 200, at: NOON },
      { operation: 'queueCalls', status: 200, at: NOON },
      { operation: 'triggerCall', status: 200, at: NOON + 500, requestId: id },
      { operation: 'getCall', status: 422, at: NOON + 500 },
      { operation: undefined, status: 404, at: NOON + 500 },
    ]);
  });

  test('keeps at least as many of the latest entries as it was told to, and not much more', async () => {
    const clock = new TestClock(0);
    const sandbox = createSandbox({ clock, requestsKept: 10 });
    for (let i = 0; i < 105; i++) {
      await sandbox.fetch('http://x/elsewhere');
      await clock.advance(1);
    }
    expect(sandbox.requests.length).toBeGreaterThanOrEqual(10);
    expect(sandbox.requests.length).toBeLessThanOrEqual(20);
    expect(sandbox.requests.at(-1)?.at).toBe(104);
  });
});

describe('sandbox.fetch', () => {
  const url = 'https://agent-api.evergrovelabs.com/scheduler/entities';
  const headers = { authorization: 'Bearer test', 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(entity) };

  const forms: [string, () => [string | URL | Request, RequestInit?]][] = [
    ['a string', () => [url, init]],
    ['a URL', () => [new URL(url), init]],
    ['a Request', () => [new Request(url, init)]],
    [
      'a Request and overriding options',
      () => [new Request(url, { ...init, method: 'PUT', body: '{' }), init],
    ],
    ['another origin', () => ['http://localhost:1/scheduler/entities', init]],
    ['a body of bytes', () => [url, { ...init, body: new TextEncoder().encode(init.body) }]],
  ];
  test.each(forms)('takes %s', async (_, input) => {
    expect((await createSandbox().fetch(...input())).status).toBe(200);
  });

  test('rejects with the reason of a signal that is aborted, and does nothing', async () => {
    const sandbox = createSandbox();
    const reason = new Error('enough');
    await expect(sandbox.fetch(url, { ...init, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(
      sandbox.fetch(new Request(url, { ...init, signal: AbortSignal.abort(reason) })),
    ).rejects.toBe(reason);
    expect(sandbox.requests).toEqual([]);
  });

  test('rejects with the reason of a signal that aborts while the body is still coming', async () => {
    const sandbox = createSandbox();
    const controller = new AbortController();
    const body = new ReadableStream();
    const pending = sandbox.fetch(url, {
      ...init,
      body,
      signal: controller.signal,
      duplex: 'half',
    } as RequestInit);
    controller.abort('enough');
    await expect(pending).rejects.toBe('enough');
    expect(sandbox.requests).toEqual([]);
  });

  test('rejects a Request whose body was used', async () => {
    const request = new Request(url, init);
    const reader = request.body?.getReader();
    while (!(await reader?.read())?.done);
    reader?.releaseLock();
    await expect(createSandbox().fetch(request)).rejects.toThrow(TypeError);
  });
});
