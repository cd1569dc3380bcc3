import { type Description, refName, requestRoots, resolveRef, type Schema } from './description.ts';

/**
 * What each request must be, as one table that `src/breaches.ts` reads: no code per schema, no `eval`, nothing to
 * install at run time. A keyword the table has no word for stops generation, so that none goes unchecked.
 */
export function shapesFile(description: Description): string {
  const tables = new Tables(description);
  for (const root of requestRoots) tables.name(root);
  return `${declaration([...tables.rules].sort())}
${tables.constants(new Set(requestRoots)).join('')}`;
}

function declaration(rules: string[]): string {
  return `/** The rules that a schema cannot say; each is written once, in src/rules.ts. */
export type RuleName = ${rules.map((rule) => `'${rule}'`).join(' | ')};

/** What a place of a request must be. */
export type Shape = Text | Null | List | Fields | Choice;

interface Place<Type extends string> {
  type: Type;
  /** Null will do as well. */
  nullable?: true;
  /** The rules that apply here beside the schema. */
  rules?: readonly RuleName[];
}
export interface Text extends Place<'string'> {
  minLength?: 1;
  values?: readonly string[];
  pattern?: RegExp;
  /** What the pattern asks for, in words. */
  hint?: string;
}
export type Null = Place<'null'>;
export interface List extends Place<'array'> {
  minItems?: number;
  maxItems?: number;
  items: Shape;
}
/** A closed object; a field whose shape stands in brackets may be absent. */
export interface Fields extends Place<'object'> {
  fields: Readonly<Record<string, Shape | readonly [optional: Shape]>>;
}
/** One of two shapes, told apart by a key that an object has or lacks. */
export interface Choice extends Place<'choice'> {
  key: string;
  present: Shape;
  absent: Shape;
}
`;
}

/** Keywords that assert nothing, or nothing that a pattern beside them does not say. */
const silent = new Set(['description', 'format', 'default', 'examples', 'title', '$schema']);

class Tables {
  readonly rules = new Set<string>();
  readonly #description: Description;
  /** The text of each named schema, those it refers to before it. */
  readonly #named = new Map<string, string>();
  /** How often each shape without a name is used. */
  readonly #used = new Map<string, number>();

  constructor(description: Description) {
    this.#description = description;
  }

  /** The name of a component schema, written down with all that it refers to. */
  name(name: string): string {
    if (!this.#named.has(name)) {
      const schema = resolveRef(this.#description, { $ref: `#/components/schemas/${name}` });
      this.#named.set(name, this.#shape(schema, name));
    }
    return name;
  }

  /** The whole table: what is used more than once has a name. */
  constants(exported: ReadonlySet<string>): string[] {
    const shared = [...this.#used].filter(([, times]) => times > 1).map(([text]) => text);
    const short = (text: string) =>
      shared.reduce((rest, shape, i) => rest.replaceAll(shape, `shape${i + 1}`), text);
    return [
      ...shared.map((text, i) => `const shape${i + 1}: Shape = ${text};\n`),
      ...[...this.#named].map(
        ([name, text]) =>
          `${exported.has(name) ? `\n/** What \`${name}\` must be. */\nexport ` : ''}const ${name}: Shape = ${short(text)};\n`,
      ),
    ];
  }

  /** A shape as it is used at one place: by the name of its schema, or spelt out. */
  #use(node: Schema, place: string): string {
    const name = refName(node);
    if (name !== undefined) {
      const beside = new Taken(node, place);
      beside.take('$ref');
      if (beside.has('x-rule')) throw new Error(`${place}: x-rule belongs in ${name}, not beside its use`);
      beside.finish();
      return this.name(name);
    }
    const text = this.#shape(node, place);
    this.#used.set(text, (this.#used.get(text) ?? 0) + 1);
    return text;
  }

  #shape(node: Schema, place: string): string {
    const schema = new Taken(node, place);
    const rules = schema.take('x-rule') as string[] | undefined;
    for (const rule of rules ?? []) this.rules.add(rule);
    const entries = schema.has('oneOf') ? this.#choice(schema) : this.#byType(schema);
    schema.finish();
    return object({ ...entries, rules: rules && JSON.stringify(rules).replaceAll('"', "'") });
  }

