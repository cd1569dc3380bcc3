import type { NormalizedCallRow } from '../rows/index.ts';
import { readText } from './read-file.ts';

/** The customer's own list of whom not to call. */
export interface Suppression {
  /** Whether a row is on it: by its `external_reference_id`, or by the office's number. */
  holds(row: NormalizedCallRow): boolean;
}

const NANP_DIGITS = 10;

/**
 * Reads a list, an entry a line: an `external_reference_id`, or a phone number in any common form. Blank lines and
 * lines that begin with `#` are skipped.
 */
export async function readSuppression(path: string | undefined): Promise<Suppression> {
  const lines = path === undefined ? [] : (await readText(path)).split(/\r?\n/);
  const entries = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const references = new Set(entries);
  const numbers = new Set(entries.flatMap((entry) => nationalNumber(entry) ?? []));
  return {
    holds: ({ external_reference_id, outbound_phone_number }) =>
      references.has(external_reference_id ?? '') || numbers.has(nationalNumber(outbound_phone_number) ?? ''),
  };
}

/** The ten digits of a number of the +1 countries, however it is written; undefined for anything else. */
function nationalNumber(text: string): string | undefined {
  if (!/^[+\d\s().-]+$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  return digits.length === NANP_DIGITS ? digits : undefined;
}
