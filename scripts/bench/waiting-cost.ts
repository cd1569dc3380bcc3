import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { median, round, type Section } from './section.ts';
import type { Costs } from './waiting-cost-child.ts';

/** (c) What waiting costs this process: heap per id, and CPU per look. */
export async function cost(): Promise<Section> {
  const heap = measure('heap');
  const cpu = measure('cpu');
  const ratio = median(cpu.watcher.map((micros, i) => micros / (cpu.loop[i] ?? Number.NaN)));
  const bytes = Math.round(median(heap.watcher));
  return {
    title: 'What waiting costs',
    note:
      'Heap: 100 000 ids after their first look, without the id strings, after garbage collection. CPU: user and ' +
      'system time of 10 000 ids × 20 looks on a virtual clock, at the same schedule and answers that cost nothing; ' +
      `${cpu.loop.length} rounds in turn, medians. The loop is "await sleep, await the look" per id.`,
    columns: ['', 'heap bytes per id', 'CPU µs per look', 'CPU to the loop'],
    rows: [
      ['one watcher', bytes, round(median(cpu.watcher)), round(ratio)],
      ['a loop per id', Math.round(median(heap.loop)), round(median(cpu.loop)), 1],
    ],
    targets: [
      { name: 'heap bytes per waiting id at 100 000', value: bytes, atMost: 200 },
      { name: "CPU per look, to the loop's", value: round(ratio, 4), atMost: 1 },
    ],
  };
}

/** In a process of its own, whose heap and compiled code nothing else has touched. */
function measure(what: 'heap' | 'cpu'): Costs {
  const child = join(import.meta.dirname, 'waiting-cost-child.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', child, what], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${child} ${what}: ${stderr}`);
  return JSON.parse(stdout) as Costs;
}
