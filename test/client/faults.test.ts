import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type FetchLike, isSchedulerError, type OperationId } from '@evergrove/scheduler';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callPlacing, client, every, play, run, running, told } from './fault-play.ts';
import { body, brokenAfter, drip, endlessBody, stalledAfter, status, success } from './fault-server.ts';
import { CAP, type Expected, type Row, table } from './fault-table.ts';
import { failure, OTHER_ID, REQUEST_ID, sampleStatus } from './samples.ts';
import { arrival, GRACE_MS } from './stepped-clock.ts';

it('the table has at least fifty faults, each with its own name', () => {
  expect(new Set(table.map((row) => row.fault)).size).toBe(table.length);
  expect(table.length).toBeGreaterThanOrEqual(50);
});

for (const operation of every) {
  describe(operation, () => {
    for (const row of table) {
      it(title(row.fault, operation, row[operation]), () => playRow(row, operation));
    }
  });
}

async function playRow(row: Row, operation: OperationId) {
  const expected = row[operation];
  const server = await running(...row.script);
  if (row.down) await server.close();
  const settled = await play(operation, server, {
    ...(row.down && { baseUrl: server.baseUrl.replace('127.0.0.1', row.down) }),
    ...(row.fetch && { fetch: row.fetch }),
  });
  expect(told(settled)).toEqual(said(operation, expected));
  expect(server.requests.length).toBe(expected.requests);
  if (expected.afterMs !== undefined) expect(settled.afterMs).toBe(expected.afterMs);
}

/** "a reset after the body was read is not repeated by triggerCall: network, effect unknown" */
function title(fault: string, operation: OperationId, expected: Expected): string {
  const times = (expected.attempts ?? expected.requests) - 1;
  const repeated = ['is not repeated', 'is repeated once', 'is repeated twice'][times];
  const outcome = expected.code
    ? `${[expected.code, expected.status, expected.reason].filter(Boolean).join(' ')}, effect ${expected.effect}`
    : 'it resolves';
  return `${fault} ${repeated} by ${operation}: ${outcome}`;
}

function said(operation: OperationId, expected: Expected) {
  if (expected.code === undefined) return 'resolved';
  const { requests, attempts = requests, code, effect, status, reason, retryAfterMs } = expected;
  const requestId = operation === 'triggerCall' || operation === 'getCall' ? REQUEST_ID : undefined;
  return { operation, code, attempts, effect, requestId, status, reason, retryAfterMs };
}

describe('a redirect to another host is not followed', () => {
  for (const operation of every) {
    for (const code of [301, 302, 303, 307, 308]) {
      it(`${code} by ${operation}: nothing reaches the other host`, async () => {
        const other = await running(success);
        const location = other.baseUrl.replace('127.0.0.1', 'localhost');
        const server = await running(status(code, { location: `${location}/scheduler/entities` }));
        const settled = await play(operation, server);
        expect(other.requests).toEqual([]);
        expect(other.connections()).toBe(0);
        expect(server.requests.length).toBe(1);
        expect(told(settled)).toMatchObject({ code: 'http', status: code });
      });
    }

    it(`307 by ${operation}, followed by the fetch handed in to where nobody listens: it may have arrived`, async () => {
      const other = await running();
      await other.close();
      const server = await running(status(307, { location: other.baseUrl }));
      const following: FetchLike = (url, init) => fetch(url, { ...init, redirect: 'follow' });
      const settled = await play(operation, server, { fetch: following });
      const effect = operation === 'getCall' ? 'none' : 'unknown';
      expect(told(settled)).toMatchObject({ code: 'network', effect });
      expect(server.requests.length).toBe(callPlacing.includes(operation) ? 1 : 3);
    });

    for (const sign of [{ redirected: true }, { type: 'opaqueredirect', status: 0 }]) {
      it(`${JSON.stringify(sign)} by ${operation}: what came by way of a redirect is not believed`, async () => {
        let sent = 0;
        const fetch = async () => {
          sent++;
          const reply = Response.json({ ...sampleStatus(), triggered_request_ids: [REQUEST_ID] });
          return Object.defineProperties(reply, Object.getOwnPropertyDescriptors(sign));
        };
        const settled = await play(operation, await running(), { fetch });
        const effect = operation === 'getCall' ? 'none' : 'unknown';
        expect(told(settled)).toMatchObject({ code: 'invalid_response', reason: 'redirected', effect });
        expect(sent).toBe(1);
      });
    }
  }
});

