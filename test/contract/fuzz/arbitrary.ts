import * as fc from 'fast-check';
import { type Json, resolve } from './description.ts';

/** Keywords that say nothing of which values are valid. `format` has its own table below. */
const SILENT = new Set(['description', 'default', 'title', 'examples', 'format']);
const ASSERTIONS = new Set([
  ...['type', 'enum', 'const', 'pattern', 'minLength', 'maxLength', 'items', 'minItems', 'maxItems'],
  ...['properties', 'required', 'additionalProperties', 'dependentRequired', 'oneOf', 'anyOf', '$ref'],
]);

/**
 * Values that are valid by construction. Throws at a keyword that it does not know, so that one which is new in the
 * description is not passed over.
 */
export function arbitraryOf(description: Json, node: Json): fc.Arbitrary<Json> {
  const schema = resolve(description, node);
  const unknown = Object.keys(schema).find(
    (key) => !key.startsWith('x-') && !SILENT.has(key) && !ASSERTIONS.has(key),
  );
  if (unknown !== undefined) throw new Error(`arbitraryOf: teach it the keyword ${unknown}`);
  const branches = schema.oneOf ?? schema.anyOf;
  if (branches) return fc.oneof(...branches.map((branch: Json) => arbitraryOf(description, branch)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types: string[] = [schema.type].flat();
  return fc.oneof(
    ...types.map((type) => ({
      weight: type === 'null' ? 1 : 4,
      arbitrary: byType(type, description, schema),
    })),
  );
}

function byType(type: string, description: Json, schema: Json): fc.Arbitrary<Json> {
  switch (type) {
    case 'string':
      return text(schema);
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer();
    case 'array': {
      const { minItems: minLength = 0, maxItems: maxLength = minLength + 2 } = schema;
      return fc.array(arbitraryOf(description, schema.items), { minLength, maxLength });
    }
    case 'object':
      return record(description, schema);
    default:
      throw new Error(`arbitraryOf: teach it the type ${type}`);
  }
}

function record(description: Json, schema: Json): fc.Arbitrary<Json> {
  const fields = Object.entries<Json>(schema.properties ?? {}).map(([key, property]) => [
    key,
    arbitraryOf(description, property),
  ]);
  const base = fc.record(Object.fromEntries(fields), {
    requiredKeys: schema.required ?? [],
    noNullPrototype: true,
  });
  const needs = Object.entries<string[]>(schema.dependentRequired ?? {});
  // Whatever asks for a companion goes when the companion is not there, until nothing asks in vain.
  const settled = (value: Json): Json => {
    const lonely = needs.find(([key, others]) => key in value && others.some((other) => !(other in value)));
    if (!lonely) return value;
    const { [lonely[0]]: _, ...rest } = value;
    return settled(rest);
  };
  return needs.length > 0 ? base.map(settled) : base;
}

function text(schema: Json): fc.Arbitrary<string> {
  const known = schema.format && FORMATS[schema.format];
  if (schema.format && !known) throw new Error(`arbitraryOf: teach it the format ${schema.format}`);
  if (known) return known;
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern, 'u'), { size: 'xsmall' });
  const { minLength = 0, maxLength } = schema;
  return fc.string({
    ...{ minLength, unit: 'grapheme', size: 'small' },
    ...(maxLength !== undefined && { maxLength }),
  });
}

const two = (n: number) => String(n).padStart(2, '0');
const day = fc
  .tuple(
    fc.integer({ min: 1900, max: 2100 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(([year, month, date]) => {
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return `${year}-${two(month)}-${two(Math.min(date, last))}`;
  });
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map(two).join(':'));
const fraction = fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,9}$/));
const offset = fc.oneof(
  fc.constantFrom('Z', 'z', '+00:00', '-00:00', '+23:59', '-23:59'),
  fc
    .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`),
);

/** Values of each format that fit the pattern beside it too. */
const FORMATS: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.tuple(fc.uuid(), fc.boolean()).map(([id, isUpper]) => (isUpper ? id.toUpperCase() : id)),
  date: day,
  'date-time': fc
    .tuple(day, fc.constantFrom('T', 't'), clock, fraction, offset)
    .map((parts) => parts.join('')),
  'date-time-local': fc.tuple(day, clock).map((parts) => parts.join('T')),
};
