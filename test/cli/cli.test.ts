import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createScheduler } from '@evergrove/scheduler';
import { importRows, toCallInput } from '@evergrove/scheduler/rows';
import { createSandbox, scenarios } from '@evergrove/scheduler/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
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
    [
      'no such command',
      ['dial'],
      /no such command; there are check, run, status, wait, export, sandbox, spec/,
    ],
    ['a seed that is no number', ['sandbox', '--seed', 'x'], /--seed must be a whole number from 0/],
    ['an empty host', ['sandbox', '--host', ''], /--host must be a name or an address of this machine/],
    ['a host elsewhere', ['sandbox', '--host', '192.0.2.1'], /--host is no address of this machine/],
    [
      'an unknown flag of the sandbox',
      ['sandbox', '--prot', '1'],
      /it takes --port, --speed, --host, --seed/,
    ],
    ['a port out of range', ['sandbox', '--port', '70000'], /--port must be a whole number from 0 to 65535/],
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

  it('prints its address on the first line, then every number, then levers that work as they stand', async () => {
    const { child, ended } = start(['sandbox', '--port', '0', '--speed', '60', '--seed', '7']);
    await printed(child, /The faults: .*\n/);
    child.kill('SIGTERM');
    const { stdout } = await ended;
    expect(stdout).toMatch(/^The sandbox listens on http:\/\/127\.0\.0\.1:\d+\n/);
    for (const { digits, description } of Object.values(scenarios)) {
      expect(stdout).toContain(`  +1 NXX 555-01${digits}   ${description.replaceAll('`', '')}\n`);
    }
    const sandbox = createSandbox();
    const pulled = [];
    for (const [, body, path = ''] of stdout.matchAll(
      /^ {2}curl (?:.* -d '(.*)' )?http:\S+?(\/_sandbox\/\w+)$/gm,
    )) {
      const headers = { 'content-type': 'application/json' };
      const init = body === undefined ? {} : { method: 'POST', headers, body };
      const { status } = await sandbox.fetch(`http://x${path}`, init);
      pulled.push(`${path} ${status}`);
    }
    expect(pulled).toEqual(['state', 'clock', 'fail', 'reset'].map((lever) => `/_sandbox/${lever} 200`));
  });

  it('warns once on stderr of a number that may be real, without it', async () => {
    const { child, ended } = start(['sandbox', '--port', '0']);
    const baseUrl = await printed(child, /http:\/\/127\.0\.0\.1:\d+/);
    const file = csv('real.csv', (row) => ({ ...row, outbound_phone_number: '+12128675309' }));
    const scheduler = createScheduler({ apiKey: 'test', baseUrl });
    const { accepted } = await importRows(readFileSync(file));
    for (const { row } of accepted) {
      const office = await scheduler.upsertEntity({
        name: 'Office',
        location_timezone: 'America/New_York',
        working_hours_policy: {},
      });
      const call = toCallInput(row, { entity_id: office.id, call_type: 'IECC' });
      await scheduler.queueCalls([call]);
      await scheduler.queueCalls([call]);
    }
    child.kill('SIGTERM');
    const { stderr } = await ended;
    expect(stderr).toMatch(/^EVERGROVE_REAL_NUMBER: A queued phone number may be real: .*\n$/);
    expect(stderr).not.toMatch(/867|5309/);
  });
});

describe('help, version, spec', () => {
  it('--help shows every command and option', async () => {
    const { code, stdout } = await cli(['--help']);
    const commands = ['check', 'run', 'status', 'wait', 'export', 'sandbox', 'spec'];
    for (const word of [...commands, '--base-url', '--strict', '--port', '--json']) {
      expect(stdout).toContain(word);
    }
    expect(code).toBe(0);
  });

  it('spec prints the description whole', async () => {
    const { stdout } = await cli(['spec']);
    expect(stdout).toBe(readFileSync(join(root, 'generated/openapi.json'), 'utf8'));
  });
});
