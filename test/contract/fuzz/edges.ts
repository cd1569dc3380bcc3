import type { Json } from './description.ts';
import type { Place } from './places.ts';

/** Values of each JSON type. */
export const SAMPLES: Record<string, Json[]> = {
  string: ['text', ''],
  number: [0, 1.5, -1, 1e300],
  boolean: [true, false],
  object: [{}, { 0: 'text' }],
  array: [[], ['text'], [[]]],
};

/** Texts that are seldom met. */
export const STRANGE = [
  '\u0000',
  '\ud800',
  'e\u0301',
  '\u202etxet',
  '👩‍🚀',
  '\ufeff',
  '\u2028',
  '١٢',
  'ſ',
  'K',
  '"\\',
  ' ',
];
/** Keys that no object of the description has. */
export const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'x',
  '0',
  'length',
  'naïve 👩‍🚀',
  'a/b~c',
];
const DAYS = [
  '1900-02-29',
  '2000-02-29',
  '2024-02-29',
  '2100-02-29',
  '2026-02-30',
  '2026-04-31',
  '2026-06-31',
];
DAYS.push('0000-01-01', '0000-02-29', '9999-12-31', '2026-00-10', '2026-13-01', '2026-01-00', '2026-01-32');
const TIMES = ['00:00:00', '23:59:59', '24:00:00', '23:60:00', '12:00:60', '23:59:60', '9:00:00', '09:00'];
const ZONES = [
  '',
  'Z',
  'z',
  '+00:00',
  '-00:00',
  '+24:00',
  '+23:60',
  '+0530',
  '+05',
  ' Z',
  '-23:59',
  '.5Z',
  '.Z',
];
ZONES.push('.1234567890Z', ',5Z');

/** Keys that a hand could write for a known one. */
export function nearMisses({ schema }: Place): string[] {
  const known = Object.keys(schema.properties ?? {});
  return known
    .flatMap((key) => [key.toUpperCase(), `${key} `, `${key}s`, key.replaceAll('_', '')])
    .filter((key) => !known.includes(key));
}

/** A text that fits a pattern, bent a little. */
export function bent(value: string): string[] {
  const digits = value.replace(/\d/, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  return [
    ...[`${value}\n`, `\n${value}`, ` ${value}`, `${value} `, value.slice(1), value.slice(0, -1)],
    ...[value + value, value.toUpperCase(), value.toLowerCase(), value.replace(/\d/, 'x'), digits, ''],
    ...[value.replaceAll('-', ''), `{${value}}`, `urn:uuid:${value}`, `+${value}`, value.replace('T', ' ')],
  ].filter((text) => text !== value);
}

/** Texts at the limits of their length. */
export function textLengths({ schema, value }: Place): string[] {
  if (typeof value !== 'string' || schema.pattern || schema.format || schema.enum) return [];
  const { minLength = 0, maxLength } = schema;
  const lengths = [
    minLength - 1,
    minLength,
    minLength + 1,
    5_000,
    ...(maxLength ? [maxLength, maxLength + 1] : []),
  ];
  return lengths
    .filter((length) => length >= 0)
    .flatMap((length) => ['a', '👍'].map((unit) => unit.repeat(length)));
}

/** Lists at the limits of their length. */
export function listLengths({ schema, value }: Place): Json[] {
  if (!Array.isArray(value) || value.length === 0) return [];
  const { minItems = 0, maxItems } = schema;
  const lengths = [minItems - 1, minItems, 12, ...(maxItems ? [maxItems, maxItems + 1] : [])];
  return lengths
    .filter((length) => length >= 0)
    .map((length) => Array.from({ length }, (_, i) => value[i % value.length]));
}

/** Days and times that there are and that there are not, by format. */
export const moments = {
  date: DAYS,
  'date-time-local': DAYS.flatMap((day) => [`${day}T09:30:00`, ...TIMES.map((time) => `${day}T${time}`)]),
  'date-time': DAYS.flatMap((day) => TIMES.flatMap((time) => ZONES.map((zone) => `${day}T${time}${zone}`))),
};
