import { isDeepStrictEqual } from 'node:util';
import { type Json, operationPairs, type Pair, pairsOf } from './pairs.ts';

/** One change: where, and what. */
export interface Finding {
  where: string;
  what: string;
}

/** A way to break a client or a caller that `redocly diff` does not see, or takes for a trifle. */
export interface Kind {
  /** Why it breaks somebody. */
  why: string;
  find(base: Json, revision: Json): Finding[];
}

/** Every kind of breaking change that is looked for besides those of `redocly diff`. */
export const kinds = {
  dependentRequired: {
    why: 'a body that was accepted is refused, or a field that came may be missing',
    find: onSchemas(({ isSent, before, after }) => {
      const [old, young] = [companions(before), companions(after)];
      return isSent
        ? young.filter((one) => !old.includes(one)).map((one) => `now ${one}`)
        : old.filter((one) => !young.includes(one)).map((one) => `no longer ${one}`);
    }),
  },
  conditional: {
    why: 'whether a body is accepted depends on its other fields in another way',
    find: onSchemas(changed('if/then/else', ['if', 'then', 'else', 'dependentSchemas', 'not'])),
  },
  contains: {
    why: 'a list that was accepted is refused, or a promised item may be missing',
    find: onSchemas(changed('contains', ['contains', 'minContains', 'maxContains'])),
  },
  default: {
    why: 'a request that leaves the field out means something else',
    find: onSchemas(({ before, after }) => {
      if (before.default === undefined || isDeepStrictEqual(before.default, after.default)) return [];
      const now = after.default === undefined ? 'none' : JSON.stringify(after.default);
      return [`the default was ${JSON.stringify(before.default)} and is ${now}`];
    }),
  },
  rule: {
    why: 'a request that left is refused before it leaves',
    find: onSchemas(({ isSent, before, after }) => {
      const known: string[] = before['x-rule'] ?? [];
      const added = ((after['x-rule'] ?? []) as string[]).filter((name) => isSent && !known.includes(name));
      return added.map((name) => `the rule ${name} is new`);
    }),
  },
  schemaName: {
    why: 'its name is the name of an exported type',
    find(base, revision) {
      const [old, young] = [base, revision].map(({ components }) => components.schemas);
      const added = Object.keys(young).filter((name) => !(name in old));
      return Object.keys(old)
        .filter((name) => !(name in young))
        .map((name) => {
          const twin = added.find((other) => isDeepStrictEqual(shapeOf(old[name]), shapeOf(young[other])));
          return { where: name, what: twin ? `the schema is now called ${twin}` : 'the schema is gone' };
        });
    },
  },
  pathParameter: {
    why: 'its name is an argument of generated code',
    find: (base, revision) =>
      operationPairs(base, revision).flatMap(({ id, paths: [old, young] }) => {
        const names = parametersOf(young);
        return parametersOf(old).flatMap((name, i) =>
          name === names[i] ? [] : [{ where: id, what: `{${name}} is now called {${names[i]}}` }],
        );
      }),
  },
  replay: {
    why: 'a failure is repeated that was not, or the other way round',
    find: (base, revision) =>
      operationPairs(base, revision).flatMap(({ id, old, young }) => {
        const [was, is] = [old['x-replay'], young['x-replay']];
        return was === is ? [] : [{ where: id, what: `x-replay was ${was} and is ${is}` }];
      }),
  },
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

function onSchemas(find: (pair: Pair) => string[]): Kind['find'] {
  return (base, revision) =>
    pairsOf(base, revision).flatMap((pair) => find(pair).map((what) => ({ where: pair.where, what })));
}

/** Keywords whose strictness cannot be compared: new or different in what is sent, gone or different in what is read. */
function changed(name: string, keywords: string[]) {
  return ({ isSent, before, after }: Pair): string[] => {
    const [old, young] = [before, after].map((schema) => shapeOf(pick(schema, keywords)));
    if (isDeepStrictEqual(old, young)) return [];
    const isHarmless = Object.keys((isSent ? young : old) as object).length === 0;
    return isHarmless ? [] : [`${name} changed`];
  };
}

/** `needs deadline beside notes`, for each pair. */
function companions(schema: Json): string[] {
  return Object.entries<string[]>(schema.dependentRequired ?? {}).flatMap(([key, others]) =>
    others.map((other) => `needs ${other} beside ${key}`),
  );
}

function pick(schema: Json, keywords: string[]): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => keywords.includes(key)));
}

function parametersOf(path: string): string[] {
  return Array.from(path.matchAll(/\{([^}]*)\}/g), ([, name]) => name as string);
}

const WORDS = new Set(['description', 'title', 'examples', '$comment']);

/** A schema without words and marks: what it asserts. */
function shapeOf(node: Json): Json {
  if (Array.isArray(node)) return node.map(shapeOf);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !(key.startsWith('x-') || (WORDS.has(key) && typeof value !== 'object')))
      .map(([key, value]) => [key, shapeOf(value)]),
  );
}
