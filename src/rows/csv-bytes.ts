import type { SourceFault } from './source-table.ts';

const BOM = [0xef, 0xbb, 0xbf];
const LF = 0x0a;

// First bytes that no CSV in UTF-8 has: UTF-16 with its mark or without, and the two kinds of workbook.
const FOREIGN: readonly (readonly [SourceFault['rule'], readonly (number | undefined)[]])[] = [
  ['encoding', [0xff, 0xfe]],
  ['encoding', [0xfe, 0xff]],
  ['encoding', [0x00]],
  ['encoding', [undefined, 0x00]],
  ['workbook', [0x50, 0x4b, 0x03, 0x04]],
  ['workbook', [0xd0, 0xcf, 0x11, 0xe0]],
];

/** Checks that bytes are UTF-8 and drops the byte order mark; otherwise tells the line that is not. */
export function checkCsvBytes(bytes: Uint8Array): Uint8Array | SourceFault {
  const foreign = FOREIGN.find(([, mark]) => hasMark(bytes, mark));
  if (foreign !== undefined) return { line: 1, rule: foreign[0] };
  if (!isUtf8(bytes)) return { line: firstBrokenLine(bytes), rule: 'encoding' };
  return hasMark(bytes, BOM) ? bytes.subarray(BOM.length) : bytes;
}

function hasMark(bytes: Uint8Array, mark: readonly (number | undefined)[]): boolean {
  return bytes.length >= mark.length && mark.every((byte, at) => byte === undefined || byte === bytes[at]);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

// A line feed is never part of a longer UTF-8 sequence, so each line stands for itself.
function firstBrokenLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const found = bytes.indexOf(LF, start);
    const end = found === -1 ? bytes.length : found + 1;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end;
  }
  return line;
}
