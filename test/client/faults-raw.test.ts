import { createScheduler, type RequestOptions, type Scheduler } from '@evergrove/scheduler';
import { describe, expect, it } from 'vitest';
import {
  callPlacing,
  client,
  every,
  expectAtMostOneDelivery,
  expectHeaders,
  expectNothingLeft,
  running,
  told,
} from './fault-play.ts';
import { answer, body, brokenAfter, type Fault, stalledAfter, status, success } from './fault-server.ts';
import { CAP, TIMEOUT_MS } from './fault-table.ts';
import { API_KEY, failure, REQUEST_ID, sampleCall, sampleEntityInput } from './samples.ts';
import { arrival, SteppedClock, settle, withinGrace } from './stepped-clock.ts';

/* `scheduler.raw`, the base URL and the path: what goes where, and under whose rules. */

type Operation = (typeof every)[number];
const path = { requestId: REQUEST_ID };
const raw: Record<Operation, (scheduler: Scheduler, options?: RequestOptions) => Promise<unknown>> = {
  upsertEntity: ({ raw }, options) =>
    raw.POST('/scheduler/entities', { body: sampleEntityInput() as never, ...options }),
  queueCalls: ({ raw }, options) =>
    raw.POST('/scheduler/requests', { body: { calls: [sampleCall()] }, ...options }),
  triggerCall: ({ raw }, options) =>
    raw.POST('/scheduler/trigger/v2', { body: { request_ids: [REQUEST_ID] } as never, ...options }),
  getCall: ({ raw }, options) => raw.GET('/scheduler/requests/{requestId}', { params: { path }, ...options }),
};

describe('scheduler.raw has the same key, headers, deadline, replay policy and size cap', () => {
  const reset = brokenAfter('', 'reset');
  for (const operation of every) {
    const placing = callPlacing.includes(operation);
    const many = placing ? 1 : 3;
    const effect = operation === 'getCall' ? 'none' : 'unknown';

    it(`${operation}: the three headers, and a healthy answer as data`, async () => {
      const { settled } = await playRaw(operation, success);
      expect(settled).toMatchObject({ value: { data: expect.any(Object), response: { status: 200 } } });
    });

    it(`${operation}: a reset ${placing ? 'is not repeated' : 'is repeated'}`, async () => {
      const { settled, server } = await playRaw(operation, reset);
      expect(told(settled)).toMatchObject({ code: 'network', effect, attempts: many });
      expect(server.requests.length).toBe(many);
    });

    it(`${operation}: a 500 ${placing ? 'is not repeated' : 'is repeated'}, and its body is handed over`, async () => {
      const { settled, server } = await playRaw(operation, status(500));
      expect(settled).toMatchObject({
        value: { error: { title: expect.any(String) }, response: { status: 500 } },
      });
      expect(server.requests.length).toBe(many);
    });

    it(`${operation}: a 429 is repeated as it asks`, async () => {
      const { settled, server } = await playRaw(operation, status(429, { 'retry-after': 2 }), success);
      expect(settled).toMatchObject({ afterMs: 2_000, value: { response: { status: 200 } } });
      expect(server.requests.length).toBe(2);
    });

    it(`${operation}: a redirect is an answer, and not followed`, async () => {
      const other = await running(success);
      const { settled } = await playRaw(operation, status(307, { location: other.baseUrl }));
      expect(settled).toMatchObject({ value: { response: { status: 307 } } });
      expect(other.requests).toEqual([]);
    });

    for (const [name, stall] of Object.entries({
      'an answer that never begins': stalledAfter(''),
      'a body that stalls': stalledAfter('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{'),
    })) {
      it(`${operation}: ${name} settles by the deadline`, async () => {
        const { settled } = await playRaw(operation, stall);
        expect(told(settled)).toMatchObject({ code: 'timeout', effect, attempts: 1 });
        expect(settled.afterMs).toBe(TIMEOUT_MS);
      });
    }

    it(`${operation}: a body that is too large, malformed or no JSON rejects as it does in the method`, async () => {
      const faults = {
        too_large: body('x'.repeat(CAP + 1)),
        malformed_json: body('{'),
        content_type: answer(200, ''),
      };
      faults.content_type = answer(200, '<html>', { 'content-type': 'text/html' });
      for (const [reason, fault] of Object.entries(faults)) {
        const { settled } = await playRaw(operation, fault);
        expect(told(settled)).toMatchObject({ code: 'invalid_response', reason, effect });
      }
    });

    for (const code of [600, 999]) {
      it(`${operation}: a ${code}, which no Response can have, is an error of this package`, async () => {
        const { settled } = await playRaw(operation, status(code));
        expect(told(settled)).toMatchObject({ status: code, effect });
      });
    }

    it(`${operation}: abort rejects with the reason at once`, async () => {
      const server = await running(stalledAfter(''));
      const clock = new SteppedClock();
      const controller = new AbortController();
      const call = raw[operation](client(server, { clock }), { signal: controller.signal });
      await server.stalls(1);
      const reason = new Error('enough');
      controller.abort(reason);
      await expect(withinGrace(call)).rejects.toBe(reason);
      expectNothingLeft(clock, controller.signal);
    });
  }

  async function playRaw(operation: Operation, ...script: Fault[]) {
    const server = await running(...script);
    const clock = new SteppedClock();
    const { signal } = new AbortController();
    const settled = await settle(raw[operation](client(server, { clock }), { signal }), clock, server);
    expectNothingLeft(clock, signal);
    if (callPlacing.includes(operation)) expectAtMostOneDelivery(server);
    for (const { headers } of server.requests) expectHeaders(headers);
    return { settled, server };
  }
});

