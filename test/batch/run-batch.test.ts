import { isSchedulerError, type OperationId } from '@evergrove/scheduler';
import { type BatchRow, type RowRecord, runBatch } from '@evergrove/scheduler/batch';
import { describe, expect, it } from 'vitest';
import {
  expectNoneTwice,
  expectPaired,
  type Fault,
  HOUR,
  idOf,
  MINUTE,
  place,
  refusal,
  refused,
  reset,
  rowOf,
  rowsOf,
  type Seen,
  type ServerOptions,
  states,
  thrown,
  world,
} from './support.ts';

/** A fault in every request of one operation, or in its first. */
const always = (operation: OperationId, fault: Fault) => (seen: Seen) =>
  seen.operation === operation ? fault : undefined;
const once = (operation: OperationId, fault: Fault) => (seen: Seen) =>
  seen.operation === operation && seen.nth === 0 ? fault : undefined;

describe('a run without trouble', () => {
  it('takes every row to its end, each by the request that answers it', async () => {
    const w = world();
    const ended: string[] = [];
    const result = await place(w, rowsOf(60), {
      onOutcome: ({ call }, { status }) => ended.push(`${call.external_reference_id} ${status}`),
    });
    expect(states(result)).toEqual({ done: 60 });
    expect(result).toMatchObject({ edited: [], absent: 0 });
    expect(result).not.toHaveProperty('stopped');
    expect(ended.toSorted()).toEqual(
      rowsOf(60)
        .map((_, i) => `row-${i} COMPLETE`)
        .toSorted(),
    );
    expect(w.server.rings().size).toBe(60);
    expectNoneTwice(w.server);
    expectPaired(w.server, result);
  });

  it('upserts each office once and queues in batches of 25', async () => {
    const w = world();
    await place(w, rowsOf(60));
    expect(w.server.count('upsertEntity')).toBe(8);
    const queued = w.server.seen.filter(({ operation }) => operation === 'queueCalls');
    expect(queued.map(({ references }) => references.length)).toEqual([25, 25, 10]);
  });

  it('goes on placing rows when those that were placed have ended', async () => {
    const w = world({ lagMs: 0, talkMs: 1 });
    const result = await place(w, rowsOf(12), { ratePerSecond: 0.5, batchSize: 3, schedule: () => 1_000 });
    expect(states(result)).toEqual({ done: 12 });
  });

  it('has nothing to send when it is run again', async () => {
    const w = world();
    await place(w, rowsOf(5));
    const before = w.server.seen.length;
    const outcomes: unknown[] = [];
    const again = await place(w, rowsOf(5), { onOutcome: (row) => outcomes.push(row) });
    expect(states(again)).toEqual({ done: 5 });
    expect(w.server.seen.length).toBe(before);
    expect(outcomes).toEqual([]);
  });

  it('is over at once when there are no rows', async () => {
    const w = world();
    expect(await place(w, [])).toEqual({ rows: [], edited: [], absent: 0 });
    expect(w.server.seen).toEqual([]);
  });
});

