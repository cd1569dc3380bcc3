import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { type Journal, JournalError, openJournal, type RowRecord } from '@evergrove/scheduler/batch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalFault } from '../../src/batch/journal-fault.ts';
import { idOf, thrown } from './support.ts';

/** Processes take their time on a machine that has other things to do. */
const PROCESS_MS = 30_000;

let folder: string;
let path: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  path = join(folder, 'rows.journal');
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const program = fileURLToPath(new URL('programs/journal.ts', import.meta.url));

interface Started {
  child: ChildProcess;
  /** What it has printed, line by line. */
  lines: string[];
  /** Resolves when it has printed something that matches; fails when it ends before. */
  prints(what: RegExp): Promise<string>;
  ended: Promise<unknown>;
}

/** The program beside this file, in a process of its own. */
function start(action: string, { uid, shell }: { uid?: number; shell?: string } = {}): Started {
  const command = [process.execPath, program, path, action];
  const [file = '', ...args] = shell ? ['/bin/sh', '-c', `${shell}; exec "$@"`, 'sh', ...command] : command;
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  children.push(child);
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  let rest = '';
  let isOver = false;
  const wake = () => {
    for (const look of waiting.splice(0)) look();
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    wake();
  });
  const ended = once(child, 'close').then(() => {
    isOver = true;
    wake();
  });
  const prints = (what: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = lines.findLast((text) => what.test(text));
        if (line !== undefined) resolve(line);
        else if (isOver) reject(new Error(`ended without it: ${lines.slice(-3).join(' | ')}`));
        else waiting.push(look);
      };
      look();
    });
  return { child, lines, prints, ended };
}

const record = (key: string, over: Partial<RowRecord> = {}): RowRecord => ({
  key,
  payload: 'hash',
  state: 'queued',
  requestId: idOf(1),
  status: 'ENQUEUED',
  reason: null,
  unclearQueueings: 0,
  triggers: 0,
  at: 1_764_000_000_000,
  ...over,
});

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

/** Opens it for as long as `use` takes. */
async function using<T>(use: (journal: Journal) => T, options = {}): Promise<T> {
  const journal = await openJournal(path, options);
  try {
    return use(journal);
  } finally {
    journal.close();
  }
}

const refusal = async (options = {}) => (await thrown(openJournal(path, options))) as JournalError;

