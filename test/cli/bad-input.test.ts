import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openJournal } from '@evergrove/scheduler/batch';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../scripts/soak/sheet.ts';
import { against, cli, filesIn, KEY, newFolder, put, rows, type Served, serve, sheet } from './support.ts';

const CANARY = 'Qx7Zephyrine';
const good = toCsv(rows(2, { 0: { patient_name: CANARY } }));
const [header = '', ...lines] = good.trimEnd().split('\r\n');

/** A command that must be one clear line on stderr and exit code 2, with nothing sent and no file left behind. */
async function expectMistake(
  folder: string,
  server: Served,
  args: string[],
  says: RegExp,
  more: string[] = [],
) {
  const before = Object.fromEntries(filesIn(folder).map((name) => [name, contentOf(join(folder, name))]));
  const [pace] = against(server);
  const ended = await cli([...args, ...pace, ...more], { env: { EVERGROVE_API_KEY: KEY } });
  expect(ended.stderr).toMatch(says);
  expect(ended.stderr).toMatch(/^evergrove-scheduler: [^\n]+\n$/);
  expect(ended.stderr).not.toMatch(/unexpected error/);
  expect(ended.stderr + ended.stdout).not.toContain(CANARY);
  expect({ code: ended.code, stdout: ended.stdout, sent: server.sandbox.requests }).toEqual({
    code: 2,
    stdout: '',
    sent: [],
  });
  const after = Object.fromEntries(filesIn(folder).map((name) => [name, contentOf(join(folder, name))]));
  expect(after).toEqual(before);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '(a folder)';
  }
}

describe('a file of rows that is none', () => {
  const cases: [string, string | Uint8Array, RegExp][] = [
    [
      'not UTF-8',
      Buffer.from(good.replace('MRI', 'Caf\xe9'), 'latin1'),
      /rows\.csv line 2: file\.encoding: \S/,
    ],
    ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), /rows\.csv line 1: file\.encoding: .*UTF-8/],
    ['a workbook', Buffer.from('PK\x03\x04 and more'), /rows\.csv line 1: file\.workbook: \S/],
    ['an unterminated quote', `${good}"${CANARY}`, /rows\.csv line 4: file\.quote_not_closed: \S/],
    ['text after a quote', good.replace('"MRI"', '"MRI" x'), /rows\.csv line 2: file\.text_after_quote: \S/],
    [
      'a missing column',
      good.replace('patient_dob', 'dob'),
      /rows\.csv line 1: patient_dob\.missing_column: \S/,
    ],
    [
      'a doubled header',
      good.replace('"notes"', '"body_part"'),
      /rows\.csv line 1: body_part\.doubled_column: \S/,
    ],
    ['no header', lines.join('\r\n'), /rows\.csv line 1: file\.\w+: \S/],
    ['an empty file', '', /rows\.csv line 1: file\.empty: \S/],
    ['blank lines alone', '\r\n\r\n,,,\r\n', /rows\.csv line 1: file\.empty: \S/],
    ['a header alone', `${header}\r\n`, /rows\.csv holds no rows below its header/],
    ['another delimiter', good.replaceAll('","', '";"'), /rows\.csv line 1: file\.delimiter: \S/],
  ];
  it.each(cases)('%s', async (_, content, says) => {
    const folder = newFolder();
    await expectMistake(folder, await serve(), ['run', put(folder, 'rows.csv', content)], says);
    const { code, stderr } = await cli(['check', join(folder, 'rows.csv')]);
    expect({ code, isSame: says.test(stderr) }).toEqual({ code: 2, isSame: true });
  });

  it.each([
    ['a missing file', 'nowhere.csv', /nowhere\.csv does not exist/],
    ['a folder', '.', /is a directory/],
    ['a file below a file', 'rows.csv/deeper', /lies below something that is no directory/],
    ['a file whose name is too long', 'x'.repeat(300), /cannot be used \(ENAMETOOLONG\)/],
  ])('%s', async (_, name, says) => {
    const folder = newFolder();
    put(folder, 'rows.csv', good);
    await expectMistake(folder, await serve(), ['run', join(folder, name)], says);
  });

  it('rows without an external_reference_id', async () => {
    const folder = newFolder();
    const without = rows(2).map(({ external_reference_id: _, ...row }) => row);
    await expectMistake(
      folder,
      await serve(),
      ['run', sheet(folder, without)],
      /the journal knows a row by its external_reference_id: add that column/,
    );
  });
});

