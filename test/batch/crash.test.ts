import { type BatchResult, runBatch } from '@evergrove/scheduler/batch';
import { describe, expect, it } from 'vitest';
import {
  expectNoneTwice,
  expectPaired,
  type Fault,
  followingNone,
  MINUTE,
  place,
  random,
  refusal,
  refused,
  reset,
  rowsOf,
  type ServerOptions,
  schedulerOf,
  states,
  type TestJournal,
  thrown,
  type World,
  world,
} from './support.ts';

/** Few looks: the crashes at looks are many alike. */
const schedule = () => 20_000;
const options = { schedule, ratePerSecond: 50, batchSize: 5, concurrency: 3 };

/** Faults before and after acting, in every operation, the same for the same seed. */
function faults(share: number, seed: number): NonNullable<ServerOptions['fault']> {
  const next = random(seed);
  const kinds: Fault[] = [
    { before: reset },
    { after: reset },
    { before: refused },
    { before: () => refusal(500) },
    { after: () => refusal(500) },
    { after: () => refusal(503) },
    { before: () => refusal(429, { 'retry-after': '1' }) },
    { after: () => Response.json({}) },
  ];
  return () => (next() < share ? kinds[Math.floor(next() * kinds.length)] : undefined);
}

/** That whatever is triggered is known on the disk to be meant to, and to be so for the first time. */
function expectWrittenAhead(journal: TestJournal): ServerOptions['onArrival'] {
  return ({ operation, references: [key = ''], requestId }) => {
    if (operation !== 'triggerCall') return;
    const { state, triggers, requestId: id } = journal.rows.get(key) ?? {};
    if (state === 'trigger_intent' && triggers === 1 && id === requestId) return;
    throw new Error(`${key} is triggered while the journal has it as ${state}`);
  };
}

/**
 * One life of the process. It dies at the nth boundary: just before or after a write to the journal, just before or
 * after a request. From then on nothing of it reaches the disk or the server; a request that had left is acted upon.
 */
async function life(w: World, count: number, dieAt: number): Promise<BatchResult | 'killed'> {
  const killed = new Error('killed');
  const controller = new AbortController();
  let boundary = 0;
  let isDead = false;
  const pass = () => {
    if (isDead || ++boundary === dieAt) {
      isDead = true;
      controller.abort();
      throw killed;
    }
  };
  const unordered: unknown[] = [];
  const check = expectWrittenAhead(w.journal);
  w.server.options.onArrival = (seen) => {
    try {
      check?.(seen);
    } catch (error) {
      unordered.push(error);
    }
  };
  w.journal.before = pass;
  w.journal.after = pass;
  const fetch = followingNone(async (url, init) => {
    pass();
    const answer = await w.server.fetch(url, init);
    pass();
    return answer;
  });
  const { clock, journal, server } = w;
  const { signal } = controller;
  const scheduler = schedulerOf(fetch, clock);
  const run = runBatch(rowsOf(count), { scheduler, journal, clock, signal, ...options });
  const result = await clock.advanceUntil(run).catch((error) => {
    if (!isDead) throw error;
  });
  expect(clock.pending - server.timers, 'timers left').toBe(0);
  expect(unordered).toEqual([]);
  w.journal = journal.copy();
  if (isDead) return 'killed';
  if (!result) throw new Error('a run that was not killed had no result');
  return result;
}

/** Runs until one life comes to its end. */
async function lives(w: World, count: number, deaths: Iterable<number>): Promise<[BatchResult, number]> {
  let killed = 0;
  for (const dieAt of deaths) {
    const result = await life(w, count, dieAt);
    if (result !== 'killed') return [result, killed];
    killed++;
  }
  const result = await life(w, count, Number.POSITIVE_INFINITY);
  if (result === 'killed') throw new Error('killed by nobody');
  return [result, killed];
}

