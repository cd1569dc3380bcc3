import { isTerminalStatus, OutboundCallStatus } from '../index.ts';
import { paint, type Terminal, table } from './output.ts';
import type { ReportedRow } from './report.ts';

const ends = Object.values(OutboundCallStatus).filter(isTerminalStatus);

/** A row's record, and where in the file and at which office it is. */
export interface SummaryRow extends ReportedRow {
  line: number;
  office: string;
}

/** The outcomes by office, and what a person has to look at. Names no patient. */
export function showSummary(rows: readonly SummaryRow[], terminal: Terminal): void {
  const offices = Map.groupBy(rows, ({ office }) => office);
  const cells = (name: string, calls: readonly SummaryRow[]) => {
    const ended = ends.map((status) => calls.filter((call) => call.status === status).length);
    const open = calls.length - ended.reduce((sum, count) => sum + count, 0);
    return [name, ...[...ended, open].map((count) => String(count || '·')), String(calls.length)];
  };
  const header = ['office', ...ends, 'not ended', 'calls'].map((cell) => paint(terminal, 'bold', cell));
  const body = [...offices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, calls]) => cells(name, calls));
  terminal.out(`\n${table([header, ...body, cells('all', rows)])}\n`);

  const unwanted = new Set(
    rows.filter(({ status }) => status === OutboundCallStatus.DO_NOT_CALL_BACK).map(({ office }) => office),
  );
  if (unwanted.size > 0) terminal.out(`Asked not to be called back: ${[...unwanted].sort().join('; ')}\n`);
  for (const row of rows.filter(({ state }) => state in advice)) {
    const what = advice[row.state]?.(row) ?? '';
    terminal.out(`line ${row.line}: ${row.key}: ${paint(terminal, 'yellow', row.state)}: ${what}\n`);
  }
}

const advice: { [state in string]?: (row: SummaryRow) => string } = {
  uncertain: ({ requestId, reason }) =>
    requestId === null
      ? `it may have been queued (${reason}); run again with --release and its id to queue it again`
      : `request ${requestId} may have been started (${reason}); ask the office or EverGrove, then run again, or with --release and its id to trigger it again`,
  rejected: ({ reason }) => `the server refused it (${reason}); mend the row and run again`,
  vetoed: () => 'on the --suppress list, not called',
};
