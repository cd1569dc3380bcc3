import type { CallInput, EntityInput, WorkingHoursPolicy } from '@evergrove/scheduler';
import {
  type AcceptedRow,
  groupByOffice,
  importRows,
  judgeRows,
  judgeWorkingHours,
  type NormalizedCallRow,
  type Office,
  outcomesToCsv,
  ROW_CODES,
  type RowCode,
  type RowIssue,
  type RowReport,
  type RowSource,
  type RowSummary,
  type RowVerdict,
  toCallInput,
  toEntityInput,
  type WorkingHoursIssue,
} from '@evergrove/scheduler/rows';

/*
 * Programs that a user of `./rows` may have written. They are compiled, never run; each assignment states a type.
 */

declare const working_hours_policy: WorkingHoursPolicy;

export const sources: RowSource[] = ['a,b\n', new Uint8Array(), [{ patient_name: 'x' }]];

/** All at once. */
export async function imported(): Promise<CallInput[]> {
  const report: RowReport = await importRows('a,b\n');
  const summary: RowSummary = report;
  const accepted: AcceptedRow[] = report.accepted;
  const counts: number = summary.totals.rows + summary.totals.rejected;
  const codes: RowCode[] = report.issues.map((issue: RowIssue) => issue.code);
  const offices: Office[] = groupByOffice(accepted);
  const entities: EntityInput[] = offices.map(({ entity }) => ({ ...entity, working_hours_policy }));
  return offices.flatMap(({ rows }) =>
    rows.map(({ row }: AcceptedRow) => {
      const normalized: NormalizedCallRow = row;
      const own: EntityInput = toEntityInput(normalized, { working_hours_policy });
      return toCallInput(normalized, {
        entity_id: `${own.name}${entities.length}${counts}${codes.length}`,
        call_type: 'IECC',
      });
    }),
  );
}

/** One after the other. */
export async function judged(): Promise<number> {
  const verdicts = judgeRows('a,b\n');
  const { value, done } = await verdicts.next();
  if (done) return value.totals.rows;
  const verdict: RowVerdict = value;
  return verdict.line;
}

export const csv: string = outcomesToCsv([
  { external_reference_id: 'row-1', request_id: 'id', status: 'COMPLETE', attempts: 1 },
]);
export const hours: WorkingHoursIssue[] = judgeWorkingHours({});
export const hints: string[] = ROW_CODES.map(({ code, hint }) => `${code}: ${hint}`);
