const MOUNTAIN = 'America/Denver, or America/Phoenix where daylight saving is not kept';

// What a word of a label names; a state first, since it says more than a region does.
const STATES: Readonly<Record<string, string>> = {
  arizona: 'America/Phoenix',
  indiana: 'America/Indiana/Indianapolis',
};

const REGIONS: readonly (readonly [pattern: RegExp, zones: string])[] = [
  [/^(?:e[sd]?t|est5edt|eastern)$/u, 'America/New_York'],
  [/^(?:c[sd]?t|cst6cdt|central)$/u, 'America/Chicago'],
  [/^(?:m[sd]?t|mst7mdt|mountain)$/u, MOUNTAIN],
  [/^(?:p[sd]?t|pst8pdt|pacific)$/u, 'America/Los_Angeles'],
  [/^(?:ak[sd]?t|alaskan?)$/u, 'America/Anchorage'],
  [/^(?:h[sd]?t|hawaii(?:an)?)$/u, 'Pacific/Honolulu'],
  [/^(?:a[sd]?t|atlantic)$/u, 'America/Puerto_Rico, or America/Halifax where daylight saving is kept'],
  [/^(?:chst|chamorro)$/u, 'Pacific/Guam'],
];

// Beside anything but the US, Canada has zones of its own: "Canada Central" is Saskatchewan's.
const US_AND_CANADA = /\b(?:us|usa) (?:&|and) canada\b/u;

// Words that may stand beside the region's without leading elsewhere, as "European" or "Mexico" would.
const BESIDE =
  /^(?:standard|daylight|savings?|prevailing|local|time|zone|tz|east|us|u|s|usa|and|utc|gmt|\d+)$/u;

/** The zones that a label names by its region, such as `Eastern Time (US & Canada)`, if it surely is one of theirs. */
export function zonesOfRegion(label: string): string | undefined {
  const words =
    label
      .toLowerCase()
      .replace(US_AND_CANADA, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const named = new Set(words.flatMap((word) => zonesOfWord(word) ?? []));
  const isForeign = words.some((word) => zonesOfWord(word) === undefined && !BESIDE.test(word));
  if (isForeign) return undefined;
  const state = words.map((word) => STATES[word]).find((zone) => zone !== undefined);
  return state ?? (named.size === 1 ? [...named][0] : undefined);
}

function zonesOfWord(word: string): string | undefined {
  if (Object.hasOwn(STATES, word)) return STATES[word];
  return REGIONS.find(([pattern]) => pattern.test(word))?.[1];
}
