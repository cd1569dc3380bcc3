import type { AcceptedRow, NormalizedCallRow } from '../rows/index.ts';
import { readPhone } from '../rows/phone.ts';
import { normalizeText } from '../rows/text.ts';
import { readText } from './read-file.ts';
import { UsageError } from './usage-error.ts';

/** The customer's own list of whom not to call. */
export interface Suppression {
  /** Whether a row is on it: by its `external_reference_id`, or by the office's number. */
  holds(row: NormalizedCallRow): boolean;
}

/**
 * Reads a list, an entry a line: an `external_reference_id`, or a phone number in any common form. Blank lines and
 * lines that begin with `#` are skipped.
 *
 * @throws UsageError for a line that may hold one of them and cannot be read: whoever is on it must not be called
 */
export async function readSuppression(
  path: string | undefined,
  rows: readonly AcceptedRow[],
): Promise<Suppression> {
  const lines = path === undefined ? [] : (await readText(path)).split(/\r\n|\n|\r/);
  const given = new Set(rows.map(({ row }) => row.external_reference_id));
  const references = new Set<string>();
  const numbers = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const entry = normalizeText(line);
    if (entry === '' || entry.startsWith('#')) continue;
    references.add(entry);
    const reading = readPhone(entry);
    if ('value' in reading) numbers.add(reading.value);
    else if (!given.has(entry) && (/[,;"\t#]/.test(entry) || isPunctuatedNumber(entry))) {
      throw new UsageError(
        `${path} line ${i + 1}: is no external_reference_id of the file and no number that can be called: write one of them a line, and nothing else`,
      );
    }
  }
  return {
    holds: ({ external_reference_id, outbound_phone_number }) =>
      references.has(external_reference_id ?? '') || numbers.has(outbound_phone_number),
  };
}

/** Whether it is written like a number: an id of digits alone may be anybody's. */
function isPunctuatedNumber(entry: string): boolean {
  return /^[\d\s().+-]{7,}$/.test(entry) && /\D/.test(entry);
}
