import type { RowRecord, StopReason } from '../batch/index.ts';
import { isTerminalStatus, type SchedulerError, type TerminalStatus } from '../index.ts';
import type { RowReport } from '../rows/index.ts';
import type { FileRow } from './batch-rows.ts';
import { counted } from './output.ts';

/** How many rows stand where. `rows` = `accepted` + `rejected`; `accepted` is the sum of those below `blank`. */
export interface RunTotals {
  rows: number;
  accepted: number;
  /** By the import, or by the server. */
  rejected: number;
  blank: number;
  complete: number;
  error: number;
  cancelled: number;
  do_not_call_back: number;
  uncertain: number;
  vetoed: number;
  pending: number;
}

/** What a row, or its run, is told of: as an issue of the import, which it may also be. */
export interface RunIssue {
  line: number;
  row: number;
  field: string;
  code: string;
  severity: 'error' | 'warning';
  hint: string;
}

/** `--json` of a run. Names no patient. */
export interface RunReport {
  totals: RunTotals;
  rows: {
    line: number;
    external_reference_id: string;
    request_id: string | null;
    state: string;
    status: string | null;
  }[];
  issues: RunIssue[];
}

const ends: Record<TerminalStatus, keyof RunTotals> = {
  COMPLETE: 'complete',
  ERROR: 'error',
  CANCELLED: 'cancelled',
  DO_NOT_CALL_BACK: 'do_not_call_back',
};

/** Where a record is counted. */
export function placeOf({ state, status }: Pick<RowRecord, 'state' | 'status'>): keyof RunTotals {
  if (state === 'done' && status !== null && isTerminalStatus(status)) return ends[status];
  return state === 'uncertain' || state === 'vetoed' || state === 'rejected' ? state : 'pending';
}

/** What a report takes of a row's record. */
export type ReportedRow = Pick<RowRecord, 'key' | 'requestId' | 'state' | 'status' | 'reason'>;

/** What came of a file: the import's findings, and what the run made of the rows. */
export function runReport(
  { totals, issues }: Pick<RowReport, 'totals' | 'issues'>,
  rows: ReadonlyMap<string, FileRow>,
  records: readonly ReportedRow[],
  edited: readonly string[],
): RunReport {
  const lineOf = (key: string) => rows.get(key)?.accepted.line ?? 0;
  const counts: RunTotals = {
    ...totals,
    complete: 0,
    error: 0,
    cancelled: 0,
    do_not_call_back: 0,
    uncertain: 0,
    vetoed: 0,
    pending: 0,
  };
  for (const record of records) counts[placeOf(record)]++;
  counts.accepted = counts.rows - counts.rejected;
  return {
    totals: counts,
    rows: records.map(({ key, requestId, state, status }) => ({
      line: lineOf(key),
      external_reference_id: key,
      request_id: requestId,
      state,
      status,
    })),
    issues: [
      ...issues,
      ...edited.map((key) => editedIssue(lineOf(key))),
      ...records
        .filter(({ state }) => state === 'rejected')
        .map((record) => refusedIssue(record, lineOf(record.key))),
    ].sort((a, b) => a.line - b.line),
  };
}

function editedIssue(line: number): RunIssue {
  const hint =
    'the row was changed after its call was queued: a call that may have been started keeps what was sent, any other was queued anew';
  return { line, row: 0, field: 'row', code: 'row.edited', severity: 'warning', hint };
}

function refusedIssue({ reason }: ReportedRow, line: number): RunIssue {
  const hint = `the server refused it (${reason ?? 'no reason given'}): mend the row and run again`;
  return { line, row: 0, field: 'row', code: 'row.refused', severity: 'error', hint };
}

/** The exit code when the server refused the key. */
export const REFUSED_KEY = 3;

/** 0 every accepted row has ended, or was held by its owner; 1 not so; 3 the server refused the key; 130 interrupted. */
export function exitCodeOf(
  { rejected, uncertain, pending }: RunTotals,
  stopped: StopReason | undefined,
): number {
  if (stopped === 'aborted') return 130;
  if (stopped && refusalIn([stopped])) return REFUSED_KEY;
  return rejected + uncertain + pending > 0 ? 1 : 0;
}

/** The first error by which the server refuses the key. */
export function refusalIn(errors: readonly SchedulerError[]): SchedulerError | undefined {
  return errors.find((error) => error.code === 'http' && (error.status === 401 || error.status === 403));
}

/** What is said of calls that have ended, but could not be read again. */
export function unreadLine(errors: readonly SchedulerError[]): string {
  const why = errors[0]?.message ?? '';
  return `The outcomes of ${counted(errors.length, 'row')} could not be read, their statuses are there (${why}). Run again to read them.\n`;
}
