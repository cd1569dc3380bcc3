import type { OperationId } from '../../generated/operations.ts';

/** How sure the description is of a name. */
export type Mark = 'published' | 'positional' | 'inferred' | 'placeholder';

/** A schema as far as this program reads it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: string[];
  pattern?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  'x-provenance'?: Mark;
}

/** What one status is answered with. */
export interface ResponseNode {
  $ref?: string;
  content?: Record<string, { schema: Schema }>;
  'x-provenance'?: Mark;
}

/** One operation of the description. */
export interface OperationNode {
  operationId: OperationId;
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters?: { $ref?: string; name?: string; in?: string; 'x-provenance'?: Mark }[];
  responses: Record<string, ResponseNode>;
}

/** The bundled description, generated/openapi.json. */
export interface Description {
  paths: Record<string, Record<string, OperationNode>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, ResponseNode>;
    parameters: Record<string, { name?: string; in?: string; 'x-provenance'?: Mark }>;
  };
}

/** An operation with its method and its path template. */
export interface Operation extends OperationNode {
  method: string;
  path: string;
}

/** Every operation, in the order of the description. */
export function operationsOf({ paths }: Description): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, node]) => ({ ...node, path, method: method.toUpperCase() })),
  );
}

/** The name of the component that a node refers to. */
export function refName({ $ref }: { $ref?: string }): string | undefined {
  return $ref?.split('/').at(-1);
}

/** The schema behind a reference, with its name; one without a reference keeps the name `within`. */
export function resolved(
  description: Description,
  schema: Schema,
  within: string,
): { name: string; schema: Schema } {
  const name = refName(schema);
  const target = name === undefined ? undefined : description.components.schemas[name];
  return name !== undefined && target ? { name, schema: target } : { name: within, schema };
}

/** What the description says of a status: under its own number, else under `default`. */
export function responseOf(
  description: Description,
  { responses }: OperationNode,
  status: number,
): ResponseNode {
  const node = responses[String(status)] ?? responses.default ?? {};
  const name = refName(node);
  return (name !== undefined && description.components.responses[name]) || node;
}
