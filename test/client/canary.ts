import { format, inspect } from 'node:util';
import { sensitiveFields } from '@evergrove/scheduler';

/** Unique values to plant, and the search for them in every form in which a text could carry them. */
export interface Canary {
  name: string;
  value: string;
  /** How it may be written, by the name of the form; in lower case, but for base64. */
  forms: Record<string, string[]>;
}

/** Fields that a request is checked for need a canary of their form; all the others take any text. */
const inForm: Record<string, string> = {
  'CallDetails.patient_ssn': '918-27-3645',
  'CallDetails.patient_dob': '1987-03-29',
  'CallDetails.patient_phone_number': '(646) 718-2936',
  'CallDetails.date_of_injury': '2025-08-17',
  'CallDetails.expected_appointment_date_time': '2026-12-19T09:41:27',
};

/** A name, a quote, a letter beyond ASCII and signs that a URL escapes; the word in the middle is unique. */
function text(n: number): string {
  return `Zoë "Qx7${n}Kw" O'Neil + 50% & co/${n}`;
}

/** One canary per field that the generated table calls sensitive: a new field has one without an edit here. */
export const fieldCanaries: Canary[] = Object.entries(sensitiveFields).flatMap(([schema, fields], i) =>
  fields.map((field, j) =>
    canary(`${schema}.${field}`, inForm[`${schema}.${field}`] ?? text(100 * i + j + 100)),
  ),
);

/** The key has all the signs that a header may carry and an encoding changes. */
export const keyCanary = canary('apiKey', 'sk-Qx7KEYKw"+/%&=live');

export const canaries: Canary[] = [...fieldCanaries, keyCanary];

/** Every sensitive field of a schema with its canary. */
export function planted(schema: string): Record<string, string> {
  const own = fieldCanaries.filter(({ name }) => name.startsWith(`${schema}.`));
  return Object.fromEntries(own.map(({ name, value }) => [name.slice(schema.length + 1), value]));
}

export function canary(name: string, value: string): Canary {
  const word = /Qx7\w+Kw/.exec(value)?.[0];
  return {
    name,
    value,
    forms: {
      raw: inLowerCase(word === undefined ? [value] : [value, word]),
      base64: base64Forms(value),
      url: inLowerCase([encodeURIComponent(value), String(new URLSearchParams({ v: value })).slice(2)]),
      json: inLowerCase([
        jsonEscaped(value),
        jsonEscaped(jsonEscaped(value)),
        asciiEscaped(jsonEscaped(value)),
      ]),
    },
  };
}

function inLowerCase(needles: string[]): string[] {
  return needles.map((needle) => needle.toLowerCase());
}

function jsonEscaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function asciiEscaped(value: string): string {
  return value.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A value inside a longer text falls on one of three alignments; what its neighbours decide is cut off. */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const last = (offset + bytes.length) % 3 === 0 ? whole.length : whole.length - 1;
    const sure = whole.slice(offset === 0 ? 0 : offset + 1, last);
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** How many values × forms × channels were searched so far. */
export let combinations = 0;

/** Where a canary was found, as `channel: name in form`. */
export function leaks(channels: Record<string, string>, wanted: Canary[] = canaries): string[] {
  const found: string[] = [];
  for (const [channel, haystack] of Object.entries(channels)) {
    const lower = haystack.toLowerCase();
    for (const { name, forms } of wanted) {
      for (const [form, needles] of Object.entries(forms)) {
        combinations++;
        const text = form === 'base64' ? haystack : lower;
        if (needles.some((needle) => text.includes(needle))) found.push(`${channel}: ${name} in ${form}`);
      }
    }
  }
  return found;
}

const deep = { depth: 9, showHidden: true, maxStringLength: null, maxArrayLength: null } as const;

/** Every way in which an error, or anything else that was thrown or handed over, gets into a log. */
export function channelsOf(thing: object): Record<string, string> {
  const clone = cloned(thing);
  return {
    message: String((thing as Error).message),
    stack: String((thing as Error).stack),
    string: String(thing),
    inspect: inspect(thing),
    'inspect, depth 9, hidden': inspect(thing, deep),
    'inspect, getters': inspect(thing, { ...deep, getters: true }),
    json: JSON.stringify(thing) ?? '',
    'json of properties': JSON.stringify(Object.getOwnPropertyDescriptors(thing)) ?? '',
    'own property names': reachableNames(thing).join('\n'),
    'own property values': ownValues(thing).join('\n'),
    structuredClone: `${inspect(clone, deep)}\n${(clone as Error | undefined)?.stack}`,
    'console formats': format('%s %o %O %j', thing, thing, thing, thing),
    'as a cause': inspect(new Error('wrapped', { cause: thing }), deep),
  };
}

/** A copy as a worker or a cache would get it; nothing of what cannot be copied. */
function cloned(thing: object): unknown {
  try {
    return structuredClone(thing);
  } catch {
    return undefined;
  }
}

/** All names, symbols too, of everything that can be reached. */
function reachableNames(thing: unknown, seen = new Set<unknown>()): string[] {
  if (!isHolder(thing) || seen.has(thing)) return [];
  seen.add(thing);
  return Reflect.ownKeys(thing).flatMap((key) => {
    const { value } = Object.getOwnPropertyDescriptor(thing, key) ?? {};
    return [String(key), ...reachableNames(value, seen)];
  });
}

/** All values, hidden ones too, of everything that can be reached. */
function ownValues(thing: unknown, seen = new Set<unknown>()): string[] {
  if (!isHolder(thing)) return [String(thing)];
  if (seen.has(thing)) return [];
  seen.add(thing);
  return Reflect.ownKeys(thing).flatMap((key) =>
    ownValues(Object.getOwnPropertyDescriptor(thing, key)?.value, seen),
  );
}

function isHolder(thing: unknown): thing is object {
  return (typeof thing === 'object' && thing !== null) || typeof thing === 'function';
}
