import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createSandbox } from '@evergrove/scheduler/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const good = join(root, 'src/cli/data/rows-good.csv');
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'evergrove-cli-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(
  args: string[],
  env: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    cwd: dir,
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  const result: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    result.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    result.stderr += chunk;
  });
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ ...result, code })));
  return { child, ended };
}

const cli = (args: string[], env?: Record<string, string>) => start(args, env).ended;

/** Resolves when the process has printed something that matches. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  let seen = '';
  return new Promise((done) => {
    child.stdout?.on('data', (chunk) => {
      seen += chunk;
      const match = pattern.exec(seen);
      if (match) done(match[0]);
    });
  });
}

function csv(name: string, change: (row: Record<string, string>) => Record<string, string>): string {
  const row = {
    external_reference_id: 'row-1',
    organization_name: 'Sample',
    patient_name: 'Zephyrine Testperson',
    patient_dob: '1951-01-01',
    date_of_injury: '2026-01-01',
    expected_appointment_date_time: '2027-12-01T08:30:00',
    local_timezone: 'America/New_York',
    service_modality: 'MRI',
    claim_number: 'WC-1',
    insurer_group_name: 'Acme',
    body_part: 'Knee',
    provider_office: 'Example Orthopedics',
    provider_office_address: '1 Way',
    outbound_phone_number: '+12125550101',
    eoc_number: 'EOC-1',
  };
  const changed = change(row);
  const path = join(dir, name);
  writeFileSync(path, `${Object.keys(changed).join(',')}\n${Object.values(changed).join(',')}\n`);
  return path;
}

describe('a mistake at the keyboard is one clear line on stderr and exit code 2', () => {
  const cases: [string, string[], RegExp][] = [
    ['no such command', ['dial'], /no such command; there are check, run, sandbox, spec/],
    ['no file named', ['check'], /check: name the CSV file/],
    ['a missing file', ['check', 'nowhere.csv'], /nowhere\.csv does not exist/],
    ['a directory for a file', ['run', '.'], /is a directory/],
    ['an unknown option', ['check', good, '--jsno'], /check: unknown option; it takes --json/],
    ['an option without its value', ['run', good, '--out'], /run: --out is used wrongly/],
    ['too many arguments', ['check', good, good], /check: too many arguments/],
    [
      'a speed that is no number',
      ['run', good, '--speed', 'fast'],
      /--speed must be a whole number from 1 to 1000/,
    ],
    ['a port out of range', ['sandbox', '--port', '70000'], /--port must be a whole number from 0 to 65535/],
    [
      'a base URL without a key',
      ['run', good, '--base-url', 'https://example.invalid'],
      /set EVERGROVE_API_KEY/,
    ],
  ];
  it.each(cases)('%s', async (_, args, expected) => {
    const { code, stdout, stderr } = await cli(args);
    expect(stderr).toMatch(expected);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('a port in use', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const { code, stderr } = await cli(['sandbox', '--port', String(port)]);
    server.close();
    expect(stderr).toBe(`evergrove-scheduler: sandbox: port ${port} is in use; choose another with --port\n`);
    expect(code).toBe(2);
  });

  it('an outcomes file that exists, before anything is sent', async () => {
    const out = join(dir, 'taken.csv');
    writeFileSync(out, 'mine');
    const sandbox = createSandbox();
    const server = await sandbox.serve();
    const { code, stderr } = await cli(['run', good, '--out', out, '--base-url', server.url], {
      EVERGROVE_API_KEY: 'k',
    });
    await server.close();
    expect(stderr).toMatch(/exists already; name another file with --out, or replace it with --force/);
    expect({ code, sent: sandbox.requests.length, kept: readFileSync(out, 'utf8') }).toEqual({
      code: 2,
      sent: 0,
      kept: 'mine',
    });
  });

  it('a base URL that is not https', async () => {
    const { code, stderr } = await cli(['run', good, '--base-url', 'http://example.com'], {
      EVERGROVE_API_KEY: 'k',
    });
    expect(stderr).toBe('evergrove-scheduler: baseUrl: must be https, or http on a loopback host\n');
    expect(code).toBe(2);
  });
});

describe('check', () => {
  it('accepts the sample with its three warnings', async () => {
    const { code, stdout } = await cli(['check', good]);
    expect(stdout).toMatch(/60 rows: 60 accepted, 0 rejected; 3 warnings; 2 blank/);
    expect(code).toBe(0);
  });

  it('names line, field, rule and way out, and no value', async () => {
    const file = csv('bad.csv', (row) => ({
      ...row,
      patient_dob: '2026-02-30',
      patient_name: 'Canary Person',
    }));
    const { code, stdout, stderr } = await cli(['check', file]);
    expect(stdout).toMatch(/^line 2: error patient_dob\.\w+: \S/m);
    expect(stdout + stderr).not.toMatch(/2026-02-30|Canary/);
    expect(code).toBe(1);
  });

  it('lists an unknown column', async () => {
    const { stdout } = await cli(['check', csv('unknown.csv', (row) => ({ ...row, shoe_size: '43' }))]);
    expect(stdout).toMatch(/not sent, since the API has no such field: shoe_size/);
  });

  it('reports as JSON', async () => {
    const { stdout } = await cli(['check', good, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ totals: { rows: 60, accepted: 60, rejected: 0, blank: 2 } });
  });
});

describe('run', () => {
  it('goes from the sample to outcomes on the embedded sandbox, and says so', async () => {
    const out = join(dir, 'out/outcomes.csv');
    const { code, stdout, stderr } = await cli(['run', good, '--speed', '1000', '--out', out]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/embedded sandbox, at 1000 times real time\. Nobody is called/);
    expect(stdout).toMatch(/all +\d+ .* 60\n/);
    expect(stdout).toContain(`The outcomes are in ${out}`);
    expect(readFileSync(out, 'utf8').trimEnd().split('\r\n')).toHaveLength(61);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(stdout).not.toMatch(/Testperson|Samplewright|WC-26/);
    expect(code).toBe(0);
  }, 30_000);

  it('against a server: each call is triggered once, the key and the patient are never printed', async () => {
    const sandbox = createSandbox({
      scenario: () => ({ startAfterMs: 0, durationMs: 1, status: 'COMPLETE' }),
    });
    const server = await sandbox.serve();
    const file = csv('one.csv', (row) => row);
    const { code, stdout, stderr } = await cli(['run', file, '--base-url', server.url], {
      EVERGROVE_API_KEY: 'canary-key',
    });
    await server.close();
    expect(sandbox.calls().map(({ id }) => sandbox.callsPlaced(id))).toEqual([1]);
    expect(stdout + stderr).not.toMatch(/canary-key|Zephyrine|WC-1/);
    expect(stdout).toMatch(/No journal is kept/);
    expect(code).toBe(0);
  }, 30_000);

  it('an interruption writes down what is known', async () => {
    const out = join(dir, 'interrupted.csv');
    const { child, ended } = start(['run', good, '--speed', '20', '--out', out]);
    await printed(child, /ended/);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(stderr).toMatch(/^Interrupted: calls already triggered go on/);
    expect(stdout).toContain(`The outcomes are in ${out}`);
    expect(readFileSync(out, 'utf8')).toMatch(/IECC-2026-100001,[0-9a-f-]{36},(ENQUEUED|ACTIVE|COMPLETE)/);
    expect(code).toBe(130);
  }, 30_000);

  it('a server that is not there is one line and exit code 1', async () => {
    const file = csv('nobody.csv', (row) => row);
    const gone = await createSandbox().serve();
    await gone.close();
    const { code, stderr } = await cli(['run', file, '--base-url', gone.url, '--force'], {
      EVERGROVE_API_KEY: 'k',
    });
    expect(stderr).toBe(
      'evergrove-scheduler: upsertEntity: no usable answer (ECONNREFUSED); nothing happened\n',
    );
    expect(code).toBe(1);
  }, 30_000);

  it('--strict sends nothing when a row is rejected', async () => {
    const file = csv('strict.csv', (row) => ({ ...row, patient_dob: '2026-02-30' }));
    const { code, stderr } = await cli(['run', file, '--strict']);
    expect(stderr).toMatch(/no row can be sent|1 row rejected/);
    expect(code).toBe(2);
  });
});

describe('sandbox', () => {
  it('serves until it is interrupted, and ends with 0', async () => {
    const { child, ended } = start(['sandbox', '--port', '0']);
    const url = await printed(child, /http:\/\/127\.0\.0\.1:\d+/);
    const answer = await fetch(`${url}/scheduler/requests/7b0c2c3e-0a55-4c0e-8a3f-1d2f3a4b5c6d`);
    expect(answer.status).toBe(401);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('help, version, spec', () => {
  it('--help shows every command and option', async () => {
    const { code, stdout } = await cli(['--help']);
    for (const word of ['check', 'run', 'sandbox', 'spec', '--base-url', '--strict', '--port', '--json']) {
      expect(stdout).toContain(word);
    }
    expect(code).toBe(0);
  });

  it('spec prints the description whole', async () => {
    const { stdout } = await cli(['spec']);
    expect(stdout).toBe(readFileSync(join(root, 'generated/openapi.json'), 'utf8'));
  });
});
