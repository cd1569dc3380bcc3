import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as enumExports from '../../generated/enums.ts';
import { operations } from '../../generated/operations.ts';
import { loggableFields, sensitiveFields } from '../../generated/sensitive.ts';
import type { Shape } from '../../generated/shapes.ts';
import * as shapeExports from '../../generated/shapes.ts';
import { breachesOf } from '../../src/breaches.ts';

// biome-ignore lint/suspicious/noExplicitAny: the description is walked as plain JSON.
type Json = any;

const enums: Record<string, Record<string, string>> = { ...enumExports };
const shapes = new Map<string, Shape>(Object.entries(shapeExports));
const breachesIn = (name: string, value: Json) => breachesOf(shapes.get(name) as Shape)(value);

const root = fileURLToPath(new URL('../..', import.meta.url));
const committed = join(root, 'generated');
const read = (name: string) => readFileSync(join(committed, name), 'utf8');

const description: Json = JSON.parse(read('openapi.json'));
const schemas: Record<string, Json> = description.components.schemas;

const nameOf = (ref: string): string => ref.split('/').at(-1) ?? '';

function deref(node: Json): Json {
  if (typeof node?.$ref !== 'string') return node;
  return node.$ref
    .split('/')
    .slice(1)
    .reduce((at: Json, key: string) => at[key], description);
}

const described: Json[] = Object.entries<Json>(description.paths).flatMap(([path, item]) =>
  Object.entries<Json>(item).map(([method, operation]) => ({ ...operation, path, method })),
);

/** Schema, name and value of every named request example. */
const requestExamples: [string, string, Json][] = described.flatMap(({ requestBody }) =>
  Object.values<Json>(deref(requestBody)?.content ?? {}).flatMap(({ schema, examples }) =>
    Object.entries<Json>(examples).map(([name, example]): [string, string, Json] => [
      nameOf(schema.$ref),
      name,
      deref(example).value,
    ]),
  ),
);

describe('generated/', () => {
  const MARK = '// Generated from openapi/ by `npm run generate`. Do not edit.';
  const names = readdirSync(committed).sort();
  let fresh: string;

  beforeAll(() => {
    fresh = mkdtempSync(join(tmpdir(), 'evergrove-generated-'));
    execFileSync(process.execPath, [join(root, 'scripts/generate.ts'), '--out', fresh]);
  }, 60_000);

  afterAll(() => rmSync(fresh, { recursive: true, force: true }));

  test('holds what generation writes, no file more and none fewer', () => {
    expect(names).toEqual(readdirSync(fresh).sort());
    expect(names).toHaveLength(6);
  });

  test.each(names)('%s is fresh, byte for byte', (name) => {
    expect(readFileSync(join(fresh, name)).equals(readFileSync(join(committed, name)))).toBe(true);
  });

  test.each(names.filter((name) => name !== 'openapi.json'))('%s says so on line 1', (name) => {
    expect(read(name).split('\n', 1)).toEqual([MARK]);
  });
});

describe('types.ts', () => {
  const types = read('types.ts');

  test.each(Object.keys(schemas))('%s has a name of its own', (name) => {
    expect(types).toMatch(new RegExp(`^export (?:interface ${name} \\{|type ${name} =)`, 'm'));
  });

  test('a use of a schema is its name', () => {
    expect(types).not.toContain('components["schemas"]');
  });
});

describe('operations.ts', () => {
  test('agrees with the description in method, path and replay policy', () => {
    const expected = described.map(({ operationId, method, path, 'x-replay': replay }) => [
      operationId,
      { method: method.toUpperCase(), path, replay },
    ]);
    expect(operations).toStrictEqual(Object.fromEntries(expected));
    expect(expected).toHaveLength(4);
  });
});

describe('enums.ts', () => {
  const text = read('enums.ts');
  const named = Object.entries(schemas).filter(([, schema]) => schema.enum);

  test('has an object for every enum', () => {
    expect(Object.keys(enums).sort()).toEqual(named.map(([name]) => name).sort());
    expect(named.length).toBeGreaterThanOrEqual(5);
  });

  test.each(named)('%s has its values, each under its meaning', (name, schema) => {
    expect(enums[name]).toStrictEqual(Object.fromEntries(schema.enum.map((value: string) => [value, value])));
    const [, body = ''] = text.split(`export const ${name} = {\n`);
    const rows = body.split('} as const;', 1)[0]?.trimEnd().split('\n');
    expect(rows).toEqual(
      schema.enum.flatMap((value: string) => [
        `  /** ${schema['x-enumDescriptions'][value].trim()} */`,
        `  ${value}: '${value}',`,
      ]),
    );
  });
});

describe('sensitive.ts', () => {
  /** Whether a value of the schema can hold an object with described fields. */
  function holdsObject(schema: Json): boolean {
    const { properties, items, oneOf = [], anyOf = [] } = deref(schema);
    return properties !== undefined || [...(items ? [items] : []), ...oneOf, ...anyOf].some(holdsObject);
  }

  const leaves: [string, string, Json][] = Object.entries(schemas).flatMap(([name, schema]) =>
    Object.entries<Json>(schema.properties ?? {})
      .filter(([, property]) => !holdsObject(property))
      .map(([field, property]): [string, string, Json] => [name, field, property]),
  );
  const fieldsOf = (table: Record<string, readonly string[]>) =>
    Object.entries(table).flatMap(([name, fields]) => fields.map((field) => `${name}.${field}`));

  test('lists every leaf of every schema once, as sensitive or as loggable', () => {
    const listed = [...fieldsOf(sensitiveFields), ...fieldsOf(loggableFields)];
    expect(listed.sort()).toEqual(leaves.map(([name, field]) => `${name}.${field}`).sort());
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.length).toBeGreaterThan(80);
  });

  test('lists as loggable only what is marked x-sensitive: false', () => {
    const marked = leaves.filter(([, , property]) => property['x-sensitive'] === false);
    expect(fieldsOf(loggableFields).sort()).toEqual(marked.map(([name, field]) => `${name}.${field}`).sort());
  });
});

