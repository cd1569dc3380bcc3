import type { Reading } from './reading.ts';

const STATES = {
  AL: 'alabama',
  AK: 'alaska',
  AZ: 'arizona',
  AR: 'arkansas',
  CA: 'california',
  CO: 'colorado',
  CT: 'connecticut',
  DE: 'delaware',
  FL: 'florida',
  GA: 'georgia',
  HI: 'hawaii',
  ID: 'idaho',
  IL: 'illinois',
  IN: 'indiana',
  IA: 'iowa',
  KS: 'kansas',
  KY: 'kentucky',
  LA: 'louisiana',
  ME: 'maine',
  MD: 'maryland',
  MA: 'massachusetts',
  MI: 'michigan',
  MN: 'minnesota',
  MS: 'mississippi',
  MO: 'missouri',
  MT: 'montana',
  NE: 'nebraska',
  NV: 'nevada',
  NH: 'new hampshire',
  NJ: 'new jersey',
  NM: 'new mexico',
  NY: 'new york',
  NC: 'north carolina',
  ND: 'north dakota',
  OH: 'ohio',
  OK: 'oklahoma',
  OR: 'oregon',
  PA: 'pennsylvania',
  RI: 'rhode island',
  SC: 'south carolina',
  SD: 'south dakota',
  TN: 'tennessee',
  TX: 'texas',
  UT: 'utah',
  VT: 'vermont',
  VA: 'virginia',
  WA: 'washington',
  WV: 'west virginia',
  WI: 'wisconsin',
  WY: 'wyoming',
  DC: 'district of columbia',
  PR: 'puerto rico',
  VI: 'virgin islands',
  GU: 'guam',
  MP: 'northern mariana islands',
  AS: 'american samoa',
  AA: 'armed forces americas',
  AE: 'armed forces europe',
  AP: 'armed forces pacific',
} as const;

/** The two letters of a state, of DC, of a territory, or of a military "state". */
export type StateCode = keyof typeof STATES;

const OTHER_NAMES: Readonly<Record<string, StateCode>> = {
  'washington dc': 'DC',
  'us virgin islands': 'VI',
  'united states virgin islands': 'VI',
  'commonwealth of the northern mariana islands': 'MP',
};

const BY_NAME: ReadonlyMap<string, StateCode> = new Map([
  ...Object.entries(STATES).flatMap(([code, name]): [string, StateCode][] => [
    [name, code as StateCode],
    [code.toLowerCase(), code as StateCode],
  ]),
  ...Object.entries(OTHER_NAMES),
]);

/** Reads a state's abbreviation or name, in any letter case, into its two letters. */
export function readState(text: string): Reading {
  const name = text.replace(/[.,]/gu, '').trim().replace(/\s+/gu, ' ').toLowerCase();
  const code = BY_NAME.get(name) ?? BY_NAME.get(name.replace(/^(.) (.)$/u, '$1$2'));
  return code === undefined ? { rule: 'unknown' } : { value: code };
}
