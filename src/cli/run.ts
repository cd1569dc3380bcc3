import type { RowState } from '../batch/index.ts';
import { oneFile, readArguments, readNumber, readSeconds } from './arguments.ts';
import { fileRows } from './batch-rows.ts';
import { baseUrlOf, type Connection, connectTo, connectToSandbox, EMBEDDED, targetOf } from './connect.ts';
import { readHours } from './hours-file.ts';
import { openRunJournal } from './journal-file.ts';
import { claimOutcomes } from './outcomes-file.ts';
import type { Terminal } from './output.ts';
import { placeRows } from './place-rows.ts';
import { type Plan, showPlan } from './plan.ts';
import { readRows, showReport } from './rows-file.ts';
import { keepApart, runFiles } from './run-files.ts';
import { readPace, runOptions } from './run-options.ts';
import { sendNothing } from './send-nothing.ts';
import { readSuppression } from './suppress-file.ts';
import { UsageError } from './usage-error.ts';

/** `run`: from a spreadsheet to outcomes. */
export async function run(args: string[], terminal: Terminal, interrupted: AbortSignal): Promise<number> {
  const { values, file } = readArguments('run', args, runOptions, oneFile);
  const baseUrl = baseUrlOf(values);
  const pace = readPace(values, baseUrl === undefined);
  const concurrency = readNumber('concurrency', values.concurrency, 1, 100);
  const quietMs = readSeconds('quiet-time', values['quiet-time'], 0, 86_400);
  const speed = readNumber('speed', values.speed, 1, 1_000);
  const connection = values['dry-run'] ? undefined : connect(baseUrl, values.live, speed);

  const target = targetOf(baseUrl);
  if (values['call-type'].trim() === '') throw new UsageError('--call-type must name a call workflow');
  const files = connection && (await runFiles(file, values, target));
  const { policy, warnings } = await readHours(values.hours);
  const read = await readRows(file, values, interrupted);
  const report = { ...read, issues: [...warnings, ...read.issues] };
  const suppression = await readSuppression(values.suppress, report.accepted);
  const rows = fileRows(report.accepted, { call_type: values['call-type'], working_hours_policy: policy });
  if (!rows)
    throw new UsageError('run: the journal knows a row by its external_reference_id: add that column');
  const unknown = values.release.findIndex((key) => !rows.has(key));
  if (unknown >= 0)
    throw new UsageError(
      `run: --release ${unknown + 1} of ${values.release.length} is the external_reference_id of no row that can be called`,
    );
  const isReleased = (key: string) => values['release-uncertain'] || values.release.includes(key);
  const say = values.json ? { ...terminal, out() {} } : terminal;

  const isTooStrict = values.strict && report.totals.rejected > 0;
  if (!connection || !files || isTooStrict || rows.size === 0) {
    showReport(report, say);
    const isPlanned = !values.json && !isTooStrict && rows.size > 0;
    if (isPlanned) showPlan(planOf(isAny), terminal);
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
    if (connection.isLive) {
      const known = new Map([...journal.load()].map((record) => [record.key, record.state]));
      showPlan(
        planOf((key) => isToBePlaced(known.get(key) ?? 'new', isReleased(key))),
        terminal,
      );
    }
    return await placeRows({
      connection,
      report,
      rows,
      journal,
      journalPath,
      out,
      suppression,
      pace,
      tuning: {
        concurrency,
        quietMs,
        releaseUncertain: values['release-uncertain'] || values.release,
      },
      isJson: values.json,
      terminal,
      interrupted,
    });
  } finally {
    journal.close();
  }

  function planOf(isWanted: (key: string) => boolean): Plan {
    const wanted = [...(rows ?? [])].filter(
      ([key, { accepted }]) => isWanted(key) && !suppression.holds(accepted.row),
    );
    return {
      rows: wanted.map(([, { accepted }]) => accepted),
      hours: policy,
      target,
      warnings: report.issues.filter(({ severity }) => severity === 'warning').length,
    };
  }
}

const isAny = () => true;

/** Whether a call is yet to be placed for a row that stands there. */
function isToBePlaced(state: RowState, isReleased: boolean): boolean {
  const open: readonly RowState[] = [
    'new',
    'queued',
    'vetoed',
    ...(isReleased ? (['uncertain'] as const) : []),
  ];
  return open.includes(state);
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