  #choice(schema: Taken): Entries {
    const branches = schema.take('oneOf') as Schema[];
    const [present, absent] = branches;
    if (present === undefined || absent === undefined || branches.length !== 2)
      throw new Error(`${schema.place}: oneOf takes two branches`);
    const other = Object.keys(resolveRef(this.#description, absent).properties ?? {});
    const telling =
      resolveRef(this.#description, present).required?.filter((key) => !other.includes(key)) ?? [];
    const [key] = telling;
    if (key === undefined || telling.length > 1)
      throw new Error(`${schema.place}: the first branch of oneOf needs one required key of its own`);
    return {
      type: quoted('choice'),
      key: quoted(key),
      present: this.#use(present, `${schema.place}.oneOf[0]`),
      absent: this.#use(absent, `${schema.place}.oneOf[1]`),
    };
  }

  #byType(schema: Taken): Entries {
    const [type, ...more] = [schema.take('type')].flat() as string[];
    if (more.length > 1 || (more.length === 1 && more[0] !== 'null'))
      throw new Error(`${schema.place}: a type, or a type and null`);
    const ways: Record<string, () => Entries> = {
      string: () => text(schema),
      null: () => ({}),
      array: () => ({
        minItems: schema.take('minItems'),
        maxItems: schema.take('maxItems'),
        items: this.#use(schema.take('items') as Schema, `${schema.place}[]`),
      }),
      object: () => this.#fields(schema),
    };
    const way = ways[type as string];
    if (way === undefined) throw new Error(`${schema.place}: no type, or one that requests do not have yet`);
    return { type: quoted(type as string), nullable: more.length > 0 || undefined, ...way() };
  }

  #fields(schema: Taken): Entries {
    if (schema.take('additionalProperties') !== false)
      throw new Error(`${schema.place}: an object of a request is closed`);
    const required = (schema.take('required') ?? []) as string[];
    const properties = (schema.take('properties') ?? {}) as Record<string, Schema>;
    const missing = required.filter((name) => !Object.hasOwn(properties, name));
    if (missing.length > 0)
      throw new Error(`${schema.place}: required without a property: ${missing.join(', ')}`);
    const fields = Object.entries(properties).map(([name, property]) => {
      const shape = this.#use(property, `${schema.place}.${name}`);
      return `  ${name}: ${required.includes(name) ? shape : `[${shape}]`},\n`;
    });
    return { fields: `{\n${fields.join('')}}` };
  }
}

function text(schema: Taken): Entries {
  const minLength = schema.take('minLength');
  if (minLength !== undefined && minLength !== 1)
    throw new Error(`${schema.place}: minLength other than 1 would have to count characters`);
  const pattern = schema.take('pattern') as string | undefined;
  const hint = schema.take('x-hint') as string | undefined;
  if ((pattern === undefined) !== (hint === undefined))
    throw new Error(`${schema.place}: a pattern needs an x-hint, and the other way round`);
  const values = schema.take('enum') as string[] | undefined;
  return {
    minLength,
    values: values && `[${values.map(quoted).join(', ')}]`,
    pattern: pattern && String(new RegExp(pattern, 'u')),
    hint: hint && quoted(hint),
  };
}

type Entries = Record<string, unknown>;

function object(entries: Entries): string {
  const told = Object.entries(entries).filter(([, value]) => value !== undefined);
  return `{ ${told.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A schema whose keywords are taken one by one: one that nobody took would go unchecked. */
class Taken {
  readonly place: string;
  readonly #left: Map<string, unknown>;

  constructor(schema: Schema, place: string) {
    this.place = place;
    this.#left = new Map(Object.entries(schema));
  }

  has(keyword: string): boolean {
    return this.#left.has(keyword);
  }

  take(keyword: string): unknown {
    const value = this.#left.get(keyword);
    this.#left.delete(keyword);
    return value;
  }

  finish(): void {
    const unknown = [...this.#left.keys()].filter((key) => !silent.has(key) && !key.startsWith('x-'));
    if (unknown.length > 0)
      throw new Error(`${this.place}: requests are not checked for ${unknown.join(', ')}`);
  }
}
