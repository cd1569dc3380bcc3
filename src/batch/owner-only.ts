import { accessSync, chmodSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs';

const OWNER_ONLY = 0o600;

/**
 * Makes a file that its owner alone may read, unless there is one. A file that is there is not opened: closing it again
 * would drop the locks that this process has on it (POSIX), and let another process in.
 */
export function createForOwner(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY));
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    accessSync(path, constants.R_OK | constants.W_OK);
    if (statSync(path).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  }
}

/** Takes a journal, and what SQLite has laid beside it, from everybody but the owner. */
export function keepToOwner(path: string): void {
  for (const file of [path, `${path}-wal`]) if (existsSync(file)) chmodSync(file, OWNER_ONLY);
}
