import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createScheduler } from '@evergrove/scheduler';
import { type BatchRow, openJournal, type RowRecord, runBatch } from '@evergrove/scheduler/batch';
import { TestClock } from '@evergrove/scheduler/sandbox';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { canaries, channelsOf, combinations, keyCanary, leaks, planted } from '../client/canary.ts';
import { type Fault, json, keyOf, random, refusal, reset, rowOf, Server, states, thrown } from './support.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canaries-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A row with a canary in every sensitive field. */
function canaryRow(i: number): BatchRow {
  const { entity, call } = rowOf(i);
  return {
    entity,
    call: {
      ...call,
      ...(planted('CallInput') as Partial<BatchRow['call']>),
      details: { ...call.details, ...(planted('CallDetails') as Partial<BatchRow['call']['details']>) },
    },
  };
}

/** What the server says back: all that it was told, in every place where a text may stand. */
const everything = Object.fromEntries(canaries.map(({ name, value }) => [name, value]));
const echo = {
  detail: [{ loc: ['body'], msg: JSON.stringify(everything), input: everything }],
  ...everything,
};
const echoed = (status: number) => json({ ...echo, status: keyCanary.value }, status);

const faults: Fault[] = [
  { before: reset },
  { after: reset },
  { before: () => echoed(500) },
  { after: () => echoed(200) },
  { before: () => refusal(429, { 'retry-after': '1' }) },
  {
    after: () => {
      throw new Error(JSON.stringify(everything));
    },
  },
];

/** Every file of the folder as text, the write-ahead log among them. */
const files = () =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]));

function setUp(fault: Server['options']['fault']) {
  const clock = new TestClock();
  const server = new Server(clock, {
    ...(fault && { fault }),
    // A status that nobody knows may be any text.
    statusOf: ({ reference, triggers: [first = Number.POSITIVE_INFINITY] }, now) =>
      reference === 'row-3' && now - first < 300_000 ? keyCanary.value : undefined,
  });
  const scheduler = createScheduler({
    apiKey: keyCanary.value,
    clock,
    fetch: server.fetch,
    random: () => 0.5,
  });
  return { clock, server, scheduler };
}

it('after runs with faults, nothing sensitive is in the journal, its log, the changes or the result', async () => {
  const next = random(3);
  const { clock, server, scheduler } = setUp(() =>
    next() < 0.25 ? faults[Math.floor(next() * faults.length)] : undefined,
  );
  const path = join(folder, 'rows.journal');
  const journal = await openJournal(path);
  const changes: RowRecord[] = [];
  const rows = Array.from({ length: 40 }, (_, i) => canaryRow(i));
  const run = () =>
    clock.advanceUntil(
      runBatch(rows, {
        scheduler,
        journal,
        clock,
        ratePerSecond: 50,
        timeoutMs: 3_600_000,
        onChange: (record) => changes.push(record),
      }),
    );
  const first = await run();
  const second = await run();
  expect(server.seen.length).toBeGreaterThan(200);
  expect(states(second).done).toBeGreaterThan(20);

  const open = files();
  journal.close();
  const found = leaks({
    ...open,
    ...files(),
    changes: JSON.stringify(changes),
    first: inspect(first, { depth: 9, showHidden: true }),
    second: JSON.stringify(second),
  });
  expect(found).toEqual([]);
  expect(Object.keys(open)).toContain('rows.journal-wal');
  expect(open['rows.journal-wal'], 'the search looks where something is').toContain('row-17');
  expect(combinations).toBeGreaterThan(300);
});

it('the sent bodies do hold every canary: the search would find them', async () => {
  const bodies: string[] = [];
  const { clock, server } = setUp(undefined);
  const scheduler = createScheduler({
    apiKey: keyCanary.value,
    clock,
    fetch: (url, init) => {
      bodies.push(init.body ?? '');
      return server.fetch(url, init);
    },
  });
  const journal = await openJournal(':memory:');
  await clock.advanceUntil(runBatch([canaryRow(0)], { scheduler, journal, clock }));
  const found = leaks({ bodies: bodies.join('\n') });
  for (const { name } of canaries) {
    if (/^Call(Details|Input)\./.test(name)) expect(found).toContain(`bodies: ${name} in json`);
  }
});

it.each<[string, (row: BatchRow) => BatchRow[]]>([
  [
    'without a reference id',
    ({ entity, call }) => [{ entity, call: { ...call, external_reference_id: '' } }],
  ],
  ['twice the same reference id', (row) => [row, row]],
])('an error over rows %s holds nothing of them', async (_, rows) => {
  const { clock, scheduler } = setUp(undefined);
  const journal = await openJournal(':memory:');
  const error = await thrown(runBatch(rows(canaryRow(0)), { scheduler, journal, clock }));
  expect(leaks(channelsOf(error as Error))).toEqual([]);
});

it('an error of the journal holds nothing of the rows, and neither does why a run was stopped', async () => {
  const { clock, scheduler } = setUp(({ operation }) =>
    operation === 'triggerCall' ? { before: () => echoed(401) } : undefined,
  );
  const journal = await openJournal(':memory:');
  const { stopped } = await clock.advanceUntil(runBatch([canaryRow(0)], { scheduler, journal, clock }));
  expect(stopped).toMatchObject({ status: 401 });
  expect(leaks(channelsOf(stopped as Error))).toEqual([]);

  const full = await openJournal(':memory:');
  full.close();
  const error = await thrown(runBatch([canaryRow(1)], { scheduler, journal: full, clock }));
  expect(error).toBeInstanceOf(Error);
  expect(leaks(channelsOf(error as Error))).toEqual([]);
  expect(keyOf(canaryRow(1))).toBe('row-1');
});
