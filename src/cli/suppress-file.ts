import type { NormalizedCallRow } from '../rows/index.ts';
import { readPhone } from '../rows/phone.ts';
import { readText } from './read-file.ts';

/** The customer's own list of whom not to call. */
export interface Suppression {
  /** Whether a row is on it: by its `external_reference_id`, or by the office's number. */
  holds(row: NormalizedCallRow): boolean;
}

/**
 * Reads a list, an entry a line: an `external_reference_id`, or a phone number in any common form. Blank lines and
 * lines that begin with `#` are skipped.
 */
export async function readSuppression(path: string | undefined): Promise<Suppression> {
  const lines = path === undefined ? [] : (await readText(path)).split(/\r?\n/);
  const entries = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const references = new Set(entries);
  const numbers = new Set(
    entries.flatMap((entry) => {
      const reading = readPhone(entry);
      return 'value' in reading ? [reading.value] : [];
    }),
  );
  return {
    holds: ({ external_reference_id, outbound_phone_number }) =>
      references.has(external_reference_id ?? '') || numbers.has(outbound_phone_number),
  };
}
