import { JournalError, type JournalErrorCode } from './journal.ts';

interface Fault {
  code: JournalErrorCode;
  says: string;
}

const locked: Fault = { code: 'locked', says: 'is in use by another run: wait until that has ended' };
const full: Fault = {
  code: 'full',
  says: 'could not be written, the disk is full: make room and run again; nothing is lost',
};
const broken: Fault = {
  code: 'unwritable',
  says: 'could not be written: look after the disk and run again; nothing is lost',
};
const unwritable: Fault = {
  code: 'unwritable',
  says: 'may not be written: name a file in a folder that may',
};
const foreign: Fault = { code: 'foreign', says: 'is no journal: name another file' };
const strayed: Fault = {
  code: 'damaged',
  says: 'was moved or copied without the -wal file beside it: put that beside it again, what was done last is in there',
};
const damaged: Fault = {
  code: 'damaged',
  says: 'cannot be read: restore it from a backup, and place no calls of its rows before',
};

/** By the primary result code of SQLite (https://sqlite.org/rescode.html). */
const bySqliteCode: Record<number, Fault> = {
  5: locked,
  6: locked,
  8: unwritable,
  10: broken,
  11: damaged,
  13: full,
  14: unwritable,
  26: foreign,
};

const bySystemCode: Record<string, Fault> = {
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: unwritable,
  ENOSPC: full,
  EDQUOT: full,
  ENOENT: { code: 'unwritable', says: 'lies in a folder that does not exist: make it first' },
  ENOTDIR: { code: 'unwritable', says: 'lies below something that is no folder: name another file' },
  EISDIR: { code: 'unwritable', says: 'is a folder: name a file' },
};

/** What went wrong with a journal, in one line. An error that is none of the disk's is a bug, and stays what it is. */
export function journalFault(path: string, error: unknown): unknown {
  const { errcode, code } = (error ?? {}) as { errcode?: unknown; code?: unknown };
  const fault =
    typeof errcode === 'number'
      ? (bySqliteCode[errcode & 0xff] ?? damaged)
      : typeof code === 'string'
        ? bySystemCode[code]
        : undefined;
  return fault ? journalError(path, fault) : error;
}

/** What is said of a journal that SQLite can open, but finds damaged. */
export function damagedJournal(path: string): JournalError {
  return journalError(path, damaged);
}

/** What is said of a journal whose last writes lie in a file that is not there. */
export function strayedJournal(path: string): JournalError {
  return journalError(path, strayed);
}

function journalError(path: string, { code, says }: Fault): JournalError {
  return new JournalError(code, `${path} ${says}`);
}
