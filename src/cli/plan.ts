import type { OpenDay, WorkingHoursPolicy } from '../../generated/types.ts';
import type { AcceptedRow } from '../rows/index.ts';
import { counted, paint, type Terminal, table } from './output.ts';

/** What is about to happen. */
export interface Plan {
  /** The rows whose calls are still to be placed. */
  rows: readonly AcceptedRow[];
  hours: WorkingHoursPolicy;
  target: string;
  warnings: number;
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/**
 * Tells, on stderr, what is about to happen: how many calls to how many offices, the hours in which they may be
 * called, and what the clock shows there.
 */
export function showPlan({ rows, hours, target, warnings }: Plan, terminal: Terminal): void {
  const what = `${counted(rows.length, 'call')} to ${counted(officesOf(rows), 'office')}`;
  terminal.err(`About to place ${what} through ${target} (${counted(warnings, 'warning')}):\n`);
  const zones = [...Map.groupBy(rows, ({ row }) => row.local_timezone)];
  const lines = zones
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([zone, those]) => [
      zone,
      counted(those.length, 'call'),
      counted(officesOf(those), 'office'),
      span(hours),
      nowIn(zone, hours, terminal),
    ]);
  terminal.err(table(lines));
}

const officesOf = (rows: readonly AcceptedRow[]) => new Set(rows.map(({ row }) => row.provider_office)).size;

const WINDOWS = 'windows' satisfies keyof OpenDay;

function windowsOf(day: WorkingHoursPolicy[keyof WorkingHoursPolicy]): OpenDay['windows'] {
  return day !== undefined && WINDOWS in day ? day.windows : [];
}

/** The earliest and the latest minute of the week's windows. */
function span(hours: WorkingHoursPolicy): string {
  const windows = Object.values(hours).flatMap(windowsOf);
  const earliest = windows.map(({ start }) => start).sort()[0];
  const latest = windows
    .map(({ end }) => end)
    .sort()
    .at(-1);
  return earliest && latest ? `hours ${earliest}–${latest}` : 'never open';
}

function nowIn(zone: string, hours: WorkingHoursPolicy, terminal: Terminal): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(Date.now()).map(({ type, value }) => [type, value]));
  const there = `${parts.hour}:${parts.minute}`;
  const day = days.find((name) => name === parts.weekday?.toLowerCase());
  const isOpen = day && windowsOf(hours[day]).some(({ start, end }) => start <= there && there < end);
  const outside = isOpen ? '' : paint(terminal, 'yellow', ', outside the hours');
  return `now ${parts.weekday} ${there}${outside}`;
}
