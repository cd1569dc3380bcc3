const PLAIN = /^[\x21-\x7e]+$/u;
const LINE_BREAK = /\r\n?|[\u2028\u2029]/gu;
const NO_BREAK_SPACE = /[\u00a0\u2007\u202f]/gu;
const ZERO_WIDTH = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_LINE_FEED = /[^\P{Cc}\n]/u;

// What UTF-8 looks like after being read as Windows-1252: a lead byte's letter before a continuation byte's sign.
const MOJIBAKE =
  /\ufffd|\u00c3[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\u00c2[\u00a0-\u00bf]|\u00e2\u20ac|\u00ef\u00bf\u00bd|\u00f0\u0178/u;

/**
 * The normal form of a cell's text: NFC, no-break spaces to spaces, zero-width characters out, line breaks to `\n`,
 * trimmed. Letter case and inner spaces stay as they are.
 */
export function normalizeText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(ZERO_WIDTH, '')
    .replace(LINE_BREAK, '\n')
    .replace(NO_BREAK_SPACE, ' ')
    .normalize('NFC')
    .trim();
}

/** Whether a text holds a control character; line feeds count unless `multiline`. */
export function hasControlCharacter(text: string, multiline: boolean): boolean {
  return (multiline ? CONTROL_BUT_LINE_FEED : CONTROL).test(text);
}

/** Whether a text, not yet normalised, shows the traces of a wrong character set. */
export function isMojibake(text: string): boolean {
  return MOJIBAKE.test(text.replace(LONE_SURROGATE, '\ufffd'));
}
