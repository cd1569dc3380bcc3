import { openJournal, runBatch } from '@evergrove/scheduler/batch';
import { expect, it } from 'vitest';
import { expectNoneTwice, MINUTE, rowsOf, states, world } from './support.ts';

const MIB = 2 ** 20;

it('2 000 rows cost a request each to trigger, few looks, and little memory', {
  timeout: 60_000,
}, async () => {
  const ROWS = 2_000;
  const { clock, server, scheduler } = world();
  const journal = await openJournal(':memory:');
  const rows = rowsOf(ROWS);
  const options = { scheduler, journal, clock, ratePerSecond: 500, concurrency: 16, schedule: () => MINUTE };
  const before = process.memoryUsage().heapUsed;
  let peak = 0;
  let outcomes = 0;
  const onOutcome = () => {
    if (outcomes++ % 100 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed - before);
  };
  const result = await clock.advanceUntil(runBatch(rows, { ...options, onOutcome }));
  expect(states(result)).toEqual({ done: ROWS });
  expectNoneTwice(server);
  expect(server.count('upsertEntity')).toBe(8);
  expect(server.count('queueCalls')).toBe(ROWS / 25);
  expect(server.count('triggerCall')).toBe(ROWS);
  expect(server.count('getCall')).toBeLessThan(ROWS * 4);
  expect(peak).toBeLessThan(100 * MIB);

  const sent = server.seen.length;
  expect(states(await clock.advanceUntil(runBatch(rows, options)))).toEqual({ done: ROWS });
  expect(server.seen.length).toBe(sent);
  journal.close();
});
