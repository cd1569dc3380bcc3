import { readCsvTable } from './csv-table.ts';
import { fileVerdict, judgeTable, unreadSummary } from './judge-table.ts';
import { createRecordReader, type RecordSource } from './record-table.ts';
import { createRowJudge, isBlankRow } from './row-judge.ts';
import {
  type ImportRowsOptions,
  isCsv,
  type RowOptions,
  type RowSource,
  readRowOptions,
} from './row-options.ts';
import type { RowSummary, RowVerdict } from './row-report.ts';

/**
 * Judges rows like `importRows`, and gives each as soon as it is judged: the next record is asked for when the
 * next verdict is. Blank rows are skipped. What is wrong with the whole file comes with `row` 0: an error of it ends
 * the verdicts. The generator's return value is the summary.
 *
 * Of records only ids, and name, zone, address and number of each office are kept. So the first record that is not
 * blank decides for all: a required column that it lacks fails the source, and either all rows have an id, or none
 * may, as it does. `importRows` judges by all records. CSV is text in memory already, and judged as there.
 *
 * Throws `TypeError` at once when the source is none or an option is wrong; what the source or `entityName` throws
 * passes through.
 */
export function judgeRows(
  source: RowSource,
  options: ImportRowsOptions = {},
): AsyncGenerator<RowVerdict, RowSummary, undefined> {
  const read = readRowOptions(options);
  return isCsv(source) ? judgeCsv(source, read) : judgeRecords(source, read);
}

async function* judgeCsv(
  source: string | Uint8Array,
  options: RowOptions,
): AsyncGenerator<RowVerdict, RowSummary, undefined> {
  return yield* judgeTable(readCsvTable(source, options.columns), options);
}

async function* judgeRecords(
  source: RecordSource,
  { columns, context, entityName }: RowOptions,
): AsyncGenerator<RowVerdict, RowSummary, undefined> {
  const { columnOf, read, header } = createRecordReader(columns);
  const { judge, summary } = createRowJudge(columnOf, context, { entityName });
  let isFirst = true;
  for await (const record of source) {
    const row = read(record);
    if (isFirst && row.fault?.field !== 'row' && !isBlankRow(row)) {
      isFirst = false;
      const { faults, warnings, unknownColumns } = header();
      if (faults.length + warnings.length > 0) yield fileVerdict([...faults, ...warnings]);
      if (faults.length > 0) {
        const { rows, blank } = summary().totals;
        return unreadSummary({ unknownColumns, unread: rows + 1, blank });
      }
    }
    const verdict = judge(row);
    if (verdict !== undefined) yield verdict;
  }
  return { ...summary(), unknownColumns: header().unknownColumns };
}