describe('a journal that cannot be used', () => {
  /** A folder with a file of rows and something where its journal would be. */
  async function withJournal(make: (path: string, folder: string, server: Served) => unknown) {
    const folder = newFolder();
    const server = await serve();
    const file = put(folder, 'rows.csv', good);
    await make(join(folder, 'rows.journal'), folder, server);
    return { folder, server, file };
  }
  /** The target that a run against a server has written into its journal. */
  const targetOf = (server: Served) => ({ target: server.url });

  const cases: [string, (path: string, folder: string, server: Served) => unknown, RegExp][] = [
    [
      'of another file',
      async (path, folder, server) => {
        const other = sheet(folder, rows(4).slice(2), 'other.csv');
        const [pace, around] = against(server);
        await cli(['run', other, ...pace, '--journal', path], around);
        server.sandbox.reset();
      },
      /rows\.journal is the journal of other rows, none of these is in it: name another file with --journal/,
    ],
    [
      'of another server',
      async (path) => (await openJournal(path, { target: 'https://api.example.invalid' })).close(),
      /rows\.journal is the journal of runs against another server: name another file/,
    ],
    [
      'of another version',
      async (path, _, server) => {
        (await openJournal(path, targetOf(server))).close();
        const db = new DatabaseSync(path);
        db.exec('PRAGMA user_version = 99');
        db.close();
      },
      /rows\.journal was written by another version: finish it with that one/,
    ],
    [
      'that is a database of somebody else',
      (path) => {
        const db = new DatabaseSync(path);
        db.exec('CREATE TABLE mine (x)');
        db.close();
      },
      /rows\.journal is no journal: name another file/,
    ],
    [
      'that is no database',
      (path) => writeFileSync(path, 'Dear diary, '.repeat(400)),
      /rows\.journal is no journal: name another file/,
    ],
    [
      'that is damaged',
      async (path, _, server) => {
        (await openJournal(path, targetOf(server))).close();
        const bytes = readFileSync(path);
        writeFileSync(path, bytes.fill(0x5a, 5_000, 9_000));
      },
      /rows\.journal cannot be read: restore it from a backup/,
    ],
    ['that is a folder', (path) => mkdirSync(path), /rows\.journal is a folder: name a file/],
  ];
  it.each(cases)('one %s', async (_, make, says) => {
    const { folder, server, file } = await withJournal(make);
    await expectMistake(folder, server, ['run', file], says);
  });

  it('one that a running run has', async () => {
    const { folder, server, file } = await withJournal(() => {});
    const journal = await openJournal(join(folder, 'rows.journal'), targetOf(server));
    const [pace, around] = against(server);
    const ended = await cli(['run', file, ...pace], around);
    expect(ended).toEqual({
      code: 2,
      stdout: '',
      stderr: `evergrove-scheduler: ${join(folder, 'rows.journal')} is in use by another run: wait until that has ended\n`,
    });
    for (const args of [
      ['status', '--journal', join(folder, 'rows.journal')],
      ['export', '--journal', join(folder, 'rows.journal'), file, '--out', join(folder, 'o.csv')],
    ]) {
      expect((await cli(args)).stderr).toMatch(/is in use by another run: wait until that has ended\n$/);
    }
    journal.close();
    expect(server.sandbox.requests).toEqual([]);
    expect(filesIn(folder)).not.toContain('rows.outcomes.csv');
  });

  it.each([
    ['in a folder that does not exist', 'nowhere/j', /lies in a folder that does not exist: make it first/],
    ['below a file', 'rows.csv/j', /lies below something that is no folder: name another file/],
    // Root may write everywhere; nobody may here.
    ['in a folder that may not be written', '/proc/j', /\/proc\/j (?:may not be written|lies in a folder)/],
    ['on the place of the outcomes', 'rows.outcomes.csv', /run: --out is the journal; name another file/],
    ['on the place of the rows', 'rows.csv', /rows\.csv is no journal: name another file/],
  ])('one %s', async (_, name, says) => {
    const folder = newFolder();
    const file = put(folder, 'rows.csv', good);
    const path = name.startsWith('/') ? name : join(folder, name);
    await expectMistake(folder, await serve(), ['run', file, '--journal', path], says);
  });
});

describe('outcomes that cannot be written', () => {
  it.each([
    [
      'over a file that holds something else',
      'mine.txt',
      /mine\.txt exists and holds no outcomes; name another file with --out/,
    ],
    ['over the rows', 'rows.csv', /run: --out is the file of the rows; name another one/],
    ['over the rows by another name', 'link.csv', /run: --out is the file of the rows; name another one/],
    ['over a folder', '.', /is a directory/],
    ['below a file', 'rows.csv/deeper/o.csv', /is no directory and cannot be made one/],
    ['where nobody may', '/proc/o.csv', /\/proc\S* \S/],
  ])('%s', async (_, name, says) => {
    const folder = newFolder();
    const file = put(folder, 'rows.csv', good);
    put(folder, 'mine.txt', 'mine');
    symlinkSync(file, join(folder, 'link.csv'));
    const out = name.startsWith('/') ? name : join(folder, name);
    await expectMistake(folder, await serve(), ['run', file, '--out', out], says);
  });

  it('in a folder that is read-only', async () => {
    if (process.getuid?.() === 0) return;
    const folder = newFolder();
    const file = put(folder, 'rows.csv', good);
    chmodSync(folder, 0o500);
    await expectMistake(folder, await serve(), ['run', file], /may not be (?:read or )?written/);
    chmodSync(folder, 0o700);
  });
});