describe('a connection that was kept open and is reset when it is used again', () => {
  for (const operation of every) {
    const repeated = !callPlacing.includes(operation);
    it(`${operation}: ${repeated ? 'is asked again' : 'the effect is unknown'}`, async () => {
      const server = await running(success, brokenAfter('', 'reset', 'head'), success);
      const scheduler = client(server);
      await scheduler.getCall(REQUEST_ID);
      await arrival();
      const call = run[operation](scheduler);
      if (repeated) await call;
      else
        expect(await failure(() => call)).toMatchObject({ code: 'network', effect: 'unknown', attempts: 1 });
      expect(server.requests.map(({ connection }) => connection)).toEqual(repeated ? [1, 1, 2] : [1, 1]);
    });
  }
});

describe('on the real clock, one deadline covers everything', () => {
  const timeoutMs = 60;
  const stalls = {
    'an answer that never begins': stalledAfter(''),
    'a body that drips': drip(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n',
      ' ',
    ),
    'a 422 whose body drips': drip('HTTP/1.1 422 No\r\ncontent-length: 9999\r\n\r\n', ' '),
    'a 429, then silence': undefined,
  };
  for (const operation of every) {
    for (const [name, stall] of Object.entries(stalls)) {
      it(`${operation}: ${name} settles within it and ${GRACE_MS} ms`, async () => {
        const server = await running(
          ...(stall ? [stall] : [status(429, { 'retry-after': 0 }), stalledAfter('')]),
        );
        const scheduler = client(server, { timeoutMs });
        const started = performance.now();
        const error = await failure(() => run[operation](scheduler));
        const took = performance.now() - started;
        expect(error.code).toBe(name.includes('422') ? 'http' : 'timeout');
        expect(took).toBeGreaterThanOrEqual(timeoutMs - 2);
        expect(took).toBeLessThan(timeoutMs + GRACE_MS);
      });
    }
  }
});

describe('the size cap', () => {
  const padded = (length: number) => JSON.stringify(sampleStatus()).padEnd(length);

  it('an answer of just that many bytes is read, one more is not', async () => {
    const fits = await running(body(padded(CAP)));
    await expect(client(fits).getCall(REQUEST_ID)).resolves.toMatchObject({ id: REQUEST_ID });
    const exceeds = await running(body(padded(CAP + 1)));
    await expect(client(exceeds, { retries: 0 }).getCall(REQUEST_ID)).rejects.toMatchObject({
      reason: 'too_large',
    });
  });

  it('is 8 MiB unless it is set', async () => {
    const maxResponseBytes = undefined as never;
    const fits = await running(body(padded(8 * 1_024 * 1_024)));
    await expect(client(fits, { maxResponseBytes }).getCall(REQUEST_ID)).resolves.toMatchObject({
      id: REQUEST_ID,
    });
    const exceeds = await running(body(padded(8 * 1_024 * 1_024 + 1)));
    await expect(client(exceeds, { maxResponseBytes, retries: 0 }).getCall(REQUEST_ID)).rejects.toMatchObject(
      {
        reason: 'too_large',
      },
    );
  });

  for (const code of [200, 422, 500]) {
    it(`a ${code} without end is let go soon after it, and its connection closed`, async () => {
      let sent = 0;
      const endless = endlessBody(code, (bytes) => {
        sent = bytes;
      });
      const server = await running(endless);
      const error = await failure(() => client(server, { retries: 0 }).getCall(REQUEST_ID));
      expect(error.code).toBe(code === 200 ? 'invalid_response' : 'http');
      expect(error.readServerText()).toBeUndefined();
      await expect.poll(() => server.connections(), { interval: 5 }).toBe(0);
      expect(sent).toBeLessThan(CAP + 16 * 1_024 * 1_024);
    });
  }
});

describe('a 200 confirms a trigger only when it lists the id and no errors', () => {
  const listed = { triggered_request_ids: [REQUEST_ID] };
  const refused: Record<string, unknown> = {
    'no ids': {},
    'an empty list': { triggered_request_ids: [] },
    'another id': { triggered_request_ids: [OTHER_ID] },
    'the id, but not in a list': { triggered_request_ids: REQUEST_ID },
    'the id within a list': { triggered_request_ids: [[REQUEST_ID]] },
    'the id in another field': { request_ids: [REQUEST_ID] },
    'null for a list': { triggered_request_ids: null },
    'the id and an error': { ...listed, errors: ['no'] },
    'the id and an error that is no list': { ...listed, errors: 'no' },
    'the id and an error as an object': { ...listed, errors: { code: 1 } },
  };
  const accepted: Record<string, unknown> = {
    'the id': listed,
    'the id in capitals': { triggered_request_ids: [REQUEST_ID.toUpperCase()] },
    'the id among others': { triggered_request_ids: [OTHER_ID, REQUEST_ID] },
    'the id and no errors': { ...listed, errors: [] },
    'the id and null for errors': { ...listed, errors: null },
  };
  for (const [what, value] of Object.entries(refused)) {
    it(`${what}: not_triggered, effect unknown, one trigger`, async () => {
      const server = await running(body(JSON.stringify(value)), success);
      const settled = await play('triggerCall', server);
      expect(told(settled)).toMatchObject({
        code: 'not_triggered',
        status: 200,
        effect: 'unknown',
        attempts: 1,
      });
      expect(server.requests.length).toBe(1);
    });
  }
  for (const [what, value] of Object.entries(accepted)) {
    it(`${what}: it resolves with the answer as it came`, async () => {
      const server = await running(body(JSON.stringify(value)));
      expect(await play('triggerCall', server)).toMatchObject({ value });
    });
  }
});

