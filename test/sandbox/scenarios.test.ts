import { readFileSync } from 'node:fs';
import {
  createScheduler,
  isSchedulerError,
  type Scheduler,
  type SchedulerError,
  type SchedulerOptions,
} from '@evergrove/scheduler';
import {
  createSandbox,
  faults,
  magicNumber,
  type Sandbox,
  type ScenarioName,
  scenarios,
  TestClock,
} from '@evergrove/scheduler/sandbox';
import { describe, expect, test } from 'vitest';
import { api, callTo, details, entity, NOON } from './support.ts';

const HOUR_MS = 3_600_000;
const APPOINTMENT = { date: '2026-12-16', time: '09:30' };

type Failure = Partial<Pick<SchedulerError, 'code' | 'operation' | 'effect' | 'attempts'>> & {
  status?: number;
  transportCode?: string;
  reason?: string;
};

/** What the client meets when it queues, triggers and waits for a call to a magic number. */
interface Expected {
  /** What queueCalls fails with. */
  queueing?: Failure;
  /** What triggerCall fails with. */
  triggering?: Failure;
  /** How many calls are placed by one triggerCall. */
  placed: 0 | 1;
  /** Where the call stands two hours later. */
  status?: string;
  attempts?: (string | null)[];
  outcomes?: object | null;
}

const confirmed = {
  appointment_status: 'confirmed',
  confirmed_appointment: APPOINTMENT,
  rescheduled_appointment: null,
  patient_attended: null,
  non_attendance_reason: null,
};
const answers: Expected = { placed: 1, status: 'COMPLETE', attempts: ['CONNECTED'], outcomes: confirmed };
const busy = 'TEMPORARY_FAILURE';
const unclear = { operation: 'triggerCall', effect: 'unknown', attempts: 1 } as const;

const expected: Record<ScenarioName, Expected> = {
  answersAndConfirms: answers,
  answersWithoutConfirming: {
    ...answers,
    outcomes: {
      appointment_status: 'unconfirmed',
      confirmed_appointment: null,
      rescheduled_appointment: null,
      future_appointments: [],
      patient_attended: null,
    },
  },
  rescheduled: {
    ...answers,
    outcomes: {
      appointment_status: 'rescheduled',
      confirmed_appointment: null,
      rescheduled_appointment: {
        date: expect.stringMatching(/^2026-12-(1[7-9]|2\d|30)$/),
        time: expect.any(String),
      },
    },
  },
  outOfService: { placed: 1, status: 'ERROR', attempts: ['PERMANENT_FAILURE'], outcomes: null },
  busyTwiceThenAnswers: { ...answers, attempts: [busy, busy, 'CONNECTED'] },
  neverAnswers: { placed: 1, status: 'ERROR', attempts: [busy, busy, busy], outcomes: null },
  cancelled: { placed: 1, status: 'CANCELLED', attempts: [busy], outcomes: null },
  doNotCallBack: { placed: 1, status: 'DO_NOT_CALL_BACK', attempts: ['CONNECTED'], outcomes: null },
  refusedWhenQueued: {
    queueing: { code: 'http', operation: 'queueCalls', effect: 'none', attempts: 1, status: 403 },
    placed: 0,
  },
  triggerReportsErrors: {
    triggering: { code: 'not_triggered', operation: 'triggerCall', attempts: 1, status: 200 },
    placed: 0,
    status: 'ENQUEUED',
    attempts: [],
    outcomes: null,
  },
  neverFinishes: { placed: 1, status: 'ACTIVE', attempts: [null], outcomes: null },
  statusOfTomorrow: { placed: 1, status: 'ON_HOLD', attempts: [null], outcomes: null },
  triggerTooManyRequestsTwice: answers,
  triggerServerError: {
    triggering: { ...unclear, code: 'http', status: 500 },
    placed: 0,
    status: 'ENQUEUED',
    attempts: [],
    outcomes: null,
  },
  triggerActsThenDrops: {
    ...answers,
    triggering: { ...unclear, code: 'network', transportCode: 'ECONNRESET' },
  },
  triggerSlow: answers,
  triggerMalformedJson: {
    ...answers,
    triggering: { ...unclear, code: 'invalid_response', reason: 'malformed_json' },
  },
  triggerTruncatedBody: {
    ...answers,
    triggering: { ...unclear, code: 'invalid_response', reason: 'truncated' },
  },
};