describe('shapes.ts', () => {
  /** Every place of a request, with the schema there and the node that refers to it. */
  function placesOf(node: Json, path: string[] = []): [string[], Json, Json][] {
    const schema = deref(node);
    return [
      [path, schema, node],
      ...(schema.oneOf ?? []).flatMap((branch: Json) => placesOf(branch, path)),
      ...(schema.items ? placesOf(schema.items, [...path, '*']) : []),
      ...Object.entries<Json>(schema.properties ?? {}).flatMap(([name, property]) =>
        placesOf(property, [...path, name]),
      ),
    ];
  }

  const roots = [...new Set(requestExamples.map(([name]) => name))];
  const sent = roots.flatMap((name) =>
    placesOf(schemas[name]).map(([path, ...nodes]) => ({ at: [name, ...path].join('.'), nodes })),
  );

  /** Every place of the table, as `EntityInput.working_hours_policy.monday`, with what it must be. */
  function tabled(shape: Shape, at: string): [string, Shape][] {
    const below: [string, Shape][] =
      shape.type === 'object'
        ? Object.entries(shape.fields).flatMap(([name, field]) =>
            tabled('type' in field ? field : field[0], `${at}.${name}`),
          )
        : shape.type === 'array'
          ? tabled(shape.items, `${at}.*`)
          : shape.type === 'choice'
            ? [...tabled(shape.present, at), ...tabled(shape.absent, at)]
            : [];
    return [[at, shape], ...below];
  }
  const table = [...shapes].flatMap(([name, shape]) => tabled(shape, name));

  test('names every x-rule of the requests at its place, and no other', () => {
    const expected = sent.flatMap(({ at, nodes }) =>
      [...new Set(nodes.flatMap((node) => node['x-rule'] ?? []))].map((rule) => `${at} ${rule}`),
    );
    const named = table.flatMap(([at, { rules = [] }]) => rules.map((rule) => `${at} ${rule}`));
    expect(named.toSorted()).toEqual([...new Set(expected)].sort());
    expect(named.length).toBeGreaterThanOrEqual(28);
    expect(new Set(named).size).toBe(named.length);
  });

  test('leaves out no x-rule of the description', () => {
    const marked = [...JSON.stringify(schemas).matchAll(/"x-rule":(\[[^\]]*\])/g)].flatMap(([, list]) =>
      JSON.parse(list ?? '[]'),
    );
    expect(new Set(table.flatMap(([, { rules = [] }]) => rules))).toEqual(new Set(marked));
  });

  test('has every pattern of the requests at its place, with its words', () => {
    const expected = sent.flatMap(({ at, nodes: [schema] }) =>
      schema.pattern ? [[at, schema.pattern, schema['x-hint']]] : [],
    );
    const given = table.flatMap(([at, shape]) =>
      shape.type === 'string' && shape.pattern ? [[at, shape.pattern.source, shape.hint]] : [],
    );
    expect(given.sort()).toEqual(expected.sort());
    expect(given.length).toBeGreaterThan(10);
  });

  test.each([
    ['eval', /\beval\s*\(/],
    ['the Function constructor', /\bFunction\b/],
    ['require', /\brequire\b/],
    ['import', /^\s*import\b|\bimport\s*[(.]/m],
    ['function', /=>|\bfunction\b/],
  ])('holds no %s', (_, pattern) => {
    expect(pattern.exec(read('shapes.ts'))).toBe(null);
  });

  test('has a shape for every request', () => {
    const sent = described.flatMap(({ requestBody }) =>
      Object.values<Json>(requestBody?.content ?? {}).map(({ schema }) => nameOf(schema.$ref)),
    );
    expect([...shapes.keys()].sort()).toEqual(sent.sort());
  });

  test.each(requestExamples)('%s accepts %s', (name, _, value) => {
    expect(breachesIn(name, value)).toEqual([]);
  });

  /** Every object and list in a value, found anew in each copy. */
  function containersOf(value: Json): Json[] {
    if (typeof value !== 'object' || value === null) return [];
    return [value, ...Object.values(value).flatMap(containersOf)];
  }

  const objectsOf = (value: Json) => containersOf(value).filter((container) => !Array.isArray(container));

  test.each(requestExamples)('%s refuses %s with an unknown field in any object', (name, _, value) => {
    const count = objectsOf(value).length;
    expect(count).toBeGreaterThan(0);
    for (let i = 0; i < count; i++) {
      const broken = structuredClone(value);
      objectsOf(broken)[i].not_a_field = 1;
      expect(breachesIn(name, broken).map(({ rule }) => rule)).toContain('additionalProperties');
    }
  });

  test.each(requestExamples)('%s refuses %s with a number for any object or list', (name, _, value) => {
    for (const [i, container] of containersOf(value).entries()) {
      for (const [key, child] of Object.entries(container)) {
        if (typeof child !== 'object' || child === null) continue;
        const broken = structuredClone(value);
        containersOf(broken)[i][key] = 1;
        expect(breachesIn(name, broken), key).not.toEqual([]);
      }
    }
    expect(breachesIn(name, 1)).not.toEqual([]);
  });

  test('an example is accepted for no other request', () => {
    const wrong = requestExamples.flatMap(([name, , value]) =>
      [...shapes.keys()].filter((other) => other !== name && breachesIn(other, value).length === 0),
    );
    expect(wrong).toEqual([]);
  });
});
