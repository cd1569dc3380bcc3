import type { Journal, RowState } from '../batch/index.ts';
import { oneFile, readArguments, readNumber, readSeconds } from './arguments.ts';
import { baseUrlOf, type Connection, connectTo, connectToSandbox, EMBEDDED, targetOf } from './connect.ts';
import { openRunJournal } from './journal-file.ts';
import { claimOutcomes } from './outcomes-file.ts';
import type { Terminal } from './output.ts';
import { placeRows } from './place-rows.ts';
import { type Plan, showPlan } from './plan.ts';
import { showReport } from './rows-file.ts';
import { keepApart, runFiles } from './run-files.ts';
import { type RunInput, readRunInput } from './run-input.ts';
import { readPace, runOptions } from './run-options.ts';
import { sendNothing } from './send-nothing.ts';
import { UsageError } from './usage-error.ts';

/** `run`: from a spreadsheet to outcomes. */
export async function run(args: string[], terminal: Terminal, interrupted: AbortSignal): Promise<number> {
  const { values, file } = readArguments('run', args, runOptions, oneFile);
  const baseUrl = baseUrlOf(values);
  const pace = readPace(values, baseUrl === undefined);
  const concurrency = readNumber('concurrency', values.concurrency, 1, 100);
  const quietMs = readSeconds('quiet-time', values['quiet-time'], 0, 86_400);
  const speed = readNumber('speed', values.speed, 1, 1_000);
  const releaseUncertain = values['release-uncertain'] || values.release;
  const connection = values['dry-run'] ? undefined : connect(baseUrl, values.live, speed);

  const target = targetOf(baseUrl);
  if (values['call-type'].trim() === '') throw new UsageError('--call-type must name a call workflow');
  const files = connection && (await runFiles(file, values, target));
  const input = await readRunInput(file, values, interrupted);
  const { report, rows, suppression } = input;
  const say = values.json ? { ...terminal, out() {} } : terminal;

  const isTooStrict = values.strict && report.totals.rejected > 0;
  if (!connection || !files || isTooStrict || rows.size === 0) {
    showReport(report, say);
    const isPlanned = !values.json && !isTooStrict && rows.size > 0;
    if (isPlanned) showPlan(planOf(input, target, isAny), terminal);
    const { strict: isStrict, json: isJson } = values;
    return sendNothing({ report, rows, suppression, isStrict, isJson, terminal });
  }

  const { out, journalPath } = files;
  await keepApart(file, files);
  await claimOutcomes(out);
  const journal = await openRunJournal(journalPath ?? ':memory:', target, rows);
  try {
    showReport(report, say);
    if (target === EMBEDDED)
      say.out(
        `No --base-url: this runs on the embedded sandbox, at ${speed} times real time. Nobody is called.\n`,
      );
    if (connection.isLive) showPlan(planOf(input, target, isToBePlaced(journal, releaseUncertain)), terminal);
    return await placeRows({
      connection,
      report,
      rows,
      journal,
      journalPath,
      out,
      suppression,
      pace,
      tuning: { concurrency, quietMs, releaseUncertain },
      isJson: values.json,
      terminal,
      interrupted,
    });
  } finally {
    journal.close();
  }
}

const isAny = () => true;

/** Tells whether a call is yet to be placed for a row, by where the journal says that it stands. */
function isToBePlaced(journal: Journal, released: boolean | readonly string[]): (key: string) => boolean {
  const states = new Map([...journal.load()].map((record) => [record.key, record.state]));
  const open: readonly RowState[] = ['new', 'queued', 'vetoed'];
  return (key) => {
    const state = states.get(key) ?? 'new';
    const isReleased = typeof released === 'boolean' ? released : released.includes(key);
    return open.includes(state) || (isReleased && state === 'uncertain');
  };
}

function planOf(
  { report, rows, hours, suppression }: RunInput,
  target: string,
  isWanted: (key: string) => boolean,
): Plan {
  const wanted = [...rows].filter(([key, { accepted }]) => isWanted(key) && !suppression.holds(accepted.row));
  return {
    rows: wanted.map(([, { accepted }]) => accepted),
    hours,
    target,
    warnings: report.issues.filter(({ severity }) => severity === 'warning').length,
  };
}

function connect(baseUrl: string | undefined, isLiveAllowed: boolean, speed: number): Connection {
  if (baseUrl === undefined) {
    if (isLiveAllowed) throw new UsageError('run: --live needs --base-url');
    return connectToSandbox(speed);
  }
  const connection = connectTo('run', baseUrl);
  if (connection.isLive && !isLiveAllowed) {
    throw new UsageError(
      `run: ${connection.target} is not on this machine, phones may ring: say so with --live`,
    );
  }
  return connection;
}
