import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { against, cli, csvCells, filesIn, KEY, newFolder, put, rows, serve, sheet } from './support.ts';

/** A folder in which a run came through, and its server. */
async function ran() {
  const folder = newFolder();
  const server = await serve();
  const [args, around] = against(server);
  const file = sheet(folder, rows(3));
  await cli(['run', file, ...args], around);
  const out = join(folder, 'export.csv');
  return { folder, server, file, out, journal: join(folder, 'rows.journal'), args, around };
}

describe('export', () => {
  it('writes ids and statuses from the journal alone, and sends nothing', async () => {
    const { server, file, journal, out } = await ran();
    const sent = server.sandbox.requests.length;
    const { code, stdout, stderr } = await cli(['export', '--journal', journal, file, '--out', out]);
    expect(stdout).toBe(`3 rows in ${out}\n`);
    const [header, ...lines] = csvCells(out);
    expect(header?.slice(0, 3)).toEqual(['external_reference_id', 'request_id', 'status']);
    const [first] = server.sandbox.calls();
    expect(lines[0]?.slice(0, 3)).toEqual(['soak-00001', first?.id, 'COMPLETE']);
    expect(lines).toHaveLength(3);
    expect({ code, stderr, sent: server.sandbox.requests.length }).toEqual({ code: 0, stderr: '', sent });
    expect(statSync(out).mode & 0o777).toBe(0o600);
  });

  it('reads the outcomes from the API, and places no call', async () => {
    const { server, file, journal, out, args, around, folder } = await ran();
    const sent = server.sandbox.requests.length;
    const { code } = await cli(['export', '--journal', journal, file, '--out', out, ...args], around);
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(join(folder, 'rows.outcomes.csv'), 'utf8'));
    const operations = server.sandbox.requests.slice(sent).map(({ operation }) => operation);
    expect(new Set(operations)).toEqual(new Set(['getCall']));
    expect(code).toBe(0);
  });

  it('has a line for each row of the file that the journal knows, in the order of the file', async () => {
    const { folder, journal, out } = await ran();
    const file = sheet(folder, [...rows(5).slice(1)].reverse(), 'other.csv');
    const { stdout } = await cli(['export', '--journal', journal, file, '--out', out]);
    expect(
      csvCells(out)
        .slice(1)
        .map(([reference]) => reference),
    ).toEqual(['soak-00003', 'soak-00002']);
    expect(stdout).toBe(`2 rows in ${out}\n`);
  });

  it('ends with 3 when the key is refused, and writes what the journal has', async () => {
    const { file, journal, out, args } = await ran();
    const env = { EVERGROVE_API_KEY: 'live-key' };
    const { code, stderr } = await cli(['export', '--journal', journal, file, '--out', out, ...args], {
      env,
    });
    expect(stderr).toMatch(
      /^The outcomes of \d rows? could not be read, their statuses are there \(getCall: .*401/,
    );
    expect(csvCells(out)).toHaveLength(4);
    expect(code).toBe(3);
  });

  it.each([
    ['no journal', (file: string) => [file, '--out', 'o.csv'], 'export: name the journal with --journal'],
    ['no out', (file: string) => [file, '--journal', 'j'], 'export: name the file to write with --out'],
    ['no file', () => ['--journal', 'j', '--out', 'o'], 'export: name the CSV file, or - for standard input'],
    [
      'a base URL without a key',
      (file: string) => [file, '--journal', 'j', '--out', 'o', '--base-url', 'http://localhost:1'],
      'export: set EVERGROVE_API_KEY to the key for the base URL',
    ],
  ])('%s is a mistake', async (_, args, says) => {
    const folder = newFolder();
    const { code, stderr } = await cli(['export', ...args(sheet(folder, rows(1)))]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `evergrove-scheduler: ${says}\n` });
    expect(filesIn(folder)).toEqual(['rows.csv']);
  });

  it('replaces no file that holds something else, not even its own journal or rows', async () => {
    const { folder, file, journal } = await ran();
    for (const out of [put(folder, 'mine.txt', 'mine'), file, journal]) {
      const before = readFileSync(out);
      const { code, stderr } = await cli(['export', '--journal', journal, file, '--out', out]);
      expect(stderr).toMatch(/exists and holds no outcomes; name another file with --out\n$/);
      expect(readFileSync(out)).toEqual(before);
      expect(code).toBe(2);
    }
  });

  it('of a journal of another server is refused', async () => {
    const { file, journal, out } = await ran();
    const env = { EVERGROVE_API_KEY: KEY };
    const args = ['export', '--journal', journal, file, '--out', out, '--base-url', 'http://localhost:1'];
    const { code, stderr } = await cli(args, { env });
    expect(stderr).toMatch(/is the journal of runs against another server: name another file\n$/);
    expect(code).toBe(2);
  });
});
