import type { Clock } from '../clock.ts';
import type { Journal } from './journal.ts';
import { type RowEvent, reduceRow } from './reduce-row.ts';
import type { RowRecord } from './row-record.ts';

/** An event, and the row that it is about. */
export interface Entry {
  key: string;
  event: RowEvent;
}

/** The rows of a run as the journal has them: nothing is true here before it is on the disk. */
export class Ledger {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #onChange: (record: RowRecord) => void;
  readonly #records = new Map<string, RowRecord>();
  readonly #keys = new Map<string, string>();

  constructor(journal: Journal, clock: Clock, onChange: (record: RowRecord) => void) {
    this.#journal = journal;
    this.#clock = clock;
    this.#onChange = onChange;
    for (const record of journal.load()) this.#hold(record);
  }

  get(key: string): RowRecord | undefined {
    return this.#records.get(key);
  }

  /** The key of the row that a request belongs to. */
  keyOf(requestId: string): string | undefined {
    return this.#keys.get(requestId.toLowerCase());
  }

  get size(): number {
    return this.#records.size;
  }

  /** Writes new rows down. */
  add(records: readonly RowRecord[]): void {
    this.#journal.write(records);
    for (const record of records) this.#hold(record);
  }

  /** Lets events happen, all of them or none: written down first, then true. */
  apply(entries: readonly Entry[]): void {
    const at = Math.round(this.#clock.now());
    const changed = entries.flatMap(({ key, event }) => {
      const before = this.#records.get(key);
      const after = before && reduceRow(before, event, at);
      return after && after !== before ? [after] : [];
    });
    if (changed.length === 0) return;
    this.#journal.write(changed);
    for (const record of changed) {
      this.#hold(record);
      this.#onChange(record);
    }
  }

  #hold(record: RowRecord): void {
    this.#records.set(record.key, record);
    if (record.requestId !== null) this.#keys.set(record.requestId.toLowerCase(), record.key);
  }
}
