import type { Reading } from './reading.ts';
import type { RowFieldSpec } from './row-fields.ts';
import { hasControlCharacter, isMojibake, normalizeText } from './text.ts';

// What a spreadsheet shows in place of a value it could not compute; `#N/A` is an empty cell's word.
const FORMULA_ERROR = /^#(?:REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)$/iu;

const EMPTY_WORDS: ReadonlySet<string> = new Set(['n/a', '#n/a', 'null', '-']);

/** Reads one cell of a source by its field's spec; `null` is an empty optional cell. */
export function readCell(cell: unknown, spec: RowFieldSpec): Reading | null {
  const raw = cellText(cell);
  if (raw === undefined) return { rule: cell instanceof Date ? spec.ifDateObject : 'type' };
  const text = normalizeText(raw);
  const isPlaceholder = EMPTY_WORDS.has(text.toLowerCase());
  if (text === '' || isPlaceholder) {
    return spec.isRequired ? { rule: isPlaceholder ? spec.ifPlaceholder : 'missing' } : null;
  }
  if (FORMULA_ERROR.test(text)) return { rule: 'formula_error' };
  if (hasControlCharacter(text, spec.isMultiline)) return { rule: 'control_character' };
  const reading = spec.read(text);
  return spec.isText && 'value' in reading && isMojibake(raw)
    ? { ...reading, warnings: ['mojibake'] }
    : reading;
}

/** Whether a cell holds nothing but white space. */
export function isBlankCell(cell: unknown): boolean {
  const text = cellText(cell);
  return text !== undefined && normalizeText(text) === '';
}

// Numbers beyond the safe integers were already rounded, and are no more what the source held.
function cellText(cell: unknown): string | undefined {
  if (typeof cell === 'string') return cell;
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'bigint') return String(cell);
  if (typeof cell === 'number' && Math.abs(cell) <= Number.MAX_SAFE_INTEGER) return String(cell);
  return undefined;
}
