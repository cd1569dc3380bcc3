import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { oneFile, readArguments, readNumber } from './arguments.ts';
import { fileRows } from './batch-rows.ts';
import { baseUrlOf, type Connection, connectTo, connectToSandbox, EMBEDDED } from './connect.ts';
import { readHours } from './hours-file.ts';
import { beside, openRunJournal } from './journal-file.ts';
import { claimOutcomes } from './outcomes-file.ts';
import { counted, type Terminal } from './output.ts';
import { placeRows } from './place-rows.ts';
import { showPlan } from './plan.ts';
import { type ReportedRow, runReport } from './report.ts';
import { readRows, showReport } from './rows-file.ts';
import { readPace, runOptions } from './run-options.ts';
import { readSuppression } from './suppress-file.ts';
import { UsageError } from './usage-error.ts';

/** `run`: from a spreadsheet to outcomes. */
export async function run(args: string[], terminal: Terminal, interrupted: AbortSignal): Promise<number> {
  const { values, file } = readArguments('run', args, runOptions, oneFile);
  const baseUrl = baseUrlOf(values);
  const pace = readPace(values, baseUrl === undefined);
  const concurrency = readNumber('concurrency', values.concurrency, 1, 100);
  const speed = readNumber('speed', values.speed, 1, 1_000);
  const connection = values['dry-run'] ? undefined : connect(baseUrl, values.live, speed);

  const report = await readRows(file, values);
  const hours = await readHours(values.hours, terminal);
  const suppression = await readSuppression(values.suppress);
  const say = values.json ? { ...terminal, out() {} } : terminal;
  showReport(report, say);
  const rows = fileRows(report.accepted, { call_type: values['call-type'], working_hours_policy: hours });
  if (!rows)
    throw new UsageError('run: the journal knows a row by its external_reference_id: add that column');
  if (report.totals.rows === 0) throw new UsageError(`${file} holds no rows`);

  const isTooStrict = values.strict && report.totals.rejected > 0;
  if (!connection || isTooStrict || rows.size === 0) {
    const unsent = [...rows].map(([key, { accepted }]): ReportedRow => {
      const state = suppression.holds(accepted.row) ? 'vetoed' : 'new';
      return { key, requestId: null, state, status: null, reason: null };
    });
    if (!values.json && rows.size > 0) showPlan(report, hours, { terminal, target: baseUrl ?? EMBEDDED });
    const why = isTooStrict
      ? `${counted(report.totals.rejected, 'row')} rejected, and --strict sends all or nothing`
      : rows.size === 0
        ? 'no row can be'
        : '--dry-run';
    if (!values.json || isTooStrict) terminal.err(`Nothing was sent: ${why}.\n`);
    if (values.json) terminal.out(`${JSON.stringify(runReport(report, rows, unsent, []), null, 2)}\n`);
    return report.totals.rejected > 0 ? 1 : 0;
  }

  const out = resolve(values.out ?? beside(file, 'outcomes.csv', 'out'));
  if (await isSameFile(file, out))
    throw new UsageError('run: --out is the file of the rows; name another one');
  await claimOutcomes(out);
  const isKept = values.journal !== undefined || connection.target !== EMBEDDED;
  const journalPath = isKept ? resolve(values.journal ?? beside(file, 'journal', 'journal')) : undefined;
  const journal = await openRunJournal(journalPath ?? ':memory:', connection.target);
  try {
    if (connection.target === EMBEDDED)
      say.out(
        `No --base-url: this runs on the embedded sandbox, at ${speed} times real time. Nobody is called.\n`,
      );
    if (connection.isLive) showPlan(report, hours, { terminal, target: connection.target });
    return await placeRows({
      connection,
      report,
      rows,
      journal,
      journalPath,
      out,
      suppression,
      tuning: { ...pace, concurrency, releaseUncertain: values['release-uncertain'] },
      isJson: values.json,
      terminal,
      interrupted,
    });
  } finally {
    journal.close();
  }
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

async function isSameFile(file: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all(
    [realpath(file), realpath(other)].map((path) => path.catch(() => undefined)),
  );
  return one !== undefined && one === two;
}
