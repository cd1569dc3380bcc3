import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openJournal } from '../batch/index.ts';
import { oneFile, readArguments } from './arguments.ts';
import { baseUrlOf, connectTo, serverOptions } from './connect.ts';
import { outcomeRows } from './outcomes.ts';
import { claimOutcomes, writeOutcomes } from './outcomes-file.ts';
import { counted, type Terminal } from './output.ts';
import { readRows, rowsOptions, rowsUsage } from './rows-file.ts';
import { paceOptions, readPace } from './run-options.ts';
import { fileError, UsageError } from './usage-error.ts';

export const exportUsage = `export --journal FILE ROWS.csv --out FILE.csv [--base-url URL] [--rate N]
    Writes a CSV with a line for each row of the file that the journal knows. Outcomes are read from the API, since
    no journal holds them; without a base URL, ids and statuses alone. Places no call.
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
  const report = await readRows(file, values);
  await access(path).catch((error) => {
    throw fileError(path, error);
  });
  await claimOutcomes(out);
  const journal = await openJournal(path, { target: connection?.target });
  const known = new Map([...journal.load()].map((record) => [record.key, record]));
  journal.close();
  const records = report.accepted.flatMap(({ row }) => known.get(row.external_reference_id ?? '') ?? []);
  const again = connection && { scheduler: connection.scheduler, ...pace, signal: interrupted };
  await writeOutcomes(out, await outcomeRows(records, new Map(), again));
  terminal.out(`${counted(records.length, 'row')} in ${resolve(out)}\n`);
  return 0;
}
