/** The parts of the bundled description that generation reads. */
export interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  operationId: string;
  summary: string;
  'x-replay': string;
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: string[];
  pattern?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  'x-enumDescriptions'?: Record<string, string>;
  'x-sensitive'?: boolean;
  'x-rule'?: string[];
  'x-hint'?: string;
}

/** The schemas that are sent; each gets a validator. */
export const requestRoots = ['EntityInput', 'QueueCallsInput', 'TriggerInput'] as const;

export function refName(schema: Schema): string | undefined {
  return schema.$ref?.split('/').at(-1);
}

/** The schema a `$ref` points to; its siblings (description, marks) stay with the place that refers. */
export function resolveRef(description: Description, schema: Schema): Schema {
  const name = refName(schema);
  if (name === undefined) return schema;
  const target = description.components.schemas[name];
  if (target === undefined) throw new Error(`${schema.$ref} does not exist`);
  return target;
}

export function sortedSchemas(description: Description): [string, Schema][] {
  return Object.entries(description.components.schemas).sort(([a], [b]) => (a < b ? -1 : 1));
}
