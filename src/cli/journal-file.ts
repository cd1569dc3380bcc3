import { unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Journal, openJournal } from '../batch/index.ts';
import { EMBEDDED } from './connect.ts';
import { UsageError } from './usage-error.ts';

/** Where the files that go with a CSV lie when they are not named: beside it. */
export function beside(csv: string, extension: string, option: string): string {
  if (csv === '-')
    throw new UsageError(`name the file with --${option}, standard input has no place beside it`);
  return join(dirname(csv), `${basename(csv).replace(/\.csv$/i, '')}.${extension}`);
}

/**
 * Opens the journal of a run. One of the embedded sandbox is begun anew: what it tells of went with the process that
 * made it.
 */
export async function openRunJournal(path: string, target: string): Promise<Journal> {
  const journal = await openJournal(path, { target });
  const [first] = journal.load();
  if (target !== EMBEDDED || first === undefined) return journal;
  journal.close();
  for (const name of [path, `${path}-wal`, `${path}-shm`]) await unlink(name).catch(() => {});
  return openJournal(path, { target });
}
