import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A packed package. */
export interface Packed {
  tarball: string;
  /** Paths inside the package, and bytes. */
  files: { path: string; size: number }[];
  unpackedSize: number;
}

/** Builds and packs the package inside a folder, which is made; dist/ of the project is left as it is. */
export function pack(folder: string): Packed {
  const stage = join(folder, 'package');
  mkdirSync(stage, { recursive: true });
  execFileSync(process.execPath, [join(root, 'scripts/build.ts'), '--out', join(stage, 'dist')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const { files }: { files: string[] } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const papers = files.filter((name) => !name.startsWith('!') && name !== 'dist');
  for (const name of ['package.json', 'README.md', 'LICENSE', ...papers]) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(stage, name), { recursive: true });
  }
  const report = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: stage,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [{ filename, files: packed, unpackedSize }] = JSON.parse(report);
  return { tarball: join(folder, filename), files: packed, unpackedSize };
}
