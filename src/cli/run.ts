import { mkdir, open } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { type Clock, createScheduler, isTerminalStatus, type Scheduler, systemClock } from '../index.ts';
import { outcomesToCsv } from '../rows/index.ts';
import { acceleratedClock, createSandbox } from '../sandbox/index.ts';
import { readArguments, readNumber } from './arguments.ts';
import { officeHours } from './office-hours.ts';
import { counted, paint, type Terminal } from './output.ts';
import { type PlacedCall, placeCalls } from './place-calls.ts';
import { createProgress } from './progress.ts';
import { readRows, showReport } from './rows-file.ts';
import { showSummary } from './summary.ts';
import { fileError, UsageError } from './usage-error.ts';

export const runUsage = `run ROWS.csv [--base-url URL] [--out FILE] [--force] [--strict] [--call-type IECC] [--speed 200]
    Upserts the offices, queues the calls, triggers each once, waits, and writes the outcomes back as CSV.
    --base-url URL   the API; its key is read from EVERGROVE_API_KEY. Without it, an embedded sandbox: nobody is called
    --out FILE       where the outcomes go (default: ROWS.outcomes.csv here)
    --force          replace that file
    --strict         send nothing if a single row is rejected
    --call-type T    which call workflow to run
    --speed N        how many times faster than real time the embedded sandbox goes`;

const options = {
  'base-url': { type: 'string' },
  out: { type: 'string' },
  force: { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
  'call-type': { type: 'string', default: 'IECC' },
  speed: { type: 'string', default: '200' },
} as const;

const CLIENT_TIMEOUT_MS = 30_000;

/** `run`: from a spreadsheet to outcomes. */
export async function run(args: string[], terminal: Terminal, interrupted: AbortSignal): Promise<number> {
  const { values, file } = readArguments('run', args, options, true);
  const speed = readNumber('speed', values.speed, 1, 1_000);
  const report = await readRows(file);
  const { scheduler, clock } = connect(values['base-url'], speed, terminal);
  showReport(report, terminal);
  if (report.totals.accepted === 0) throw new UsageError('run: no row can be sent');
  if (values.strict && report.totals.rejected > 0) {
    throw new UsageError(
      `run: ${counted(report.totals.rejected, 'row')} rejected, and --strict sends all or nothing`,
    );
  }
  const out = resolve(values.out ?? `${basename(file, '.csv')}.outcomes.csv`);
  const results = await openResults(out, values.force);
  try {
    const progress = createProgress(terminal, clock);
    const placed = await placeCalls(
      report.accepted.map(({ row }) => row),
      {
        scheduler,
        call_type: values['call-type'],
        working_hours_policy: officeHours,
        signal: interrupted,
        events: progress,
      },
    );
    progress.end();
    await results.writeFile(outcomesToCsv(placed));
    showSummary(placed, terminal);
    terminal.out(`The outcomes are in ${paint(terminal, 'bold', out)}\n`);
    return exitCode(placed, interrupted, terminal);
  } finally {
    await results.close();
  }
}

function connect(
  baseUrl: string | undefined,
  speed: number,
  terminal: Terminal,
): { scheduler: Scheduler; clock: Clock } {
  if (baseUrl !== undefined) {
    const apiKey = process.env.EVERGROVE_API_KEY;
    if (!apiKey) throw new UsageError('run: set EVERGROVE_API_KEY to the key for --base-url');
    terminal.out('No journal is kept: do not run the same rows twice, each run places its calls.\n');
    return { scheduler: createScheduler({ apiKey, baseUrl }), clock: systemClock };
  }
  const clock = acceleratedClock(speed);
  const sandbox = createSandbox({ clock });
  terminal.out(
    `No --base-url: this runs on the embedded sandbox, at ${speed} times real time. Nobody is called.\n`,
  );
  // The deadline is real time's, whatever the clock: this process is no faster for it.
  const timeoutMs = CLIENT_TIMEOUT_MS * speed;
  return { scheduler: createScheduler({ apiKey: 'sandbox', fetch: sandbox.fetch, clock, timeoutMs }), clock };
}

/** Opened before anything is sent, so that no outcome is lost for want of a place; readable by its owner only. */
async function openResults(path: string, force: boolean) {
  await mkdir(dirname(path), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${dirname(path)} is no directory and cannot be made one (${error.code})`);
  });
  try {
    const results = await open(path, force ? 'w' : 'wx', 0o600);
    await results.chmod(0o600);
    return results;
  } catch (error) {
    throw fileError(path, error);
  }
}

function exitCode(placed: readonly PlacedCall[], interrupted: AbortSignal, terminal: Terminal): number {
  if (interrupted.aborted) {
    terminal.err('Interrupted: calls already triggered go on; their request ids are in the file.\n');
    return 130;
  }
  return placed.every(({ status }) => isTerminalStatus(status)) ? 0 : 1;
}
