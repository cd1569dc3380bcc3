import type { FuzzReport } from './run.ts';

/** A report in a few lines: each schema with its counts, valid before invalid, by kind; then the disagreements. */
export function summaryOf({ bodies, tallies, disagreements }: FuzzReport): string {
  const lines = Object.entries(tallies).map(([schema, { valid, invalid, kinds }]) => {
    const byKind = Object.entries(kinds).map(([kind, count]) => `${kind} ${count.valid}/${count.invalid}`);
    return `${schema}: ${valid} valid, ${invalid} invalid (${byKind.join(', ')})`;
  });
  const count = disagreements.length;
  const verdict = count === 0 ? 'the engines agree on every one' : `the engines disagree on ${count} schemas`;
  return [`${bodies} bodies: ${verdict}`, ...lines, ...disagreements].join('\n');
}
