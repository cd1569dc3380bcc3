// biome-ignore lint/suspicious/noExplicitAny: two descriptions are walked side by side as plain JSON.
export type Json = any;

/** A schema before and after, at one place of what is sent or read. */
export interface Pair {
  /** Such as `CallInput.notes`: by the name that the schema had. */
  where: string;
  /** Whether the client writes it; else it reads it. */
  isSent: boolean;
  before: Json;
  after: Json;
}

/** Every schema that both descriptions have at the same place, from the operations down; each once a direction. */
export function pairsOf(base: Json, revision: Json): Pair[] {
  const pairs: Pair[] = [];
  const seen = new Set<string>();

  function visit(before: Json, after: Json, place: string, isSent: boolean): void {
    if (!isObject(before) || !isObject(after)) return;
    const from = refName(before);
    const where = from ?? place;
    const [old, young] = [resolved(base, before), resolved(revision, after)];
    if (from !== undefined) {
      // What stands beside a `$ref`, such as a default, belongs to the place.
      pairs.push({ where: place, isSent, before, after });
      const key = `${from} ${refName(after)} ${isSent}`;
      if (seen.has(key)) return;
      seen.add(key);
    }
    pairs.push({ where, isSent, before: old, after: young });
    for (const name of Object.keys(old.properties ?? {})) {
      visit(old.properties[name], young.properties?.[name], `${where}.${name}`, isSent);
    }
    visit(old.items, young.items, `${where}[]`, isSent);
    for (const choice of ['oneOf', 'anyOf', 'allOf']) {
      for (const [i, branch] of (old[choice] ?? []).entries()) {
        visit(branch, young[choice]?.[i], where, isSent);
      }
    }
  }

  for (const { id, old, young } of operationPairs(base, revision)) {
    visit(bodySchema(base, old.requestBody), bodySchema(revision, young.requestBody), `${id} request`, true);
    for (const status of Object.keys(old.responses)) {
      const [before, after] = [old.responses[status], young.responses[status]];
      visit(bodySchema(base, before), bodySchema(revision, after), `${id} ${status}`, false);
    }
    const parameters = young.parameters?.map((one: Json) => resolved(revision, one)) ?? [];
    for (const before of old.parameters ?? []) {
      const { name, in: place, schema } = resolved(base, before);
      const after = parameters.find((one: Json) => one.name === name && one.in === place);
      visit(schema, after?.schema, `${id} ?${name}`, true);
    }
  }
  return pairs;
}

/** An operation before and after. */
export interface OperationPair {
  id: string;
  /** Its path, as each description writes it. */
  paths: [string, string];
  old: Json;
  young: Json;
}

/** The operations that both have, by method and path; what a path calls its parameters does not matter. */
export function operationPairs(base: Json, revision: Json): OperationPair[] {
  const later = Object.entries<Json>(revision.paths);
  return Object.entries<Json>(base.paths).flatMap(([path, item]) => {
    const [youngPath, youngItem] = later.find(([other]) => shape(other) === shape(path)) ?? ['', {}];
    return Object.keys(item).flatMap((method) => {
      const [old, young] = [item[method], youngItem[method]];
      if (!young?.responses) return [];
      return [{ id: old.operationId as string, paths: [path, youngPath] as [string, string], old, young }];
    });
  });
}

const shape = (path: string) => path.replaceAll(/\{[^}]*\}/g, '{}');

/** The object that a `$ref` points to, or the node itself. */
export function resolved(description: Json, node: Json): Json {
  if (typeof node?.$ref !== 'string') return node;
  const keys = node.$ref.split('/').slice(1);
  return keys.reduce((at: Json, key: string) => at[key], description);
}

function bodySchema(description: Json, body: Json): Json {
  const [media] = Object.values<Json>(resolved(description, body)?.content ?? {});
  return media?.schema;
}

function refName(node: Json): string | undefined {
  return node.$ref?.split('/').at(-1);
}

function isObject(node: Json): boolean {
  return typeof node === 'object' && node !== null;
}
