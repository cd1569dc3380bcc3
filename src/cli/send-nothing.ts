import type { RowReport } from '../rows/index.ts';
import type { FileRow } from './batch-rows.ts';
import { counted, type Terminal } from './output.ts';
import { type ReportedRow, runReport } from './report.ts';
import type { Suppression } from './suppress-file.ts';

/** A run that sends nothing. */
export interface SendNothingOptions {
  report: RowReport;
  rows: ReadonlyMap<string, FileRow>;
  suppression: Suppression;
  isStrict: boolean;
  isJson: boolean;
  terminal: Terminal;
}

/** Tells why nothing was sent, and where the rows stand. Returns the exit code. */
export function sendNothing(options: SendNothingOptions): number {
  const { report, rows, suppression, isStrict, isJson, terminal } = options;
  const { rejected } = report.totals;
  const isTooStrict = isStrict && rejected > 0;
  const why = isTooStrict
    ? `${counted(rejected, 'row')} rejected, and --strict sends all or nothing`
    : rows.size === 0
      ? 'no row can be'
      : '--dry-run';
  if (!isJson || isTooStrict) terminal.err(`Nothing was sent: ${why}.\n`);
  if (isJson) {
    const unsent = [...rows].map(([key, { accepted }]): ReportedRow => {
      const state = suppression.holds(accepted.row) ? 'vetoed' : 'new';
      return { key, requestId: null, state, status: null, reason: null };
    });
    terminal.out(`${JSON.stringify(runReport(report, rows, unsent, []), null, 2)}\n`);
  }
  return rejected > 0 ? 1 : 0;
}