describe('a file of an option that is none', () => {
  const cases: [string, string, string | Uint8Array, RegExp][] = [
    ['--hours', 'no JSON', `{"monday": ${CANARY}`, /option is not well-formed JSON/],
    ['--hours', 'a list', '[]', /option must hold a JSON object/],
    ['--hours', 'an unknown day', '{"mon": {}}', /option: mon: \S/],
    [
      '--hours',
      'a window over midnight',
      '{"monday":{"windows":[{"start":"22:00","end":"06:00"}],"default_call_time":"23:00"}}',
      /option: monday\.windows\[0\]\S*: .*split/,
    ],
    ['--columns', 'no JSON', CANARY, /option is not well-formed JSON/],
    ['--columns', 'numbers', '{"a": 1}', /option must hold a JSON object whose values are texts/],
    ['--columns', 'an unknown field', '{"Name": "nobody"}', /columns/],
    ['--zones', 'no zone', `{"ET": "${CANARY}"}`, /zones/],
    ['--zones', 'not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /option is not UTF-8: save it as UTF-8/],
    ['--suppress', 'not UTF-8', Buffer.from([0x41, 0xff]), /option is not UTF-8: save it as UTF-8/],
  ];
  it.each(cases)('%s with %s', async (option, _, content, says) => {
    const folder = newFolder();
    const file = put(folder, 'rows.csv', good);
    const path = put(folder, 'option', content);
    await expectMistake(folder, await serve(), ['run', file, option, path], says);
  });

  it.each(['--hours', '--columns', '--zones', '--suppress'])('%s without its file', async (option) => {
    const folder = newFolder();
    const file = put(folder, 'rows.csv', good);
    const missing = join(folder, 'missing');
    await expectMistake(folder, await serve(), ['run', file, option, missing], /missing does not exist/);
  });
});

describe('an option that is used wrongly', () => {
  it.each([
    ['--rate', '0', /--rate must be a whole number from 1 to 2000/],
    ['--rate', 'fast', /--rate must be a whole number from 1 to 2000/],
    ['--concurrency', '1.5', /--concurrency must be a whole number from 1 to 100/],
    ['--poll-every', '0', /--poll-every must be seconds, a number from 1 to 86400/],
    ['--quiet-time', '-1', /--quiet-time is used wrongly/],
    ['--quiet-time', '1e3', /--quiet-time must be seconds, a number from 0 to 86400/],
    ['--speed', '0', /--speed must be a whole number from 1 to 1000/],
    ['--now', 'yesterday', /--now must be a date-time such as/],
    ['--now', '2026-11-22T12:00', /--now must be a date-time such as/],
    ['--now', '2026-02-30', /--now must be a date-time such as/],
    ['--journl', 'x', /run: unknown option \(--journal meant\?\); it takes .*--journal/],
    ['--api-key', CANARY, /run: unknown option; it takes/],
    ['--call-type', '', /--call-type must/],
    ['--release', CANARY, /run: --release 1 of 1 is the external_reference_id of no row that can be called/],
    ['--base-url', '', /baseUrl|base-url/],
    ['--base-url', 'ftp://example.invalid', /must be https, or http on a loopback host/],
    ['--base-url', `https://user:${CANARY}@example.invalid`, /baseUrl: /],
  ])('%s %s', async (option, value, says) => {
    const folder = newFolder();
    const file = put(folder, 'rows.csv', good);
    const server = await serve();
    // The last one counts, so that what is wrong comes last.
    await expectMistake(folder, server, ['run', file], says, [option, value]);
  });

  it.each([
    ['no command', [], /^$/],
    ['no such command', [CANARY], /no such command; there are check, run/],
    ['a mistyped command', ['chekc'], /no such command \(check meant\?\); there are check, run/],
    ['no file', ['run'], /run: name the CSV file, or - for standard input/],
    ['two files', ['run', CANARY, CANARY], /run: too many arguments; see --help/],
    ['an option without its value', ['run', 'x.csv', '--out'], /run: --out is used wrongly; see --help/],
    ['a flag with a value', ['run', 'x.csv', '--live=yes'], /run: --live is used wrongly; see --help/],
    [
      'standard input without a place for the outcomes',
      ['run', '-'],
      /name the file with --out, standard input has no place beside it/,
    ],
    [
      'a base URL without a key',
      ['run', 'x.csv', '--base-url', 'http://localhost:1'],
      /set EVERGROVE_API_KEY/,
    ],
    [
      'http elsewhere',
      ['run', 'x.csv', '--base-url', 'http://example.invalid', '--dry-run'],
      /must be https/,
    ],
  ])('%s', async (_, args, says) => {
    const { code, stderr } = await cli(args);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain(CANARY);
    expect(code).toBe(2);
  });

  it.each(['a\nb', 'schlüssel', ' '])(
    'a key that no header may carry is refused, and not shown: %j',
    async (key) => {
      const folder = newFolder();
      const server = await serve();
      const file = put(folder, 'rows.csv', good);
      const [pace] = against(server);
      const { code, stderr } = await cli(['run', file, ...pace], { env: { EVERGROVE_API_KEY: key } });
      expect(stderr).toMatch(/^evergrove-scheduler: apiKey: [^\n]+\n$/);
      expect({ code, sent: server.sandbox.requests }).toEqual({ code: 2, sent: [] });
      expect(filesIn(folder)).toEqual(['rows.csv']);
    },
  );
});
