import { editDistance } from '../edit-distance.ts';

const MAX_SLIPS = 2;

/** Of known names the one that a mistyped word may mean, as a question. The word itself is not repeated: it may be data. */
export function meant(word: string, names: readonly string[]): string {
  const slips = names.map((name) => editDistance(word.slice(0, name.length + MAX_SLIPS + 1), name));
  const least = Math.min(...slips);
  return least <= MAX_SLIPS ? ` (${names[slips.indexOf(least)]} meant?)` : '';
}
