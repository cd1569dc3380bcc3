import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  against,
  cli,
  csvCells,
  filesIn,
  KEY,
  newFolder,
  put,
  reportOf,
  rows,
  serve,
  sheet,
} from './support.ts';

const sample = resolve(import.meta.dirname, '../../src/cli/data/rows-good.csv');
const badBirth = { patient_dob: '2026-02-30' };

describe('run without a base URL', () => {
  it('uses the embedded sandbox, says so, and leaves outcomes but no journal', async () => {
    const out = join(newFolder(), 'made/outcomes.csv');
    const { code, stdout, stderr } = await cli(['run', sample, '--speed', '1000', '--out', out]);
    expect(stdout).toMatch(/^No --base-url: this runs on the embedded sandbox, at 1000 times real time/m);
    expect(stdout).toMatch(/^ {2}all +\d+ .* 60$/m);
    expect(stderr).toMatch(/^60\/60 · .*complete/m);
    expect(readFileSync(out, 'utf8').trimEnd().split('\r\n')).toHaveLength(61);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(filesIn(resolve(out, '..'))).toEqual(['outcomes.csv']);
    expect(code).toBe(0);
  }, 30_000);

  it('leaves alone what offices said: its outcomes have a name of their own', async () => {
    const folder = newFolder();
    const file = sheet(folder, rows(2));
    const [args, around] = against(await serve());
    await cli(['run', file, ...args], around);
    const before = readFileSync(join(folder, 'rows.outcomes.csv'), 'utf8');
    const { stdout } = await cli(['run', file, '--speed', '1000']);
    const invented = join(folder, 'rows.sandbox-outcomes.csv');
    expect(stdout).toContain(`The outcomes are in ${invented}\n`);
    expect(readFileSync(invented, 'utf8')).toMatch(/COMPLETE/);
    expect(readFileSync(join(folder, 'rows.outcomes.csv'), 'utf8')).toBe(before);
  }, 30_000);

  it('begins a journal that was asked for anew, since the sandbox has forgotten', async () => {
    const folder = newFolder();
    const args = ['run', sheet(folder, rows(2)), '--speed', '1000', '--journal', join(folder, 'j'), '--json'];
    const first = reportOf(await cli(args));
    const again = await cli(args);
    expect(first.totals.complete).toBe(2);
    expect(reportOf(again).totals.complete).toBe(2);
    expect(again.code).toBe(0);
  }, 30_000);
});

describe('run against a server', () => {
  it('places each call once and keeps journal and outcomes beside the CSV, for their owner alone', async () => {
    const folder = newFolder();
    const server = await serve();
    const [args, around] = against(server);
    const { code, stdout } = await cli(['run', sheet(folder, rows(30)), ...args], around);
    expect(server.sandbox.calls().map(({ id }) => server.sandbox.callsPlaced(id))).toEqual(Array(30).fill(1));
    expect(filesIn(folder)).toEqual(['rows.csv', 'rows.journal', 'rows.outcomes.csv']);
    for (const name of ['rows.journal', 'rows.outcomes.csv'])
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(stdout).toContain(`The outcomes are in ${join(folder, 'rows.outcomes.csv')}\n`);
    expect(stdout).toContain(`The journal is ${join(folder, 'rows.journal')}\n`);
    expect(stdout).not.toContain(KEY);
    expect(code).toBe(0);
  });

  it('takes the base URL from the environment, and the option before it', async () => {
    const [one, other] = [await serve(), await serve()];
    const [[, , ...pace]] = against(one);
    const env = { EVERGROVE_API_KEY: KEY, EVERGROVE_API_URL: one.url };
    await cli(['run', sheet(newFolder(), rows(1)), ...pace], { env });
    expect([one.sandbox.calls().length, other.sandbox.calls().length]).toEqual([1, 0]);
    await cli(['run', sheet(newFolder(), rows(1)), ...pace, '--base-url', other.url], { env });
    expect([one.sandbox.calls().length, other.sandbox.calls().length]).toEqual([1, 1]);
  });

  it('puts each office into the description once', async () => {
    const server = await serve();
    const [args, around] = against(server);
    await cli(['run', sheet(newFolder(), rows(40)), ...args], around);
    expect(server.operations().filter((name) => name === 'upsertEntity')).toHaveLength(8);
    expect(server.operations().filter((name) => name === 'queueCalls')).toHaveLength(2);
  });

  it('stops at a key that the server refuses, with 3, and the row is still to be sent', async () => {
    const server = await serve();
    const [args] = against(server);
    const env = { EVERGROVE_API_KEY: 'live-key' };
    const ended = await cli(['run', sheet(newFolder(), rows(2)), ...args, '--json'], { env });
    expect(ended.stderr).toMatch(/^Stopped: upsertEntity: .*401.*\n$/);
    expect(reportOf(ended).totals).toMatchObject({ accepted: 2, pending: 2, rejected: 0 });
    expect(ended.code).toBe(3);
  });

  it('ends with 1 and names what to do when there is no server', async () => {
    const server = await serve();
    await server.close();
    const [args, around] = against(server);
    const ended = await cli(['run', sheet(newFolder(), rows(1)), ...args], around);
    expect(ended.stdout).toMatch(
      /^1 row not at the end yet \(the latest trouble: upsertEntity: ECONNREFUSED\): run the same/m,
    );
    expect(ended.code).toBe(1);
  }, 60_000);
});

