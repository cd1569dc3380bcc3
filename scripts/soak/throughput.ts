import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperationId } from '../../generated/operations.ts';
import type { RunReport } from '../../src/cli/report.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { bundleProgram, startProgram } from './program.ts';
import { sheetRows, toCsv } from './sheet.ts';

/** How fast a sheet goes through. */
export interface ThroughputOptions {
  rows: number;
  ratePerSecond: number;
}

const SANDBOX_SPEED = 120;

/** Leaves what the process has used in a file, when it ends. */
const probe = (file: string) =>
  `data:text/javascript,${encodeURIComponent(
    `import { writeFileSync } from 'node:fs';
   process.on('exit', () => writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.resourceUsage())));`,
  )}`;

/** Runs the command line over a sheet, in a process of its own, against a sandbox in this one, and tells what it took. */
export async function throughput({ rows, ratePerSecond }: ThroughputOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evergrove-throughput-'));
  const sandbox = createSandbox({
    speed: SANDBOX_SPEED,
    scenarios: () => ({ startAfterMs: 60_000, durationMs: 240_000, status: 'COMPLETE' }),
    requestsKept: rows * 100,
  });
  const server = await sandbox.serve();
  try {
    const program = await bundleProgram(folder);
    const file = join(folder, 'rows.csv');
    const usageFile = join(folder, 'usage.json');
    await writeFile(file, toCsv(sheetRows(rows)));
    const started = performance.now();
    const { code, stdout, stderr } = await startProgram(
      program,
      ['run', file, '--base-url', server.url, '--json', '--poll-every', '5', '--concurrency', '32'].concat([
        '--rate',
        String(ratePerSecond),
      ]),
      { EVERGROVE_API_KEY: 'test-soak', NODE_OPTIONS: `--import=${probe(usageFile)}` },
    ).ended;
    const wallS = (performance.now() - started) / 1_000;
    if (stdout === '') throw new Error(`the run ended with ${code}: ${stderr}`);
    const { totals } = JSON.parse(stdout) as RunReport;
    const usage = JSON.parse(await readFile(usageFile, 'utf8')) as NodeJS.ResourceUsage;
    const cpuS = (usage.userCPUTime + usage.systemCPUTime) / 1e6;
    const called = sandbox.calls().filter(({ id }) => sandbox.callsPlaced(id) === 1).length;
    return [
      `${rows} rows at --rate ${ratePerSecond}: exit code ${code}, ${totals.complete} complete, ${totals.pending} pending, ${totals.uncertain} uncertain; ${called} calls`,
      `  ${wallS.toFixed(1)} s in all; queueings and triggers ${paceOf(sandbox, ['queueCalls', 'triggerCall'])}; looks ${paceOf(sandbox, ['getCall'])}`,
      `  ${cpuS.toFixed(1)} s of processor time, ${((100 * cpuS) / wallS).toFixed(0)} % of one core; at most ${(usage.maxRSS / 1_024).toFixed(0)} MB of memory`,
    ].join('\n');
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How many requests of some operations there were, and how many a second from the first to the last. */
function paceOf(sandbox: Sandbox, operations: readonly OperationId[]): string {
  const times = sandbox.requests
    .filter(({ operation }) => operation && operations.includes(operation))
    .map(({ at }) => at);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000 / SANDBOX_SPEED;
  return `${times.length} in ${seconds.toFixed(1)} s, ${(times.length / seconds).toFixed(0)} a second`;
}
