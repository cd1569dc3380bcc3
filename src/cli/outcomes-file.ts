import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type OutcomeRow, outcomesToCsv } from '../rows/index.ts';
import { fileError, UsageError } from './usage-error.ts';

const OWNER_ONLY = 0o600;

/**
 * Sees to it that outcomes can be written to a file, before anything is sent. A file that holds something else is
 * not replaced.
 */
export async function claimOutcomes(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${dirname(path)} is no directory and cannot be made one (${error.code})`);
  });
  const earlier = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw fileError(path, error);
  });
  const [header] = outcomesToCsv([]).split('\r\n');
  if (earlier !== undefined && earlier !== '' && !earlier.startsWith(`${header}\r\n`)) {
    throw new UsageError(`${path} exists and holds no outcomes; name another file with --out`);
  }
  try {
    const part = partOf(path);
    await (await open(part, 'wx', OWNER_ONLY)).close();
    await unlink(part);
  } catch (error) {
    throw fileError(path, error);
  }
}

/** Where a file is written before it takes the place of the older one: a name that nothing else has. */
const partOf = (path: string) => `${path}.${randomUUID()}.part`;

/** Writes outcomes, readable by their owner only. An older file is replaced by a whole one, or not at all. */
export async function writeOutcomes(path: string, rows: Iterable<OutcomeRow>): Promise<void> {
  const part = partOf(path);
  try {
    const file = await open(part, 'wx', OWNER_ONLY);
    try {
      await file.chmod(OWNER_ONLY);
      await file.writeFile(outcomesToCsv(rows));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await unlink(part).catch(() => {});
    throw fileError(path, error);
  }
}
