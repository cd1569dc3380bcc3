import { type Json, resolve } from './description.ts';

/** A place in a valid body: its path, its schema without `$ref` and choice, and the value that is there. */
export interface Place {
  path: (string | number)[];
  schema: Json;
  /** Keys of the branches of a choice that were not taken, with a valid value for each. */
  others: Record<string, Json>;
  value: Json;
}

/** Every place in a body that its schema describes. The body must be valid. */
export function placesOf(description: Json, node: Json, value: Json, path: Place['path'] = []): Place[] {
  const { schema, others } = taken(description, resolve(description, node), value);
  const here = { path, schema, others, value };
  if (Array.isArray(value) && schema.items) {
    return [here, ...value.flatMap((item, i) => placesOf(description, schema.items, item, [...path, i]))];
  }
  if (typeof value !== 'object' || value === null) return [here];
  const below = Object.entries(value).flatMap(([key, item]) =>
    schema.properties?.[key] ? placesOf(description, schema.properties[key], item, [...path, key]) : [],
  );
  return [here, ...below];
}

/** The branch of a choice between objects that a valid value took: the first whose required keys are all there. */
function taken(description: Json, schema: Json, value: Json): Pick<Place, 'schema' | 'others'> {
  const branches: Json[] = (schema.oneOf ?? schema.anyOf ?? []).map((b: Json) => resolve(description, b));
  if (branches.length === 0) return { schema, others: {} };
  const fits = (branch: Json) => (branch.required ?? []).every((key: string) => Object.hasOwn(value, key));
  const branch = branches.find(fits) ?? branches.at(-1);
  const others = branches
    .filter((other) => other !== branch)
    .flatMap((other) => Object.keys(other.properties ?? {}))
    .map((key) => [key, MIXED[key] ?? null]);
  return { schema: branch, others: Object.fromEntries(others) };
}

const MIXED: Record<string, Json> = {
  windows: [{ start: '09:00', end: '17:00' }],
  default_call_time: null,
};

/** A copy of the body with another value at the path. */
export function replaced(body: Json, [key, ...rest]: Place['path'], value: Json): Json {
  if (key === undefined) return value;
  if (Array.isArray(body)) return body.map((item, i) => (i === key ? replaced(item, rest, value) : item));
  return Object.fromEntries(
    Object.entries(body).map(([name, item]) => [name, name === key ? replaced(item, rest, value) : item]),
  );
}
