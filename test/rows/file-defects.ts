import type { RowSource } from '@evergrove/scheduler/rows';
import { type Cells, FIELDS, goodRow, REQUIRED, toCsv } from './rows.ts';

/** A file that fails as a whole. */
export interface FileDefect {
  title: string;
  source: RowSource;
  /** `line code`, of the one issue. */
  code: string;
}

export const good = toCsv([goodRow('A'), goodRow('B')]);
export const [header = '', ...body] = good.split('\r\n');

export const without = (field: string) =>
  toCsv([goodRow('A'), goodRow('B')].map(({ [field]: _, ...rest }) => rest));

const bare = good.replaceAll('"', '');
const separatedBy = (mark: string) => good.replaceAll('","', `"${mark}"`);

function utf16(text: string, isBigEndian: boolean): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

const ENCODINGS: [string, RowSource, string][] = [
  ['nothing in it', '', '1 file.empty'],
  ['no bytes in it', new Uint8Array(), '1 file.empty'],
  ['a byte order mark alone', '\ufeff', '1 file.empty'],
  ['blank rows alone', '\r\n,,,\r\n  \r\n', '1 file.empty'],
  ['UTF-16 with its mark', utf16(`\ufeff${good}`, false), '1 file.encoding'],
  ['UTF-16, big-endian, with its mark', utf16(`\ufeff${good}`, true), '1 file.encoding'],
  ['UTF-16 without a mark', utf16(good, false), '1 file.encoding'],
  ['UTF-16, big-endian, without a mark', utf16(good, true), '1 file.encoding'],
  ['UTF-16 taken for text', utf16(good, false).toString('latin1'), '1 file.encoding'],
  ['the tabs of "Unicode text"', utf16(`\ufeff${separatedBy('\t')}`, false), '1 file.encoding'],
  ['Windows-1252', Buffer.from(good.replaceAll('Quillon', 'Zo\u00eb'), 'latin1'), '2 file.encoding'],
  [
    'Windows-1252 below quoted line breaks',
    Buffer.from(toCsv([goodRow('A'), goodRow('B', { patient_name: 'Zo\u00eb Sample' })]), 'latin1'),
    '4 file.encoding',
  ],
  ['Windows-1252 in its header', Buffer.from(`Pr\u00e9nom,${good}`, 'latin1'), '1 file.encoding'],
  [
    'one broken sequence, at its line',
    Buffer.concat([Buffer.from(good), Buffer.from([0xc3, 0x28])]),
    '6 file.encoding',
  ],
  [
    'a sequence cut off at its end',
    Buffer.concat([Buffer.from(good), Buffer.from([0xe2, 0x82])]),
    '6 file.encoding',
  ],
  ['a workbook', Buffer.from('PK\u0003\u0004\u0014'), '1 file.workbook'],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), '1 file.workbook'],
];

const SYNTAX: [string, RowSource, string][] = [
  ['text after a closing quote', `${good}"x"y,1\r\n`, '6 file.text_after_quote'],
  [
    'text after a closing quote, whatever is below',
    `${header}\r\n"x"y,1\r\n${body.join('\r\n')}`,
    '2 file.text_after_quote',
  ],
  ['a space after a closing quote', `${good}"x" ,1\r\n`, '6 file.text_after_quote'],
  ['a quote inside an unquoted cell', `${good}x"y",1\r\n`, '6 file.quote_in_cell'],
  ['a space before an opening quote', `${good}x, "y"\r\n`, '6 file.quote_in_cell'],
  ['a quote escaped by a backslash', `${good}"x \\"y\\" z",1\r\n`, '6 file.text_after_quote'],
  [
    'an unterminated quote, at the start of its record',
    `${header}\r\n"A,B\r\nC\r\n\r\nD`,
    '2 file.quote_not_closed',
  ],
  ['an unterminated quote below quoted line breaks', `${good}1,"x\r\n\r\n`, '6 file.quote_not_closed'],
  ['an unterminated quote at its very end', `${good}1,"`, '6 file.quote_not_closed'],
  ['an unterminated quote in its header', `"a,b\r\n1,2\r\n`, '1 file.quote_not_closed'],
  ['old line ends and one line feed', `${good.replaceAll('\r\n', '\r')}\n`, '1 file.line_ends'],
  ['old line ends and quoted line feeds', good.replaceAll('\r\n', '\r'), '1 file.line_ends'],
  [
    'old line ends, no quotes, and one line feed',
    `${good.replaceAll(/\r?\n/gu, '\r').replaceAll('"', '')}\n`,
    '1 file.line_ends',
  ],
];

const HEADERS: [string, RowSource, string][] = [
  ['no header', body.join('\r\n'), '1 file.no_header'],
  ['semicolons for commas', separatedBy(';'), '1 file.delimiter'],
  ['semicolons for commas, unquoted', bare.replaceAll(',', ';'), '1 file.delimiter'],
  ['semicolons below a byte order mark', `\ufeff${separatedBy(';')}`, '1 file.delimiter'],
  ['semicolons below a blank line', `\r\n;;;\r\n${separatedBy(';')}`, '3 file.delimiter'],
  ['semicolons in headers of its own', 'Name;Geburt;Telefon\r\na;b;c\r\n', '1 file.delimiter'],
  ['a semicolon between its two headers', 'patient_name;patient_dob\r\nx;y\r\n', '1 file.delimiter'],
  ['semicolons between most of its headers', separatedBy(';').replace('";"', '","'), '1 file.delimiter'],
  ['semicolons and no header', body.join('\r\n').replaceAll('","', '";"'), '1 file.delimiter'],
  ['tabs for commas', separatedBy('\t'), '1 file.delimiter'],
  ['bars for commas', separatedBy('|'), '1 file.delimiter'],
  ['a line `sep=;`', `sep=;\r\n${separatedBy(';')}`, '1 file.delimiter'],
  ['a line `sep=,`', `sep=,\r\n${good}`, '1 file.delimiter'],
  ...REQUIRED.map((field): [string, RowSource, string] => [
    `no column ${field}`,
    without(field),
    `1 ${field}.missing_column`,
  ]),
  ...FIELDS.map((field): [string, RowSource, string] => [
    `a doubled column ${field}`,
    toCsv([{ ...goodRow('A'), [` ${field.replaceAll('_', ' ').toUpperCase()} `]: 'x' }]),
    `1 ${field}.doubled_column`,
  ]),
  ['a column missing below a blank line', `\r\n${without('body_part')}`, '2 body_part.missing_column'],
  ['a column missing and no row', without('body_part').split('\r\n')[0] ?? '', '1 body_part.missing_column'],
  ['records without a known column', [{ a: 'x' }, { b: 'y' }] as Cells[], '1 file.no_header'],
];

export const FILE_DEFECTS: FileDefect[] = [...ENCODINGS, ...SYNTAX, ...HEADERS].map(
  ([title, source, code]) => ({
    title,
    source,
    code,
  }),
);