/** No phone rang twice, every row is told of, what is held is truly doubtful, and a release calls what was not. */
async function expectAllAccountedFor(w: World, result: BatchResult): Promise<void> {
  const rings = w.server.rings();
  expectNoneTwice(w.server);
  expectPaired(w.server, result);
  for (const { key, state } of result.rows) {
    expect(['done', 'uncertain']).toContain(state);
    expect(rings.has(key), `${key}, ${state}, was called`).toBe(state === 'done');
  }
  w.server.options = {};
  const released = await place(w, rowsOf(result.rows.length), { ...options, releaseUncertain: true });
  expect(states(released)).toEqual({ done: result.rows.length });
  expectNoneTwice(w.server);
}

describe('a process that dies', () => {
  it.each([
    ['without faults', 0, 0],
    ['while a quarter of the requests fail', 0.25, 7],
  ])('at any write or request of a run over 12 rows, %s', { timeout: 120_000 }, async (_, share, seed) => {
    const ROWS = 12;
    let held = 0;
    let boundaries = 0;
    for (let dieAt = 1; ; dieAt++) {
      const w = world(share > 0 ? { fault: faults(share, seed) } : {});
      const [result, killed] = await lives(w, ROWS, [dieAt]);
      held += states(result).uncertain ?? 0;
      await expectAllAccountedFor(w, result);
      if (killed === 0) break;
      boundaries = dieAt;
    }
    expect(boundaries).toBeGreaterThan(200);
    expect(held).toBeGreaterThan(ROWS);
    console.log(`${boundaries} deaths × ${ROWS} rows: ${held} rows held, none called twice, none lost`);
  });

  it.each([1, 2, 3])(
    'again and again, at random, while a fifth of the requests fail (%i)',
    {
      timeout: 60_000,
    },
    async (seed) => {
      const ROWS = 40;
      const next = random(seed);
      const w = world({ fault: faults(0.2, seed), talkMs: 5 * MINUTE, latencyMs: 40 });
      const deaths = Array.from({ length: 40 }, () => 1 + Math.floor(next() * 60));
      const [result, killed] = await lives(w, ROWS, deaths);
      expect(killed).toBeGreaterThan(10);
      await expectAllAccountedFor(w, result);
      const { done = 0, uncertain = 0 } = states(result);
      console.log(`${killed} deaths, ${ROWS} rows: ${done} done, ${uncertain} held, none called twice`);
    },
  );
});

describe('a journal that fails', () => {
  it.each(['before', 'after'] as const)(
    '%s its nth write is done, for every n: nothing is triggered after it, nothing twice',
    async (when) => {
      for (let n = 0; ; n++) {
        const w = world();
        const broken = new Error('the disk');
        let triggersThen: number | undefined;
        w.journal[when] = (nth) => {
          if (nth < n) return;
          triggersThen ??= w.server.count('triggerCall') + meant(w.journal);
          throw broken;
        };
        const outcome = await thrown(place(w, rowsOf(6), options)).catch(() => undefined);
        if (triggersThen === undefined) break;
        expect(outcome).toBe(broken);
        expect(w.server.count('triggerCall'), `after write ${n}`).toBeLessThanOrEqual(triggersThen);
        const next = { ...w, journal: w.journal.copy() };
        const result = await place(next, rowsOf(6), options);
        expectNoneTwice(w.server);
        for (const { state } of result.rows) expect(['done', 'uncertain']).toContain(state);
      }
    },
  );

  /** Triggers that were on their way when it failed: their intent is on the disk. */
  const meant = ({ rows }: TestJournal) =>
    [...rows.values()].filter(({ state }) => state === 'trigger_intent').length;

  it('at its very start ends the run before anything is sent', async () => {
    const w = world();
    const broken = new Error('the disk');
    w.journal.before = () => {
      throw broken;
    };
    expect(await thrown(place(w, rowsOf(3)))).toBe(broken);
    w.journal.load = () => {
      throw broken;
    };
    expect(await thrown(place(w, rowsOf(3)))).toBe(broken);
    expect(w.server.seen).toEqual([]);
  });
});
