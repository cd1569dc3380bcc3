import {
  type Description,
  refName,
  requestRoots,
  resolveRef,
  type Schema,
  sortedSchemas,
} from './description.ts';

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

/** Where in a request each cross-field rule applies (\`*\` is every index), and how each pattern is put in words. */
export function rulesFile(description: Description): string {
  const names = new Set<string>();
  const roots = requestRoots.map((root) => {
    const rows: string[] = [];
    walk(description, description.components.schemas[root] as Schema, [], (path, schema) => {
      const rules = schema['x-rule'] ?? [];
      for (const rule of rules) names.add(rule);
      const list = (items: string[]) => `[${items.map(quoted).join(', ')}]`;
      if (rules.length > 0) rows.push(`    { path: ${list(path)}, rules: ${list(rules)} },\n`);
    });
    return `  ${root}: [\n${rows.join('')}  ],\n`;
  });
  const union = [...names].sort().map(quoted).join(' | ');
  return `/** The rules that a schema cannot say; each is written once, in src/rules.ts. */
export type RuleName = ${union};

/** Where in a request each rule applies; \`*\` stands for every index. */
export const ruleTable: Record<string, readonly { path: readonly string[]; rules: readonly RuleName[] }[]> = {
${roots.join('')}};

/** What a pattern of a request asks for, in words. */
export const patternHints: Record<string, string> = {
${patternHints(description).join('')}};
`;
}

function patternHints(description: Description): string[] {
  const hints = new Map<string, string>();
  for (const root of requestRoots) {
    walk(description, description.components.schemas[root] as Schema, [], (path, schema) => {
      if (schema.pattern === undefined) return;
      if (!schema['x-hint']) throw new Error(`${root}.${path.join('.')}: a pattern needs an x-hint`);
      hints.set(schema.pattern, schema['x-hint']);
    });
  }
  return [...hints]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([pattern, hint]) => `  ${quoted(pattern)}: ${quoted(hint)},\n`);
}

/** Visits every place of a schema, through references and both branches of a choice. */
function walk(
  description: Description,
  schema: Schema,
  path: string[],
  visit: (path: string[], schema: Schema) => void,
): void {
  const target = resolveRef(description, schema);
  visit(
    path,
    target === schema ? schema : { ...target, ...('x-rule' in schema && { 'x-rule': schema['x-rule'] }) },
  );
  for (const branch of target.oneOf ?? []) walk(description, branch, path, visit);
  if (target.items) walk(description, target.items, [...path, '*'], visit);
  for (const [name, property] of Object.entries(target.properties ?? {})) {
    walk(description, property, [...path, name], visit);
  }
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
