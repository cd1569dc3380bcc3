import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { publint } from 'publint';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Installable, packed, root } from './packed.ts';

/*
 * What two well-known judges of packages say of the tarball, and what its manifest promises.
 */

let installable: Installable;
beforeAll(async () => {
  installable = await packed();
}, 240_000);

const manifest = () => JSON.parse(readFileSync(join(installable.folder, 'package.json'), 'utf8'));

describe('the tarball', () => {
  it('is found clean by publint', async () => {
    const { messages } = await publint({ pkgDir: installable.folder, strict: true, pack: false });
    expect(messages).toEqual([]);
  });

  it('is found clean by attw, for whoever imports it: Node 10’s resolution is not supported', () => {
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/.bin/attw'), installable.tarball, '--format', 'json'],
      { encoding: 'utf8' },
    );
    const { analysis } = JSON.parse(stdout);
    const found = analysis.problems.map(
      ({ kind, resolutionKind }: { kind: string; resolutionKind?: string }) => `${kind} ${resolutionKind}`,
    );
    expect([...new Set(found)].toSorted()).toEqual(['CJSResolvesToESM node16-cjs', 'NoResolution node10']);
  }, 60_000);

  it.each(['index', 'rows/index', 'batch/index', 'sandbox/index'])(
    'is bundled without a warning: %s',
    async (entry) => {
      const { warnings } = await build({
        entryPoints: [join(installable.folder, 'dist', `${entry}.js`)],
        bundle: true,
        format: 'esm',
        platform: 'node',
        external: ['openapi-fetch'],
        write: false,
        logLevel: 'silent',
      });
      expect(warnings).toEqual([]);
    },
  );

  it('is ESM, free of side effects, for Node 22.13 and newer, with one dependency', () => {
    expect(manifest()).toMatchObject({
      type: 'module',
      sideEffects: false,
      engines: { node: '>=22.13' },
      dependencies: { 'openapi-fetch': expect.any(String) },
    });
    expect(Object.keys(manifest().dependencies)).toEqual(['openapi-fetch']);
    expect(Object.keys(manifest().exports)).toEqual([
      '.',
      './rows',
      './batch',
      './sandbox',
      './openapi.json',
      './package.json',
    ]);
    expect(Object.keys(manifest().scripts)).not.toContain('postinstall');
  });

  it('passes on the licence of everything that is bundled', () => {
    const notices = readFileSync(join(installable.folder, 'dist/THIRD-PARTY.txt'), 'utf8');
    expect(notices).toMatch(/^csv-parse \d+\.\d+\.\d+$/m);
    expect(notices).toMatch(/\blog-update \d+\.\d+\.\d+\b/);
    expect(notices).toContain('Permission is hereby granted');
  });

  it('names no function of its libraries anew, so that a stack trace can be read', () => {
    const code = readFileSync(join(installable.folder, 'dist/index.js'), 'utf8');
    expect(code).toContain('function createScheduler(');
    expect(Math.max(...code.split('\n').map((line) => line.length))).toBeLessThan(1_000);
  });
});
