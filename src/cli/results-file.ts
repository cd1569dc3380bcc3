import { access, type FileHandle, mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type OutcomeRow, outcomesToCsv } from '../rows/index.ts';
import { fileError, UsageError } from './usage-error.ts';

/** Where outcomes go. Until `finish` they lie beside it, so that an older file is replaced only by a whole one. */
export interface ResultsFile {
  /** Writes what is known, in the place of what was. */
  save(rows: readonly OutcomeRow[]): Promise<void>;
  /** Gives the file its name. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** Opens it before anything is sent, so that no outcome is lost for want of a place; readable by its owner only. */
export async function openResults(path: string, force: boolean): Promise<ResultsFile> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere && !force) throw fileError(path, { code: 'EEXIST' });
  await mkdir(dirname(path), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${dirname(path)} is no directory and cannot be made one (${error.code})`);
  });
  const part = `${path}.part`;
  let file: FileHandle;
  try {
    file = await open(part, 'w', 0o600);
    await file.chmod(0o600);
  } catch (error) {
    throw fileError(part, error);
  }
  return {
    async save(rows) {
      await file.truncate(0);
      await file.write(outcomesToCsv(rows), 0);
      await file.sync();
    },
    async finish() {
      await file.close();
      await rename(part, path);
    },
    async discard() {
      await file.close();
      await unlink(part);
    },
  };
}
