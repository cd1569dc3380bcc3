import { isBlankCell } from './cell.ts';
import { type AcrossRowsOptions, createAcrossRows } from './cross-row.ts';
import { isRejected, type JudgedRow, judgeRow } from './judge-row.ts';
import type { NormalizedCallRow } from './normalized-call-row.ts';
import type { RowContext } from './row-context.ts';
import type { AcceptedRow, RowSummary, RowVerdict } from './row-report.ts';
import type { ColumnOf, SourceRow } from './source-table.ts';

/** Judges rows one by one and counts them; a row is judged in the light of those before it. */
export interface RowJudge {
  /** Gives nothing for a blank row. */
  readonly judge: (row: SourceRow) => RowVerdict | undefined;
  readonly summary: () => Pick<RowSummary, 'totals' | 'notes'>;
}

/** Makes a {@link RowJudge}. `blank` rows were skipped already. */
export function createRowJudge(
  columnOf: ColumnOf,
  context: RowContext,
  { blank = 0, ...across }: AcrossRowsOptions & { blank?: number },
): RowJudge {
  const judgeAcross = createAcrossRows(across);
  const totals = { rows: 0, accepted: 0, rejected: 0, blank };
  let notes = 0;

  function judge(source: SourceRow): RowVerdict | undefined {
    if (isBlankRow(source)) {
      totals.blank += 1;
      return undefined;
    }
    const judged = judgeRow(source, columnOf, context);
    judgeAcross(judged);
    const { line, row, issues } = judged;
    totals.rows += 1;
    totals[isRejected(judged) ? 'rejected' : 'accepted'] += 1;
    if (isRejected(judged)) return { line, row, issues };
    if (judged.fields.notes !== null) notes += 1;
    return { line, row, issues, accepted: toAccepted(judged) };
  }

  return {
    judge,
    summary: () => ({ totals: { ...totals }, notes: { sentAs: 'CallInput.notes', rows: notes } }),
  };
}

/** Whether a row holds nothing but white space. */
export function isBlankRow({ cells, fault }: SourceRow): boolean {
  return fault?.rule !== 'not_a_record' && cells.every(isBlankCell);
}

// No error means that every field was read.
function toAccepted({ line, fields, extensions }: JudgedRow): AcceptedRow {
  const row = fields as NormalizedCallRow;
  return Object.keys(extensions).length === 0 ? { line, row } : { line, row, extensions };
}
