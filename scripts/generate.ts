/**
 * `npm run generate`: everything in generated/ from the description in openapi/.
 * `--out DIR` writes elsewhere, which is how a test and `npm run check` prove the committed files fresh.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shapesFile } from './generate/shapes.ts';
import { enumsFile, operationsFile, sensitiveFile } from './generate/tables.ts';
import { typesFile } from './generate/types.ts';

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'generated') } } });
const out = resolve(values.out);

const work = mkdtempSync(join(tmpdir(), 'evergrove-bundle-'));
const bundle = join(work, 'openapi.json');
execFileSync(
  process.execPath,
  [
    join(root, 'node_modules/@redocly/cli/bin/cli.js'),
    ...['bundle', 'scheduler', '--config', join(root, 'openapi/redocly.yaml')],
    ...['--component-renaming-conflicts-severity=error', '-o', bundle],
  ],
  { cwd: root, env: { ...process.env, REDOCLY_TELEMETRY: 'off' }, stdio: ['ignore', 'ignore', 'pipe'] },
);
const json = readFileSync(bundle, 'utf8');
rmSync(work, { recursive: true });
const description = JSON.parse(json);

const files = {
  'types.ts': await typesFile(description),
  'operations.ts': operationsFile(description),
  'enums.ts': enumsFile(description),
  'sensitive.ts': sensitiveFile(description),
  'shapes.ts': shapesFile(description),
};
const mark = '// Generated from openapi/ by `npm run generate`. Do not edit.\n';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'openapi.json'), json);
for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), `${mark}${text}`);
