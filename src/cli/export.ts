import { resolve } from 'node:path';
import { oneFile, readArguments } from './arguments.ts';
import { baseUrlOf, connectTo, serverOptions } from './connect.ts';
import { openKnownJournal } from './journal-file.ts';
import { outcomesOf } from './outcomes.ts';
import { claimOutcomes, writeOutcomes } from './outcomes-file.ts';
import { counted, type Terminal } from './output.ts';
import { REFUSED_KEY, refusalIn, unreadLine } from './report.ts';
import { readRows, rowsOptions, rowsUsage } from './rows-file.ts';
import { paceOptions, readPace } from './run-options.ts';
import { UsageError } from './usage-error.ts';

export const exportUsage = `export --journal FILE ROWS.csv --out FILE.csv [--base-url URL] [--rate N]
    Writes a CSV with a line for each row of the file that the journal knows. Outcomes are read from the API, since
    no journal holds them; without a base URL, ids and statuses alone. Places no call. Exit code 0: all were written;
    1: some outcomes could not be read; 3: the server refused the key.
    ${rowsUsage}`;

const options = {
  ...serverOptions,
  ...rowsOptions,
  ...paceOptions,
  journal: { type: 'string' },
  out: { type: 'string' },
} as const;

/** `export`: what came of the rows, as far as a journal knows. */
export async function exportOutcomes(
  args: string[],
  terminal: Terminal,
  interrupted: AbortSignal,
): Promise<number> {
  const { values, file } = readArguments('export', args, options, oneFile);
  const { journal: path, out } = values;
  if (path === undefined) throw new UsageError('export: name the journal with --journal');
  if (out === undefined) throw new UsageError('export: name the file to write with --out');
  const baseUrl = baseUrlOf(values);
  const connection = baseUrl === undefined ? undefined : connectTo('export', baseUrl);
  const pace = readPace(values);
  const report = await readRows(file, values, interrupted);
  await claimOutcomes(out);
  const journal = await openKnownJournal(path, connection?.target);
  const known = new Map([...journal.load()].map((record) => [record.key, record]));
  journal.close();
  const records = report.accepted.flatMap(({ row }) => known.get(row.external_reference_id ?? '') ?? []);
  const { ratePerSecond } = pace;
  const again = connection && { scheduler: connection.scheduler, ratePerSecond, signal: interrupted };
  const { rows, unread } = await outcomesOf(records, new Map(), again);
  await writeOutcomes(out, rows);
  terminal.out(`${counted(records.length, 'row')} in ${resolve(out)}\n`);
  if (unread.length > 0) terminal.err(unreadLine(unread));
  if (interrupted.aborted) return 130;
  return refusalIn(unread) ? REFUSED_KEY : Math.min(unread.length, 1);
}
