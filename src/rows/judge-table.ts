import { readCell } from './cell.ts';
import { ROW_FIELDS } from './row-fields.ts';
import { createRowJudge, isBlankRow } from './row-judge.ts';
import type { RowOptions } from './row-options.ts';
import { type RowSummary, type RowVerdict, rowIssue } from './row-report.ts';
import type { ColumnOf, SourceFault, SourceRow, SourceTable } from './source-table.ts';

/**
 * Judges the rows of a table that was read to its end, one by one. What is wrong with the whole comes first, and alone
 * if it is a fault.
 */
export function* judgeTable(
  table: SourceTable | SourceFault,
  { context, entityName }: RowOptions,
): Generator<RowVerdict, RowSummary, undefined> {
  if ('rule' in table) {
    yield fileVerdict([rowIssue({ line: table.line, row: 0 }, 'file', table.rule)]);
    return unreadSummary();
  }
  const { columnOf, rows, blankAbove, unknownColumns, faults, warnings } = table;
  if (faults.length > 0) {
    const unread = rows.filter((row) => !isBlankRow(row)).length;
    yield fileVerdict([...faults, ...warnings]);
    return unreadSummary({ unknownColumns, unread, blank: blankAbove + rows.length - unread });
  }
  if (warnings.length > 0) yield fileVerdict(warnings);
  const hasIds = rows.some((row) => hasId(row, columnOf));
  const judge = createRowJudge(columnOf, context, { hasIds, entityName, blank: blankAbove });
  for (const row of rows) {
    const verdict = judge.judge(row);
    if (verdict !== undefined) yield verdict;
  }
  return { ...judge.summary(), unknownColumns };
}

// Whether a row that can be read has an id, a good one or not.
function hasId({ cells, fault }: SourceRow, columnOf: ColumnOf): boolean {
  const column = columnOf.get('external_reference_id');
  if (fault !== undefined || column === undefined) return false;
  return readCell(cells[column], ROW_FIELDS.external_reference_id) !== null;
}

/** What is wrong with the whole file: one issue at least. */
export function fileVerdict(issues: RowVerdict['issues']): RowVerdict {
  return { line: issues[0]?.line ?? 0, row: 0, issues };
}

/** The summary of a file that failed as a whole. */
export function unreadSummary({
  unknownColumns = [],
  unread = 0,
  blank = 0,
}: {
  unknownColumns?: string[];
  unread?: number;
  blank?: number;
} = {}): RowSummary {
  return {
    totals: { rows: unread, accepted: 0, rejected: unread, blank },
    unknownColumns,
    notes: { sentAs: 'CallInput.notes', rows: 0 },
  };
}
