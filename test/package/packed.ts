import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Packed, pack } from '../../scripts/build/pack.ts';

/** The root of the project. */
export const root = resolve(import.meta.dirname, '../..');
const store = join(root, 'out/packed');

/** What the package is made of. */
const sources = [
  '{src,generated,scripts/build}/**/*.{ts,json,csv}',
  '{scripts/build.ts,package.json,tsconfig*.json,*.md,llms.txt,LICENSE}',
];

/** A packed package, and the folder with what the tarball holds. */
export interface Installable extends Packed {
  folder: string;
}

/**
 * The package, packed from the sources as they are: once for all test files of a run, which are processes of their
 * own, and again only after a change.
 */
export async function packed(): Promise<Installable> {
  const work = join(store, fingerprint());
  const report = join(work, 'report.json');
  while (!existsSync(report)) {
    if (!isMine(`${work}.pid`)) {
      await delay(200);
      continue;
    }
    try {
      if (existsSync(report)) break;
      rmSync(work, { recursive: true, force: true });
      const packedNow: Installable = { ...pack(work), folder: join(work, 'package') };
      writeFileSync(`${report}.new`, JSON.stringify(packedNow));
      renameSync(`${report}.new`, report);
    } finally {
      rmSync(`${work}.pid`);
    }
  }
  return JSON.parse(readFileSync(report, 'utf8'));
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of globSync(sources, { cwd: root }).toSorted()) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Whether this process is the one to pack: nobody else is at it, or who was has died. */
function isMine(lock: string): boolean {
  mkdirSync(store, { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isDead(lock)) return false;
    rmSync(lock, { force: true });
    return false;
  }
}

function isDead(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