describe('answers to a batch', () => {
  const shuffled = (requests: { id: string; status: string }[]) =>
    requests.toSorted((a, b) => ((a.id.at(-1) ?? '') < (b.id.at(-1) ?? '') ? 1 : -1));

  it.each<[string, ServerOptions['answerQueue']]>([
    ['in another order', shuffled],
    ['without external_reference_id', (requests) => requests.map(({ id, status }) => ({ id, status }))],
    [
      'with external_reference_id null',
      (requests) => requests.map((request) => ({ ...request, external_reference_id: null })),
    ],
    [
      'without external_reference_id and in another order',
      (requests) => shuffled(requests).map(({ id, status }) => ({ id, status })),
    ],
  ])('%s: each row is called once, by its own request', async (_, answerQueue) => {
    const w = world(answerQueue && { answerQueue });
    const result = await place(w, rowsOf(30));
    expect(states(result)).toEqual({ done: 30 });
    expectPaired(w.server, result);
    expectNoneTwice(w.server);
  });

  it.each<[string, ServerOptions['answerQueue']]>([
    ['one id for two rows', (requests) => requests.map((request) => ({ ...request, id: idOf(0) }))],
    ['an answer too few', (requests) => requests.slice(1)],
    [
      'the reference id of another row',
      (requests) =>
        requests.map((request, i) => (i === 0 ? { ...request, external_reference_id: 'x' } : request)),
    ],
  ])('%s: nothing is triggered by it, and the rows are queued again', async (_, answerQueue) => {
    const w = world({
      answerQueue: (requests, seen) => (seen.nth === 0 && answerQueue?.(requests, seen)) || requests,
    });
    const result = await place(w, rowsOf(10));
    expect(states(result)).toEqual({ done: 10 });
    expectPaired(w.server, result);
    expectNoneTwice(w.server);
    const spoiled = new Set([...w.server.calls.keys()].slice(0, 10));
    expect(result.rows.filter(({ requestId }) => spoiled.has(requestId ?? ''))).toEqual([]);
  });

  it.each([
    ['the id of another row', idOf(0)],
    ['the id of another row in capitals', idOf(0).toUpperCase()],
  ])('%s: the row that gets it again and again is held, all others go on', async (_, id) => {
    const w = world({
      answerQueue: (requests) =>
        requests.map((request) => (request.external_reference_id === 'row-7' ? { ...request, id } : request)),
    });
    const result = await place(w, rowsOf(10), { batchSize: 5 });
    expect(states(result)).toEqual({ done: 9, uncertain: 1 });
    expect(result.rows[7]).toMatchObject({ requestId: null, reason: 'invalid_response' });
    expect(w.server.rings().size).toBe(9);
    expectNoneTwice(w.server);
    expect(w.server.count('queueCalls')).toBeLessThan(20);
  });

  it.each([
    ['ACTIVE', 'triggered'],
    ['COMPLETE', 'triggered'],
    ['PAUSED', 'triggered'],
  ])('%s at once: somebody else has started it, it is followed and never triggered', async (status) => {
    const w = world({
      answerQueue: (requests) => requests.map((request) => ({ ...request, status })),
      statusOf: (_, now) => (now > Date.UTC(2026, 10, 24, 12, 5) ? 'COMPLETE' : status),
    });
    const outcomes: string[] = [];
    const result = await place(w, rowsOf(3), { onOutcome: (_, call) => outcomes.push(call.status) });
    expect(states(result)).toEqual({ done: 3 });
    expect(outcomes).toEqual(['COMPLETE', 'COMPLETE', 'COMPLETE']);
    expect(w.server.count('triggerCall')).toBe(0);
  });

  it('a status nobody knows is waited on, and not written down', async () => {
    const seen: (string | null)[] = [];
    const w = world({ statusOf: (_, now) => (now > Date.UTC(2026, 10, 24, 13) ? 'ERROR' : 'Zephyrine') });
    const result = await place(w, rowsOf(1), { onChange: ({ status }) => seen.push(status) });
    expect(result.rows[0]).toMatchObject({ state: 'done', status: 'ERROR' });
    expect(seen).toContain('(unknown)');
    expect(seen).not.toContain('Zephyrine');
  });
});

