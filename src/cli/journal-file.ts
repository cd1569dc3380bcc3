import { stat, unlink } from 'node:fs/promises';
import { type Journal, openJournal } from '../batch/index.ts';
import { EMBEDDED } from './connect.ts';
import { fileError, UsageError } from './usage-error.ts';

/** Opens a journal that must be there: of an empty file none is made. */
export async function openKnownJournal(path: string, target?: string): Promise<Journal> {
  const { size } = await stat(path).catch((error) => {
    throw fileError(path, error);
  });
  if (size === 0) throw new UsageError(`${path} is no journal: name another file`);
  return openJournal(path, { target });
}

/**
 * Opens the journal of a run of these rows. One of the embedded sandbox is begun anew: what it tells of went with the
 * process that made it.
 */
export async function openRunJournal(
  path: string,
  target: string,
  rows: { has(key: string): boolean },
): Promise<Journal> {
  const journal = await openJournal(path, { target });
  const records = [...journal.load()];
  if (records.length === 0) return journal;
  const isOurs = records.some(({ key }) => rows.has(key));
  if (target !== EMBEDDED && isOurs) return journal;
  journal.close();
  if (target !== EMBEDDED) {
    throw new UsageError(
      `${path} is the journal of other rows, none of these is in it: name another file with --journal`,
    );
  }
  for (const name of [path, `${path}-wal`, `${path}-shm`]) await unlink(name).catch(() => {});
  return openJournal(path, { target });
}
