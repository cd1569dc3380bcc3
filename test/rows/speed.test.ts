import { readFile } from 'node:fs/promises';
import { importRows } from '@evergrove/scheduler/rows';
import { expect, it } from 'vitest';
import { NOW } from './rows.ts';

const text = await readFile(new URL('../data/rows-good.csv', import.meta.url), 'utf8');
const [header = '', ...rest] = text.split(/(?<=\r\n)/u);
// Without the blank rows at its end.
const body = rest.join('').replace(/(?:(?<=\n),*\r\n)+$/u, '');

/** The good file over and over, its ids numbered on. */
function csvOf(count: number): string {
  let id = 1_000_000;
  const times = Array.from({ length: Math.ceil(count / 60) }, () =>
    body.replaceAll(/IECC-2026-\d+/gu, () => `IECC-2026-${id++}`),
  );
  return header + times.join('');
}

/** Processor time, which a busy machine stretches less than the clock's. */
async function importMs(count: number): Promise<number> {
  const csv = csvOf(count);
  const start = process.cpuUsage();
  const { totals } = await importRows(csv, { now: NOW });
  const { user, system } = process.cpuUsage(start);
  expect(totals.accepted).toBeGreaterThanOrEqual(count);
  expect(totals.rejected).toBe(0);
  return (user + system) / 1_000;
}

const LIMIT_MS = 2_000;
/** What neighbours on the same core may add. */
const SLACK = 2;

it('10 000 rows take under 2 s, and 40 000 about four times as long, not sixteen', {
  timeout: 60_000,
}, async () => {
  await importMs(1_000);
  const ten = await importMs(10_000);
  const forty = await importMs(40_000);
  console.log(`10 000 rows: ${Math.round(ten)} ms of processor time; 40 000 rows: ${Math.round(forty)} ms`);
  expect(ten).toBeLessThan(LIMIT_MS * SLACK);
  expect(forty / ten).toBeLessThan(10);
});
