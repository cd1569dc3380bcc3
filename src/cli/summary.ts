import { isTerminalStatus, OutboundCallStatus } from '../index.ts';
import { counted, paint, type Terminal, table } from './output.ts';
import type { PlacedCall } from './place-calls.ts';

const ends = Object.values(OutboundCallStatus).filter(isTerminalStatus);

/** The outcomes by office, and what a person has to look at. Names no patient. */
export function showSummary(placed: readonly PlacedCall[], terminal: Terminal): void {
  const offices = [...new Set(placed.map(({ provider_office }) => provider_office))].sort();
  const row = (name: string, calls: readonly PlacedCall[]) => {
    const of = (status: string) => calls.filter((call) => call.status === status).length;
    const open = calls.filter(({ status }) => !isTerminalStatus(status)).length;
    return [
      name,
      ...ends.map((status) => String(of(status) || '·')),
      String(open || '·'),
      String(calls.length),
    ];
  };
  const rows = [
    ['office', ...ends, 'not ended', 'calls'],
    ...offices.map((office) =>
      row(
        office,
        placed.filter(({ provider_office }) => provider_office === office),
      ),
    ),
    row('all', placed),
  ];
  terminal.out(
    `\n${table(rows.map((cells, i) => (i === 0 ? cells.map((cell) => paint(terminal, 'bold', cell)) : cells)))}\n`,
  );

  const unwanted = [
    ...new Set(
      placed.filter(({ status }) => status === 'DO_NOT_CALL_BACK').map((call) => call.provider_office),
    ),
  ];
  if (unwanted.length > 0) terminal.out(`Asked not to be called back: ${unwanted.join('; ')}\n`);
  const problems = placed.filter(({ problem }) => problem !== undefined);
  for (const { external_reference_id, request_id, problem } of problems) {
    terminal.out(`${external_reference_id ?? request_id}: ${paint(terminal, 'red', problem ?? '')}\n`);
  }
  if (problems.length > 0) terminal.out(`${counted(problems.length, 'call')} to look at.\n`);
}
