import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { type Description, refName, requestRoots, resolveRef, type Schema } from './description.ts';

/**
 * One validator per schema that is sent, compiled ahead of time: no `eval` and nothing to install at run
 * time. Formats are left out: each has a pattern beside it, and what a pattern cannot say is an `x-rule`.
 */
export async function validatorsFile(description: Description): Promise<string> {
  // Requests use no keyword that 2020-12 changed; its class would add bookkeeping for those it did. One that it lacks
  // fails here, since it is strict.
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    inlineRefs: false,
    allowUnionTypes: true,
    strict: true,
    code: { source: true, esm: true },
  });
  for (const name of reachable(description)) {
    ajv.addSchema({ ...(checked(description, schemaNamed(description, name)) as object), $id: name });
  }
  const roots = Object.fromEntries(requestRoots.map((name) => [name, name]));
  const contents = inlineSchemas(compact(standalone.default(ajv, roots)));
  const bundled = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    write: false,
    legalComments: 'none',
    treeShaking: true,
    minifySyntax: true,
  });
  return (bundled.outputFiles[0]?.text ?? '').replaceAll(/^\/\/ .*\n/gm, '');
}

/**
 * AJV spells out at every check how a failure is recorded; one function for all of them halves the file.
 * Stops when AJV's output is not what it knows.
 */
function compact(code: string): string {
  const record =
    /const (err\d+) = \{instancePath(?::((?:[^,"]|"[^"]*")*))?,schemaPath:"[^"]*",keyword:("\w+"),params:(\{.*?\})\};if\(vErrors === null\)\{vErrors = \[\1\];\}\s*else \{vErrors\.push\(\1\);\}errors\+\+;/gs;
  const compacted = code.replaceAll(
    record,
    (_, _name, path = 'instancePath', keyword, params) =>
      `vErrors = failed(vErrors, ${path}, ${keyword}, ${params});errors++;`,
  );
  // `minLength: 1` needs no count of code points, which would bring a CommonJS module along.
  const shortened = compacted
    .replaceAll(/func\d+\((\w+)\) < 1\b/g, '$1.length < 1')
    .replaceAll(/const func\d+ = require\([^)]*\)\.default;/g, '');
  if (/schemaPath|func\d+\(|require\(/.test(shortened))
    throw new Error('AJV records failures in another way than it did: mend compact()');
  return `${shortened}
function failed(failures, instancePath, keyword, params) {
  const failure = { instancePath, keyword, params };
  if (failures === null) return [failure];
  failures.push(failure);
  return failures;
}
`;
}

/**
 * AJV keeps each schema whole to look up a list of types, of values or of known keys in it; what is looked up stands in
 * for it, and the schemas go. A message needs no more.
 */
function inlineSchemas(code: string): string {
  const schemas = new Map(
    Array.from(code.matchAll(/const (schema\d+) = (\{.*?\});/g), ([, name, json]) => [
      name,
      JSON.parse(json as string),
    ]),
  );
  const known = new Map<string, object>();
  const inlined = code.replaceAll(/\b(schema\d+)((?:\.\w+|\["\w+"\])+)/g, (_, name: string, path: string) => {
    const keys = path.match(/\w+/g) ?? [];
    const found = keys.reduce((at, key) => at[key], schemas.get(name));
    if (keys.at(-1) !== 'properties') return JSON.stringify(found);
    known.set(`${name}Keys`, Object.fromEntries(Object.keys(found).map((key) => [key, true])));
    return `${name}Keys`;
  });
  return [...known].map(([name, keys]) => `const ${name} = ${JSON.stringify(keys)};\n`).join('') + inlined;
}

export function validatorsDeclaration(): string {
  const roots = requestRoots.map((name) => `export const ${name}: Validator;`).join('\n');
  return `/** One broken keyword; holds no value. */
export interface Failure {
  /** A JSON pointer into the checked value. */
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}
/** Whether \`data\` satisfies the schema; \`errors\` then lists every failure of the last call. */
export interface Validator {
  (data: unknown): boolean;
  errors?: Failure[] | null;
}
${roots}
`;
}

function schemaNamed(description: Description, name: string): Schema {
  return resolveRef(description, { $ref: `#/components/schemas/${name}` });
}

function reachable(description: Description): Set<string> {
  const names = new Set<string>();
  const visit = (name: string) => {
    if (names.has(name)) return;
    names.add(name);
    for (const [, target] of JSON.stringify(schemaNamed(description, name)).matchAll(
      /"#\/components\/schemas\/(\w+)"/g,
    )) {
      visit(target as string);
    }
  };
  for (const name of requestRoots) visit(name);
  return names;
}

const unchecked = new Set(['description', 'format', 'default', 'examples', 'title']);

/** The schema as AJV compiles it: assertions only, and a choice of two objects made by the key that tells them apart. */
function checked(description: Description, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((item) => checked(description, item));
  if (typeof node !== 'object' || node === null) return node;
  const schema = node as Schema;
  const name = refName(schema);
  if (typeof schema.$ref === 'string' && name !== undefined) return { $ref: name };
  if (schema.oneOf) return choice(description, schema.oneOf);
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !key.startsWith('x-') && !(unchecked.has(key) && typeof value !== 'object'))
      .map(([key, value]) => [key, checked(description, value)]),
  );
}

/** `oneOf` reports both branches; `if` reports the one that was meant. */
function choice(description: Description, branches: Schema[]): unknown {
  const [first, second] = branches;
  if (first === undefined || second === undefined || branches.length !== 2)
    throw new Error('oneOf takes two branches');
  const other = Object.keys(resolveRef(description, second).properties ?? {});
  const telling = resolveRef(description, first).required?.filter((key) => !other.includes(key)) ?? [];
  if (telling.length === 0) throw new Error('the first branch of oneOf needs a required key of its own');
  return {
    if: {
      type: 'object',
      required: telling,
      properties: Object.fromEntries(telling.map((key) => [key, true])),
    },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, in no danger of being awaited
    then: checked(description, first),
    else: checked(description, second),
  };
}