describe('a journal', () => {
  it('gives back what was written, in the order in which it first was', async () => {
    const rows = [record('b'), record('a', { requestId: null, status: null, state: 'new' })];
    await using((journal) => {
      journal.write(rows);
      journal.write([
        record('c', { reason: 'http_422', state: 'rejected', unclearQueueings: 2, triggers: 1 }),
      ]);
      journal.write([record('b', { state: 'done', status: 'COMPLETE' })]);
      journal.write([]);
    });
    await using((journal) =>
      expect([...journal.load()]).toStrictEqual([
        record('b', { state: 'done', status: 'COMPLETE' }),
        rows[1],
        record('c', { reason: 'http_422', state: 'rejected', unclearQueueings: 2, triggers: 1 }),
      ]),
    );
  });

  it.each([
    'plain',
    'Zoë',
    '😀',
    'e\u0301',
    '\u00e9',
    '\0',
    'a\0b',
    "'; DROP TABLE row; --",
    '__proto__',
    ' ',
  ])('knows a row by %j', async (key) => {
    await using((journal) => {
      journal.write([record(key), record('other')]);
      expect([...journal.load()]).toEqual([record(key), record('other')]);
    });
  });

  it('writes all rows of a write or none', async () => {
    await using((journal) => {
      journal.write([record('a')]);
      const impossible = record('c', { triggers: 'many' as unknown as number });
      expect(() => journal.write([record('b'), record('a', { state: 'done' }), impossible])).toThrow();
      expect([...journal.load()]).toEqual([record('a')]);
      journal.write([record('b')]);
      expect([...journal.load()]).toEqual([record('a'), record('b')]);
    });
  });

  it('is for its owner alone, and so is the log beside it', async () => {
    await using((journal) => {
      journal.write([record('a')]);
      expect([mode(path), mode(`${path}-wal`)]).toEqual(['600', '600']);
    });
    expect(mode(path)).toBe('600');
  });

  it('is taken from everybody else when it was there with another mode', async () => {
    await using((journal) => journal.write([record('a')]));
    chmodSync(path, 0o644);
    await using(() => expect([mode(path), mode(`${path}-wal`)]).toEqual(['600', '600']));
  });

  it('is so even for an umask that lets everybody read', async () => {
    const before = process.umask(0);
    try {
      await using(() => expect([mode(path), mode(`${path}-wal`)]).toEqual(['600', '600']));
    } finally {
      process.umask(before);
    }
  });

  it('of zero bytes, made by a process that was killed just then, is a new one', async () => {
    writeFileSync(path, '');
    await using((journal) => journal.write([record('a')]));
    await using((journal) => expect([...journal.load()]).toHaveLength(1));
  });

  it(':memory: is kept nowhere', async () => {
    const journal = await openJournal(':memory:');
    journal.write([record('a')]);
    expect([...journal.load()]).toHaveLength(1);
    journal.close();
    expect(existsSync(':memory:')).toBe(false);
  });

  it('with a name that looks like a URI is a file of that name', async () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      path = 'file:x.journal?mode=memory';
      await using((journal) => journal.write([record('a')]));
      await using((journal) => expect([...journal.load()]).toHaveLength(1));
      expect(existsSync(join(folder, path))).toBe(true);
    } finally {
      process.chdir(before);
    }
  });

  it('may be closed twice', async () => {
    const journal = await openJournal(path);
    journal.close();
    expect(() => journal.close()).not.toThrow();
  });
});

describe('a fingerprint', () => {
  const payload = {
    name: 'Office',
    call: { details: { patient_name: 'Zephyrine', notes: null }, list: [1, 2] },
  };

  it('is the same whatever the order of the keys, and in every run on the same journal', async () => {
    const turned = {
      call: { list: [1, 2], details: { notes: null, patient_name: 'Zephyrine' } },
      name: 'Office',
    };
    const first = await using((journal) => {
      expect(journal.fingerprint(turned)).toBe(journal.fingerprint(payload));
      return journal.fingerprint(payload);
    });
    expect(await using((journal) => journal.fingerprint(payload))).toBe(first);
  });

  it.each<[string, unknown]>([
    ['another value', { ...payload, name: 'office' }],
    ['another order of a list', { ...payload, call: { ...payload.call, list: [2, 1] } }],
    ['a key more', { ...payload, notes: null }],
    ['a value under another key', { Name: 'Office', call: payload.call }],
  ])('differs for %s', async (_, other) => {
    await using((journal) => expect(journal.fingerprint(other)).not.toBe(journal.fingerprint(payload)));
  });

  it('differs from journal to journal, and shows nothing of the payload', async () => {
    const first = await using((journal) => journal.fingerprint(payload));
    path = join(folder, 'other.journal');
    const second = await using((journal) => journal.fingerprint(payload));
    expect(second).not.toBe(first);
    expect(first).toMatch(/^[\w-]{43}$/);
  });
});

describe('a process that is killed', { timeout: PROCESS_MS }, () => {
  it.each([1, 2, 3])(
    'in the middle of writing loses nothing that was written, and leaves no half write (%i)',
    async () => {
      const { child, lines, prints, ended } = start('write');
      await prints(/^2\d$/);
      child.kill('SIGKILL');
      await ended;
      const said = Number(lines.at(-1));
      const rows = await using((journal) => [...journal.load()]);
      const perWrite = Map.groupBy(rows, ({ at }) => at);
      for (let n = 0; n <= said; n++) expect(perWrite.get(n), `write ${n}`).toHaveLength(10);
      expect(perWrite.size).toBeLessThanOrEqual(said + 2);
      for (const written of perWrite.values()) expect(written).toHaveLength(10);
    },
  );

  it('lets go of the journal', async () => {
    const { child, prints, ended } = start('hold');
    await prints(/open/);
    expect((await refusal()).code).toBe('locked');
    child.kill('SIGKILL');
    await ended;
    await using((journal) => journal.write([record('a')]));
  });
});