describe('one row that is refused among others', () => {
  const without = (i: number): BatchRow => {
    const row = rowOf(i);
    return { ...row, call: { ...row.call, outbound_phone_number: '+1911' } };
  };

  it.each([0, 11, 24, 25, 29])('row %i, by the server: found by halving, all others go on', async (bad) => {
    const w = world({
      fault: ({ operation, references }) =>
        operation === 'queueCalls' && references.includes(`row-${bad}`)
          ? { before: () => refusal(422) }
          : undefined,
    });
    const result = await place(w, rowsOf(30));
    expect(states(result)).toEqual({ done: 29, rejected: 1 });
    expect(result.rows[bad]).toMatchObject({ state: 'rejected', reason: 'http_422', requestId: null });
    expect(w.server.rings().size).toBe(29);
    expect(w.server.of(`row-${bad}`)).toEqual([]);
    expect(w.server.count('queueCalls')).toBeLessThan(14);
  });

  it('by the client, before it is sent: found the same way', async () => {
    const w = world();
    const result = await place(w, [...rowsOf(4), without(4), rowOf(5)]);
    expect(states(result)).toEqual({ done: 5, rejected: 1 });
    expect(result.rows[4]).toMatchObject({ state: 'rejected', reason: 'invalid_input' });
  });

  it('an office that is refused takes its rows with it, and no others', async () => {
    const w = world({
      fault: ({ operation, nth }) =>
        operation === 'upsertEntity' && nth === 2 ? { before: () => refusal(422) } : undefined,
    });
    const result = await place(w, rowsOf(16));
    expect(states(result)).toEqual({ done: 14, rejected: 2 });
    expect(result.rows.filter(({ state }) => state === 'rejected').map(({ key }) => key)).toEqual([
      'row-2',
      'row-10',
    ]);
  });
});

describe('403 on queueCalls', () => {
  const organization = (i: number) => (i % 3 === 0 ? 'Disabled' : 'Enabled');
  const mixed = Array.from({ length: 60 }, (_, i) => rowOf(i, { organization_name: organization(i) }));
  const disabled = (from = 0) => ({
    fault: ({ operation, nth, organizations }: Seen): Fault | undefined =>
      operation === 'queueCalls' && nth >= from && organizations.includes('Disabled')
        ? { before: () => refusal(403) }
        : undefined,
  });

  it('for an organisation that is not enabled: its rows are rejected, the others go on', async () => {
    const w = world(disabled());
    const result = await place(w, mixed);
    expect(states(result)).toEqual({ done: 40, rejected: 20 });
    expect(result).not.toHaveProperty('stopped');
    for (const [i, row] of result.rows.entries()) {
      if (organization(i) === 'Disabled')
        expect(row).toMatchObject({ state: 'rejected', reason: 'http_403' });
    }
    const asked = w.server.seen.filter(({ organizations }) => organizations.includes('Disabled'));
    expect(asked.length, 'not asked for each of its rows').toBeLessThan(30);
  });

  it('for everybody: the run is stopped, and nothing is rejected', async () => {
    const w = world({ fault: always('queueCalls', { before: () => refusal(403) }) });
    const result = await place(w, mixed);
    expect(states(result)).toEqual({ new: 60 });
    expect(result.stopped).toMatchObject({ code: 'http', status: 403 });
    expect(w.server.count('triggerCall')).toBe(0);
  });

  it('after the same organisation was accepted: it is the key, and no row of any other is rejected for it', async () => {
    const w = world({
      fault: ({ operation, nth }) =>
        operation === 'queueCalls' && nth > 0 ? { before: () => refusal(403) } : undefined,
    });
    const rows = Array.from({ length: 9 }, (_, i) =>
      rowOf(i, { organization_name: i < 3 || i > 5 ? 'First' : 'Second' }),
    );
    const result = await place(w, rows, { batchSize: 3 });
    expect(result.stopped).toMatchObject({ status: 403 });
    expect(result.rows.filter(({ state }) => state === 'rejected')).toEqual([]);
    w.server.options = {};
    expect(states(await place(w, rows))).toEqual({ done: 9 });
    expectNoneTwice(w.server);
  });
});

/** Where one row stands after a run in which one operation failed every time, and how often a phone rang. */
type Row = [OperationId, number, Record<string, string>, string, string | null, number];
const H: Record<string, string> = {};

