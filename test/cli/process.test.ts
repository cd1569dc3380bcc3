import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallingServer, callingServer } from '../../scripts/soak/calling-server.ts';
import { bundleProgram, type Started, startProgram } from '../../scripts/soak/program.ts';
import { randomStream } from '../../src/sandbox/random.ts';
import { filesIn, newFolder, rows, sheet, until } from './support.ts';

/*
 * The command line as a process of its own: its signals, and what it leaves when it is ended.
 */

let program: string;
let server: CallingServer;
const no = { upsertEntity: 0, queueCalls: 0, triggerCall: 0, getCall: 0 };

beforeAll(async () => {
  program = await bundleProgram(mkdtempSync(join(tmpdir(), 'evergrove-bundle-')));
});

async function serveFor(test: (url: string) => Promise<void>, faultShares = no): Promise<void> {
  server = await callingServer({
    random: randomStream('process'),
    faultShares,
    mostLagMs: 50,
    mostDurationMs: 200,
  });
  try {
    await test(server.url);
  } finally {
    await server.close();
  }
}

afterAll(() => {
  rmSync(dirname(dirname(program)), { recursive: true, force: true });
});

const run = (file: string, url: string, ...more: string[]): Started =>
  startProgram(program, ['run', file, '--base-url', url, '--poll-every', '1', ...more], {
    EVERGROVE_API_KEY: 'test-process',
  });

const placed = () =>
  [...server.requests.values()].map((request) => request.placed).filter((count) => count > 0);

/** Resolves when the server has placed so many calls. */
async function calls(count: number): Promise<void> {
  await until(() => placed().length >= count);
}

describe('Ctrl-C', () => {
  it('ends a run in good order with 130, and the same command completes it: nothing is placed twice', async () => {
    await serveFor(async (url) => {
      const file = sheet(newFolder(), rows(30));
      const first = run(file, url, '--rate', '40');
      await calls(5);
      first.child.kill('SIGINT');
      const stopped = await first.ended;
      expect(stopped.stderr).toMatch(
        /^Interrupted: calls already triggered go on\. The same command goes on from here\.$/m,
      );
      expect(stopped.stdout).toMatch(/^The journal is \S+rows\.journal$/m);
      expect(stopped.code).toBe(130);
      expect(placed().length).toBeLessThan(30);

      const ended = await run(file, url, '--rate', '500', '--json').ended;
      expect(JSON.parse(ended.stdout).totals).toMatchObject({ complete: 30, pending: 0, uncertain: 0 });
      expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
      expect(placed()).toEqual(Array(30).fill(1));
    });
  }, 30_000);

  it.each(['SIGTERM', 'SIGHUP'] as const)(
    'and %s are one',
    async (signal) => {
      await serveFor(async (url) => {
        const { child, ended } = run(sheet(newFolder(), rows(30)), url, '--rate', '40');
        await calls(2);
        child.kill(signal);
        expect(await ended).toMatchObject({ code: 130, stderr: expect.stringMatching(/^Interrupted: /m) });
      });
    },
    30_000,
  );

  it.each(['check', 'run'])(
    'ends %s of standard input that goes on, with nothing sent',
    async (command) => {
      const { child, ended } = startProgram(program, [
        command,
        '-',
        ...(command === 'run' ? ['--out', 'x'] : []),
      ]);
      // More than fits between two processes: by then it reads.
      await new Promise((done) => child.stdin?.write(Buffer.alloc(1_000_000, 'x'), done));
      child.kill('SIGINT');
      expect(await ended).toEqual({
        code: 130,
        stdout: '',
        stderr: 'evergrove-scheduler: interrupted: nothing was sent\n',
      });
    },
    30_000,
  );

  it('a second time ends it at once, whatever it waits for', async () => {
    // A server that takes the trigger and never answers.
    const silent = createServer(() => {});
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const { port } = silent.address() as { port: number };
    const { child, ended } = run(sheet(newFolder(), rows(1)), `http://127.0.0.1:${port}`);
    await new Promise((done) => silent.once('request', done));
    child.kill('SIGINT');
    await new Promise((done) => setTimeout(done, 50));
    expect(child.exitCode).toBe(null);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    silent.closeAllConnections();
    silent.close();
  }, 30_000);
});

describe('a disk that is full', () => {
  /** Starts a run that may write no file above a size: what it writes beyond fails. */
  function limited(blocks: number, file: string, url: string, out: string): Started {
    const command = `ulimit -f ${blocks}; exec "$0" "$@"`;
    const args = ['run', file, '--base-url', url, '--poll-every', '1', '--rate', '500', '--out', out];
    return startProgram(program, args, { EVERGROVE_API_KEY: 'test-process' }, ['bash', '-c', command]);
  }

  it.each([
    ['when the journal is made', 8],
    ['in the midst of a run', 240],
  ])(
    '%s is one line and 2, and the same command goes on when there is room',
    async (_, blocks) => {
      await serveFor(async (url) => {
        const folder = newFolder();
        const file = sheet(folder, rows(100));
        const out = join(folder, 'o.csv');
        const { code, stderr } = await limited(blocks, file, url, out).ended;
        expect(stderr).toMatch(
          /^evergrove-scheduler: \S+rows\.journal could not be written: .*nothing is lost$/m,
        );
        expect(code).toBe(2);
        expect(filesIn(folder)).not.toContain('o.csv');
        const before = placed().length;
        const ended = await run(file, url, '--out', out, '--rate', '500', '--json', '--quiet-time', '1')
          .ended;
        const { totals } = JSON.parse(ended.stdout);
        expect(totals.complete + totals.uncertain).toBe(100);
        expect(placed().length).toBeGreaterThanOrEqual(before);
        expect(placed().filter((count) => count > 1)).toEqual([]);
      });
    },
    60_000,
  );
});
