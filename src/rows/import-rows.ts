import { readCsvTable } from './csv-table.ts';
import { judgeTable } from './judge-table.ts';
import { readRecordTable } from './record-table.ts';
import { type ImportRowsOptions, isCsv, type RowSource, readRowOptions } from './row-options.ts';
import type { RowReport } from './row-report.ts';

/**
 * Reads rows, normalises what loses nothing, and judges each: an error rejects the row, a warning does not. A fault
 * of the whole file (its encoding, its syntax, its header) is an issue too, reported once, with no row accepted.
 *
 * All rows are held in memory; `judgeRows` gives them one by one. Rejects with `TypeError` when the source is none
 * or an option is wrong, and with whatever an iterable or `entityName` throws; data never makes it throw, and no
 * issue ever holds a value.
 */
export async function importRows(source: RowSource, options: ImportRowsOptions = {}): Promise<RowReport> {
  const read = readRowOptions(options);
  const table = isCsv(source)
    ? readCsvTable(source, read.columns)
    : await readRecordTable(source, read.columns);
  const verdicts = judgeTable(table, read);
  const accepted: RowReport['accepted'] = [];
  const issues: RowReport['issues'] = [];
  for (;;) {
    const { done, value } = verdicts.next();
    if (done) return { accepted, issues, ...value };
    if (value.accepted !== undefined) accepted.push(value.accepted);
    issues.push(...value.issues);
  }
}