describe('a journal that is in use', { timeout: PROCESS_MS }, () => {
  it('is refused to another process and to this one, however often they ask', async () => {
    await using(() => {});
    const journal = await openJournal(path);
    for (let time = 0; time < 3; time++) {
      expect((await refusal()).code).toBe('locked');
      expect(await start('open').prints(/./)).toMatch(
        /^locked: .*rows\.journal is in use by another run: wait/,
      );
    }
    journal.write([record('a')]);
    journal.close();
    expect(await start('open').prints(/./)).toBe('open');
  });

  it('is so too while it is new', async () => {
    const journal = await openJournal(path);
    expect((await refusal()).code).toBe('locked');
    expect(await start('open').prints(/./)).toMatch(/^locked/);
    journal.close();
  });
});

const sqlite = (sql: string) => {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
};

describe('what is no journal', () => {
  it.each<[string, () => void]>([
    ['a database of somebody else', () => sqlite('CREATE TABLE patient (name TEXT)')],
    ['one in WAL mode', () => sqlite('PRAGMA journal_mode = WAL; CREATE TABLE row (key TEXT)')],
    [
      'a text file',
      () => writeFileSync(path, 'external_reference_id,patient_name\nrow-1,Zephyrine\n'.repeat(99)),
    ],
    ['a short text file', () => writeFileSync(path, 'a,b\n')],
  ])('%s: refused as foreign, and left as it was', async (_, make) => {
    make();
    chmodSync(path, 0o644);
    const before = readFileSync(path);
    const error = await refusal();
    expect(error).toBeInstanceOf(JournalError);
    expect(error.code).toBe('foreign');
    expect(error.message).toBe(`${path} is no journal: name another file`);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(mode(path)).toBe('644');
  });

  it.each<[string, object, object]>([
    ['for another server', { target: 'https://a.test' }, { target: 'https://b.test' }],
    ['for no server that was named', {}, { target: 'https://b.test' }],
  ])('a journal %s: refused as foreign', async (_, made, opened) => {
    await using(() => {}, made);
    expect(await refusal(opened)).toMatchObject({
      code: 'foreign',
      message: `${path} is the journal of runs against another server: name another file`,
    });
    await using(() => {}, made);
  });

  it('the same server, or none named, is not refused', async () => {
    await using(() => {}, { target: 'https://a.test' });
    await using(() => {}, { target: 'https://a.test' });
    await using(() => {});
  });

  it('a journal of another version: refused, and left as it was', async () => {
    await using((journal) => journal.write([record('a')]));
    sqlite('PRAGMA user_version = 2');
    expect(await refusal()).toMatchObject({
      code: 'version',
      message: `${path} was written by another version: finish it with that one`,
    });
    sqlite('PRAGMA user_version = 1');
    await using((journal) => expect([...journal.load()]).toEqual([record('a')]));
  });
});

describe('a damaged journal', () => {
  const PAGE = 4_096;
  const rows = Array.from({ length: 400 }, (_, i) => record(`row-${i}`));

  it.each(Array.from({ length: 12 }, (_, page) => page + 1))('page %i overwritten: refused', async (page) => {
    await using((journal) => journal.write(rows));
    expect(statSync(path).size).toBeGreaterThan(14 * PAGE);
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(PAGE, 0xa5), 0, PAGE, page * PAGE);
    const error = await refusal();
    expect(error).toMatchObject({
      code: 'damaged',
      message: `${path} cannot be read: restore it from a backup, and place no calls of its rows before`,
    });
  });

  it('cut off: refused', async () => {
    await using((journal) => journal.write(rows));
    writeFileSync(path, readFileSync(path).subarray(0, 5 * PAGE));
    expect((await refusal()).code).toBe('damaged');
  });

  it('without its beginning: refused as foreign', async () => {
    await using((journal) => journal.write(rows));
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(100, 0xa5), 0, 100, 0);
    expect((await refusal()).code).toBe('foreign');
  });
});

