import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');

/** What the licence of a package asks to be passed on with it. */
export interface Notice {
  /** Name and version. */
  package: string;
  licence: string;
}

/**
 * Writes a package of others, with all it imports, into one minified file. Returns their licences; throws when one of
 * them ships none.
 */
export async function vendor(specifier: string, file: string): Promise<Notice[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: { contents: `export * from '${specifier}'`, resolveDir: root },
    outfile: file,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*'],
    target: 'es2023',
    metafile: true,
  });
  const folders = Object.keys(metafile.inputs).flatMap(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [],
  );
  return [...new Set(folders)].toSorted().map(notice);
}

function notice(folder: string): Notice {
  const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const [file] = globSync('{LICENSE,LICENCE,license,licence}*', { cwd: join(root, folder) });
  if (file === undefined)
    throw new Error(`${name} ships no licence: it may not be part of what is published`);
  return { package: `${name} ${version}`, licence: readFileSync(join(root, folder, file), 'utf8').trim() };
}

/** Notices as a text: each licence once, below the packages that have it. */
export function noticesText(notices: Iterable<Notice>): string {
  return [...Map.groupBy(notices, ({ licence }) => licence)]
    .map(([licence, those]) => `${those.map((one) => one.package).join(', ')}\n\n${licence}\n`)
    .join('\n');
}
