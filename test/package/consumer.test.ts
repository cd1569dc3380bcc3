import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packed, root } from './packed.ts';

/*
 * The package as somebody else gets it: built, packed, unpacked into an empty project, type-checked and run there.
 */

const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
let project: string;
let files: string[];

function inProject(command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  }
}

beforeAll(async () => {
  const { tarball, files: packedFiles } = await packed();
  files = packedFiles.map(({ path }) => path);
  project = mkdtempSync(join(tmpdir(), 'evergrove-consumer-'));
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, '@evergrove/scheduler'), { recursive: true });
  const target = 'node_modules/@evergrove/scheduler';
  inProject('tar', '-xzf', tarball, '--strip-components=1', '-C', target);
  // What `npm install` would add: the declared dependencies, and theirs. Nothing else is in reach.
  for (const name of [...Object.keys(packageJson.dependencies), 'openapi-typescript-helpers']) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'use.ts'), program);
  writeFileSync(join(project, 'readme.ts'), firstExample());
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'NodeNext',
        target: 'ES2022',
        lib: ['ES2022', 'DOM', 'DOM.AsyncIterable'],
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        types: [],
      },
      files: ['use.ts', 'readme.ts'],
    }),
  );
}, 240_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

const program = `
import { createScheduler, isSchedulerError, type FinalCall } from '@evergrove/scheduler';
import { importRows, outcomesToCsv } from '@evergrove/scheduler/rows';
import { acceleratedClock, createSandbox } from '@evergrove/scheduler/sandbox';

const clock = acceleratedClock(2_000);
const sandbox = createSandbox({ clock });
const scheduler = createScheduler({ apiKey: 'test', fetch: sandbox.fetch, clock, timeoutMs: 60_000_000 });
const hours = { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' };
const office = await scheduler.upsertEntity({
  name: 'Example Orthopedics', location_timezone: 'America/New_York', working_hours_policy: { monday: hours, sunday: {} },
});
const [queued] = await scheduler.queueCalls([{
  entity_id: office.id, outbound_phone_number: '+12125550101', call_type: 'IECC', external_reference_id: 'row-1',
  details: {
    organization_name: 'Sample', patient_name: 'Zephyrine Testperson', patient_dob: '1951-01-01',
    date_of_injury: '2026-01-01', expected_appointment_date_time: '2026-12-01T08:30:00', local_timezone: 'America/New_York',
    service_modality: 'MRI', claim_number: 'WC-1', insurer_group_name: 'Acme', body_part: 'Knee',
    provider_office: 'Example Orthopedics', provider_office_address: '1 Way', eoc_number: 'EOC-1',
  },
}]);
if (!queued) throw new Error('nothing queued');
await scheduler.triggerCall(queued.id);
const call: FinalCall = await scheduler.waitForCall(queued.id);
if (call.status === 'COMPLETE') call.generated_outcomes?.summary;
try {
  await scheduler.getCall('no uuid');
} catch (error) {
  if (!isSchedulerError(error)) throw error;
  switch (error.code) {
    case 'invalid_input': error.issues.length; break;
    case 'http': error.status; break;
  }
}
const { totals } = await importRows('external_reference_id\\n1\\n');
let refused = '';
try {
  // @ts-expect-error a misspelt option does not compile, and does not run
  createScheduler({ apiKey: 'k', timeoutMS: 1 });
} catch (error) {
  refused = isSchedulerError(error) ? error.code : 'unknown';
}
console.log(JSON.stringify({ terminal: call.status, dials: sandbox.callsPlaced(queued.id), rejected: totals.rejected, csv: typeof outcomesToCsv([]), refused }));
`;

/** The README's ten lines, sped up. */
function firstExample(): string {
  const example = /```ts\n(.*?)```/s.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';
  return example
    .replace('speed: 60', 'speed: 2_000')
    .replace('fetch, clock })', 'fetch, clock, timeoutMs: 60_000_000 })');
}

describe('the packed package', () => {
  it('holds dist and its papers, and nothing else', () => {
    const others = files.filter((path) => !path.startsWith('dist/'));
    expect(others.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'SKILL.md',
      'llms.txt',
      'package.json',
    ]);
    expect(files.filter((path) => /^dist\/docs|\.map$/.test(path))).toEqual([]);
    expect(files.filter((path) => /\.(html|csv|ts)$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
  });

  it.each([
    ['6', 'typescript'],
    ['5.9', 'typescript-5'],
    ['7', 'typescript-7'],
  ])(
    'type-checks on TypeScript %s, its own declarations included',
    (_, compiler) => {
      inProject(process.execPath, join(root, 'node_modules', compiler, 'bin/tsc'), '-p', '.');
    },
    60_000,
  );

  it('runs', () => {
    inProject(
      process.execPath,
      join(root, 'node_modules/esbuild/bin/esbuild'),
      'use.ts',
      '--format=esm',
      '--outfile=use.js',
    );
    expect(JSON.parse(inProject(process.execPath, 'use.js'))).toEqual({
      terminal: expect.stringMatching(/^(COMPLETE|ERROR|CANCELLED|DO_NOT_CALL_BACK)$/),
      dials: 1,
      rejected: 1,
      csv: 'string',
      refused: 'invalid_input',
    });
  }, 60_000);

  it('does what the README says first', () => {
    inProject(
      process.execPath,
      join(root, 'node_modules/esbuild/bin/esbuild'),
      'readme.ts',
      '--format=esm',
      '--outfile=readme.js',
    );
    expect(inProject(process.execPath, 'readme.js')).toMatch(/^(The .*\n)?$/);
  }, 60_000);

  it('offers its description and its command', () => {
    const read = `console.log((await import('@evergrove/scheduler/openapi.json', { with: { type: 'json' } })).default.openapi)`;
    expect(inProject(process.execPath, '--input-type=module', '-e', read)).toBe('3.1.2\n');
    const bin = join(project, 'node_modules/@evergrove/scheduler', packageJson.bin['evergrove-scheduler']);
    expect(inProject(process.execPath, bin, '--version')).toBe(`${packageJson.version}\n`);
    expect(JSON.parse(inProject(process.execPath, bin, 'spec')).openapi).toBe('3.1.2');
  });

  it('can be required from CommonJS', () => {
    const code = `console.log(typeof require('@evergrove/scheduler').createScheduler)`;
    expect(inProject(process.execPath, '--input-type=commonjs', '-e', code)).toBe('function\n');
  });
});
