/**
 * `npm run bench`: speed, size and start-up as ratios of paired, interleaved runs, and how near the waiter is to the
 * theoretical bound. `--only requests,startup,size,waiting` runs some parts, `--all` compares with what would be picked
 * instead, in one table, and with `--publish` puts that into its guide; `--json FILE` writes the figures.
 * Exit code 1 when a promised figure is missed.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type Machine, publish } from './bench/publish.ts';
import type { Section } from './bench/section.ts';

const parts: Record<string, () => Promise<Section[]>> = {
  requests: async () => [await (await import('./bench/requests.ts')).requests()],
  startup: async () => [await (await import('./bench/startup.ts')).startup()],
  size: async () => [await (await import('./bench/size.ts')).size()],
  waiting: async () => (await import('./bench/waiting.ts')).waiting(),
};

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    all: { type: 'boolean' },
    publish: { type: 'boolean' },
    json: { type: 'string' },
  },
});
const chosen = values.all ? ['all'] : (values.only?.split(',') ?? Object.keys(parts));
if (values.all) parts.all = async () => [await (await import('./bench/all.ts')).all()];
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`bench: --only takes ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

if (values.publish && !values.all) {
  console.error('bench: --publish is for --all');
  process.exit(2);
}

const machine = machineAtHand();
const sections: Section[] = [];
for (const name of chosen) {
  for (const section of (await parts[name]?.()) ?? []) {
    sections.push(section);
    show(section);
  }
}
if (values.publish) for (const section of sections) publish(section, machine);
if (values.json) {
  writeFileSync(values.json, `${JSON.stringify({ machine, sections }, null, 2)}\n`);
}
process.exitCode = sections.some(({ targets }) => targets.some(({ value, atMost }) => value > atMost))
  ? 1
  : 0;

function machineAtHand(): Machine {
  const [{ model = 'unknown' } = {}, ...others] = cpus();
  return {
    node: process.version,
    date: new Date().toISOString(),
    cpu: `${others.length + 1} × ${model}`,
    load: loadavg(),
  };
}

function show({ title, note, columns, rows, targets }: Section): void {
  console.log(`\n${title}\n${note}`);
  const cells = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)));
  for (const row of cells) {
    console.log(
      `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}`.trimEnd(),
    );
  }
  for (const { name, value, atMost } of targets) {
    console.log(`  ${value <= atMost ? 'ok    ' : 'MISSED'} ${name}: ${value} (promised: at most ${atMost})`);
  }
}