describe('scheduler.raw keeps the key to its own origin and operations', () => {
  it("a caller's headers go along, and cannot replace the three", async () => {
    const server = await running(success);
    const headers = { 'x-own': 'yes', Authorization: 'Bearer other', Accept: 'text/html' };
    await client(server).raw.GET('/scheduler/requests/{requestId}', { params: { path }, headers });
    expect(server.requests[0]?.headers['x-own']).toBe('yes');
    expectHeaders(server.requests[0]?.headers ?? {});
  });

  it('a baseUrl of one call is refused: insecure_url, nothing sent', async () => {
    const [server, other] = [await running(success), await running(success)];
    for (const baseUrl of [
      other.baseUrl,
      `${server.baseUrl}0`,
      `${server.baseUrl}@evil.test`,
      'https://evil.test',
    ]) {
      const call = client(server).raw.GET('/scheduler/requests/{requestId}', { params: { path }, baseUrl });
      expect(await failure(() => call)).toMatchObject({ code: 'insecure_url', attempts: 0, effect: 'none' });
    }
    expect([server.requests.length, other.requests.length]).toEqual([0, 0]);
  });

  it('a baseUrl of one call below its own is no operation', async () => {
    const server = await running(success);
    const baseUrl = `${server.baseUrl}/elsewhere/..`;
    const call = client(server).raw.GET('/scheduler/requests/{requestId}', { params: { path }, baseUrl });
    expect(await failure(() => call)).toMatchObject({ code: 'invalid_input', attempts: 0 });
    expect(server.requests.length).toBe(0);
  });

  it('what is no operation of the contract is refused before it is sent', async () => {
    const server = await running(success);
    const { raw } = client(server) as unknown as {
      raw: Record<string, (path: string, init?: object) => Promise<unknown>>;
    };
    const attempts: [string, string][] = [
      ['DELETE', '/scheduler/entities'],
      ['GET', '/scheduler/entities'],
      ['POST', '/scheduler/requests/1'],
      ['GET', '/admin'],
      ['GET', ''],
      ['POST', '//evil.test/scheduler/entities'],
      ['POST', '/scheduler/entities/'],
      ['POST', '/scheduler/../scheduler/entities'],
      ['POST', '/scheduler/entities#x'],
      ['POST', '/scheduler\\entities'],
    ];
    for (const [method, path] of attempts) {
      const error = await failure(() => raw[method]?.(path, { body: {} }));
      expect(['invalid_input', 'insecure_url'], `${method} ${path}`).toContain(error.code);
    }
    expect(server.requests.length).toBe(0);
  });

  it('a path parameter cannot leave its segment', async () => {
    const server = await running(success);
    const ids = [
      '..',
      '.',
      '',
      '%2e%2e',
      '../entities',
      'a/b',
      'a\\b',
      '?x=1',
      '#x',
      ' ',
      '\u0000',
      '..%2f',
      'é',
    ];
    for (const requestId of ids) {
      await client(server)
        .raw.GET('/scheduler/requests/{requestId}', { params: { path: { requestId } } })
        .catch(() => {});
      expect(await failure(() => client(server).getCall(requestId))).toMatchObject({ code: 'invalid_input' });
    }
    expect(server.requests.length).toBeGreaterThan(0);
    for (const { path } of server.requests) {
      expect(path).toMatch(/^\/scheduler\/requests\/[^/\\]+$/);
      expect(decodeURIComponent(path.split('/')[3] ?? '')).not.toMatch(/^\.{0,2}$/);
    }
  });

  it('a fetch of one call is not given the key', async () => {
    const server = await running(success);
    const shown: string[] = [];
    const fetch = async (request: Request) => {
      shown.push(JSON.stringify([request, request.headers?.get('authorization')]));
      return Response.json({});
    };
    await client(server).raw.GET('/scheduler/requests/{requestId}', { params: { path }, fetch });
    expect(shown).toHaveLength(1);
    expect(shown[0]).not.toContain(API_KEY);
  });
});

