import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, round, type Section } from './section.ts';

const root = resolve(import.meta.dirname, '../..');
const RUNS = 61;

const programs = {
  'empty process': '',
  'import, createScheduler': `
    import { createScheduler } from '@evergrove/scheduler';
    createScheduler({ apiKey: 'k' });`,
  'import openapi-fetch, createClient': `
    import createClient from 'openapi-fetch';
    createClient({ baseUrl: 'https://example.invalid' });`,
};

/** From the start of a process to its end, with the built package installed as it would be. */
export async function startup(dist: string = join(root, 'dist'), runs: number = RUNS): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'evergrove-startup-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  // The package resolves itself by its own name only from inside; a link stands for the installed folder.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const entry = join(dist, 'index.js');
  const names = Object.keys(programs) as (keyof typeof programs)[];
  for (const [i, name] of names.entries()) {
    writeFileSync(join(folder, `${i}.mjs`), programs[name].replace('@evergrove/scheduler', entry));
  }
  const taken = names.map((): number[] => []);
  for (let run = 0; run < runs; run++) {
    for (const i of names.map((_, i) => i).toSorted(() => Math.random() - 0.5)) {
      const started = performance.now();
      spawnSync(process.execPath, [join(folder, `${i}.mjs`)]);
      taken[i]?.push(performance.now() - started);
    }
  }
  rmSync(folder, { recursive: true, force: true });
  const ratio = (i: number) =>
    round(median((taken[i] ?? []).map((ms, run) => ms / (taken[0]?.[run] ?? Number.NaN))));
  return {
    title: 'Start-up',
    note: `wall time of a whole process, median of ${runs} interleaved runs`,
    columns: ['', 'ms', 'ratio to an empty process'],
    rows: names.map((name, i) => [name, round(median(taken[i] ?? []), 1), ratio(i).toFixed(2)]),
    targets: [{ name: 'import and createScheduler / empty process', value: ratio(1), atMost: 1.1 }],
  };
}
