import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const root = resolve(import.meta.dirname, '../..');

/** The entries that have types. */
export const entries = ['index', 'rows/index', 'batch/index', 'sandbox/index'] as const;

/** Writes one declaration file an entry, and what two of them share in files of its own under types/. */
export async function buildDeclarations(dist: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'evergrove-types-'));
  try {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '--project', 'tsconfig.build.json', '--outDir', work], {
      cwd: root,
      stdio: 'inherit',
    });
    const bundle = await rollup({
      input: Object.fromEntries(entries.map((name) => [name, join(work, 'src', `${name}.d.ts`)])),
      external: ['openapi-fetch'],
      plugins: [
        dts(),
        {
          name: 'tabs',
          renderChunk: (code) => code.replaceAll(/^(?: {4})+/gm, ({ length }) => '\t'.repeat(length / 4)),
        },
      ],
      onwarn({ message }) {
        // Shared types that no entry exports, since a program needs no name for them: consumers emit declarations.
        if (!message.includes('no public re-export')) throw new Error(message);
      },
    });
    await bundle.write({
      dir: dist,
      entryFileNames: '[name].d.ts',
      chunkFileNames: ({ name }) => `types/${name.replace(/\.d$/, '')}.d.ts`,
      minifyInternalExports: false,
    });
    await bundle.close();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
