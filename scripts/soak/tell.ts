import type { KillRunResult } from './kill-run.ts';

const MOST_SHOWN = 10;

/** Whether nobody was called twice, and nothing was lost. */
export function isSound({ triggeredTwice, calledTwice, lost, surprises }: KillRunResult): boolean {
  return [triggeredTwice, calledTwice, lost, surprises].every((list) => list.length === 0);
}

/** What came of it, in a few lines. */
export function tell(result: KillRunResult): string {
  const { kills, rows, calls, uncertain, exitCode, triggeredTwice, calledTwice, lost, surprises } = result;
  const totals = result.report?.totals;
  return [
    `${kills} kills, ${rows} rows, ${calls} calls; left uncertain ${uncertain} (exit code ${exitCode})`,
    `  request ids triggered twice: ${triggeredTwice.length}; rows called twice: ${calledTwice.length}; rows lost: ${lost.length}`,
    `  after --release-uncertain: ${totals?.complete} complete, ${totals?.uncertain} uncertain, ${totals?.pending} pending`,
    `  killed while at: ${counts(result.killedAt)}`,
    `  faults: ${counts(result.faults)}`,
    ...[...calledTwice, ...lost, ...surprises].slice(0, MOST_SHOWN).map((line) => `  ! ${line}`),
  ].join('\n');
}

function counts(map: ReadonlyMap<string, number>): string {
  return [...map]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