describe('the base URL', () => {
  const make = (baseUrl: string) => createScheduler({ apiKey: API_KEY, baseUrl });

  it('is https, or http on a loopback host', () => {
    const good = [
      'https://agent-api.evergrovelabs.com',
      'HTTPS://API.EXAMPLE.TEST/v1/',
      'http://localhost:3000',
      'http://127.0.0.1',
      'http://127.8.9.1:80/',
      'http://[::1]:3000',
    ];
    for (const baseUrl of good) expect(() => make(baseUrl), baseUrl).not.toThrow();
  });

  const bad = [
    'http://agent-api.evergrovelabs.com',
    'http://localhost.evil.test',
    'http://127.0.0.1.evil.test',
    'http://127evil.test',
    'http://0.0.0.0',
    'http://10.0.0.1',
    'http://192.168.0.1',
    'http://[::2]',
    'http://evil.test/?localhost',
    'http://localhost@evil.test',
    'ftp://localhost',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    '//agent-api.evergrovelabs.com',
    'agent-api.evergrovelabs.com',
    'localhost:3000',
    '',
    ' ',
    'https://',
    'https://user:password@api.example.test',
    'https://api.example.test?x=1',
    'https://api.example.test#x',
  ];
  for (const baseUrl of bad) {
    it(`${JSON.stringify(baseUrl)} is refused`, async () => {
      const error = await failure(() => make(baseUrl));
      expect(error).toMatchObject({ code: 'insecure_url', attempts: 0, effect: 'none' });
      expect(JSON.stringify(error)).not.toContain('password');
    });
  }

  it('may end in slashes, and have a path', async () => {
    for (const end of ['', '/', '//', '/v1', '/v1/', `/${'/'.repeat(50_000)}`]) {
      const sent: string[] = [];
      const started = performance.now();
      const scheduler = client(
        { baseUrl: `https://api.example.test${end}` },
        {
          fetch: async (url) => {
            sent.push(url);
            return Response.json({ id: REQUEST_ID, status: 'ACTIVE' });
          },
        },
      );
      await scheduler.getCall(REQUEST_ID);
      const prefix = end.startsWith('/v1') ? '/v1' : '';
      expect(sent).toEqual([`https://api.example.test${prefix}/scheduler/requests/${REQUEST_ID}`]);
      expect(performance.now() - started).toBeLessThan(500);
    }
  });
});

it('arrives whole: nothing is added to or taken from the body', async () => {
  const server = await running(success);
  const calls = [sampleCall({ notes: 'Zoë ✓ \u2028 </script>' })];
  await client(server).queueCalls(calls);
  await arrival();
  expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ calls });
  expect(server.requests[0]?.complete).toBe(true);
});
