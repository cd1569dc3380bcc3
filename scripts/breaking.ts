/**
 * `node scripts/breaking.ts`: what would break whoever uses the last release's description, besides what `redocly diff`
 * says. Prints a line a change; exit code 1 when info.version does not announce them, 2 for a bad flag or file.
 *
 * The description of the last release is openapi/released/openapi.json. The commit of a release renews it, by
 * `node scripts/breaking.ts --release`. The first release is compared with itself: until then, a change of the
 * description is followed by `cp generated/openapi.json openapi/released/openapi.json`.
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { unannounced } from './breaking/guard.ts';

const USAGE = 'usage: node scripts/breaking.ts [--base FILE] [--revision FILE] [--release]';
const root = resolve(import.meta.dirname, '..');
const { base, revision, release } = readOptions();

const found = unannounced(read(base), read(revision));
for (const line of found) console.log(line);
if (found.length > 0) process.exitCode = 1;
else if (release) {
  copyFileSync(revision, base);
  console.log(`${relative(root, base)} is now the description of the last release`);
}

function readOptions(): { base: string; revision: string; release: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        base: { type: 'string', default: join(root, 'openapi/released/openapi.json') },
        revision: { type: 'string', default: join(root, 'generated/openapi.json') },
        release: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\.\s/);
    return fail(`${sentence}; ${USAGE}`);
  }
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return fail(`${relative(root, file)} is no JSON file; ${USAGE}`);
  }
}

function fail(message: string): never {
  console.error(`breaking: ${message}`);
  process.exit(2);
}
