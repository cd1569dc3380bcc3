import { JournalError } from './journal.ts';
import { type BatchRow, type KeyedRow, keyOf } from './options.ts';
import { newRecord, type RowRecord } from './row-record.ts';
import type { RunContext } from './run-context.ts';

/**
 * The rows by what the journal knows them by.
 *
 * @throws TypeError when a row has no `external_reference_id`, or one that no file can hold, or two have the same
 */
export function byKey(rows: Iterable<BatchRow>): Map<string, KeyedRow> {
  const given = new Map<string, KeyedRow>();
  let index = 0;
  for (const row of rows) {
    if (!hasKey(row))
      throw new TypeError(`rows[${index}]: needs an external_reference_id, the journal knows a row by it`);
    const key = keyOf(row);
    if (/\p{Surrogate}/u.test(key))
      throw new TypeError(
        `rows[${index}]: has half a character in its external_reference_id, cut it elsewhere`,
      );
    if (given.has(key))
      throw new TypeError(`rows[${index}]: has the external_reference_id of an earlier row`);
    given.set(key, row);
    index++;
  }
  return given;
}

function hasKey(row: BatchRow): row is KeyedRow {
  return (row.call.external_reference_id ?? '') !== '';
}

/**
 * Writes down what is new, and compares the rest with what was sent.
 *
 * @throws JournalError when the journal is of other rows
 */
export function takeUp(given: ReadonlyMap<string, KeyedRow>, { options, clock, ledger }: RunContext) {
  const known = ledger.size;
  const at = Math.round(clock.now());
  const added: RowRecord[] = [];
  const changed: { key: string; event: { type: 'edited'; payload: string } }[] = [];
  const edited: string[] = [];
  for (const [key, { entity, call }] of given) {
    const { name, location_timezone } = entity;
    const payload = options.journal.fingerprint({ name, location_timezone, call });
    const record = ledger.get(key);
    if (!record) added.push(newRecord(key, payload, at));
    else if (record.payload !== payload) {
      changed.push({ key, event: { type: 'edited', payload } });
      if (record.requestId !== null && record.state !== 'rejected') edited.push(key);
    }
  }
  const absent = known + added.length - given.size;
  if (known > 0 && absent === known) {
    throw new JournalError(
      'foreign',
      'The journal is of other rows: none of these is in it; name another file',
    );
  }
  if (added.length > 0) ledger.add(added);
  ledger.apply(changed);
  return { edited, absent };
}