const names = Object.keys(scenarios) as ScenarioName[];

/** What an error says, as far as `about` asks. */
function said(error: unknown, about: object): object {
  if (!isSchedulerError(error)) throw error;
  const read = error as unknown as Record<string, unknown>;
  return Object.fromEntries(Object.keys(about).map((name) => [name, read[name]]));
}

/** A call to a number of one scenario, queued, triggered once and left alone for two hours. */
async function play(name: ScenarioName, sandbox: Sandbox<TestClock>, options: Partial<SchedulerOptions>) {
  const { clock } = sandbox;
  const scheduler: Scheduler = createScheduler({ apiKey: 'test', clock, random: () => 0.5, ...options });
  const office = await clock.advanceUntil(scheduler.upsertEntity(entity));
  const call = {
    ...callTo(office.id),
    outbound_phone_number: magicNumber(name, '303'),
    details: { ...details, expected_appointment_date_time: '2026-12-16T09:30:00' },
  };
  const { queueing, triggering, ...end } = expected[name];
  const failure = (promise: Promise<unknown>) =>
    clock.advanceUntil(
      promise.then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
  if (queueing) {
    expect(said(await failure(scheduler.queueCalls([call])), queueing)).toEqual(queueing);
    expect(sandbox.calls()).toEqual([]);
    return undefined;
  }
  const [queued] = await clock.advanceUntil(scheduler.queueCalls([call]));
  const id = queued?.id ?? expect.fail();
  const error = await failure(scheduler.triggerCall(id));
  if (triggering) expect(said(error, triggering)).toEqual(triggering);
  else expect(error).toBeUndefined();
  const triggeredAt = clock.now();
  await clock.advance(2 * HOUR_MS);
  const seen = await clock.advanceUntil(scheduler.getCall(id, { includeCallAttempts: true }));
  const attempts = seen.call_attempts?.map(({ disposition }) => disposition);
  expect({ placed: sandbox.callsPlaced(id), status: seen.status, attempts }).toEqual({
    placed: end.placed,
    status: end.status,
    attempts: end.attempts,
  });
  if (end.outcomes) expect(seen.generated_outcomes).toMatchObject(end.outcomes);
  else expect(seen.generated_outcomes).toBeNull();
  return { id, scheduler, triggeredAt };
}

describe('through the client, in the process', () => {
  test.each(names)('%s', async (name) => {
    const sandbox = createSandbox({ clock: new TestClock(NOON) });
    const played = await play(name, sandbox, { fetch: sandbox.fetch });
    if (!played) return;
    const { scheduler, id } = played;
    const waited = sandbox.clock.advanceUntil(scheduler.waitForCall(id, { timeoutMs: HOUR_MS }));
    const { status = '' } = expected[name];
    if (['ENQUEUED', 'ACTIVE', 'ON_HOLD'].includes(status)) {
      // Of a status that the client does not know, its errors say only that.
      const about = { code: 'wait_timeout', lastStatus: status === 'ON_HOLD' ? '(unknown)' : status };
      expect(said(await waited.catch((error: unknown) => error), about)).toEqual(about);
    } else expect((await waited).status).toBe(status);
    expect(sandbox.clock.pending).toBe(0);
  });
});

describe('through the client, over HTTP', () => {
  // Virtual time stands still during a request: one that waits for that time needs a clock that goes on.
  test.each(names.filter((name) => name !== 'triggerSlow'))('%s', { timeout: 30_000 }, async (name) => {
    const sandbox = createSandbox({ clock: new TestClock(NOON, { graceMs: 60_000 }) });
    const server = await sandbox.serve();
    try {
      const fetchTracked = sandbox.clock.tracked((url: string, init: RequestInit) => fetch(url, init));
      await play(name, sandbox, { fetch: fetchTracked, baseUrl: server.url });
    } finally {
      await server.close();
    }
  });

  test('triggerSlow', async () => {
    const sandbox = createSandbox({ speed: 500 });
    const server = await sandbox.serve();
    try {
      const scheduler = createScheduler({ apiKey: 'test', baseUrl: server.url });
      const office = await scheduler.upsertEntity(entity);
      const outbound_phone_number = magicNumber('triggerSlow');
      const [queued] = await scheduler.queueCalls([{ ...callTo(office.id), outbound_phone_number }]);
      const triggeredAt = sandbox.clock.now();
      await scheduler.triggerCall(queued?.id ?? '');
      expect(sandbox.clock.now() - triggeredAt).toBeGreaterThanOrEqual(10_000);
    } finally {
      await server.close();
    }
  });
});

/** A sandbox with one queued call to a number of a scenario. */
async function queued(name: ScenarioName) {
  const clock = new TestClock(NOON);
  const sandbox = createSandbox({ clock });
  const office = api(sandbox.fetch);
  const { id: entityId } = (await office.upsertEntity()).json;
  const call = { ...callTo(entityId), outbound_phone_number: magicNumber(name) };
  const { requests } = (await office.queueCalls({ calls: [call] })).json;
  return { clock, sandbox, office, entityId: entityId as string, id: requests?.[0].id as string };
}

describe('on the wire', () => {
  test('a refused batch is refused whole, and names the place but not the value', async () => {
    const { office, sandbox, entityId } = await queued('answersAndConfirms');
    const calls = ['answersAndConfirms', 'refusedWhenQueued'] as const;
    const reply = await office.queueCalls({
      calls: calls.map((name, i) => ({
        ...callTo(entityId, `row-${i}`),
        outbound_phone_number: magicNumber(name),
      })),
    });
    expect(reply.json).toEqual({
      type: 'about:blank',
      title: 'Forbidden',
      status: 403,
      detail: 'The organization is not enabled for the tenant.',
      errors: [
        {
          loc: ['body', 'calls', 1, 'details', 'organization_name'],
          type: 'organization_enabled',
          msg: 'calls[1].details.organization_name: must be enabled for the tenant',
        },
      ],
    });
    expect(sandbox.calls()).toHaveLength(1);
  });

  test('429 comes twice with Retry-After, and the third trigger acts', async () => {
    const { office, sandbox, id } = await queued('triggerTooManyRequestsTwice');
    for (const placed of [0, 0, 1, 2]) {
      const { status, headers } = await office.triggerCall({ request_ids: [id] });
      expect(status).toBe(sandbox.callsPlaced(id) === 0 ? 429 : 200);
      if (status === 429) expect(headers.get('retry-after')).toBe('1');
      expect(sandbox.callsPlaced(id)).toBe(placed);
    }
  });

  test('an answer that reports errors lists no id', async () => {
    const { office, id } = await queued('triggerReportsErrors');
    const { status, json } = await office.triggerCall({ request_ids: [id] });
    expect({ status, json }).toMatchObject({
      status: 200,
      json: { triggered_request_ids: [], status: 'failed', errors: [expect.any(String)] },
    });
  });

  test('a slow answer takes 10 s of the sandbox’s time, although the call was placed at once', async () => {
    const { clock, office, sandbox, id } = await queued('triggerSlow');
    let isAnswered = false;
    const pending = office.triggerCall({ request_ids: [id] }).then((reply) => {
      isAnswered = true;
      return reply;
    });
    await clock.advance(9_999);
    expect({ isAnswered, placed: sandbox.callsPlaced(id) }).toEqual({ isAnswered: false, placed: 1 });
    await clock.advance(1);
    expect((await pending).status).toBe(200);
  });
});

describe('a trigger whose answer was lost', () => {
  const lost = names.filter((name) => expected[name].placed === 1 && expected[name].triggering);

  test.each(lost)('%s: is found by asking, and no second call is placed', async (name) => {
    const { sandbox, clock, id } = await queued(name);
    const scheduler = createScheduler({ apiKey: 'test', clock, fetch: sandbox.fetch });
    const result = await clock.advanceUntil(scheduler.triggerCall(id, { reconcileMs: 60_000 }));
    expect(result.triggered_request_ids).toEqual([id]);
    expect(sandbox.callsPlaced(id)).toBe(1);
    expect(sandbox.requests.filter(({ operation }) => operation === 'triggerCall')).toHaveLength(1);
  });
});

describe('the table of scenarios', () => {
  const rows = Object.entries(scenarios);

  test('has two digits and a sentence for each, and no digits twice', () => {
    for (const [, { digits, description }] of rows) {
      expect(digits).toMatch(/^\d\d$/);
      expect(description).toMatch(/^\p{L}.*\.$/u);
    }
    expect(new Set(rows.map(([, { digits }]) => digits)).size).toBe(rows.length);
  });

  test.each([
    ['scenarios.ts', scenarios],
    ['faults.ts', faults],
  ])('%s documents each name with its description', (file, table) => {
    const source = readFileSync(new URL(`../../src/sandbox/${file}`, import.meta.url), 'utf8');
    const documented = source.matchAll(/^ {2}\/\*\* (.*) \*\/\n {2}(\w+): /gm);
    const sentences = Object.fromEntries(Array.from(documented, ([, sentence, name]) => [name, sentence]));
    for (const [name, { description }] of Object.entries(table)) {
      expect([name, sentences[name]]).toEqual([name, description]);
    }
  });

  test('gives a number in any area code, and refuses what is none', () => {
    expect(magicNumber('busyTwiceThenAnswers', '212')).toBe('+12125550112');
    expect(magicNumber('answersAndConfirms')).toMatch(/^\+1\d{3}5550101$/);
    for (const areaCode of ['', '112', '2125', '21x'])
      expect(() => magicNumber('rescheduled', areaCode)).toThrow(RangeError);
    expect(() => magicNumber('nothing' as never)).toThrow(/must be one of answersAndConfirms, /);
  });
});

describe('a number that no scenario has', () => {
  const endOf = async (outbound_phone_number: string) => {
    const warnings: unknown[] = [];
    const clock = new TestClock(NOON);
    const sandbox = createSandbox({ clock, onWarning: (warning) => warnings.push(warning) });
    const office = api(sandbox.fetch);
    const { id: entityId } = (await office.upsertEntity()).json;
    for (let i = 0; i < 2; i++) {
      await office.queueCalls({ calls: [{ ...callTo(entityId, `row-${i}`), outbound_phone_number }] });
      if (i === 0) sandbox.reset();
      if (i === 0) await office.upsertEntity();
    }
    const [{ id } = expect.fail()] = sandbox.calls();
    await office.triggerCall({ request_ids: [id] });
    await clock.advance(HOUR_MS);
    return { warnings, end: (await office.getCall(id)).json };
  };

  test.each(['+12125550100', '+13035550199', '+12125551234', '+12125560101', '+12128675309'])(
    '%s answers and confirms',
    async (number) => {
      const { end } = await endOf(number);
      expect(end).toMatchObject({
        status: 'COMPLETE',
        generated_outcomes: { appointment_status: 'confirmed' },
      });
    },
  );

  test('is warned of once a sandbox, without the number, when it may be real', async () => {
    const { warnings } = await endOf('+12128675309');
    expect(warnings).toEqual([
      { code: 'EVERGROVE_REAL_NUMBER', message: expect.stringMatching(/^A queued phone number may be real/) },
    ]);
    expect(JSON.stringify(warnings)).not.toMatch(/867|5309/);
  });

  test.each(['+12125550100', '+13035550199', '+12125550101'])('%s is not warned of', async (number) => {
    expect((await endOf(number)).warnings).toEqual([]);
  });

  test('is a warning of the process when nobody asked to be told', async () => {
    const warned = new Promise<Error & { code?: string }>((resolve) => process.once('warning', resolve));
    const office = api(createSandbox().fetch);
    const { id } = (await office.upsertEntity()).json;
    await office.queueCalls({ calls: [{ ...callTo(id), outbound_phone_number: '+12128675309' }] });
    expect(await warned).toMatchObject({ code: 'EVERGROVE_REAL_NUMBER' });
  });
});

describe('scenarios of one’s own', () => {
  test('come before the number, and leave to the number what they return undefined for', async () => {
    const clock = new TestClock(NOON);
    const sandbox = createSandbox({
      clock,
      scenarios: ({ ordinal }) => (ordinal === 0 ? scenarios.doNotCallBack : undefined),
    });
    const office = api(sandbox.fetch);
    const { id: entityId } = (await office.upsertEntity()).json;
    const calls = ['row-0', 'row-1'].map((row) => ({
      ...callTo(entityId, row),
      outbound_phone_number: magicNumber('cancelled'),
    }));
    const { requests } = (await office.queueCalls({ calls })).json;
    for (const { id } of requests) await office.triggerCall({ request_ids: [id] });
    await clock.advance(HOUR_MS);
    expect(sandbox.calls().map(({ status }) => status)).toEqual(['DO_NOT_CALL_BACK', 'CANCELLED']);
  });

  test('may plan faults for any operation, each for its own call', async () => {
    const sandbox = createSandbox({
      clock: new TestClock(NOON),
      scenarios: ({ ordinal }) =>
        ordinal === 0
          ? { faults: [{ fault: 'notFound', operation: 'getCall', times: 2 }, { fault: 'conflict' }] }
          : {},
    });
    const office = api(sandbox.fetch);
    const { id: entityId } = (await office.upsertEntity()).json;
    const queue = () => office.queueCalls({ calls: [callTo(entityId)] });
    expect((await queue()).status).toBe(409);
    expect((await queue()).status).toBe(409);
  });

  test('share no object with the sandbox: neither what they are given nor what they give can be used to change it', async () => {
    const held: { given: unknown[]; kept: unknown[] } = { given: [], kept: [] };
    const clock = new TestClock(NOON);
    const sandbox = createSandbox({
      clock,
      scenarios: (call) => {
        const scenario = {
          generated_outcomes: { outcome: 'as_given' },
          attempts: ['CONNECTED' as const],
          faults: [{ fault: 'conflict' as const, operation: 'triggerCall' as const }],
        };
        held.given.push(call);
        held.kept.push(scenario);
        return scenario;
      },
    });
    const office = api(sandbox.fetch);
    const { id: entityId } = (await office.upsertEntity()).json;
    const [{ id }] = (await office.queueCalls({ calls: [callTo(entityId)] })).json.requests;
    const [given, kept] = [held.given[0], held.kept[0]] as [
      ReturnType<typeof callTo>,
      { generated_outcomes: { outcome: string }; attempts: string[]; faults: { times?: number }[] },
    ];
    given.details.patient_name = 'changed';
    given.external_reference_id = 'changed';
    kept.generated_outcomes.outcome = 'changed';
    kept.attempts.length = 0;
    for (const fault of kept.faults) fault.times = 1_000;
    for (const call of sandbox.calls()) call.status = 'changed';
    (sandbox.requests as unknown[]).length = 0;
    expect(() => Object.assign(sandbox.requests[0] ?? {}, { status: 1 })).toThrow(TypeError);
    expect((await office.triggerCall({ request_ids: [id] })).status).toBe(409);
    expect((await office.triggerCall({ request_ids: [id] })).status).toBe(200);
    await clock.advance(HOUR_MS);
    const { json } = await office.getCall(id, '?include_call_attempts=true');
    expect(json).toMatchObject({ generated_outcomes: { outcome: 'as_given' }, call_attempts: [{}] });
    expect(sandbox.calls()).toEqual([{ id, status: 'COMPLETE', external_reference_id: 'row-0001' }]);
    expect(sandbox.requests).toHaveLength(5);
  });
});