it('keys of the prototype in an answer change nothing', async () => {
  const evil = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${JSON.stringify(sampleStatus()).slice(1)}`;
  const server = await running(body(evil));
  const call = await client(server).getCall(REQUEST_ID);
  expect(Object.getPrototypeOf(call)).toBe(Object.prototype);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

it('a self-signed certificate is refused before anything is sent, and not tried again', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'fault-tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const made = promisify(execFile)('openssl', [
    'req',
    '-x509',
    ...curve,
    ...subject,
    '-keyout',
    key,
    '-out',
    cert,
  ]);
  if (
    await made.then(
      () => false,
      (error: { code?: unknown }) => error.code === 'ENOENT',
    )
  )
    context.skip('no openssl');

  let [connections, requests] = [0, 0];
  const server = https.createServer(
    { key: await readFile(key), cert: await readFile(cert) },
    () => requests++,
  );
  server.on('connection', () => connections++).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const operation of every) {
    connections = 0;
    const error = await failure(() => run[operation](client({ baseUrl })));
    expect(error).toMatchObject({
      code: 'network',
      transportCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      effect: 'none',
      attempts: 1,
    });
    expect([operation, connections, requests]).toEqual([operation, 1, 0]);
  }
});

it('a model of 2 000 triggers with faults in every fourth: no call is dialled twice, and "none" means none', async () => {
  const dialled = new Map<string, number>();
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const dial = (init: { body?: string }) => {
    const [id] = JSON.parse(init.body ?? '').request_ids;
    dialled.set(id, (dialled.get(id) ?? 0) + 1);
    return Response.json({ triggered_request_ids: [id] });
  };
  const lost = (code: string, syscall?: string) =>
    new TypeError('fetch failed', { cause: { code, syscall } });
  const faults: ((init: { body?: string }) => Response)[] = [
    () => {
      throw lost('ECONNREFUSED', 'connect');
    },
    (init) => {
      if (random() < 0.5) dial(init);
      throw lost('ECONNRESET');
    },
    (init) => {
      if (random() < 0.5) dial(init);
      return new Response('{}', { status: 500 });
    },
    () => new Response('{}', { status: 429, headers: { 'retry-after': '0' } }),
    () => new Response('{}', { status: 503, headers: { 'retry-after': '0' } }),
    (init) => {
      dial(init);
      return new Response('<html>', { headers: { 'content-type': 'text/html' } });
    },
  ];
  const clock = {
    now: () => 0,
    setTimeout: (then: () => void, ms: number) => (ms < 30_000 ? queueMicrotask(then) : 0),
    clearTimeout() {},
  };
  const scheduler = client(
    { baseUrl: 'https://api.example.test' },
    {
      clock,
      fetch: Object.assign(
        async (_url: string, init: { body?: string }) => {
          const fault = random() < 0.26 ? faults[Math.floor(random() * faults.length)] : undefined;
          return (fault ?? dial)(init);
        },
        { followsRedirects: false as const },
      ),
    },
  );
  const ends: Record<string, number> = {};
  for (let i = 0; i < 2_000; i++) {
    const id = `11111111-aaaa-4aaa-8aaa-${String(i).padStart(12, '0')}`;
    const end = await scheduler.triggerCall(id).then(
      () => 'done',
      (error) => (isSchedulerError(error) ? error.effect : 'no SchedulerError'),
    );
    const told = `${end}, dialled ${dialled.get(id) ?? 0} times`;
    ends[told] = (ends[told] ?? 0) + 1;
  }
  const possible = [
    'done, dialled 1 times',
    'none, dialled 0 times',
    'unknown, dialled 0 times',
    'unknown, dialled 1 times',
  ];
  expect(possible).toEqual(expect.arrayContaining(Object.keys(ends)));
  expect(ends['done, dialled 1 times']).toBeGreaterThan(1_500);
  expect(ends['unknown, dialled 1 times']).toBeGreaterThan(50);
});
