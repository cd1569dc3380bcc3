/** `npm run check`: everything that must hold and is no test. Prints a line a step; exit code 1 if one failed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const fresh = mkdtempSync(join(tmpdir(), 'evergrove-generated-'));

const bin = (name: string) => join(root, 'node_modules/.bin', name);
const steps: { name: string; commands: string[][] }[] = [
  {
    name: 'description lints',
    commands: [[bin('redocly'), 'lint', '--config', 'openapi/redocly.yaml', '--format', 'stylish']],
  },
  {
    name: 'TypeScript lints and is formatted',
    commands: [[bin('biome'), 'ci', '--colors=off', '--error-on-warnings', '.']],
  },
  {
    name: 'generated/ is fresh',
    commands: [
      [process.execPath, 'scripts/generate.ts', '--out', fresh],
      ['diff', '--recursive', '--brief', fresh, 'generated'],
    ],
  },
  {
    name: 'generated regions of README and guides are fresh',
    commands: [[process.execPath, 'scripts/regions.ts', '--check']],
  },
  {
    name: 'what breaks is announced by info.version',
    commands: [
      [
        ...[bin('redocly'), 'diff', 'openapi/released/openapi.json', 'generated/openapi.json'],
        ...['--check-version', '--fail-on', 'none'],
      ],
      [process.execPath, 'scripts/breaking.ts'],
    ],
  },
  {
    name: 'types check on TypeScript 6',
    commands: [[process.execPath, 'node_modules/typescript/bin/tsc', '--project', 'tsconfig.json']],
  },
];

let failed = 0;
for (const { name, commands } of steps) {
  const started = performance.now();
  const bad = commands
    .map(([command = '', ...args]) =>
      spawnSync(command, args, {
        cwd: root,
        encoding: 'utf8',
        env: {
          ...process.env,
          NO_COLOR: '1',
          REDOCLY_TELEMETRY: 'off',
          REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
        },
      }),
    )
    .filter(({ status }) => status !== 0);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${bad.length > 0 ? 'FAILED' : 'ok'}  ${name} (${seconds} s)`);
  if (bad.length > 0) failed++;
  for (const { stdout, stderr, error } of bad) {
    console.log(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  }
}
rmSync(fresh, { recursive: true, force: true });
process.exitCode = failed > 0 ? 1 : 0;
