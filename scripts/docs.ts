/**
 * `npm run docs`: the site, in dist/docs/ or in `--out DIR`: guides, API reference, TypeScript surface, downloads. It
 * asks for nothing when it is read, from a file or under any path. `npm run build` empties dist/, so it goes first.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { out: { type: 'string', default: resolve(root, 'dist/docs') } } });
const folder = resolve(values.out);

try {
  const { buildSite } = await import('./docs/build-site.ts');
  await buildSite(folder);
  console.log(`The site lies in ${folder}, or in a browser: ${pathToFileURL(resolve(folder, 'index.html'))}`);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const isMissing = code === 'ERR_MODULE_NOT_FOUND';
  console.error(`npm run docs: ${isMissing ? 'a package is missing: run npm ci, then this again' : message}`);
  process.exitCode = 1;
}
