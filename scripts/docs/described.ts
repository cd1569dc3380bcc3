import { code, markdownTable } from './markdown-table.ts';

/** As much of a description as the site reads. */
export interface Description {
  info: { description: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, Marked>>;
}

interface Operation extends Marked {
  operationId?: string;
  'x-replay'?: string;
  parameters?: Marked[];
}

/** Anything that can carry marks. */
interface Marked {
  $ref?: string;
  name?: string;
  in?: string;
  description?: string;
  anyOf?: Marked[];
  properties?: Record<string, Marked>;
  'x-provenance'?: string;
  'x-sensitive'?: boolean;
  'x-rule'?: string[];
  'x-enumDescriptions'?: Record<string, string>;
}

const REPEATS: Readonly<Record<string, string>> = {
  safe: 'may be repeated after any failure that may pass',
  'unsent-only': 'is repeated only when it was certainly never sent, or was refused with 429',
};

/**
 * The description as the reference shows it. Redoc leaves out the marks of what is an `anyOf` or a `$ref`, so each
 * mark is written where no renderer can drop it: in the sentence of what it marks, and in two tables at the end.
 */
export function described(original: Description, sections: Readonly<Record<string, string>>): Description {
  const description = structuredClone(original);
  const tables = {
    ...sections,
    'Every name': namesTables(description),
    'Every value': valuesTable(description),
  };
  const sectionTexts = Object.entries(tables).map(([title, text]) => `\n\n# ${title}\n\n${text}`);
  description.info.description = routed(description.info.description) + sectionTexts.join('');
  walk(description, (marked) => {
    writeMarks(marked);
    tellBranches(marked, original.components);
  });
  return description;
}

/** Links to a section, as Redoc now routes them. */
function routed(markdown: string): string {
  return markdown.replace(
    /\]\(#section\/([\w-]+)\)/g,
    (_, name: string) => `](#/section/${name.toLowerCase()})`,
  );
}

/** Calls `visit` with every object below `value`, the deepest first. */
function walk(value: unknown, visit: (marked: Marked & Operation) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) walk(part, visit);
  visit(value);
}

function writeMarks(marked: Marked & Operation): void {
  const {
    'x-provenance': provenance,
    'x-sensitive': sensitive,
    'x-rule': rules,
    'x-replay': replay,
  } = marked;
  const marks = [
    replay && `**Replay: ${code(replay)}**: it ${REPEATS[replay] ?? replay}`,
    provenance && `Provenance: ${code(provenance)}`,
    sensitive && '**sensitive: never log it**',
    rules && `rule ${rules.map(code).join(', ')}`,
  ].filter((mark) => typeof mark === 'string');
  if (marks.length === 0) return;
  marked.description = `${marked.description ?? ''}\n\n${marks.join(' · ')}`.trim();
  delete marked['x-provenance'];
  delete marked['x-sensitive'];
  delete marked['x-rule'];
  delete marked['x-replay'];
}

/** Redoc shows of an `anyOf` what its branches say alone: each says what the whole says, and how sure its values are. */
function tellBranches({ anyOf, description }: Marked, components: Description['components']): void {
  if (description === undefined) return;
  for (const branch of anyOf ?? []) {
    const { 'x-provenance': values } = resolve(components, branch);
    const sure = branch.$ref && values ? ` · Values: ${code(values)}` : '';
    branch.description = description + sure;
  }
}

/** Every property, parameter, header and response, with how sure its name is and whether it may be logged. */
function namesTables({ paths, components }: Description): string {
  const schemas = Object.entries(components.schemas ?? {}).map(
    ([schema, { properties = {} }]) => [schema, Object.entries(properties)] as const,
  );
  const parameters = Object.values(paths)
    .flatMap((path) => Object.values(path))
    .map(({ operationId, parameters = [] }) => {
      const resolved = parameters.map((parameter) => resolve(components, parameter));
      return [`Parameters of ${operationId}`, resolved.map((one) => [one.name ?? '', one] as const)] as const;
    });
  const others = ['headers', 'responses'].map(
    (kind) => [`All ${kind}`, Object.entries(components[kind] ?? {})] as const,
  );
  return [...schemas, ...parameters, ...others]
    .filter(([, members]) => members.length > 0)
    .map(([title, members]) => `**${title}**\n\n${markdownTable(NAME_COLUMNS, members.map(nameRow))}`)
    .join('\n\n');
}

const NAME_COLUMNS = ['name', 'how sure', 'may be logged'];

function nameRow([name, marked]: readonly [string, Marked]): string[] {
  const { 'x-provenance': provenance = '', 'x-sensitive': sensitive } = marked;
  const logged = sensitive === undefined ? 'see its parts' : sensitive ? '**no, sensitive**' : 'yes';
  return [code(name), provenance, logged];
}

function resolve(components: Description['components'], marked: Marked): Marked {
  const [, kind = '', name = ''] = marked.$ref?.split('/').slice(1) ?? [];
  return components[kind]?.[name] ?? marked;
}

/** Every value of every enum, with its meaning. */
function valuesTable({ components }: Description): string {
  const rows = Object.entries(components.schemas ?? {}).flatMap(([schema, marked]) =>
    Object.entries(marked['x-enumDescriptions'] ?? {}).map(([value, meaning], index) => [
      index === 0 ? code(schema) : '',
      code(value),
      meaning,
      marked['x-provenance'] ?? '',
    ]),
  );
  return markdownTable(['enum', 'value', 'meaning', 'how sure'], rows);
}
