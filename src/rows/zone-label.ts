import { runtimeZone } from '../zone-offset.ts';
import type { Reading } from './reading.ts';
import { zonesOfRegion } from './zone-region.ts';

const MAX_LENGTH = 100;
const AREA_LOCATION = /^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+){1,2}$/u;
const NO_PLACE = /^(?:etc|systemv)\//iu;
const OFFSET = /^(?:etc\/|systemv\/|(?:z|zulu|utc|uct|gmt)$|\(?(?:utc|gmt)?\s*(?:[+\-\u2212]\s*)?\d)/iu;

const US_LINKS: Readonly<Record<string, string>> = {
  'us/alaska': 'America/Anchorage',
  'us/aleutian': 'America/Adak',
  'us/arizona': 'America/Phoenix',
  'us/central': 'America/Chicago',
  'us/east-indiana': 'America/Indiana/Indianapolis',
  'us/eastern': 'America/New_York',
  'us/hawaii': 'Pacific/Honolulu',
  'us/indiana-starke': 'America/Indiana/Knox',
  'us/michigan': 'America/Detroit',
  'us/mountain': 'America/Denver',
  'us/pacific': 'America/Los_Angeles',
  'us/pacific-new': 'America/Los_Angeles',
  'us/samoa': 'Pacific/Pago_Pago',
};

const ANY_ZONE = 'Area/Location, as in America/New_York';

// Which zones keep an offset: in winter, or in summer.
const HOURS: Readonly<Record<string, string>> = {
  '-4': 'America/New_York (summer) or America/Puerto_Rico',
  '-5': 'America/New_York (winter) or America/Chicago (summer)',
  '-6': 'America/Chicago (winter) or America/Denver (summer)',
  '-7': 'America/Denver (winter), America/Phoenix (no daylight saving) or America/Los_Angeles (summer)',
  '-8': 'America/Los_Angeles (winter) or America/Anchorage (summer)',
  '-9': 'America/Anchorage (winter)',
  '-10': 'Pacific/Honolulu',
  '10': 'Pacific/Guam',
};

// Letter case that "every part starts with a capital" gets wrong.
const ODD_CASE = new Map(
  [
    'of',
    'es',
    'au',
    'DumontDUrville',
    'McMurdo',
    'DeNoronha',
    'EasterIsland',
    'BajaNorte',
    'BajaSur',
    'ComodRivadavia',
  ]
    .concat(['ACT', 'NSW', 'LHI', 'IN'])
    .map((part) => [part.toLowerCase(), part]),
);

const ABBREVIATION = /^[a-z]{1,5}$|^[a-z]{3}\d[a-z]{3}$|\btime\b/u;

/** Reads a time zone into `Area/Location`, known to the runtime; the hint of a refused label names the zone to write. */
export function readZone(text: string): Reading {
  const zone = US_LINKS[text.toLowerCase()] ?? text;
  if (text.length > MAX_LENGTH) return { rule: 'unknown' };
  if (!AREA_LOCATION.test(zone) || NO_PLACE.test(zone)) return refuse(text);
  const mended = mendCase(zone);
  try {
    runtimeZone(mended);
    return { value: mended };
  } catch {
    return refuse(text);
  }
}

function refuse(text: string): Reading {
  const region = zonesOfRegion(text);
  if (region !== undefined) return { rule: 'abbreviation', hint: hintFor(region) };
  const label = text.toLowerCase();
  if (OFFSET.test(label)) return { rule: 'fixed_offset', hint: hintFor(HOURS[hoursEast(label)] ?? ANY_ZONE) };
  return { rule: ABBREVIATION.test(label) ? 'abbreviation' : 'unknown' };
}

function hintFor(zones: string): string {
  return `must be an IANA zone: write ${zones}, or say what the label means with \`zones\``;
}

// The names Etc/GMT+5 have their sign the other way round.
function hoursEast(label: string): string {
  const [, minus, hours = '0'] = /(?:([-\u2212])\s*)?(\d{1,2})/u.exec(label) ?? [];
  const isWest = (minus !== undefined) !== NO_PLACE.test(label);
  return String(isWest ? -Number(hours) : Number(hours));
}

function mendCase(zone: string): string {
  return zone.replace(/[^/_-]+/gu, (word) => {
    const lower = word.toLowerCase();
    return ODD_CASE.get(lower) ?? lower.slice(0, 1).toUpperCase() + lower.slice(1);
  });
}