describe('one row and an operation that is refused every time', () => {
  it.each<Row>([
    ['upsertEntity', 400, H, 'rejected', 'http_400', 0],
    ['upsertEntity', 401, H, 'stopped new', null, 0],
    ['upsertEntity', 403, H, 'stopped new', null, 0],
    ['upsertEntity', 404, H, 'rejected', 'http_404', 0],
    ['upsertEntity', 409, H, 'new', null, 0],
    ['upsertEntity', 422, H, 'rejected', 'http_422', 0],
    ['upsertEntity', 429, { 'retry-after': '2' }, 'new', null, 0],
    ['upsertEntity', 500, H, 'new', null, 0],
    ['upsertEntity', 503, { 'retry-after': '2' }, 'new', null, 0],
    ['queueCalls', 400, H, 'rejected', 'http_400', 0],
    ['queueCalls', 401, H, 'stopped new', null, 0],
    ['queueCalls', 403, H, 'stopped new', null, 0],
    ['queueCalls', 404, H, 'rejected', 'http_404', 0],
    ['queueCalls', 409, H, 'uncertain', 'http_409', 0],
    ['queueCalls', 422, H, 'rejected', 'http_422', 0],
    ['queueCalls', 429, { 'retry-after': '2' }, 'new', null, 0],
    ['queueCalls', 500, H, 'uncertain', 'http_500', 0],
    ['queueCalls', 503, { 'retry-after': '2' }, 'uncertain', 'http_503', 0],
    ['triggerCall', 400, H, 'rejected', 'http_400', 0],
    ['triggerCall', 401, H, 'stopped queued', null, 0],
    ['triggerCall', 403, H, 'stopped queued', null, 0],
    ['triggerCall', 404, H, 'rejected', 'http_404', 0],
    ['triggerCall', 409, H, 'uncertain', 'still_enqueued', 0],
    ['triggerCall', 422, H, 'rejected', 'http_422', 0],
    ['triggerCall', 429, { 'retry-after': '2' }, 'queued', null, 0],
    ['triggerCall', 500, H, 'uncertain', 'still_enqueued', 0],
    ['triggerCall', 503, { 'retry-after': '2' }, 'uncertain', 'still_enqueued', 0],
    ['getCall', 400, H, 'triggered', 'http_400', 1],
    ['getCall', 401, H, 'stopped triggered', null, 1],
    ['getCall', 403, H, 'stopped triggered', null, 1],
    ['getCall', 404, H, 'triggered', 'http_404', 1],
    ['getCall', 409, H, 'triggered', 'http_409', 1],
    ['getCall', 422, H, 'triggered', 'http_422', 1],
    ['getCall', 429, { 'retry-after': '2' }, 'triggered', 'wait_timeout', 1],
    ['getCall', 500, H, 'triggered', 'wait_timeout', 1],
    ['getCall', 503, { 'retry-after': '2' }, 'triggered', 'wait_timeout', 1],
  ])('%s, %i %j: %s', async (operation, status, headers, state, reason, rings) => {
    const w = world({ fault: always(operation, { before: () => refusal(status, headers) }) });
    const result = await place(w, [rowOf(0)], { timeoutMs: HOUR / 4 });
    const prefix = result.stopped ? 'stopped ' : '';
    expect(`${prefix}${result.rows[0]?.state}`).toBe(state);
    expect(result.rows[0]?.reason).toBe(reason);
    if (result.stopped) expect(result.stopped).toMatchObject({ code: 'http', status });
    expect(w.server.rings().get('row-0') ?? 0).toBe(rings);

    w.server.options = {};
    const again = await place(w, [rowOf(0)]);
    const isHeld = state === 'rejected' || state === 'uncertain';
    expect(again.rows[0]?.state).toBe(isHeld ? state : 'done');
    expectNoneTwice(w.server);
  });

  it.each<[OperationId, string, string, number, Fault]>([
    ['triggerCall', 'nobody connects', 'queued', 0, { before: refused }],
    ['triggerCall', 'the connection breaks before it acts', 'uncertain', 0, { before: reset }],
    ['triggerCall', 'the connection breaks after it acted', 'done', 1, { after: reset }],
    ['triggerCall', '500 after it acted', 'done', 1, { after: () => refusal(500) }],
    ['triggerCall', '200 that says nothing, after it acted', 'done', 1, { after: () => Response.json({}) }],
    ['queueCalls', 'the connection breaks after it acted', 'uncertain', 0, { after: reset }],
    ['queueCalls', 'nobody connects', 'new', 0, { before: refused }],
  ])('%s, %s: %s', async (operation, _, state, rings, fault) => {
    const w = world({ fault: always(operation, fault) });
    const result = await place(w, [rowOf(0)]);
    expect(result.rows[0]?.state).toBe(state);
    expect(w.server.rings().get('row-0') ?? 0).toBe(rings);
  });
});

