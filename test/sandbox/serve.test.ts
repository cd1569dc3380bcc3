import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { createSandbox, type ServedSandbox, TestClock } from '@evergrove/scheduler/sandbox';
import { afterEach, describe, expect, test } from 'vitest';
import { api, callTo, entity, NOON, type Reply, type Send } from './support.ts';

const open: ServedSandbox[] = [];
async function start(options?: Parameters<ReturnType<typeof createSandbox>['serve']>[0]) {
  const sandbox = createSandbox({ clock: new TestClock(NOON) });
  const served = await sandbox.serve(options);
  open.push(served);
  return { sandbox, served };
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

const headers = { authorization: 'Bearer test-key', 'content-type': 'application/json' };

describe('sandbox.serve', () => {
  test('takes a free port of the loopback by default', async () => {
    const { served } = await start();
    expect(served.port).toBeGreaterThan(0);
    expect(served.url).toBe(`http://127.0.0.1:${served.port}`);
    expect((await fetch(`${served.url}/nowhere`)).status).toBe(404);
  });

  test('frees its port on close, and may be closed again', async () => {
    const { served } = await start();
    await served.close();
    await served.close();
    const again = await start({ port: served.port });
    expect(again.served.port).toBe(served.port);
  });

  test('rejects with EADDRINUSE when the port is in use', async () => {
    const { served } = await start();
    await expect(createSandbox().serve({ port: served.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('lets other machines in only when it is told to, and says where it can be reached from here', async () => {
    const { served } = await start({ host: '0.0.0.0' });
    expect(served.url).toBe(`http://127.0.0.1:${served.port}`);
    expect((await fetch(`${served.url}/nowhere`)).status).toBe(404);
  });

  test('refuses an empty host, which would be every one', async () => {
    await expect(createSandbox().serve({ host: '' })).rejects.toThrow(TypeError);
  });

  test('rejects with the system’s error for an address that is not this machine’s', async () => {
    await expect(createSandbox().serve({ host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
    });
  });

  test('ends idle connections at once on close, used and unused ones', async () => {
    const { served } = await start();
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve, reject) => {
      request(`${served.url}/nowhere`, { agent }, (response) => response.resume().on('end', resolve))
        .on('error', reject)
        .end();
    });
    const unused = connect(served.port, '127.0.0.1');
    await new Promise((resolve) => unused.once('connect', resolve));
    const ended = new Promise((resolve) => unused.once('close', resolve));
    unused.on('error', () => {});
    const started = performance.now();
    await served.close();
    await ended;
    expect(performance.now() - started).toBeLessThan(1_000);
    agent.destroy();
  });

  test('shares its state with fetch', async () => {
    const { sandbox, served } = await start();
    const wire = api(fetch, served.url);
    const { id: entityId } = (await wire.upsertEntity()).json;
    const { id } = (await api(sandbox.fetch).queueCalls({ calls: [callTo(entityId)] })).json.requests[0];
    expect((await wire.getCall(id)).status).toBe(200);
    expect(sandbox.requests.map(({ operation }) => operation)).toEqual([
      'upsertEntity',
      'queueCalls',
      'getCall',
    ]);
  });

  test('answers over the wire what it answers in the process', async () => {
    const { served } = await start();
    const inProcess = await script(createSandbox({ clock: new TestClock(NOON) }).fetch, 'http://sandbox');
    const onTheWire = await script(fetch, served.url);
    expect(onTheWire).toEqual(inProcess);
    expect(inProcess.map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200, 422, 404, 404, 405, 401, 415, 415, 400, 413,
    ]);
  });

  test('takes a path that begins with two slashes as a path', async () => {
    const { served } = await start();
    const reply = await fetch(`${served.url}//x/scheduler/entities`, {
      method: 'POST',
      headers,
      body: JSON.stringify(entity),
    });
    expect(reply.status).toBe(404);
  });
});

describe('a served sandbox answers, and goes on after,', () => {
  const raw: [title: string, request: string, status: RegExp][] = [
    ['a target that is no URL', 'GET http://[ HTTP/1.1\r\nhost: x\r\n\r\n', /^HTTP\/1\.1 404 /],
    [
      'a target of another host',
      'GET http://example.com/nowhere HTTP/1.1\r\nhost: x\r\n\r\n',
      /^HTTP\/1\.1 404 /,
    ],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n', /^HTTP\/1\.1 404 /],
    ['what is no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'a body without an end',
      'POST /scheduler/entities HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{',
      /^$/,
    ],
  ];
  test.each(raw)('%s', async (_, request, status) => {
    const { served } = await start();
    const socket = connect(served.port, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk;
      socket.destroy();
    });
    socket.on('error', () => {});
    socket.write(request, () => {
      if (status.test('')) socket.destroy();
    });
    await new Promise((resolve) => socket.once('close', resolve));
    expect(heard).toMatch(status);
    expect(heard).not.toMatch(/ at |\.ts/);
    expect((await fetch(`${served.url}/nowhere`)).status).toBe(404);
  });
});

/** One answer of every kind, without what a server adds. */
async function script(send: Send, origin: string) {
  const office = api(send, origin);
  const entities = `${origin}/scheduler/entities`;
  const upsert = await office.upsertEntity();
  const queue = await office.queueCalls({ calls: [callTo(upsert.json.id)] });
  const [{ id }] = queue.json.requests;
  const replies = [
    upsert,
    queue,
    await office.triggerCall({ request_ids: [id] }),
    await office.triggerCall({ request_ids: [id] }),
    await office.getCall(id, '?include_call_attempts=true'),
    await office.getCall('42'),
    await office.getCall('00000000-0000-4000-8000-000000000000'),
    await read(send(`${origin}/nowhere`, { headers })),
    await read(send(entities, { method: 'DELETE', headers })),
    await read(
      send(entities, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
    ),
    await read(
      send(entities, { method: 'POST', headers: { ...headers, 'content-type': 'text/html' }, body: '{}' }),
    ),
    await read(
      send(entities, { method: 'POST', headers: { authorization: headers.authorization }, body: '{}' }),
    ),
    await read(send(entities, { method: 'POST', headers, body: '{' })),
    await read(send(entities, { method: 'POST', headers, body: ' '.repeat(9 * 1_024 * 1_024) })),
  ];
  return replies.map(({ status, headers, text }) => ({
    status,
    text,
    headers: ['content-type', 'allow', 'www-authenticate'].map((name) => headers.get(name)),
  }));
}

async function read(pending: Promise<Response>): Promise<Pick<Reply, 'status' | 'headers' | 'text'>> {
  const response = await pending;
  return { status: response.status, headers: response.headers, text: await response.text() };
}
