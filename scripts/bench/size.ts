import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { round, type Section } from './section.ts';

const root = resolve(import.meta.dirname, '../..');

const uses = (dist: string) => ({
  'client with validation and waiting': `export { createScheduler, validate, isSchedulerError } from '${dist}/index.js'`,
  'of it: openapi-fetch': `export { default } from 'openapi-fetch'`,
  'validate for one operation': `import { validate } from '${dist}/index.js'; export const { callInputs } = validate`,
  'isSchedulerError alone': `export { isSchedulerError } from '${dist}/index.js'`,
  rows: `export * from '${dist}/rows/index.js'`,
  sandbox: `export * from '${dist}/sandbox/index.js'`,
});

/** What a bundler makes of the package for somebody who uses a part of it. */
export async function size(dist: string = join(root, 'dist')): Promise<Section> {
  const rows: [string, number, number][] = [];
  for (const [name, contents] of Object.entries(uses(dist))) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: root },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      external: ['node:*'],
      write: false,
    });
    const code = outputFiles[0]?.contents ?? new Uint8Array();
    rows.push([name, round(code.length / 1_000, 1), round(gzipSync(code, { level: 9 }).length / 1_000, 1)]);
  }
  return {
    title: 'Size',
    note: 'bundled and minified by esbuild, kB',
    columns: ['', 'min', 'min+gzip'],
    rows,
    targets: [
      {
        name: 'client with validation and waiting, kB min+gzip',
        value: rows[0]?.[2] ?? Number.NaN,
        atMost: 10,
      },
      {
        name: 'validate for one operation, kB min+gzip',
        value: rows[2]?.[2] ?? Number.NaN,
        atMost: 4,
      },
    ],
  };
}