describe('an operation that fails once', () => {
  const failures: [string, Fault][] = [
    ['429 with Retry-After', { before: () => refusal(429, { 'retry-after': '30' }) }],
    ['500', { before: () => refusal(500) }],
    ['503', { before: () => refusal(503) }],
    ['503 with Retry-After', { before: () => refusal(503, { 'retry-after': '60' }) }],
    ['409', { before: () => refusal(409) }],
    ['nobody connects', { before: refused }],
    ['reset before it acts', { before: reset }],
    ['500 after it acted', { after: () => refusal(500) }],
    ['reset after it acted', { after: reset }],
  ];
  const operations: OperationId[] = ['upsertEntity', 'queueCalls', 'triggerCall', 'getCall'];

  // 409 to a look is no failure that may pass: the watch of that row is over, until the next run.
  const cases = operations
    .flatMap((operation) => failures.map(([name, fault]) => [operation, name, fault] as const))
    .filter(([operation, name]) => operation !== 'getCall' || name !== '409');

  it.each(cases)(
    '%s, %s: every other row is done, no phone rings twice, and the doubt is right',
    async (operation, _, fault) => {
      const w = world({ fault: once(operation, fault) });
      const result = await place(w, rowsOf(6));
      const held = result.rows.filter(({ state }) => state === 'uncertain');
      expect(states(result)).toEqual(held.length > 0 ? { done: 5, uncertain: 1 } : { done: 6 });
      for (const { key } of held) expect(w.server.rings().get(key)).toBeUndefined();
      expect(w.server.rings().size).toBe(6 - held.length);
      expectNoneTwice(w.server);
    },
  );
});

describe('failures in a row', () => {
  it.each([
    ['batches of 25', 25],
    ['batches of 2, of which every one is queued well', 2],
  ])('stop the run before every row is in doubt: %s', async (_, batchSize) => {
    const w = world({ fault: always('triggerCall', { before: () => refusal(500) }) });
    const result = await place(w, rowsOf(100), { batchSize });
    expect(isSchedulerError(result.stopped)).toBe(true);
    expect(result.stopped).toMatchObject({ operation: 'triggerCall', status: 500 });
    expect(w.server.count('triggerCall')).toBeGreaterThan(11);
    expect(w.server.count('triggerCall')).toBeLessThan(16);

    w.server.options = {};
    const again = await place(w, rowsOf(100), { batchSize });
    const { done = 0, uncertain = 0 } = states(again);
    expect(done + uncertain).toBe(100);
    expect(uncertain).toBeLessThan(16);
    expectNoneTwice(w.server);
  });

  it('do not, when there was a success between', async () => {
    const w = world({
      fault: ({ operation, nth }) =>
        operation === 'triggerCall' && nth % 12 !== 0 ? { before: () => refusal(500) } : undefined,
    });
    const result = await place(w, rowsOf(26), { concurrency: 1 });
    expect(result).not.toHaveProperty('stopped');
    expect(states(result)).toEqual({ done: 3, uncertain: 23 });
  });
});

describe('a look that is refused when only the attempts of an ended call are missing', () => {
  it('ends neither the run nor the watch of the rows that follow', async () => {
    let looks = 0;
    const w = world({
      lagMs: 0,
      talkMs: 1,
      fault: ({ operation, references, nth }) => {
        if (operation !== 'getCall' || references[0] !== 'row-0' || nth > 4) return undefined;
        return ++looks === 2 ? { before: () => refusal(403) } : { after: () => withoutAttempts(references) };
      },
    });
    const withoutAttempts = ([reference = '']: string[]) =>
      Response.json({ id: w.server.of(reference)[0]?.id, status: 'COMPLETE' });
    const result = await place(w, rowsOf(3), {
      batchSize: 1,
      concurrency: 1,
      // The others come when the watch of the first is over.
      beforeTrigger: async ({ call }) => {
        if (call.external_reference_id !== 'row-0') {
          await new Promise<void>((wake) => w.clock.setTimeout(wake, MINUTE));
        }
        return true;
      },
    });
    expect(looks).toBe(2);
    expect(states(result)).toEqual({ done: 3 });
  });
});

