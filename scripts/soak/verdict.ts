import type { RunReport } from '../../src/cli/report.ts';
import type { ServedRequest } from './calling-server.ts';
import type { Ended } from './program.ts';

/** What the server has placed, held against what the command line has said. */
export interface Verdict {
  /** Calls placed, all in all. */
  calls: number;
  /** Request ids for which more than one call was placed. */
  triggeredTwice: string[];
  /** Rows for which more than one call was placed, whatever the request. */
  calledTwice: string[];
  /** Rows that are not told of as they are, and how. */
  lost: string[];
  report: RunReport | undefined;
}

/** Judges the calls of a server by the last report. */
export function judgeCalls(
  requests: ReadonlyMap<string, ServedRequest>,
  references: readonly string[],
  { stdout, code }: Ended,
): Verdict {
  const report = stdout === '' ? undefined : (JSON.parse(stdout) as RunReport);
  const told = new Map(report?.rows.map((row) => [row.external_reference_id, row]));
  const byReference = Map.groupBy(requests.values(), (request) => request.external_reference_id);
  const placedOf = (reference: string) =>
    (byReference.get(reference) ?? []).filter(({ placed }) => placed > 0);

  function whyLost(reference: string): string | undefined {
    const row = told.get(reference);
    const [placed] = placedOf(reference);
    if (!row) return 'is not in the report';
    if (row.state === 'done') {
      return placed?.id === row.request_id
        ? undefined
        : 'is told of as done, and another request, or none, was';
    }
    return code === 1 ? undefined : `is ${row.state}, and the exit code was ${code}`;
  }

  return {
    calls: [...requests.values()].reduce((sum, { placed }) => sum + placed, 0),
    triggeredTwice: [...requests.values()].filter(({ placed }) => placed > 1).map(({ id }) => id),
    calledTwice: references.filter(
      (reference) => placedOf(reference).reduce((sum, { placed }) => sum + placed, 0) > 1,
    ),
    lost: references.flatMap((reference) => whyLost(reference)?.replace(/^/, `${reference} `) ?? []),
    report,
  };
}
