import { type Journal, type KeyedRow, type RunBatchOptions, runBatch } from '../batch/index.ts';
import { type FinalCall, isSchedulerError } from '../index.ts';
import type { RowReport } from '../rows/index.ts';
import type { FileRow } from './batch-rows.ts';
import { type Connection, EMBEDDED } from './connect.ts';
import { outcomesOf } from './outcomes.ts';
import { writeOutcomes } from './outcomes-file.ts';
import { counted, paint, type Terminal } from './output.ts';
import { createProgress, silent } from './progress.ts';
import { exitCodeOf, REFUSED_KEY, type RunTotals, refusalIn, runReport, unreadLine } from './report.ts';
import { showSummary } from './summary.ts';
import type { Suppression } from './suppress-file.ts';
import type { UsageError } from './usage-error.ts';

/** Everything that a run of calls needs; by now nothing is wrong with the command or its files. */
export interface PlaceRowsOptions {
  connection: Connection;
  report: RowReport;
  rows: ReadonlyMap<string, FileRow>;
  journal: Journal;
  /** Undefined when the journal is kept nowhere. */
  journalPath: string | undefined;
  out: string;
  suppression: Suppression;
  pace: Pick<RunBatchOptions, 'schedule'> & { ratePerSecond: number };
  tuning: Pick<RunBatchOptions, 'concurrency' | 'quietMs' | 'releaseUncertain'>;
  isJson: boolean;
  terminal: Terminal;
  interrupted: AbortSignal;
}

/** Places the calls, writes their outcomes down, tells what came of it. Resolves to the exit code. */
export async function placeRows(options: PlaceRowsOptions): Promise<number> {
  const { connection, report, rows, journal, out, suppression, pace, tuning, isJson, terminal, interrupted } =
    options;
  const { scheduler, clock } = connection;
  const calls = new Map<string, FinalCall>();
  const earlier = [...journal.load()].filter(({ key }) => rows.has(key));
  const progress = isJson ? silent : createProgress(rows.size, earlier, terminal);
  const batchRows = [...rows.values()].map(({ batchRow }) => batchRow);
  const keyOf = ({ call }: KeyedRow) => call.external_reference_id;
  const result = await runBatch(batchRows, {
    scheduler,
    journal,
    clock,
    signal: interrupted,
    ...pace,
    ...tuning,
    beforeTrigger: (row) => !isSuppressed(row),
    onOutcome: (row, call) => calls.set(keyOf(row), call),
    onChange: progress.changed,
  }).finally(progress.stop);
  progress.end();

  const { ratePerSecond } = pace;
  const again = result.stopped ? undefined : { scheduler, ratePerSecond, signal: interrupted };
  const outcomes = await outcomesOf(result.rows, calls, again);
  const stopped = result.stopped ?? (interrupted.aborted ? 'aborted' : refusalIn(outcomes.unread));
  const unwritten = await writeOutcomes(out, outcomes.rows).then(
    () => undefined,
    // By now calls were placed: what came of them is told all the same.
    (error: UsageError) => error.message,
  );
  const whole = runReport(report, rows, result.rows, result.edited);
  if (isJson) terminal.out(`${JSON.stringify(whole, null, 2)}\n`);
  else tell();
  if (isSchedulerError(stopped)) terminal.err(`Stopped: ${stopped.message}${keyAdvice(whole.totals)}\n`);
  if (stopped === 'aborted') terminal.err(`Interrupted: calls already triggered go on. ${howToGoOn()}\n`);
  if (unwritten) terminal.err(`The outcomes were not written: ${unwritten}. ${howToGoOn()}\n`);
  if (outcomes.unread.length > 0) terminal.err(unreadLine(outcomes.unread));
  return exitCodeOf(whole.totals, stopped) || (unwritten || outcomes.unread.length > 0 ? 1 : 0);

  /** What to do when the server refuses the key: to run again alone would change nothing. */
  function keyAdvice(totals: RunTotals): string {
    return exitCodeOf(totals, stopped) === REFUSED_KEY
      ? ' The server refused the key: check EVERGROVE_API_KEY (for a sandbox any that begins with test), or whether your organizations are enabled.'
      : '';
  }

  function isSuppressed(row: KeyedRow): boolean {
    const accepted = rows.get(keyOf(row))?.accepted;
    return accepted === undefined || suppression.holds(accepted.row);
  }

  function tell(): void {
    showSummary(
      result.rows.map((record) => {
        const { line = 0, row } = rows.get(record.key)?.accepted ?? {};
        return { ...record, line, office: row?.provider_office ?? '' };
      }),
      terminal,
    );
    const { edited, absent } = result;
    const trouble = connection.trouble();
    if (whole.totals.pending > 0)
      terminal.out(
        `${counted(whole.totals.pending, 'row')} not at the end yet${trouble ? ` (the latest trouble: ${trouble})` : ''}: run the same command again.\n`,
      );
    if (edited.length > 0)
      terminal.out(
        `Changed since their calls were queued: ${edited.join(', ')}. What may have been started keeps what was sent; the rest was queued anew.\n`,
      );
    if (absent > 0) terminal.out(`${counted(absent, 'row')} of the journal not in the file: left alone.\n`);
    if (report.totals.rejected > 0)
      terminal.out(`Rejected and not called: ${counted(report.totals.rejected, 'row')}, told of above\n`);
    if (!unwritten) terminal.out(`The outcomes are in ${paint(terminal, 'bold', out)}\n`);
    if (options.journalPath) terminal.out(`The journal is ${options.journalPath}\n`);
  }

  function howToGoOn(): string {
    return connection.target === EMBEDDED
      ? 'The embedded sandbox ends with this command: the next run begins anew.'
      : 'The same command goes on from here.';
  }
}