describe('a place that may not be written', { timeout: PROCESS_MS }, () => {
  it.each<[string, () => string, RegExp]>([
    [
      'a missing folder',
      () => join(folder, 'nowhere', 'x'),
      /lies in a folder that does not exist: make it first$/,
    ],
    ['a folder', () => folder, /is a folder: name a file$/],
    ['below a file', () => join(program, 'x'), /lies below something that is no folder: name another file$/],
  ])('%s: refused as unwritable', async (_, where, message) => {
    path = where();
    const error = await refusal();
    expect(error).toBeInstanceOf(JournalError);
    expect(error.code).toBe('unwritable');
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(path)).toBe(true);
  });

  // Root may write everywhere: a process of another user is asked then.
  const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {};

  it('a read-only folder: refused as unwritable', async () => {
    const readOnly = join(folder, 'read-only');
    mkdirSync(readOnly);
    chmodSync(readOnly, 0o555);
    chmodSync(folder, 0o755);
    path = join(readOnly, 'x.journal');
    expect(await start('open', uid).prints(/./)).toBe(
      `unwritable: ${path} may not be written: name a file in a folder that may`,
    );
  });

  it('a file that may only be read: refused as unwritable', async () => {
    await using(() => {});
    chmodSync(path, 0o444);
    chmodSync(folder, 0o755);
    expect(await start('open', uid).prints(/./)).toMatch(/^unwritable: .* may not be written: name a file/);
  });

  it('a link to a journal is that journal', async () => {
    await using((journal) => journal.write([record('a')]));
    const real = path;
    path = join(folder, 'link');
    symlinkSync(real, path);
    await using((journal) => expect([...journal.load()]).toHaveLength(1));
  });
});

describe('a disk without room', { timeout: PROCESS_MS }, () => {
  it('refuses the write in one line, and what was written before is there', async () => {
    const { lines, ended } = start('fill', { shell: 'ulimit -f 400' });
    await ended;
    expect(lines.at(-1)).toBe(
      `unwritable: ${path} could not be written: look after the disk and run again; nothing is lost`,
    );
    const written = Number(lines.at(-2));
    expect(written).toBeGreaterThan(2);
    const rows = await using((journal) => [...journal.load()]);
    expect(rows).toHaveLength((written + 1) * 10);
  });

  it('SQLite’s own word for it is told as full', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE t (x); PRAGMA max_page_count = 2');
    let error: unknown;
    try {
      db.exec('INSERT INTO t VALUES (zeroblob(100000))');
    } catch (thrown) {
      error = thrown;
    }
    db.close();
    expect(journalFault('a.journal', error)).toMatchObject({
      code: 'full',
      message: 'a.journal could not be written, the disk is full: make room and run again; nothing is lost',
    });
  });
});

