import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  createScheduler,
  type FetchInit,
  isSchedulerError,
  isTerminalStatus,
  type OperationId,
  type Scheduler,
  type SchedulerError,
  type SchedulerOptions,
} from '@evergrove/scheduler';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Mock, startMock } from '../../scripts/mock/server.ts';

/*
 * The client against Prism, which knows nothing of this package but the bundled description. Every case is read out of
 * that description, so that an example, a status or an operation added there is tried here without an edit.
 */

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document, walked by key
type Json = any;

const description: Json = JSON.parse(
  readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'),
);

function deref(node: Json): Json {
  if (typeof node?.$ref !== 'string') return node;
  return node.$ref
    .split('/')
    .slice(1)
    .reduce((at: Json, key: string) => at[key], description);
}

interface Operation {
  id: OperationId;
  method: string;
  path: string;
  requestBody: Json;
  responses: Record<string, Json>;
}

const operations: Operation[] = Object.entries<Json>(description.paths).flatMap(([path, item]) =>
  Object.entries<Json>(item).map(([method, { operationId, requestBody, responses }]) => ({
    ...{ id: operationId as OperationId, method: method.toUpperCase(), path },
    ...{ requestBody: deref(requestBody), responses },
  })),
);

const operationOf = (id: OperationId) => operations.find((operation) => operation.id === id) as Operation;

interface Example {
  name: string;
  /** The media type it stands under. */
  type: string;
  value: Json;
}

/** The named examples of a request body or a response. */
function examplesOf(body: Json): Example[] {
  return Object.entries<Json>(deref(body)?.content ?? {}).flatMap(([type, media]) =>
    Object.entries<Json>(media.examples).map(([name, example]) => ({
      ...{ name, type },
      value: deref(example).value,
    })),
  );
}

const requestExamples = (id: OperationId) => examplesOf(operationOf(id).requestBody);
const resultExamples = (id: OperationId) => examplesOf(operationOf(id).responses[200]);

/** Status and response of every declared failure; what is declared as `default` is asked for as 418. */
function failuresOf(operation: Operation): [number, Json][] {
  return Object.entries(operation.responses).flatMap(([code, response]): [number, Json][] => {
    const status = code === 'default' ? 418 : Number(code);
    return status < 300 ? [] : [[status, response]];
  });
}

const ID = resultExamples('getCall')[0]?.value.id;
const key = 'key-synthetic-0001';
let mock: Mock;

beforeAll(async () => {
  mock = await startMock(0);
}, 30_000);

afterAll(async () => {
  await mock.close();
  await expect(fetch(mock.url), 'the port is free again').rejects.toThrow();
});

interface Trace {
  body: Json;
  status: number;
  violations: string | null;
}

/** A client whose every request prefers `prefer`, and what went over the wire. */
function client(prefer: string, options: Partial<SchedulerOptions> = {}, accept = 'application/json') {
  const wire: Trace[] = [];
  const scheduler = createScheduler({
    apiKey: key,
    baseUrl: mock.url,
    ...options,
    async fetch(url: string, init: FetchInit) {
      const reply = await fetch(url, { ...init, headers: { ...init.headers, prefer, accept } });
      wire.push({
        body: init.body === undefined ? undefined : JSON.parse(init.body),
        status: reply.status,
        violations: reply.headers.get('sl-violations'),
      });
      return reply;
    },
  });
  return { scheduler, wire };
}

/** One call through the client: by a request example or, where there is no body, by the result that is awaited. */
const calls: Record<OperationId, (scheduler: Scheduler, input: Json, result: Json) => Promise<unknown>> = {
  upsertEntity: (scheduler, input) => scheduler.upsertEntity(input),
  queueCalls: (scheduler, input) => scheduler.queueCalls(input.calls),
  triggerCall: (scheduler, { request_ids: [id], ...options }) => scheduler.triggerCall(id, options),
  getCall: (scheduler, _, result) =>
    scheduler.getCall(result.id, { includeCallAttempts: 'call_attempts' in result }),
};

const references = (items: Json[]) => items.map((item) => item.external_reference_id ?? null);

/** Whether a result example can be the answer to a request example. */
const answers: Record<OperationId, (input: Json, result: Json) => boolean> = {
  upsertEntity: () => true,
  queueCalls: (input, result) => {
    const sent = references(input.calls);
    const echoed = references(result.requests);
    return sent.length === echoed.length && sent.every((id, i) => id === null || id === echoed[i]);
  },
  triggerCall: (input, result) =>
    result.triggered_request_ids.length === 0 || result.triggered_request_ids.includes(input.request_ids[0]),
  getCall: () => true,
};

