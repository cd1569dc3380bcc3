import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Description, described } from './described.ts';
import { redocly } from './redocly.ts';
import { magicNumbersMarkdown } from './region-texts.ts';

const root = join(import.meta.dirname, '../..');
const LOGO = 'https://cdn.redoc.ly/redoc/logo-mini-full.svg';
/** One that the page brings along: the word alone. */
const OWN_LOGO = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="52" height="16"><text x="0" y="13" font-family="sans-serif" font-size="14" fill="#4c8df6">Redoc</text></svg>',
)}`;

const MAGIC_NUMBERS = `The sandbox of \`@evergrove/scheduler\` reads the last two digits of a number that is nobody's; any other number
answers and confirms. The API itself knows none of this.

`;

/** Writes the API reference to `file`: one page, with all that it needs in it. Throws when Redoc would ask for more. */
export async function writeReference(file: string): Promise<void> {
  const description: Description = JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8'));
  const shown = described(description, { 'Magic numbers': MAGIC_NUMBERS + magicNumbersMarkdown() });
  const work = mkdtempSync(join(tmpdir(), 'evergrove-docs-'));
  try {
    const source = join(work, 'openapi.json');
    writeFileSync(source, JSON.stringify(shown));
    await redocly(
      ...['build-docs', source, '--config', join(root, 'openapi/redocly.yaml')],
      ...['--template', join(root, 'openapi/docs.hbs'), '--inlineBundle', '--output', file],
    );
  } finally {
    rmSync(work, { recursive: true });
  }
  const page = readFileSync(file, 'utf8');
  if (!page.includes(LOGO))
    throw new Error('Redoc has another logo: see what the page asks for, then mend this');
  writeFileSync(file, page.replaceAll(LOGO, OWN_LOGO));
}
