/**
 * `npm run build`: the package as it is published, in dist/ or in `--out DIR`: JavaScript, declarations and the description.
 */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildDeclarations } from './build/declarations.ts';
import { buildJavaScript } from './build/javascript.ts';

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist') } } });
const dist = resolve(values.out);
rmSync(dist, { recursive: true, force: true });

await buildJavaScript(dist);
await buildDeclarations(dist);
chmodSync(join(dist, 'cli/main.js'), 0o755);
const description: unknown = JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8'));
writeFileSync(join(dist, 'openapi.json'), `${JSON.stringify(description)}\n`);