describe('rows that cannot be taken', () => {
  const { call, entity } = rowOf(1);
  const { external_reference_id: _, ...unnamed } = call;

  it.each<[string, BatchRow[], string]>([
    [
      'without external_reference_id',
      [rowOf(0), { entity, call: unnamed }],
      'rows[1]: needs an external_reference_id',
    ],
    ['with an empty one', [{ entity, call: { ...unnamed, external_reference_id: '' } }], 'rows[0]: needs'],
    // SQLite would write the same sign for every half, and the next run not know the row again.
    [
      'with one that was cut in the middle of a character',
      [rowOf(0), { entity, call: { ...unnamed, external_reference_id: 'row-\ud83d' } }],
      'rows[1]: has half a character in its external_reference_id',
    ],
    [
      'with one that an earlier row has',
      [rowOf(1), rowOf(0), rowOf(1)],
      'rows[2]: has the external_reference_id',
    ],
  ])('%s: a TypeError names the place, nothing is sent or written', async (_, rows, message) => {
    const w = world();
    const error = await thrown(place(w, rows));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toContain(message);
    expect([w.server.seen, w.journal.writes]).toEqual([[], 0]);
  });

  it.each([
    ['batchSize', 0],
    ['batchSize', 2.5],
    ['concurrency', 0],
    ['concurrency', Number.NaN],
    ['ratePerSecond', 0],
    ['ratePerSecond', 10_001],
    ['quietMs', -1],
    ['quietMs', Number.NaN],
    ['timeoutMs', -1],
  ])('with %s %s: a RangeError names the option, nothing is sent or written', async (name, value) => {
    const w = world();
    const error = await thrown(place(w, rowsOf(2), { [name]: value }));
    expect(error).toBeInstanceOf(RangeError);
    expect((error as Error).message).toMatch(new RegExp(`^${name}: must be `));
    expect([w.server.seen, w.journal.writes]).toEqual([[], 0]);
  });

  it('while another run has the journal: refused as locked, and free again after that', async () => {
    const { clock, scheduler, journal, server } = world();
    const options = { clock, scheduler, journal };
    const first = runBatch(rowsOf(3), options);
    expect(await thrown(runBatch(rowsOf(3), options))).toMatchObject({
      name: 'JournalError',
      code: 'locked',
    });
    expect(states(await clock.advanceUntil(first))).toEqual({ done: 3 });
    expect(states(await clock.advanceUntil(runBatch(rowsOf(4), options)))).toEqual({ done: 4 });
    expectNoneTwice(server);
  });
});

describe('what a run tells', () => {
  it('every change of a row, after it was written down', async () => {
    const w = world();
    const path: string[] = [];
    await place(w, [rowOf(0)], {
      onChange: (record: RowRecord) => {
        path.push(record.state);
        expect(w.journal.rows.get('row-0')).toEqual(record);
      },
    });
    expect([...new Set(path)]).toEqual(['queued', 'trigger_intent', 'triggered', 'done']);
  });

  it('what onChange throws ends the run, and nothing is called twice after it', async () => {
    for (const state of ['queued', 'trigger_intent', 'triggered', 'done']) {
      const w = world();
      const broken = new Error('onChange');
      const onChange = (record: RowRecord) => {
        if (record.state === state) throw broken;
      };
      expect(await thrown(place(w, rowsOf(5), { onChange }))).toBe(broken);
      await place(w, rowsOf(5));
      expectNoneTwice(w.server);
    }
  });
});
