import { readFileSync } from 'node:fs';

// biome-ignore lint/suspicious/noExplicitAny: a description is walked, and changed in copies, as plain JSON.
export type Json = any;

/** The bundled description; a fresh copy at every call, so that a caller may change it. */
export function readDescription(): Json {
  return JSON.parse(readFileSync(new URL('../../../generated/openapi.json', import.meta.url), 'utf8'));
}

/** What is sent: the schema of each request body, and the operation that takes it. */
export interface Root {
  schema: string;
  path: string;
  method: string;
}

/** The request bodies of a description, in its own order. */
export function rootsOf(description: Json): Root[] {
  return Object.entries<Json>(description.paths).flatMap(([path, item]) =>
    Object.entries<Json>(item).flatMap(([method, { requestBody }]) => {
      const ref = requestBody?.content['application/json'].schema.$ref;
      return ref === undefined ? [] : [{ schema: ref.split('/').at(-1), path, method }];
    }),
  );
}

/** The schema that a node stands for: itself, or what its `$ref` points to. */
export function resolve(description: Json, node: Json): Json {
  if (typeof node.$ref !== 'string') return node;
  return description.components.schemas[node.$ref.split('/').at(-1)];
}
