import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { EMBEDDED } from './connect.ts';
import { UsageError } from './usage-error.ts';

/** The files that a run writes. */
export interface RunFiles {
  out: string;
  /** Undefined when nothing is kept: nobody asked for it, and the embedded sandbox is gone with the process. */
  journalPath: string | undefined;
}

/**
 * Where the outcomes and the journal of a run go: beside the CSV, where they are not named. What a sandbox invents never
 * takes the place of what offices said.
 */
export async function runFiles(
  named: string,
  { out, journal }: { out?: string | undefined; journal?: string | undefined },
  target: string,
): Promise<RunFiles> {
  // By whatever name it is called, a file has one journal.
  const csv = named === '-' ? named : await realpath(named).catch(() => named);
  const isKept = journal !== undefined || target !== EMBEDDED;
  return {
    out: resolve(out ?? beside(csv, target === EMBEDDED ? 'sandbox-outcomes.csv' : 'outcomes.csv', 'out')),
    journalPath: isKept ? resolve(journal ?? beside(csv, 'journal', 'journal')) : undefined,
  };
}

function beside(csv: string, extension: string, option: string): string {
  if (csv === '-')
    throw new UsageError(`name the file with --${option}, standard input has no place beside it`);
  return join(dirname(csv), `${basename(csv).replace(/\.csv$/i, '')}.${extension}`);
}

/** Sees to it that outcomes do not take the place of what they come from. */
export async function keepApart(csv: string, { out, journalPath }: RunFiles): Promise<void> {
  if (await isSameFile(csv, out))
    throw new UsageError('run: --out is the file of the rows; name another one');
  if (journalPath === undefined) return;
  for (const file of [journalPath, `${journalPath}-wal`, `${journalPath}-shm`]) {
    if (out === file || (await isSameFile(file, out)))
      throw new UsageError('run: --out is the journal; name another file');
  }
}

async function isSameFile(file: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all(
    [realpath(file), realpath(other)].map((path) => path.catch(() => undefined)),
  );
  return one !== undefined && one === two;
}
