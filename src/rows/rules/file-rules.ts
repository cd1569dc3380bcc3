import { ALL, OPTIONAL, REQUIRED } from './field-groups.ts';
import { error, type Rule, warning } from './rule.ts';

/** Of the file: each error fails it as a whole, once, but for the two about a row. */
export const FILE_RULES = {
  empty: error(['file'], 'the file holds no header: export it again, with the column names in the first row'),
  encoding: error(['file'], 'is not UTF-8: save it as "CSV UTF-8 (comma delimited)"'),
  workbook: error(['file'], 'is a workbook, not text: save it as "CSV UTF-8 (comma delimited)"'),
  line_ends: error(['file'], 'mixes old line ends (CR) with LF: save it as "CSV UTF-8 (comma delimited)"'),
  delimiter: error(
    ['file'],
    'is separated by semicolons, tabs or bars: save it with commas, as "CSV UTF-8 (comma delimited)", without a line `sep=`',
  ),
  no_header: error(
    ['file'],
    'the first row names no known column: put the field names there, or map them with `columns`',
  ),
  missing_column: error(REQUIRED, 'the file has no such column: add it, or map its header with `columns`'),
  similar_column: warning(
    OPTIONAL,
    'the file has no such column, but one whose name is like it and which is not sent: rename it, or map it with `columns`',
  ),
  doubled_column: error(ALL, 'two columns have this name: remove or rename one, or map one with `columns`'),
  text_after_quote: error(
    ['file'],
    'text follows a closing quote: double the quotes inside a cell, and separate cells by commas',
  ),
  quote_in_cell: error(
    ['file'],
    'a quote stands inside an unquoted cell: quote the whole cell and double the quotes inside',
  ),
  quote_not_closed: error(
    ['file'],
    'a quoted cell of the record that starts here is never closed: close its quote',
  ),
  cell_count: error(
    ['row'],
    'the row has more or fewer cells than the header: quote cells that hold a comma',
  ),
  not_a_record: error(['row'], 'must be an object with one property per column'),
} as const satisfies Record<string, Rule>;
