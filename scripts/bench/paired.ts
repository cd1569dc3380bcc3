import { median } from './section.ts';

/** What came of measuring one figure of several things in turns. */
export interface Paired {
  /** The median of each. */
  median(name: string): number;
  /** The median of each one's ratio to the first, both taken in the same round. */
  ratio(name: string): number;
  /** Half of the range in which the middle half of the ratios of the first to itself lie: what the machine adds. */
  noise: number;
}

const AGAIN = '(again)';

/**
 * Measures each of `names` in each round, in an order that is drawn anew, and the first one twice.
 *
 * @param measure one figure or several, always in the same order
 */
export async function paired(
  names: readonly string[],
  rounds: number,
  measure: (name: string) => number[] | Promise<number[]>,
): Promise<Paired[]> {
  const base = names[0] as string;
  const taken = new Map<string, number[][]>([...names, AGAIN].map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of [...taken.keys()].toSorted(() => Math.random() - 0.5))
      taken.get(name)?.push(await measure(name === AGAIN ? base : name));
  }
  const figures = taken.get(base)?.[0] ?? [];
  return figures.map((_, figure) => {
    const of = (name: string) => (taken.get(name) ?? []).map((round) => round[figure] ?? Number.NaN);
    const ratios = (name: string) => of(name).map((value, round) => value / (of(base)[round] ?? Number.NaN));
    const toItself = ratios(AGAIN).toSorted((a, b) => a - b);
    const quarter = (part: number) => toItself[Math.round(part * (toItself.length - 1))] ?? Number.NaN;
    return {
      median: (name) => median(of(name)),
      ratio: (name) => median(ratios(name)),
      noise: (quarter(0.75) - quarter(0.25)) / 2,
    };
  });
}
