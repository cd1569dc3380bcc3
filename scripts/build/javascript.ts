import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { compact } from './compact.ts';
import { noticesText, vendor } from './vendor.ts';

const root = resolve(import.meta.dirname, '../..');

const libraries: BuildOptions = {
  absWorkingDir: root,
  outbase: 'src',
  bundle: true,
  format: 'esm',
  target: 'es2023',
  external: ['openapi-fetch', 'node:*'],
  minifySyntax: true,
  logLevel: 'warning',
};

/** Packages that are part of the published files, so that nobody installs them who does not use them. */
const vendored = { 'csv-parse/sync': 'csv-parse', 'log-update': 'log-update' };

const packagesBeside: Plugin = {
  name: 'packages beside',
  setup({ onResolve }) {
    for (const [specifier, name] of Object.entries(vendored)) {
      onResolve({ filter: new RegExp(`^${specifier}$`) }, () => ({
        path: `../shared/${name}.js`,
        external: true,
      }));
    }
  },
};

/** The command line uses the entries that are published beside it. */
const entriesBeside: Plugin = {
  name: 'entries beside',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/(?:\w+\/)?index\.ts$/ }, ({ path }) => ({
      path: path.replace(/ts$/, 'js'),
      external: true,
    }));
  },
};

/** The command line reads the description that is published beside it, too. */
const descriptionBeside: Plugin = {
  name: 'description beside',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]src[/\\]cli[/\\]spec\.ts$/ }, ({ path }) => {
      const [before, after, ...more] = readFileSync(path, 'utf8').split('../../generated/openapi.json');
      if (after === undefined || more.length > 0) throw new Error('src/cli/spec.ts names no description');
      return { contents: `${before}../openapi.json${after}`, loader: 'ts' };
    });
  },
};

/**
 * Writes the JavaScript. The client is one file, since a process that starts with it should read one file, and keeps the
 * annotations by which bundlers drop what is not used; what the other libraries share is in files of its own.
 */
export async function buildJavaScript(dist: string): Promise<void> {
  await write({ ...libraries, outdir: dist, entryPoints: ['src/index.ts'] }, compact);
  const others = {
    ...libraries,
    outdir: dist,
    entryPoints: ['src/rows/index.ts', 'src/batch/index.ts', 'src/sandbox/index.ts'],
    splitting: true,
    chunkNames: 'shared/[hash]',
    minify: true,
    lineLimit: 160,
    plugins: [packagesBeside],
  };
  await write(others, withoutBareImports);
  await build({
    ...libraries,
    outdir: dist,
    entryPoints: ['src/cli/main.ts'],
    minify: true,
    plugins: [entriesBeside, descriptionBeside, packagesBeside],
  });
  const notices = await Promise.all(
    Object.entries(vendored).map(([specifier, name]) => vendor(specifier, join(dist, `shared/${name}.js`))),
  );
  writeFileSync(join(dist, 'THIRD-PARTY.txt'), noticesText(notices.flat()));
}

/** They keep an order of evaluation that nothing here goes by, and bundlers warn of them. */
function withoutBareImports(code: string): string {
  return code.replaceAll(/(?<=^|;)import"\.[^"]+";/gm, '');
}

async function write(options: BuildOptions, finish: (code: string) => string): Promise<void> {
  const { outputFiles = [] } = await build({ ...options, write: false });
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, finish(text));
  }
}
