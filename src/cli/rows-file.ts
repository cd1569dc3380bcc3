import { importRows, type RowReport } from '../rows/index.ts';
import { readTime } from './arguments.ts';
import { counted, paint, type Terminal } from './output.ts';
import { readBytes, readTextMap } from './read-file.ts';
import { UsageError } from './usage-error.ts';

/** How a CSV file is to be read. */
export const rowsOptions = {
  columns: { type: 'string' },
  zones: { type: 'string' },
  now: { type: 'string' },
} as const;

export const rowsUsage = `--columns FILE   JSON: what a header means, { "HEADER": "FIELD" }
    --zones FILE     JSON: what a time zone label means, { "ET": "America/New_York" }
    --now TIME       the time at which dates are judged (default: now)`;

type Values = { [K in keyof typeof rowsOptions]?: string | undefined };

/** Reads and judges a CSV file; `-` is standard input. A fault of the whole file is a UsageError, and so is one without rows. */
export async function readRows(
  file: string,
  { columns, zones, now }: Values,
  interrupted: AbortSignal,
): Promise<RowReport> {
  const options = {
    columns: columns === undefined ? undefined : await readTextMap(columns),
    zones: zones === undefined ? undefined : await readTextMap(zones),
    now: now === undefined ? undefined : readTime('now', now),
  };
  const report = await importRows(await readBytes(file, interrupted), options).catch((error) => {
    // Of a wrong option importRows says what is wrong with it, in words of its own.
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  });
  const issues = report.issues.map((issue) => ({ ...issue, hint: asOptions(issue.hint) }));
  const faults = issues.filter(({ row, severity }) => row === 0 && severity === 'error');
  if (faults.length === 0) {
    if (report.totals.rows === 0) throw new UsageError(`${file} holds no rows below its header`);
    return { ...report, issues };
  }
  throw new UsageError(
    faults.map(({ line, code, hint }) => `${file} line ${line}: ${code}: ${hint}`).join('; '),
  );
}

/** What a hint calls an option of `importRows` is one of the command, too. */
function asOptions(hint: string): string {
  return hint.replaceAll(/`(columns|zones)`/g, (_, name: keyof Values) => `--${name}`);
}

/** Shows what was found: every issue by line, field, rule and way out; never a value. */
export function showReport(report: RowReport, terminal: Terminal): void {
  for (const { line, code, severity, hint } of report.issues) {
    const mark =
      severity === 'error' ? paint(terminal, 'red', 'error') : paint(terminal, 'yellow', 'warning');
    terminal.out(`${line === 0 ? '' : `line ${line}: `}${mark} ${code}: ${hint}\n`);
  }
  if (report.unknownColumns.length > 0) {
    terminal.out(`not sent, since the API has no such field: ${report.unknownColumns.join(', ')}\n`);
  }
  const { rows, accepted, rejected, blank } = report.totals;
  const warnings = report.issues.filter(({ severity }) => severity === 'warning').length;
  terminal.out(
    `${counted(rows, 'row')}: ${accepted} accepted, ${rejected} rejected; ${counted(warnings, 'warning')}; ${blank} blank\n`,
  );
  if (report.notes.rows > 0)
    terminal.out(`notes: sent with their calls, for the agent (${counted(report.notes.rows, 'row')})\n`);
}
