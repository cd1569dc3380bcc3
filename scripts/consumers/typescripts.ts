import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Consumer, run } from './consumer.ts';

const programs = resolve(import.meta.dirname, '../../test/package/types');

const resolutions = [
  { module: 'NodeNext', moduleResolution: 'NodeNext' },
  { module: 'ESNext', moduleResolution: 'Bundler' },
];

/** Programs compiled by each TypeScript, every declaration checked, without the types of Node. */
export const typescripts: Consumer[] = ['5.9', '6.0', '7.0'].map((version) => ({
  name: `typescript-${version}`,
  proves: 'compiles under nodenext and bundler, declarations included, without @types/node',
  dependencies: { typescript: `~${version}.0` },
  use(project) {
    cpSync(programs, join(project, 'programs'), { recursive: true });
    const installed = readdirSync(join(project, 'node_modules'));
    if (installed.includes('@types')) throw new Error('@types is installed: that proves nothing');
    for (const resolution of resolutions) {
      const compilerOptions = {
        ...resolution,
        target: 'ES2022',
        lib: ['ES2022', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
        types: [],
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        declaration: true,
        outDir: 'out',
        rootDir: '.',
      };
      writeFileSync(
        join(project, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, include: ['programs'] }),
      );
      run(project, process.execPath, ['node_modules/typescript/bin/tsc', '--project', '.']);
    }
  },
}));
