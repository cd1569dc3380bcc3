/** A mistake of the person at the keyboard: shown as one line on stderr, exit code 2, never with a stack. */
export class UsageError extends Error {}

/** The person at the keyboard wanted it to end before anything was sent: one line on stderr, exit code 130. */
export class InterruptedError extends Error {}

const system: Record<string, string> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read or written by you',
  EISDIR: 'is a directory',
  EROFS: 'lies on a file system that is read-only',
  ENOSPC: 'cannot be written, the disk is full',
  ENOTDIR: 'lies below something that is no directory',
};

/** A file that cannot be used, in one line. */
export function fileError(path: string, error: unknown): UsageError {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown error';
  return new UsageError(`${path} ${system[code] ?? `cannot be used (${code})`}`);
}