/** What the client hands over of a result example. */
const handedOver = (id: OperationId, result: Json) => (id === 'queueCalls' ? result.requests : result);

async function failureOf(promise: Promise<unknown>): Promise<SchedulerError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isSchedulerError(error)) throw new Error('expected a SchedulerError', { cause: error });
  return error;
}

test('there is much to try', () => {
  expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(calls).sort());
  const count = (list: (operation: Operation) => unknown[]) => operations.flatMap(list).length;
  expect(count(({ id }) => requestExamples(id))).toBeGreaterThanOrEqual(11);
  expect(count(({ id }) => resultExamples(id))).toBeGreaterThanOrEqual(15);
  expect(count(failuresOf)).toBeGreaterThanOrEqual(40);
});

describe('request examples', () => {
  const cases = operations.flatMap(({ id }) =>
    requestExamples(id).map(({ name, value }) => [id, name, value] as const),
  );

  test.each(cases)('%s sends %s whole, and it is accepted', async (id, _, input) => {
    const result = resultExamples(id).find(({ value }) => answers[id](input, value));
    const { scheduler, wire } = client(`example=${result?.name}`);
    await expect(calls[id](scheduler, input, result?.value)).resolves.toBeDefined();
    expect(wire).toStrictEqual([{ body: input, status: 200, violations: null }]);
  });
});

describe('result examples', () => {
  const cases = operations.flatMap(({ id }) =>
    resultExamples(id).map(({ name, value }) => [id, name, value] as const),
  );
  const isFailure = (id: OperationId, result: Json) =>
    id === 'triggerCall' && (result.errors?.length > 0 || result.triggered_request_ids.length === 0);

  /** The example asked for, through the client. */
  function ask(id: OperationId, name: string, result: Json) {
    const input = requestExamples(id).find(({ value }) => answers[id](value, result))?.value;
    const { scheduler, wire } = client(`example=${name}`);
    return { promise: calls[id](scheduler, input, result), wire };
  }

  test.each(cases.filter(([id, , result]) => !isFailure(id, result)))(
    '%s receives %s exactly',
    async (id, name, result) => {
      const { promise, wire } = ask(id, name, result);
      expect(await promise).toStrictEqual(handedOver(id, result));
      expect(wire).toMatchObject([{ status: 200, violations: null }]);
    },
  );

  const failures = cases.filter(([id, , result]) => isFailure(id, result));

  test.each(failures)('%s takes %s, a 200, for a failure', async (id, name, result) => {
    const { promise, wire } = ask(id, name, result);
    const error = await failureOf(promise);
    expect(error).toMatchObject({ code: 'not_triggered', status: 200 });
    expect(JSON.parse(error.readServerText() ?? '')).toStrictEqual(result);
    expect(wire).toMatchObject([{ status: 200, violations: null }]);
  });

  test('a failure that comes as a 200 is among them', () => {
    expect(failures.map(([, name]) => name)).toContain('withErrors');
  });

  const final = resultExamples('getCall').filter(({ value }) => isTerminalStatus(value.status));

  test.each(final)('waitForCall ends at the first look on $name', async ({ name, value }) => {
    const { scheduler, wire } = client(`example=${name}`);
    const call = await scheduler.waitForCall(value.id, { timeoutMs: 0 });
    expect(call.status).toBe(value.status);
    expect(call.generated_outcomes ?? null).toStrictEqual(value.generated_outcomes);
    expect(wire).toHaveLength(1);
  });

  test('every terminal status is among them', () => {
    expect(new Set(final.map(({ value }) => value.status)).size).toBe(4);
  });
});

