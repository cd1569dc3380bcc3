/**
 * Fills the generated regions of README.md and the guides from the code they tell of.
 * `--check` writes nothing, names the files that are stale, and exits with 1 if there are any.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fillRegions } from './docs/fill-regions.ts';
import { regionTexts } from './docs/region-texts.ts';

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const guides = readdirSync(join(root, 'openapi/guides')).filter((name) => name.endsWith('.md'));
const files = ['README.md', ...guides.map((name) => `openapi/guides/${name}`)];

const texts = regionTexts();
const stale = files.filter((file) => {
  const path = join(root, file);
  const before = readFileSync(path, 'utf8');
  const after = filled(file, before);
  if (after !== before && !values.check) writeFileSync(path, after);
  return after !== before;
});

if (values.check) {
  for (const file of stale)
    console.error(`${file}: a generated region is stale: run node scripts/regions.ts`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  console.log(stale.length > 0 ? `written: ${stale.join(', ')}` : 'every generated region is fresh');
}

function filled(file: string, markdown: string): string {
  try {
    return fillRegions(markdown, texts);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}
