import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { size } from '../../scripts/bench/size.ts';
import { startup } from '../../scripts/bench/startup.ts';
import { type Installable, packed } from './packed.ts';

/*
 * What the package may weigh: too much fails the build. `npm run bench` reports the same figures.
 */

let installable: Installable;
let dist: string;

beforeAll(async () => {
  installable = await packed();
  dist = join(installable.folder, 'dist');
}, 240_000);

describe('the tarball', () => {
  it('holds at most 60 files', () => {
    expect(installable.files.length).toBeLessThanOrEqual(60);
  });

  it('unpacks to at most 500 kB', () => {
    const largest = installable.files.toSorted((a, b) => b.size - a.size).slice(0, 5);
    expect(installable.unpackedSize, JSON.stringify(largest)).toBeLessThanOrEqual(500_000);
  });
});

describe('a bundle, min+gzip', () => {
  it.each([
    ['client with validation and waiting', 15.6, 10],
    ['validate for one operation', 4, 4],
    ['isSchedulerError alone', 0.5, 0.5],
  ])(
    '%s: at most %d kB (goal: %d)',
    async (use, kilobytes) => {
      const { rows } = await size(dist);
      const [, , gzipped] = rows.find(([name]) => name === use) ?? [];
      expect(gzipped).toBeTypeOf('number');
      expect(gzipped).toBeLessThanOrEqual(kilobytes);
    },
    60_000,
  );
});

describe('a program that uses the client', () => {
  it('is of at most 70 files for the compiler, its own one among them', () => {
    const program = ts.createProgram([join(dist, 'index.d.ts')], {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'],
      types: [],
    });
    const files = program.getSourceFiles().map(({ fileName }) => fileName);
    expect(files.filter((name) => name.includes('/openapi-fetch/'))).toHaveLength(1);
    expect(files.length + 1).toBeLessThanOrEqual(70);
  }, 60_000);

  it('starts in at most 1.1 times an empty process; a busy machine is allowed 1.25', async () => {
    const { targets } = await startup(dist, 21);
    expect(targets.map(({ atMost }) => atMost)).toEqual([1.1]);
    expect(targets[0]?.value).toBeLessThanOrEqual(1.25);
  }, 120_000);
});