describe('declared failures', () => {
  /** A call that would succeed if it were not for the preference. */
  function attempt(id: OperationId, prefer: string, accept?: string) {
    const { scheduler, wire } = client(prefer, { retries: 0 }, accept);
    return { promise: calls[id](scheduler, requestExamples(id)[0]?.value, { id: ID }), wire };
  }

  const statuses = operations.flatMap((operation) =>
    failuresOf(operation).map(([status, response]) => [operation.id, status, response] as const),
  );

  test.each(statuses)('%s rejects with http and %i', async (id, status, response) => {
    const { promise, wire } = attempt(id, `code=${status}`);
    const error = await failureOf(promise);
    expect(error).toMatchObject({ code: 'http', status, operation: id, attempts: 1 });
    const declaresWait = 'Retry-After' in (deref(response).headers ?? {});
    expect('retryAfterMs' in error && error.retryAfterMs).toBe(declaresWait ? 30_000 : false);
    expect(wire).toMatchObject([{ status, violations: null }]);
  });

  const examples = statuses.flatMap(([id, status, response]) =>
    examplesOf(response).map(({ name, type, value }) => [id, status, name, type, value] as const),
  );

  test.each(examples)('%s hands over %i %s as %s exactly', async (id, status, name, type, value) => {
    const error = await failureOf(attempt(id, `code=${status}, example=${name}`, type).promise);
    expect(error).toMatchObject({ code: 'http', status });
    expect(JSON.parse(error.readServerText() ?? '')).toStrictEqual(value);
  });

  test('come in both media types', () => {
    expect(examples.length).toBeGreaterThanOrEqual(80);
    expect(new Set(examples.map(([, , , type]) => type)).size).toBe(2);
  });
});

