import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Journal, JournalError } from './journal.ts';
import { damagedJournal, journalFault, strayedJournal } from './journal-fault.ts';
import { createForOwner, keepToOwner } from './owner-only.ts';
import type { RowRecord } from './row-record.ts';

/** What a journal is told about the run that it is for. */
export interface OpenJournalOptions {
  /**
   * The server whose request ids it holds, e.g. a base URL: a journal of another one is refused.
   * @default not checked
   */
  target?: string | undefined;
}

/** `EVGJ` in the header of the file: a database of somebody else is not taken for a journal. */
const APPLICATION_ID = 0x45_56_47_4a;
const VERSION = 1;
const KEY_BYTES = 32;
/** After so many written rows the log is taken into the file, before it grows large. */
const LOGGED_ROWS = 2_000;

const SCHEMA = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT;
  CREATE TABLE row (
    key TEXT PRIMARY KEY,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    request_id TEXT,
    status TEXT,
    reason TEXT,
    unclear_queueings INTEGER NOT NULL,
    triggers INTEGER NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
`;

const WRITE = `
  INSERT INTO row VALUES (:key, :payload, :state, :requestId, :status, :reason, :unclearQueueings, :triggers, :at)
  ON CONFLICT (key) DO UPDATE SET
    payload = excluded.payload, state = excluded.state, request_id = excluded.request_id, status = excluded.status,
    reason = excluded.reason, unclear_queueings = excluded.unclear_queueings, triggers = excluded.triggers,
    at = excluded.at
`;

const READ = `
  SELECT key, payload, state, request_id AS requestId, status, reason, unclear_queueings AS unclearQueueings,
    triggers, at
  FROM row ORDER BY rowid
`;

/**
 * Opens or makes a journal: an SQLite file of mode 0600, in WAL mode, an intent to trigger written with
 * `synchronous=FULL` so that it survives a crash of the machine, and locked for as long as it is open. `:memory:` makes one that is kept nowhere.
 *
 * @throws JournalError
 */
export async function openJournal(path: string, { target }: OpenJournalOptions = {}): Promise<Journal> {
  // Imported late: older runtimes warn of it at import, and who brings a journal of his own has no use for it.
  const { DatabaseSync } = await import('node:sqlite');
  return guarded(path, () => {
    const isFile = path !== ':memory:';
    if (isFile) createForOwner(path);
    // Looked for before SQLite makes one, which it does beside the file that a link leads to.
    const hasLog = isFile && existsSync(`${realpathSync(path)}-wal`);
    // SQLite would take such a name for a URI, and open what it leads to.
    const db = new DatabaseSync(path.startsWith('file:') ? `./${path}` : path);
    try {
      recognize(path, db);
      // Not before it is known for a journal: the mode of a file of somebody else's is his.
      if (isFile) keepToOwner(path);
      prepare(path, db, target, hasLog);
      return createJournal(path, db);
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Locks the file, and refuses what is no journal, or not a whole one. */
function recognize(path: string, db: DatabaseSync): void {
  db.exec('PRAGMA locking_mode = EXCLUSIVE');
  db.exec('BEGIN EXCLUSIVE; COMMIT');
  if (isNew(db)) return;
  const application = number(db, 'SELECT application_id AS n FROM pragma_application_id');
  if (application !== APPLICATION_ID) {
    throw new JournalError('foreign', `${path} is no journal: name another file`);
  }
  const version = number(db, 'SELECT user_version AS n FROM pragma_user_version');
  if (version !== VERSION) {
    throw new JournalError('version', `${path} was written by another version: finish it with that one`);
  }
  // SQLite itself would go on for as long as it does not meet what is damaged.
  const { integrity_check } = db.prepare('PRAGMA integrity_check(1)').get() as { integrity_check: string };
  if (integrity_check !== 'ok') throw damagedJournal(path);
}

/** Makes the tables of a new one, and refuses one that is not what it was. */
function prepare(path: string, db: DatabaseSync, target: string | undefined, hasLog: boolean): void {
  // Before it has a write-ahead log: what is in the file itself is never less than its tables and its mark.
  db.exec('PRAGMA synchronous = FULL');
  if (isNew(db)) create(db, target ?? '');
  else if (meta(db, 'needs_log') === 1 && !hasLog) throw strayedJournal(path);
  const madeFor = meta(db, 'target');
  if (target !== undefined && madeFor !== target) {
    throw new JournalError(
      'foreign',
      `${path} is the journal of runs against another server: name another file`,
    );
  }
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA wal_autocheckpoint = 0');
  beginLog(db);
}

/**
 * Begins the write-ahead log anew. The file itself then says that it needs its log, and the log that it does not: by a
 * clean end the one is written over by the other, and a file that was moved or copied without its log is known.
 */
function beginLog(db: DatabaseSync): void {
  const mark = db.prepare("UPDATE meta SET value = ? WHERE name = 'needs_log'");
  mark.run(1);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  mark.run(0);
}

/** In one transaction: a journal that was killed while it was made is empty, not half of one. */
function create(db: DatabaseSync, target: string): void {
  db.exec('BEGIN');
  db.exec(SCHEMA);
  const insert = db.prepare('INSERT INTO meta VALUES (?, ?)');
  insert.run('hash_key', randomBytes(KEY_BYTES));
  insert.run('target', target);
  insert.run('needs_log', 0);
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION}; COMMIT`);
}

function createJournal(path: string, db: DatabaseSync): Journal {
  const hashKey = meta(db, 'hash_key') as Uint8Array;
  const write: StatementSync = db.prepare(WRITE);
  let logged = 0;
  return {
    load: () =>
      guarded(path, () =>
        db
          .prepare(READ)
          .all()
          .map((row) => ({ ...row }) as unknown as RowRecord),
      ),
    write: (rows) =>
      guarded(path, () => {
        // Only an intent must be on the disk at once. What follows it may be lost with the machine's power, and is then
        // asked for again; what goes before it is synchronized with it.
        const isIntent = rows.some(({ state }) => state === 'trigger_intent');
        db.exec(`PRAGMA synchronous = ${isIntent ? 'FULL' : 'NORMAL'}`);
        if (logged >= LOGGED_ROWS) {
          beginLog(db);
          logged = 0;
        }
        logged += rows.length;
        db.exec('BEGIN');
        try {
          for (const row of rows) write.run({ ...row });
          db.exec('COMMIT');
        } catch (error) {
          // What the disk refused has been rolled back already.
          if (db.isTransaction) db.exec('ROLLBACK');
          throw error;
        }
      }),
    fingerprint: (payload) =>
      createHmac('sha256', hashKey).update(canonicalJson(payload)).digest('base64url'),
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

/** JSON in which the order of keys does not matter. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function isNew(db: DatabaseSync): boolean {
  return number(db, 'SELECT count(*) AS n FROM sqlite_schema') === 0;
}

function number(db: DatabaseSync, query: string): number {
  return (db.prepare(query).get() as { n: number }).n;
}

function meta(db: DatabaseSync, name: string): unknown {
  return db.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.value;
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw journalFault(path, error);
  }
}
