/**
 * `npm run build`: dist/ as it is published, the declarations and one self-contained JavaScript file per entry: a
 * process that imports the client loads one file. What two entries share is in both; nothing in it depends on being one.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });

await build({
  absWorkingDir: root,
  entryPoints: ['index', 'rows/index', 'batch/index', 'sandbox/index', 'cli/main'].map((name) => `src/${name}.ts`),
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  target: 'es2023',
  // csv-parse is bundled: whoever imports the client alone must not install it.
  external: ['openapi-fetch', 'node:*'],
  legalComments: 'linked',
  logLevel: 'warning',
});
chmodSync(join(dist, 'cli/main.js'), 0o755);
cpSync(join(root, 'src/cli/data'), join(dist, 'cli/data'), { recursive: true });

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
