import {
  createSandbox,
  type SandboxBehaviour,
  type ServedSandbox,
  TestClock,
} from '@evergrove/scheduler/sandbox';
import { afterEach, describe, expect, test } from 'vitest';
import { api, at, callTo, NOON } from './support.ts';

const open: ServedSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A sandbox over HTTP with one queued request, and its levers. */
async function start(options: SandboxBehaviour = {}) {
  const clock = new TestClock(NOON);
  const sandbox = createSandbox({ clock, ...options });
  const server = await sandbox.serve();
  open.push(server);
  const office = api(fetch, server.url);
  const { id: entityId } = (await office.upsertEntity()).json;
  const { id } = (await office.queueCalls({ calls: [callTo(entityId)] })).json.requests[0];
  return {
    clock,
    sandbox,
    server,
    office,
    entityId: entityId as string,
    id: id as string,
    ...levers(server.url),
  };
}

function levers(url: string) {
  const read = async (response: Response) => ({ status: response.status, body: await response.json() });
  return {
    look: async () => read(await fetch(`${url}/_sandbox/state`)),
    pull: async (lever: string, body: unknown) =>
      read(
        await fetch(`${url}/_sandbox/${lever}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
  };
}

describe('the levers, without a key', () => {
  test('state shows the time, how many requests there were, and every call', async () => {
    const { clock, office, id, look } = await start();
    await office.triggerCall({ request_ids: [id] });
    await office.triggerCall({ request_ids: [id] });
    await clock.advance(3_600_000);
    const call = { id, status: 'COMPLETE', external_reference_id: 'row-0001', calls_placed: 2 };
    expect(await look()).toEqual({ status: 200, body: { now: at(3_600_000), requests: 4, calls: [call] } });
  });

  test('clock advances the time of the sandbox', async () => {
    const { office, id, pull, clock } = await start();
    await office.triggerCall({ request_ids: [id] });
    expect(await pull('clock', { advance_ms: 3_600_000 })).toEqual({
      status: 200,
      body: { now: at(3_600_000) },
    });
    expect(clock.now()).toBe(NOON + 3_600_000);
    expect((await office.getCall(id)).json.status).toBe('COMPLETE');
  });

  test('clock lets an answer go that waits', async () => {
    const { office, sandbox, id, pull } = await start();
    sandbox.failNext('slow');
    const pending = office.getCall(id);
    while (sandbox.requests.length < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    await pull('clock', { advance_ms: 10_000 });
    expect((await pending).status).toBe(200);
  });

  test('fail has the next requests of an operation fail', async () => {
    const { office, sandbox, id, pull } = await start();
    const asked = { fault: 'serverError', operation: 'triggerCall', times: 2 };
    expect(await pull('fail', asked)).toEqual({ status: 200, body: asked });
    expect(await pull('fail', { fault: 'conflict' })).toEqual({
      status: 200,
      body: { fault: 'conflict', operation: null, times: 1 },
    });
    expect((await office.getCall(id)).status).toBe(409);
    expect((await office.triggerCall({ request_ids: [id] })).status).toBe(500);
    expect((await office.triggerCall({ request_ids: [id] })).status).toBe(500);
    expect((await office.triggerCall({ request_ids: [id] })).status).toBe(200);
    expect(sandbox.callsPlaced(id)).toBe(1);
  });

  test('reset forgets everything, and the clock goes on', async () => {
    const { office, entityId, id, sandbox, pull, look } = await start();
    await office.triggerCall({ request_ids: [id] });
    sandbox.failNext('conflict');
    await pull('clock', { advance_ms: 1_000 });
    expect(await pull('reset', {})).toEqual({ status: 200, body: { now: at(1_000) } });
    expect((await look()).body).toEqual({ now: at(1_000), requests: 0, calls: [] });
    expect(sandbox.requests).toEqual([]);
    expect((await office.getCall(id)).status).toBe(404);
    expect((await office.upsertEntity()).json.id).toBe(entityId);
    expect((await office.queueCalls({ calls: [callTo(entityId)] })).json.requests[0].id).toBe(id);
    expect(sandbox.callsPlaced(id)).toBe(0);
  });

  test('are reached through fetch too, and are no request of the API', async () => {
    const sandbox = createSandbox({ clock: new TestClock(NOON) });
    const reply = await sandbox.fetch('https://agent-api.evergrovelabs.com/_sandbox/state');
    expect(await reply.json()).toEqual({ now: at(0), requests: 0, calls: [] });
    expect(sandbox.requests).toEqual([]);
  });

  test('advance the sandbox’s own clock as well', async () => {
    const sandbox = createSandbox({ now: NOON });
    await sandbox.clock.advance(86_400_000);
    const reply = await sandbox.fetch('http://x/_sandbox/state');
    expect((await reply.json()).now.slice(0, 16)).toBe('2026-11-25T12:00');
  });
});

describe('a lever refuses', () => {
  const long = `{"advance_ms": 1${' '.repeat(8 * 1_024 * 1_024)}}`;
  test.each<[string, string, unknown, number, RegExp]>([
    ['malformed JSON', 'clock', '{', 400, /could not be read as JSON/],
    ['an empty body', 'reset', '', 400, /could not be read as JSON/],
    ['a body over 8 MiB', 'clock', long, 413, /must not be longer/],
    ['a list', 'reset', [], 422, /must be an object/],
    ['null', 'clock', 'null', 422, /must be an object/],
    ['no time', 'clock', {}, 422, /advance_ms must be a number from 0 to/],
    ['time going back', 'clock', { advance_ms: -1 }, 422, /advance_ms must be/],
    ['time as a text', 'clock', { advance_ms: '60000' }, 422, /advance_ms must be/],
    ['time without an end', 'clock', '{"advance_ms": 1e999}', 422, /advance_ms must be/],
    ['an unknown fault', 'fail', { fault: 'Canary' }, 422, /^fault must be one of badRequest, /],
    ['no fault', 'fail', {}, 422, /^fault must be one of/],
    ['a fault in a list', 'fail', { fault: ['slow'] }, 422, /^fault must be one of/],
    [
      'an unknown operation',
      'fail',
      { fault: 'slow', operation: 'Canary' },
      422,
      /^operation must be one of upsertEntity/,
    ],
    ['no operation at all', 'fail', { fault: 'slow', operation: null }, 422, /^operation must be one of/],
    ['a fault no times', 'fail', { fault: 'slow', times: 0 }, 422, /^times must be a whole number/],
    ['a fault some times', 'fail', { fault: 'slow', times: 'Canary' }, 422, /^times must be a whole number/],
    [
      'an unknown name',
      'Canary',
      {},
      404,
      /^There is no such path\. The levers are state, clock, fail, reset\.$/,
    ],
    ['a name that every object has', 'constructor', {}, 404, /The levers are/],
    ['a POST of the state', 'state', {}, 405, /takes GET only/],
  ])('%s, in one line that repeats nothing, and goes on', async (_, lever, body, status, detail) => {
    const { pull, look, clock } = await start();
    const reply = await pull(lever, body);
    expect(reply).toEqual({
      status,
      body: { type: 'about:blank', title: expect.any(String), status, detail: expect.stringMatching(detail) },
    });
    expect(JSON.stringify(reply)).not.toMatch(/Canary|\\n| at /);
    expect(clock.now()).toBe(NOON);
    expect((await look()).status).toBe(200);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'what a form in a web page could post: %s',
    async (type) => {
      const { server, look } = await start();
      const reply = await fetch(`${server.url}/_sandbox/reset`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{}',
      });
      expect(reply.status).toBe(415);
      expect((await look()).body.calls).toHaveLength(1);
    },
  );

  test('to advance a clock that cannot be advanced', async () => {
    const { now, setTimeout, clearTimeout } = createSandbox().clock;
    const sandbox = createSandbox({ clock: { now, setTimeout, clearTimeout } });
    const reply = await sandbox.fetch('http://x/_sandbox/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advance_ms":1}',
    });
    expect(reply.status).toBe(409);
    expect((await reply.json()).detail).toBe('The sandbox was given a clock that cannot be advanced.');
  });

  test('to say what failed when something that waited on the clock throws', async () => {
    const { clock, pull } = await start();
    clock.setTimeout(() => {
      throw new Error('Canary');
    }, 5);
    const reply = await pull('clock', { advance_ms: 10 });
    expect(reply.status).toBe(500);
    expect(JSON.stringify(reply)).not.toContain('Canary');
  });
});