/** One request straight to Prism, so that no check of this package stands before it. */
async function plain({ method, path }: Operation, body: Json, { requestId = ID, headers = {} } = {}) {
  const reply = await fetch(mock.url + path.replace('{requestId}', requestId), {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  await reply.text();
  const violations: Json[] = JSON.parse(reply.headers.get('sl-violations') ?? '[]');
  return {
    status: reply.status,
    violations: violations.map(({ location, code }) => `${location.slice(1).join('.')} ${code}`),
  };
}

describe('Prism itself', () => {
  const good = (id: OperationId): Json => structuredClone(requestExamples(id)[0]?.value);

  test.each(operations)('$id: accepts a good request', async (operation) => {
    expect(await plain(operation, good(operation.id))).toEqual({ status: 200, violations: [] });
  });

  test.each(operations)('$id: answers 401 without a key', async (operation) => {
    const reply = await plain(operation, good(operation.id), { headers: { authorization: '' } });
    expect(reply.status).toBe(401);
  });

  /** [what is wrong, what Prism says of it, how it gets wrong] */
  const BAD: Record<Exclude<OperationId, 'getCall'>, [string, string, (body: Json) => void][]> = {
    upsertEntity: [
      [
        'a closed day with a default_call_time',
        'body.working_hours_policy.monday required',
        ({ working_hours_policy: week }) => {
          week.monday = { default_call_time: '09:30' };
        },
      ],
      [
        'a closed day with no windows and a default_call_time',
        'body.working_hours_policy.monday.windows minItems',
        ({ working_hours_policy: week }) => {
          week.monday = { windows: [], default_call_time: '09:30' };
        },
      ],
      [
        'an open day without a default_call_time',
        'body.working_hours_policy.monday required',
        ({ working_hours_policy: week }) => {
          delete week.monday.default_call_time;
        },
      ],
      [
        'an hour that does not exist',
        'body.working_hours_policy.monday.windows.0.start pattern',
        ({ working_hours_policy: week }) => {
          week.monday.windows[0].start = '24:00';
        },
      ],
      [
        'no name',
        'body required',
        (body) => {
          delete body.name;
        },
      ],
    ],
    queueCalls: [
      [
        'a phone number that is not NANP',
        'body.calls.0.outbound_phone_number pattern',
        ({ calls: [call] }) => {
          call.outbound_phone_number = '+442079460000';
        },
      ],
      [
        'an entity_id that is no UUID',
        'body.calls.0.entity_id pattern',
        ({ calls: [call] }) => {
          call.entity_id = 'office-1';
        },
      ],
      [
        'a date of birth in another form',
        'body.calls.0.details.patient_dob pattern',
        ({ calls: [{ details }] }) => {
          details.patient_dob = '29/02/1980';
        },
      ],
      [
        'an appointment with an offset',
        'body.calls.0.details.expected_appointment_date_time pattern',
        ({ calls: [{ details }] }) => {
          details.expected_appointment_date_time += 'Z';
        },
      ],
      [
        'no calls',
        'body.calls minItems',
        (body) => {
          body.calls = [];
        },
      ],
    ],
    triggerCall: [
      [
        'two requests at once',
        'body.request_ids maxItems',
        ({ request_ids: ids }) => {
          ids.push(ids[0]);
        },
      ],
      [
        'an unknown mode',
        'body.mode enum',
        (body) => {
          body.mode = 'later';
        },
      ],
    ],
  };
  const bad = Object.entries(BAD).flatMap(([id, rows]) =>
    rows.map((row) => [id as OperationId, ...row] as const),
  );

  test.each(bad)('%s: refuses %s', async (id, _, violation, spoil) => {
    const body = good(id);
    spoil(body);
    const reply = await plain(operationOf(id), body);
    expect(reply.status).toBe(422);
    expect(reply.violations).toContain(violation);
  });

  /** A copy of the body for every object in it, with a field too much in that object. */
  function withUnknownField(body: Json): Json[] {
    const count = [...JSON.stringify(body).matchAll(/\{/g)].length;
    return Array.from({ length: count }, (_, wanted) => {
      let seen = 0;
      return JSON.parse(JSON.stringify(body), (_key, value) =>
        typeof value === 'object' && value !== null && !Array.isArray(value) && seen++ === wanted
          ? { ...value, not_a_field: 1 }
          : value,
      );
    });
  }

  test.each(operations.filter(({ requestBody }) => requestBody))(
    '$id: refuses an unknown field in any object',
    async (operation) => {
      const bodies = withUnknownField(good(operation.id));
      expect(bodies.length).toBeGreaterThan(0);
      for (const body of bodies) {
        expect(JSON.stringify(body).match(/not_a_field/g)).toHaveLength(1);
        const reply = await plain(operation, body);
        expect(reply.status, JSON.stringify(body)).toBe(422);
        expect(reply.violations.join()).toContain('additionalProperties');
      }
    },
  );

  test('getCall: refuses an id that is no UUID, and a flag that is no boolean', async () => {
    const operation = operationOf('getCall');
    expect(await plain(operation, undefined, { requestId: 'request-1' })).toMatchObject({ status: 422 });
    const flag = { requestId: `${ID}?include_call_attempts=perhaps` };
    expect(await plain(operation, undefined, flag)).toMatchObject({ status: 422 });
  });

  test('a body that is not JSON is answered, not left hanging', async () => {
    expect(await plain(operationOf('upsertEntity'), '{"name": ')).toMatchObject({ status: 400 });
  });

  test('a preference for an example that does not exist is refused', async () => {
    const reply = await plain(operationOf('getCall'), undefined, { headers: { prefer: 'example=nowhere' } });
    expect(reply.status).toBe(404);
  });
});

describe('npm run mock', () => {
  const script = fileURLToPath(new URL('../../scripts/mock.ts', import.meta.url));

  /** The process, what it has printed so far, and its exit code. */
  function run(...args: string[]) {
    const child: ChildProcess = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill());
    const printed = { out: '', err: '' };
    child.stdout?.on('data', (chunk) => {
      printed.out += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      printed.err += chunk;
    });
    return { child, printed, code: once(child, 'close').then(([code]) => code as number | null) };
  }

  test('serves the curl line it prints, tells no secret, and ends on SIGTERM', async () => {
    const { child, printed, code } = run('--port', '0');
    await expect.poll(() => printed.out, { timeout: 20_000 }).toContain('Try it');
    const url = /'Prefer: example=active' (\S+)$/m.exec(printed.out)?.[1] ?? '';
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const reply = await fetch(url, { headers: { ...headers, prefer: 'example=active' } });
    expect(await reply.json()).toMatchObject({ status: 'ACTIVE' });
    const refused = { method: 'POST', headers, body: '{"name": "Zephyrine Testperson"}' };
    expect((await fetch(new URL('/scheduler/entities', url), refused)).status).toBe(422);

    const port = new URL(url).port;
    const second = run('--port', port);
    expect(await second.code).toBe(2);
    expect(second.printed).toEqual({
      out: '',
      err: `mock: port ${port} is in use; choose another with --port N\n`,
    });

    child.kill('SIGTERM');
    expect(await code).toBe(0);
    expect(printed.err).toBe('');
    expect(printed.out.trim().split('\n')).toHaveLength(2);
    expect(printed.out).not.toMatch(/key-synthetic|Testperson/);
  }, 30_000);

  test.each([
    [['--bad']],
    [['--port']],
    [['--port', '4o1o']],
    [['--port', '65536']],
    [['--port', '-1']],
    [['4010']],
  ])(
    '%j is one line on stderr, and 2',
    async (args) => {
      const { printed, code } = run(...args);
      expect(await code).toBe(2);
      expect(printed.out).toBe('');
      expect(printed.err).toMatch(/^mock: .+\n$/);
    },
    30_000,
  );
});
