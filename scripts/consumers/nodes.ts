import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Consumer, run } from './consumer.ts';

const root = resolve(import.meta.dirname, '../..');
const programs = resolve(import.meta.dirname, 'programs');
const platform = process.platform === 'win32' ? 'win' : process.platform;
const binary = `node-${platform}-${process.arch}`;

/** Programs run by each Node: imported and required, all four entries, the command line. */
export const nodes: Consumer[] = ['22', '24', '26'].map((version) => ({
  name: `node-${version}`,
  proves: 'import, require() and the command line run',
  dependencies: { [binary]: version },
  use(project) {
    cpSync(programs, project, { recursive: true });
    const node = join(project, 'node_modules', binary, 'bin', platform === 'win' ? 'node.exe' : 'node');
    const found = run(project, node, ['--version']);
    if (!found.startsWith(`v${version}.`))
      throw new Error(`Node ${version} was asked for, ${found} installed`);
    run(project, node, ['imported.mjs']);
    run(project, node, ['required.cjs']);
    const command = 'node_modules/@evergrove/scheduler/dist/cli/main.js';
    run(project, node, [command, 'check', join(root, 'src/cli/data/rows-good.csv')]);
  },
}));
