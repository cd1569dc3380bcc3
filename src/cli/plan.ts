import type { WorkingHoursPolicy } from '../../generated/types.ts';
import type { AcceptedRow, RowReport } from '../rows/index.ts';
import { counted, paint, type Terminal, table } from './output.ts';

/** Tells, on stderr, what is about to happen: how many rows and offices, and what the clock shows where the phones would ring. */
export function showPlan(
  report: RowReport,
  hours: WorkingHoursPolicy,
  { terminal, target }: { terminal: Terminal; target: string },
): void {
  const rows = report.accepted.map(({ row }) => row);
  const offices = new Set(rows.map(({ provider_office }) => provider_office));
  const warnings = report.issues.filter(({ severity }) => severity === 'warning').length;
  terminal.err(
    `About to place ${counted(rows.length, 'call')} to ${counted(offices.size, 'office')} through ${target} (${counted(warnings, 'warning')}):\n`,
  );
  const zones = Map.groupBy(report.accepted, ({ row }) => row.local_timezone);
  const { earliest, latest } = span(hours);
  const lines = [...zones]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([zone, accepted]) => [
      zone,
      counted(accepted.length, 'call'),
      counted(officesOf(accepted), 'office'),
      `hours ${earliest}–${latest}`,
      nowIn(zone, { earliest, latest }, terminal),
    ]);
  terminal.err(table(lines));
}

const officesOf = (rows: readonly AcceptedRow[]) => new Set(rows.map(({ row }) => row.provider_office)).size;

/** The earliest and the latest minute of the week's windows. */
function span(hours: WorkingHoursPolicy): { earliest: string; latest: string } {
  const windows = Object.values(hours).flatMap((day) => day?.windows ?? []);
  const starts = windows.map(({ start }) => start).sort();
  const ends = windows.map(({ end }) => end).sort();
  return { earliest: starts[0] ?? 'closed', latest: ends.at(-1) ?? 'closed' };
}

function nowIn(
  zone: string,
  { earliest, latest }: { earliest: string; latest: string },
  terminal: Terminal,
): string {
  const parts = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const there = new Intl.DateTimeFormat('en-GB', parts).format();
  const isWithin = there >= earliest && there <= latest;
  return `now ${there}${isWithin ? '' : paint(terminal, 'yellow', ', outside the hours')}`;
}