describe('--json', () => {
  it('prints the report of the issue and nothing else', async () => {
    const server = await serve();
    const [args, around] = against(server);
    const file = sheet(newFolder(), rows(3, { 1: badBirth }));
    const ended = await cli(['run', file, ...args, '--json'], around);
    const ids = server.sandbox.calls().map(({ id }) => id);
    expect(JSON.parse(ended.stdout)).toEqual({
      totals: {
        rows: 3,
        accepted: 2,
        rejected: 1,
        blank: 0,
        complete: 2,
        error: 0,
        cancelled: 0,
        do_not_call_back: 0,
        uncertain: 0,
        vetoed: 0,
        pending: 0,
      },
      rows: [
        {
          line: 2,
          external_reference_id: 'soak-00001',
          request_id: ids[0],
          state: 'done',
          status: 'COMPLETE',
        },
        {
          line: 4,
          external_reference_id: 'soak-00003',
          request_id: ids[1],
          state: 'done',
          status: 'COMPLETE',
        },
      ],
      issues: [
        {
          line: 3,
          row: 2,
          field: 'patient_dob',
          code: expect.stringMatching(/^patient_dob\.\w+$/),
          severity: 'error',
          hint: expect.any(String),
        },
      ],
    });
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(1);
  });

  it('counts each end by its name', async () => {
    const ends = ['COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK'] as const;
    let n = 0;
    const server = await serve(() => ({
      startAfterMs: 0,
      durationMs: 1,
      status: ends[n++ % 4] ?? 'COMPLETE',
    }));
    const [args, around] = against(server);
    const ended = await cli(['run', sheet(newFolder(), rows(8)), ...args, '--json'], around);
    const { totals } = reportOf(ended);
    expect(totals).toMatchObject({ accepted: 8, complete: 2, error: 2, cancelled: 2, do_not_call_back: 2 });
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('the options of run', () => {
  /** The calls that a server was sent, whole. */
  async function sent(more: string[], file: string) {
    const bodies: { call_type?: string; working_hours_policy?: unknown }[] = [];
    const server = await serve((call) => {
      bodies.push(call);
      return { startAfterMs: 0, durationMs: 1, status: 'COMPLETE' };
    });
    const [args, around] = against(server);
    const ended = await cli(['run', file, ...args, ...more], around);
    return { ...ended, calls: bodies, server };
  }

  it('--call-type reaches the server, IECC does without it', async () => {
    const { calls } = await sent(['--call-type', 'FOLLOW_UP'], sheet(newFolder(), rows(1)));
    expect(calls.map(({ call_type }) => call_type)).toEqual(['FOLLOW_UP']);
    const byDefault = await sent([], sheet(newFolder(), rows(1)));
    expect(byDefault.calls.map(({ call_type }) => call_type)).toEqual(['IECC']);
  });

  it('--columns and --zones say what headers and labels mean', async () => {
    const folder = newFolder();
    const { outbound_phone_number, ...rest } = rows(1)[0] ?? {};
    const file = sheet(folder, [{ ...rest, local_timezone: 'ET', Phone: outbound_phone_number } as object]);
    const columns = put(folder, 'columns.json', { Phone: 'outbound_phone_number' });
    const zones = put(folder, 'zones.json', { ET: 'America/New_York' });
    expect((await sent([], file)).code).toBe(2);
    expect((await sent(['--columns', columns], file)).code).toBe(1);
    const { code, calls } = await sent(['--columns', columns, '--zones', zones], file);
    expect({ code, calls: calls.length }).toEqual({ code: 0, calls: 1 });
  });

  it('--now is the time at which dates are judged', async () => {
    const file = sheet(newFolder(), rows(1, { 0: { date_of_injury: '2026-06-01' } }));
    expect((await sent(['--now', '2026-05-01'], file)).stdout).toMatch(/date_of_injury\.future/);
    expect((await sent(['--now', '2026-11-22T12:00:00Z'], file)).code).toBe(0);
  });

  it('--hours warns of hours that are unusual, and goes on', async () => {
    const folder = newFolder();
    const night = { windows: [{ start: '06:00', end: '23:00' }], default_call_time: '10:00' };
    const hours = put(folder, 'hours.json', { monday: night });
    const file = sheet(folder, rows(1));
    const { code, stdout } = await sent(['--hours', hours], file);
    expect(stdout).toMatch(/^warning working_hours_policy\.unusual_hours: monday\.windows\[0\]: /m);
    expect(code).toBe(0);
    const told = await sent(['--hours', hours, '--json'], sheet(newFolder(), rows(1)));
    expect(reportOf(told).issues.map((issue) => issue.code)).toEqual(['working_hours_policy.unusual_hours']);
    expect(told.stderr).toBe('');
  });

  it.each([
    ['an external_reference_id', 'soak-00002'],
    ['a number as it is sent', '+12125550101'],
    ['a number with brackets', '(212) 555-0101'],
    ['a number with dots', '212.555.0101'],
    ['a number with spaces and its country', '1 212 555 0101'],
    ['bare digits', '2125550101'],
    ['a number with an extension', '212-555-0101 x12'],
    ['full-width digits', '２１２－５５５－０１０１'],
  ])('--suppress holds a row by %s, and nothing about it is sent', async (_, entry) => {
    const folder = newFolder();
    const list = put(folder, 'never.txt', `# do not call\n\n${entry}\r\n`);
    const ended = await sent(['--suppress', list, '--json'], sheet(folder, rows(3)));
    const { totals, rows: told } = reportOf(ended);
    expect(totals).toMatchObject({ accepted: 3, vetoed: 1, complete: 2 });
    expect(told[1]).toMatchObject({ state: 'vetoed', request_id: null });
    const references = ended.server.sandbox.calls().map((call) => call.external_reference_id);
    expect(references).toEqual(['soak-00001', 'soak-00003']);
    // Its office is nobody else's, so it is not made known either.
    expect(ended.server.operations().filter((name) => name === 'upsertEntity')).toHaveLength(2);
    expect(ended.code).toBe(0);
  });

  it.each([
    ['a number and a remark', '2125550101 # asked'],
    ['a number and a name', '212-555-0101, Dr Example'],
    ['a number in quotes', '"212-555-0101"'],
    ['an id and a comma', 'soak-00002,'],
    ['a number of another country', '+44 20 7946 0018'],
  ])('--suppress refuses a line that it cannot read, such as %s, by its number alone', async (_, entry) => {
    const folder = newFolder();
    const list = put(folder, 'never.txt', `# do not call\n${entry}\n`);
    const { code, stderr, server } = await sent(['--suppress', list], sheet(folder, rows(3)));
    expect(stderr).toMatch(/never\.txt line 2: is no external_reference_id of the file and no number/);
    expect(stderr).not.toContain(entry);
    expect({ code, requests: server.sandbox.requests }).toEqual({ code: 2, requests: [] });
  });

  it.each(['soak-00002\u200b', '\u00a0soak-00002'])(
    '--suppress reads an id as the rows do',
    async (entry) => {
      const folder = newFolder();
      const list = put(folder, 'never.txt', `${entry}\n`);
      const ended = await sent(['--suppress', list, '--json'], sheet(folder, rows(3)));
      expect(reportOf(ended).totals).toMatchObject({ vetoed: 1 });
    },
  );

  it.each(['', '-wal', '-shm'])('--out is not the journal%s', async (suffix) => {
    const folder = newFolder();
    const args = ['--journal', join(folder, 'j.journal'), '--out', join(folder, `j.journal${suffix}`)];
    const { code, stderr, server } = await sent(args, sheet(folder, rows(1)));
    expect(stderr).toMatch(/--out is the journal; name another file/);
    expect({ code, requests: server.sandbox.requests }).toEqual({ code: 2, requests: [] });
  });

  it('leaves a file alone that lies where outcomes are written before they are whole', async () => {
    const folder = newFolder();
    const mine = put(folder, 'o.csv.part', 'mine');
    const { code } = await sent(['--out', join(folder, 'o.csv')], sheet(folder, rows(1)));
    expect(code).toBe(0);
    expect(readFileSync(mine, 'utf8')).toBe('mine');
  });

  it('--strict sends nothing if a single row is rejected, with 1', async () => {
    const folder = newFolder();
    const file = sheet(folder, rows(3, { 1: badBirth }));
    const { code, stderr, server } = await sent(['--strict'], file);
    expect(stderr).toMatch(/^Nothing was sent: 1 row rejected, and --strict sends all or nothing\.\n/m);
    expect({ code, requests: server.sandbox.requests, files: filesIn(folder) }).toEqual({
      code: 1,
      requests: [],
      files: ['rows.csv'],
    });
  });

  it.each([
    ['clean', {}, 0],
    ['with a rejected row', { 1: badBirth }, 1],
  ])('--dry-run of a file %s sends nothing and makes no file', async (_, changes, expected) => {
    const folder = newFolder();
    const file = sheet(folder, rows(3, changes));
    const { code, stderr, server } = await sent(['--dry-run'], file);
    expect(stderr).toMatch(/^About to place \d calls? to \d offices? through http:\/\/127/m);
    expect(stderr).toMatch(/^Nothing was sent: --dry-run\.$/m);
    expect({ code, requests: server.sandbox.requests, files: filesIn(folder) }).toEqual({
      code: expected,
      requests: [],
      files: ['rows.csv'],
    });
  });

  it('--dry-run needs no key, leaves the suppressed out of the plan, and reports as JSON', async () => {
    const folder = newFolder();
    const list = put(folder, 'never.txt', 'soak-00001');
    const args = ['run', sheet(folder, rows(3)), '--dry-run', '--suppress', list];
    const remote = await cli([...args, '--base-url', 'https://api.example.invalid/v1/']);
    expect(remote.stderr).toMatch(
      /^About to place 2 calls to 2 offices through https:\/\/api\.example\.invalid\/v1 /,
    );
    const { totals, rows: told } = reportOf(await cli([...args, '--json']));
    expect(totals).toMatchObject({ accepted: 3, vetoed: 1, pending: 2 });
    expect(told.map(({ state }) => state)).toEqual(['vetoed', 'new', 'new']);
  });

  it('--out is replaced by a run again, and by nothing else', async () => {
    const folder = newFolder();
    const out = join(folder, 'o.csv');
    const file = sheet(folder, rows(2));
    const server = await serve();
    const [args, around] = against(server);
    await cli(['run', file, ...args, '--out', out], around);
    const before = csvCells(out);
    const again = await cli(['run', file, ...args, '--out', out], around);
    expect(again.code).toBe(0);
    expect(csvCells(out)).toEqual(before);
    expect(filesIn(folder)).toEqual(['o.csv', 'rows.csv', 'rows.journal']);
  });

  it('--rate holds the triggers to it', async () => {
    const server = await serve();
    const [[...args], around] = against(server);
    args[3] = '20';
    await cli(['run', sheet(newFolder(), rows(14)), ...args], around);
    const at = server.sandbox.requests
      .filter(({ operation }) => operation === 'triggerCall')
      .map((r) => r.at);
    expect(at).toHaveLength(14);
    // 14 triggers at 20 a second, two of them at once.
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(500);
  });

  it('--concurrency is how many triggers are under way at the same time', async () => {
    const server = await serve();
    const [args, around] = against(server);
    server.sandbox.failNext('slow', { operation: 'triggerCall', times: Number.POSITIVE_INFINITY });
    const spans = [];
    for (const concurrency of ['1', '6']) {
      const before = server.sandbox.requests.length;
      await cli(['run', sheet(newFolder(), rows(3)), ...args, '--concurrency', concurrency], around);
      const triggers = server.sandbox.requests
        .slice(before)
        .filter(({ operation }) => operation === 'triggerCall');
      spans.push((triggers.at(-1)?.at ?? 0) - (triggers[0]?.at ?? 0));
    }
    // Each takes 10 s: one after another, or all at once.
    expect(spans[0]).toBeGreaterThan(19_000);
    expect(spans[1]).toBeLessThan(10_000);
  });
});
