import { realpath } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Clock, createScheduler, isTerminalStatus, type Scheduler, systemClock } from '../index.ts';
import { acceleratedClock, createSandbox } from '../sandbox/index.ts';
import { readArguments, readNumber } from './arguments.ts';
import { officeHours } from './office-hours.ts';
import { counted, paint, type Terminal } from './output.ts';
import { type PlacedCall, placeCalls } from './place-calls.ts';
import { createProgress } from './progress.ts';
import { openResults } from './results-file.ts';
import { mappingOptions, mappingUsage, readRows, showReport } from './rows-file.ts';
import { showSummary } from './summary.ts';
import { UsageError } from './usage-error.ts';

export const runUsage = `run ROWS.csv [--base-url URL] [--out FILE] [--force] [--strict] [--call-type IECC] [--speed 200]
    Upserts the offices, queues the calls, triggers each once, waits, and writes the outcomes back as CSV.
    Exit code 0: every row was called and has ended; 1: some row was not, or has not; 2: nothing was sent.
    --base-url URL   the API; its key is read from EVERGROVE_API_KEY. Without it, an embedded sandbox: nobody is called
    --out FILE       where the outcomes go (default: ROWS.outcomes.csv here)
    --force          replace that file
    --strict         send nothing if a single row is rejected
    --call-type T    which call workflow to run
    --speed N        how many times faster than real time the embedded sandbox goes
    ${mappingUsage}`;

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
  const { values, file } = readArguments('run', args, { ...options, ...mappingOptions }, true);
  const speed = readNumber('speed', values.speed, 1, 1_000);
  const report = await readRows(file, values);
  const { scheduler, clock } = connect(values['base-url'], speed, terminal);
  showReport(report, terminal);
  if (report.totals.accepted === 0) throw new UsageError('run: no row can be sent');
  const { rejected } = report.totals;
  if (values.strict && rejected > 0) {
    throw new UsageError(`run: ${counted(rejected, 'row')} rejected, and --strict sends all or nothing`);
  }
  const out = resolve(values.out ?? `${basename(file, '.csv')}.outcomes.csv`);
  if (await isSameFile(file, out))
    throw new UsageError('run: --out is the file of the rows; name another one');
  const results = await openResults(out, values.force);
  const progress = createProgress(terminal, clock);
  let placed: readonly PlacedCall[] = [];
  try {
    await placeCalls(
      report.accepted.map(({ row }) => row),
      {
        scheduler,
        call_type: values['call-type'],
        working_hours_policy: officeHours,
        signal: interrupted,
        events: {
          ...progress,
          // On the disk before a phone rings: a run that is killed can still be looked up.
          async queued(calls, all) {
            placed = calls;
            await results.save(calls);
            progress.queued(calls, all);
          },
        },
      },
    );
    progress.end();
  } catch (error) {
    if (placed.length > 0) terminal.err(`\n${counted(placed.length, 'call')} had been queued: see ${out}\n`);
    throw error;
  } finally {
    if (placed.length > 0) await results.save(placed);
    await (placed.length > 0 ? results.finish() : results.discard());
  }
  if (placed.length > 0) showSummary(placed, terminal);
  if (rejected > 0) terminal.out(`Rejected and not called: ${counted(rejected, 'row')}, told of above\n`);
  if (placed.length > 0) terminal.out(`The outcomes are in ${paint(terminal, 'bold', out)}\n`);
  return exitCode(placed, rejected, interrupted, terminal);
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

async function isSameFile(file: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all(
    [realpath(file), realpath(other)].map((path) => path.catch(() => undefined)),
  );
  return one !== undefined && one === two;
}

function exitCode(
  placed: readonly PlacedCall[],
  rejected: number,
  interrupted: AbortSignal,
  terminal: Terminal,
): number {
  if (interrupted.aborted) {
    terminal.err(
      'Interrupted: calls already triggered go on; the ids of all that were queued are in the file.\n',
    );
    return 130;
  }
  return rejected === 0 && placed.every(({ status }) => isTerminalStatus(status)) ? 0 : 1;
}
