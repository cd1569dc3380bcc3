import { oneFile, readArguments } from './arguments.ts';
import type { Terminal } from './output.ts';
import { readRows, rowsOptions, rowsUsage, showReport } from './rows-file.ts';

export const checkUsage = `check ROWS.csv [--json] [--columns FILE] [--zones FILE] [--now TIME]
    Judges every row without sending anything. Exit code 0: all rows can go; 1: some cannot.
    --json       the report as JSON, without the rows themselves
    ${rowsUsage}`;

/** `check`: what is wrong with a file, row by row. */
export async function check(args: string[], terminal: Terminal, interrupted: AbortSignal): Promise<number> {
  const { values, file } = readArguments(
    'check',
    args,
    { json: { type: 'boolean' }, ...rowsOptions },
    oneFile,
  );
  const report = await readRows(file, values, interrupted);
  if (values.json) {
    const { issues, totals, unknownColumns } = report;
    terminal.out(`${JSON.stringify({ issues, totals, unknownColumns }, null, 2)}\n`);
  } else {
    showReport(report, terminal);
  }
  return report.issues.some(({ severity }) => severity === 'error') ? 1 : 0;
}
