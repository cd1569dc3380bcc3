/**
 * `npm run test:consumers [-- --tarball FILE] [--only NAME,…]`: the package as others have it. Small projects install
 * the tarball, and what they need beside it from the npm registry, into folders of their own, and use it there. Prints a
 * line a consumer; exit code 1 when one failed, 2 for a mistake in the arguments or a missing tarball.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pack } from './build/pack.ts';
import { bundles } from './consumers/bundles.ts';
import { runConsumer } from './consumers/consumer.ts';
import { msw } from './consumers/msw.ts';
import { nodes } from './consumers/nodes.ts';
import { typescripts } from './consumers/typescripts.ts';

const all = [...typescripts, ...nodes, ...bundles, msw];
const { tarball, only } = readOptions();
const chosen = all.filter(({ name }) => only === undefined || only.includes(name));
const folder = mkdtempSync(join(tmpdir(), 'evergrove-consumers-'));
try {
  const file = tarball ?? packNow();
  for (const consumer of chosen) {
    const started = performance.now();
    const problem = await runConsumer(consumer, file, join(folder, consumer.name));
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    console.log(
      `${problem === undefined ? 'ok    ' : 'FAILED'} ${consumer.name}: ${consumer.proves} (${seconds} s)`,
    );
    if (problem === undefined) continue;
    console.log(problem.replace(/^/gm, '       '));
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function packNow(): string {
  console.log('packing the package');
  return pack(join(folder, 'packed')).tarball;
}

function readOptions(): { tarball: string | undefined; only: string[] | undefined } {
  const names = all.map(({ name }) => name);
  const usage = `usage: npm run test:consumers [-- --tarball FILE] [--only ${names.join(',')}]`;
  try {
    const { values } = parseArgs({ options: { tarball: { type: 'string' }, only: { type: 'string' } } });
    const only = values.only?.split(',');
    if (only?.some((name) => !names.includes(name))) return fail(usage);
    const file = values.tarball === undefined ? undefined : resolve(values.tarball);
    if (file !== undefined && !existsSync(file)) {
      return fail('there is no such tarball; leave --tarball out, and the package is built and packed first');
    }
    return { tarball: file, only };
  } catch {
    return fail(usage);
  }
}

function fail(message: string): never {
  console.error(`test:consumers: ${message}`);
  process.exit(2);
}
