import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { markdownTable } from '../docs/markdown-table.ts';
import type { Section } from './section.ts';

/** The guide that holds what was measured. */
const GUIDE = join(resolve(import.meta.dirname, '../..'), 'openapi/guides/compared.md');
const MEASURED = /<!-- measured -->\n[\s\S]*?<!-- \/measured -->/;

/** What the figures were taken on. */
export interface Machine {
  node: string;
  /** ISO 8601. */
  date: string;
  cpu: string;
  /** The load averages of 1, 5 and 15 minutes before. */
  load: number[];
}

/** Puts a table into the guide, with the day and the machine it was measured on. */
export function publish({ columns, rows }: Section, { node, date, cpu, load }: Machine): void {
  const before = readFileSync(GUIDE, 'utf8');
  if (!MEASURED.test(before)) throw new Error('bench: the guide has no place for what was measured');
  const when = `Measured on ${date.slice(0, 'YYYY-MM-DD'.length)} with Node ${node} on ${cpu}, load ${load[0]?.toFixed(1)}.`;
  const table = markdownTable(
    columns,
    rows.map((row) => row.map(String)),
  );
  const text = `<!-- measured -->\n${when}\n\n${table}\n<!-- /measured -->`;
  writeFileSync(
    GUIDE,
    before.replace(MEASURED, () => text),
  );
}
