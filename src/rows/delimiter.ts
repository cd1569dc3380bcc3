import { type ColumnMap, fieldOfColumn } from './column-names.ts';

const OTHERS = [';', '\t', '|'];
const SEPARATOR_LINE = /^"?sep=.?"?$/iu;
const MAX_LENGTH = 100_000;

/**
 * Whether a file is separated by something else than commas, by its first line: that gives more names of fields or,
 * where no separator gives one, more cells. Also when the line is a spreadsheet's `sep=`.
 */
export function hasOtherDelimiter(line: string, columns: ColumnMap): boolean {
  const text = line.slice(0, MAX_LENGTH).trim();
  if (SEPARATOR_LINE.test(text)) return true;
  const commas = split(text, ',');
  const known = countKnown(commas, columns);
  return OTHERS.some((delimiter) => {
    const cells = split(text, delimiter);
    if (cells.length === 1) return false;
    const others = countKnown(cells, columns);
    return others > known || (known === 0 && cells.length > 2 && cells.length > commas.length);
  });
}

function countKnown(cells: readonly string[], columns: ColumnMap): number {
  return cells.filter((cell) => fieldOfColumn(cell, columns) !== undefined).length;
}

// Rough, as the first line of a file that will not be read any further: quotes may stand around a cell.
function split(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/gu, ''));
}
