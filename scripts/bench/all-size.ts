import { candidateOf, counted, type Line, names, timed } from './line.ts';
import { paired } from './paired.ts';
import { bundleKb, installed, typeCheck } from './programs.ts';

/** What is downloaded and installed. */
export async function sizes(): Promise<Line[]> {
  const bundles: number[] = [];
  for (const name of names) bundles.push(await bundleKb(candidateOf(name).program));
  const folders = names.map((name) => installed(candidateOf(name)));
  return [
    counted('bundle, kB min+gzip', bundles),
    counted(
      'installed, kB',
      folders.map(({ kb }) => kb),
    ),
    counted(
      'installed, files',
      folders.map(({ files }) => files),
    ),
  ];
}

const TSC_ROUNDS = 5;

/** What the compiler has to do. */
export async function types(): Promise<Line[]> {
  const files = new Map<string, number>();
  const [ms] = await paired(names, TSC_ROUNDS, (name) => {
    const checked = typeCheck(candidateOf(name).program);
    files.set(name, checked.files);
    return [checked.ms];
  });
  return [
    timed('tsc, ms', ms),
    counted(
      'tsc, program files',
      names.map((name) => files.get(name) ?? Number.NaN),
    ),
  ];
}