describe('a journal whose process was killed', () => {
  const refused = /rows\.\w+ was moved or copied without the -wal file beside it: put that beside it again/;

  /** As a kill leaves it: the file and its log, copied while the journal is open. */
  async function killed(): Promise<void> {
    const journal = await openJournal(join(folder, 'live.journal'));
    journal.write([record('row-1')]);
    copyFileSync(join(folder, 'live.journal'), path);
    copyFileSync(join(folder, 'live.journal-wal'), `${path}-wal`);
    journal.close();
  }

  it('goes on with its log beside it, by a symbolic link as well', async () => {
    await killed();
    symlinkSync(path, join(folder, 'rows.symbolic'));
    const linked = await openJournal(join(folder, 'rows.symbolic'));
    expect([...linked.load()]).toHaveLength(1);
    linked.close();
    await killed();
    expect(await using((journal) => [...journal.load()])).toHaveLength(1);
  });

  it.each<[string, (to: string) => string]>([
    [
      'whose log was deleted',
      () => {
        rmSync(`${path}-wal`);
        return path;
      },
    ],
    [
      'that was moved alone',
      (to) => {
        renameSync(path, to);
        return to;
      },
    ],
    [
      'that was copied alone',
      (to) => {
        copyFileSync(path, to);
        return to;
      },
    ],
    [
      'that was linked alone',
      (to) => {
        linkSync(path, to);
        return to;
      },
    ],
  ])('is not taken for a new one: one %s', async (_, act) => {
    await killed();
    const at = act(join(folder, 'rows.elsewhere'));
    await expect(openJournal(at)).rejects.toThrow(refused);
  });

  it('goes on once the log is beside it again', async () => {
    await killed();
    const moved = join(folder, 'rows.moved');
    renameSync(path, moved);
    await expect(openJournal(moved)).rejects.toThrow(refused);
    renameSync(`${path}-wal`, `${moved}-wal`);
    const journal = await openJournal(moved);
    expect([...journal.load()]).toHaveLength(1);
    journal.close();
  });

  it('is known as well when it was killed long after it was opened', async () => {
    const journal = await openJournal(join(folder, 'live.journal'));
    for (let n = 0; n < 50; n++)
      journal.write(Array.from({ length: 100 }, (_, i) => record(`row-${n}-${i}`)));
    copyFileSync(join(folder, 'live.journal'), path);
    journal.close();
    await expect(openJournal(path)).rejects.toThrow(refused);
  });

  it('may be moved alone after it was closed', async () => {
    await using((journal) => journal.write([record('row-1')]));
    const moved = join(folder, 'rows.moved');
    renameSync(path, moved);
    const journal = await openJournal(moved);
    expect([...journal.load()]).toHaveLength(1);
    journal.close();
  });
});

describe('journalFault', () => {
  it.each<[object, string]>([
    [{ errcode: 5 }, 'locked'],
    [{ errcode: 261 }, 'locked'],
    [{ errcode: 6 }, 'locked'],
    [{ errcode: 8 }, 'unwritable'],
    [{ errcode: 1032 }, 'unwritable'],
    [{ errcode: 10 }, 'unwritable'],
    [{ errcode: 778 }, 'unwritable'],
    [{ errcode: 11 }, 'damaged'],
    [{ errcode: 267 }, 'damaged'],
    [{ errcode: 13 }, 'full'],
    [{ errcode: 14 }, 'unwritable'],
    [{ errcode: 26 }, 'foreign'],
    [{ errcode: 1 }, 'damaged'],
    [{ code: 'ENOSPC' }, 'full'],
    [{ code: 'EDQUOT' }, 'full'],
    [{ code: 'EACCES' }, 'unwritable'],
    [{ code: 'EPERM' }, 'unwritable'],
    [{ code: 'EROFS' }, 'unwritable'],
    [{ code: 'ENOENT' }, 'unwritable'],
    [{ code: 'ENOTDIR' }, 'unwritable'],
    [{ code: 'EISDIR' }, 'unwritable'],
  ])('%o is %s, in one line that begins with the file and says what to do', (error, code) => {
    const fault = journalFault('a.journal', error) as JournalError;
    expect(fault).toMatchObject({ name: 'JournalError', code });
    expect(fault.message).toMatch(/^a\.journal [a-z][^\n]*: [a-z][^\n]*$/);
  });

  it.each([new TypeError('a bug'), undefined, null, 'text', { code: 'ERR_INVALID_ARG_TYPE' }])(
    '%o is none of the disk’s, and stays what it is',
    (error) => {
      expect(journalFault('a.journal', error)).toBe(error);
    },
  );

  it('a JournalError stays what it is', () => {
    const error = new JournalError('foreign', 'x');
    expect(journalFault('a.journal', error)).toBe(error);
  });
});
