const LF = 0x0a;
const CR = 0x0d;
const BLANK = /^[\s,;|]*$/u;

/** The first line of a file in UTF-8 that holds more than separators; the last one when none does. */
export function firstLine(bytes: Uint8Array): { line: number; text: string } {
  const mark = bytes.includes(LF) ? LF : CR;
  const decoder = new TextDecoder();
  for (let line = 1, start = 0; ; line += 1) {
    const found = bytes.indexOf(mark, start);
    const text = decoder.decode(bytes.subarray(start, found === -1 ? bytes.length : found));
    if (found === -1 || !BLANK.test(text)) return { line, text };
    start = found + 1;
  }
}
