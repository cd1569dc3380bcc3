import type { Paired } from './paired.ts';
import { type Candidate, candidates } from './programs.ts';

export type Name = keyof typeof candidates;

/** Ours first. */
export const names = Object.keys(candidates) as Name[];

/** A candidate by its name. */
export const candidateOf = (name: string): Candidate => candidates[name as Name];

/** One line of the table: each candidate's figure, its ratio to ours, and the noise of what was timed. */
export interface Line {
  what: string;
  cells: Partial<Record<Name, { value: number; ratio: number }>>;
  noise?: number;
}

/** A line of what was measured in turns. */
export function timed(what: string, taken: Paired | undefined, of: readonly string[] = names): Line {
  if (taken === undefined) throw new Error(`bench: nothing was measured for ${what}`);
  const cells = Object.fromEntries(
    of.map((name) => [name, { value: taken.median(name), ratio: taken.ratio(name) }]),
  );
  return { what, cells, noise: taken.noise };
}

/** A line of what is counted, and the same each time. */
export function counted(what: string, values: readonly number[]): Line {
  const base = values[0] ?? Number.NaN;
  return {
    what,
    cells: Object.fromEntries(values.map((value, i) => [names[i], { value, ratio: value / base }])),
  };
}
