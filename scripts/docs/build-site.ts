import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { frontPage } from './front-page.ts';
import { guidePage } from './guide-page.ts';
import { pageHtml } from './page.ts';
import { redocly } from './redocly.ts';
import { writeReference } from './reference.ts';
import { writeTypeScript } from './typescript.ts';

const root = join(import.meta.dirname, '../..');
const GUIDES = [
  'getting-started',
  'rows',
  'batch',
  'errors',
  'waiting',
  'sandbox',
  'privacy',
  'compared',
  'upgrading',
] as const;
/** Written first: a folder that has it is a site of ours, and may be emptied. */
const SIGN = 'getting-started.html' satisfies `${(typeof GUIDES)[number]}.html`;

/** Builds the whole site into `folder`, which is emptied first. Throws when it holds something other than a site. */
export async function buildSite(folder: string): Promise<void> {
  const isOther = existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, SIGN));
  if (isOther) throw new Error(`${folder} holds something else: name an empty folder with --out`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const guides = GUIDES.map(readGuide);
  for (const guide of guides) writeFileSync(join(folder, `${guide.name}.html`), pageHtml(guide, guides));
  const front = frontPage(readGuide('index'), guides);
  writeFileSync(join(folder, 'index.html'), pageHtml(front, guides));
  const json = join(folder, 'openapi.json');
  copyFileSync(join(root, 'generated/openapi.json'), json);
  await Promise.all([
    redocly('bundle', json, '--output', join(folder, 'openapi.yaml')),
    writeReference(join(folder, 'reference.html')),
    writeTypeScript(join(folder, 'typescript')),
  ]);
}

function readGuide(name: string) {
  return guidePage(name, readFileSync(join(root, `openapi/guides/${name}.md`), 'utf8'));
}
