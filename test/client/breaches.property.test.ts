// The checks are imported from the source: through `validate`, they are seen with their rules and their words.
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EntityInput, QueueCallsInput, type Shape, TriggerInput } from '../../generated/shapes.ts';
import { breachesOf, type RuleBreach } from '../../src/breaches.ts';
import { rules } from '../../src/rules.ts';
import { OTHER_ID, REQUEST_ID, sampleCall, sampleEntityInput } from './samples.ts';

/*
 * AJV as the oracle. The table of the requests is checked by code of our own, which must say of every body what AJV
 * says: the same places, the same keywords, in the same order.
 */

// biome-ignore lint/suspicious/noExplicitAny: bodies and schemas are walked as plain JSON.
type Json = any;

const { components } = JSON.parse(
  readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'),
);
const schemas = JSON.stringify(components.schemas).replaceAll('"#/components/schemas/', '"#/$defs/');

/** AJV's validators of the schemas, each `oneOf` put through `choose`. */
function ajv(choose: (node: Json) => Json) {
  const engine = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    validateFormats: false,
  });
  engine.addVocabulary([...new Set(schemas.match(/(?<=")x-[\w-]+(?=":)/g))]);
  engine.addSchema({ $defs: JSON.parse(schemas, (_, node) => (node?.oneOf ? choose(node) : node)) }, 'api');
  return (root: string) => engine.compile({ $ref: `api#/$defs/${root}` });
}

const asItStands = ajv((node) => node);
/** `oneOf` reports both branches; `if` reports the one that was meant, which is how the messages are made. */
const chosen = ajv(({ oneOf: [open, closed] }) => ({
  if: { type: 'object', required: ['windows'], properties: { windows: true } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, in no danger of being awaited
  then: open,
  else: closed,
}));

const shapes = { EntityInput, QueueCallsInput, TriggerInput } satisfies Record<string, Shape>;
type Root = keyof typeof shapes;

/** A body that is valid, with everything in it. */
const valid: Record<Root, () => Json> = {
  EntityInput: () => sampleEntityInput(),
  QueueCallsInput: () => ({ calls: [sampleCall(), sampleCall({ external_reference_id: 'row-2' })] }),
  TriggerInput: () => ({ request_ids: [REQUEST_ID], mode: 'scheduled' }),
};
const roots = Object.keys(shapes) as Root[];

const junk = fc.oneof(
  fc.constantFrom<Json>(null, '', 'x', '0', 0, -1, 1.5, true, false, [], {}, [null], [[]], { windows: 1 }),
  fc.constantFrom(
    '23:59',
    '24:00',
    '9:00',
    '2026-02-30',
    '2026-13-01',
    '2026-12-01T08:30:00',
    '+12125550123',
  ),
  fc.constantFrom(
    REQUEST_ID,
    OTHER_ID.toUpperCase(),
    `${OTHER_ID}\n`,
    '123-45-6789',
    '\u{1F600}',
    'immediate',
  ),
  fc.jsonValue(),
);
const key = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'length',
    '0',
    '',
    'a/b',
    '~',
    'Name',
  ),
  fc.constantFrom(
    'windows',
    'calls',
    'details',
    'notes',
    'default_call_time',
    'mode',
    'start',
    'patient_ssn',
  ),
  fc.string(),
);

/** One thing done to a body, at the place that `at` points to among all of its places. */
const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'add', 'double', 'empty'),
  key,
  value: junk,
});

/** Every object and list in a value. */
function containersOf(value: Json): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(containersOf)];
}

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** What is put in is a copy: JSON holds nothing twice, and nothing within itself. */
const copy = (value: Json): Json => JSON.parse(JSON.stringify(value));

function apply(body: Json, { at, how, key, value: chosen }: Change): Json {
  const value = copy(chosen);
  const places = containersOf(body).flatMap((container) =>
    Object.keys(container).map((name): [Json, string] => [container, name]),
  );
  const place = places[at % (places.length + 1)];
  if (place === undefined) return how === 'replace' ? value : body;
  const [container, name]: [Json, string] = place;
  if (how === 'replace') container[name] = value;
  else if (how === 'empty') container[name] = Array.isArray(container[name]) ? [] : {};
  else if (Array.isArray(container)) {
    if (how === 'remove') container.splice(Number(name), 1);
    else container.push(how === 'add' ? value : copy(container[Number(name)]));
  } else if (how === 'remove') delete container[name];
  else Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
  return body;
}

/** Bodies as the wire could carry them: valid ones, more or less spoilt, and any JSON at all. */
function bodies(root: Root): fc.Arbitrary<Json> {
  const spoilt = fc
    .array(change, { maxLength: 5 })
    .map((changes) => copy(changes.reduce(apply, valid[root]())));
  return fc.oneof({ weight: 12, arbitrary: spoilt }, { weight: 1, arbitrary: fc.jsonValue() });
}

/** `place keyword`. An unknown key may be masked, so that it counts by its place alone. */
const ofAjv = ({ instancePath, keyword, params }: ErrorObject) =>
  `${[instancePath, ...[params.missingProperty ?? []].flat()].join('/')} ${keyword}`;
const ofOurs = ({ path, rule }: RuleBreach) =>
  `${(rule === 'additionalProperties' ? path.slice(0, -1) : path)
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')} ${rule}`;

describe.each(roots)('%s', (root) => {
  const ours = breachesOf(shapes[root]);
  const bySchema = (body: Json) => ours(body).filter(({ rule }) => !Object.hasOwn(rules, rule));

  test('what is wrong with a body is what AJV says, place by place, in its order', () => {
    const oracle = chosen(root);
    let refused = 0;
    fc.assert(
      fc.property(bodies(root), (body) => {
        oracle(body);
        const expected = (oracle.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(ofAjv);
        if (expected.length > 0) refused++;
        expect(bySchema(body).map(ofOurs)).toEqual(expected);
      }),
      { numRuns: 3_000 },
    );
    expect(refused).toBeGreaterThan(1_000);
    expect(refused).toBeLessThan(3_000);
  });

  test('a body is accepted when, and only when, the description as it stands accepts it', () => {
    const oracle = asItStands(root);
    fc.assert(
      fc.property(bodies(root), (body) => {
        expect(bySchema(body).length === 0).toBe(oracle(body));
      }),
      { numRuns: 3_000 },
    );
  });

  test('the sample is valid, and a key of every object that is not known is refused', () => {
    expect(ours(valid[root]())).toEqual([]);
    const count = containersOf(valid[root]()).length;
    for (let i = 0; i < count; i++) {
      const body = copy(valid[root]());
      const container = containersOf(body)[i];
      if (Array.isArray(container)) continue;
      container.not_a_field = 1;
      expect(bySchema(body).map(({ rule }) => rule)).toContain('additionalProperties');
    }
  });
});
