/**
 * Opens the journal that its first argument names and does what its second says: `write` rows for ever, in
 * transactions of ten, with the number of the last one on stdout; `fill` until there is no room; `open` no more than
 * that; `hold` it until it is killed. Prints the code of a `JournalError`.
 */
import { writeSync } from 'node:fs';
import { JournalError, openJournal, type RowRecord } from '../../../src/batch/index.ts';

const [path = '', action] = process.argv.slice(2);
const PER_WRITE = 10;

const say = (text: string) => writeSync(1, `${text}\n`);

const transaction = (n: number): RowRecord[] =>
  Array.from({ length: PER_WRITE }, (_, i) => ({
    key: `row-${n}-${i}`,
    payload: 'hash'.repeat(action === 'fill' ? 100 : 10),
    state: 'new',
    requestId: null,
    status: null,
    reason: null,
    unclearQueueings: 0,
    triggers: 0,
    at: n,
  }));

try {
  const journal = await openJournal(path);
  say('open');
  if (action === 'hold') setInterval(() => {}, 60_000);
  if (action === 'write' || action === 'fill') {
    for (let n = 0; ; n++) {
      journal.write(transaction(n));
      say(String(n));
    }
  }
  if (action === 'open') journal.close();
} catch (error) {
  if (!(error instanceof JournalError)) throw error;
  say(`${error.code}: ${error.message}`);
}
