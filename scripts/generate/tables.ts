import { type Description, refName, resolveRef, type Schema, sortedSchemas } from './description.ts';

const quoted = (value: string) =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
const comment = (text: string) => text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ').trim();

/** `operations`: method, path and replay policy by operationId. */
export function operationsFile(description: Description): string {
  const rows = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) =>
        `  /** ${comment(operation.summary)} */\n` +
        `  ${operation.operationId}: { method: ${quoted(method.toUpperCase())}, path: ${quoted(path)}, replay: ${quoted(operation['x-replay'])} },\n`,
    ),
  );
  return `/** How an operation may be repeated: \`safe\` on most failures, \`unsent-only\` when it certainly was not acted upon. */
export type Replay = 'safe' | 'unsent-only';

/** The operations of the contract. */
export const operations = {
${rows.join('')}} as const satisfies Record<string, { method: 'GET' | 'POST'; path: string; replay: Replay }>;

/** The name of an operation: its operationId, and the method that calls it. */
export type OperationId = keyof typeof operations;
`;
}

/** One documented \`as const\` object per enum, and its type. */
export function enumsFile(description: Description): string {
  return sortedSchemas(description)
    .filter(([, schema]) => schema.enum)
    .map(([name, schema]) => {
      const rows = schema.enum?.map(
        (value) =>
          `  /** ${comment(schema['x-enumDescriptions']?.[value] ?? '')} */\n  ${value}: ${quoted(value)},\n`,
      );
      const about = comment(schema.description ?? name);
      return `/** ${about} */
export const ${name} = {
${rows?.join('')}} as const;
/** ${about} */
export type ${name} = (typeof ${name})[keyof typeof ${name}];
`;
    })
    .join('\n');
}

/** Which leaf fields hold personal data, and the allow-list of those that do not. */
export function sensitiveFile(description: Description): string {
  const sensitive: string[] = [];
  const loggable: string[] = [];
  for (const [name, schema] of sortedSchemas(description)) {
    const leaves = Object.entries(schema.properties ?? {}).filter(([, property]) =>
      isLeaf(description, property),
    );
    for (const [field, property] of leaves) {
      if (typeof property['x-sensitive'] !== 'boolean')
        throw new Error(`${name}.${field}: x-sensitive is missing`);
    }
    const list = (wanted: boolean) => leaves.filter(([, property]) => property['x-sensitive'] === wanted);
    const row = (wanted: boolean) => {
      const fields = list(wanted).map(([field]) => quoted(field));
      return fields.length > 0 ? `  ${name}: [${fields.join(', ')}],\n` : '';
    };
    sensitive.push(row(true));
    loggable.push(row(false));
  }
  const table = (rows: string[]) =>
    `{\n${rows.join('')}} as const satisfies Record<string, readonly string[]>;\n`;
  return `/** Per schema, the fields that hold protected health or personal data, or may repeat it. Never log them. */
export const sensitiveFields = ${table(sensitive)}
/** Per schema, the allow-list of what a log may show. */
export const loggableFields = ${table(loggable)}`;
}

function isLeaf(description: Description, property: Schema): boolean {
  const target = resolveRef(description, property);
  if (target.properties || target.oneOf) return false;
  if (target.items) return isLeaf(description, target.items);
  const objects = target.anyOf?.filter(
    (branch) => refName(branch) && resolveRef(description, branch).properties,
  );
  return !objects?.length;
}
