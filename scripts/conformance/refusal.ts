/** One complaint of an error body, in whatever shape it came. */
export interface Complaint {
  /** The path it points at, such as `body`, `calls`, `0`, `entity_id`; empty when it is a sentence alone. */
  path: string[];
  /** What it says, its code included. Free text of the server: read for field names, never printed. */
  text: string;
}

const pathKeys = ['loc', 'path', 'field', 'pointer', 'param', 'instancePath', 'property', 'name'];
const textKeys = ['type', 'code', 'rule', 'keyword', 'msg', 'message', 'detail', 'error', 'reason', 'title'];
const containers = [
  'errors',
  'error',
  'detail',
  'details',
  'issues',
  'message',
  'messages',
  'violations',
  'invalid-params',
  'invalid_params',
];

/**
 * The complaints of an error body: lists of issues (FastAPI, RFC 9457, JSON Schema, Zod), maps from field to messages (Rails,
 * Django), lists of sentences (NestJS), and single ones. What a server echoes of the request (`input`, `value`, `ctx`) is not looked at.
 */
export function complaintsOf(body: unknown): Complaint[] {
  return complaints(body, 0)
    .slice(0, MOST_COMPLAINTS)
    .map(({ path, text }) => ({ path, text: text.slice(0, LONGEST_TEXT) }));
}

const DEEPEST = 5;
const MOST_COMPLAINTS = 200;
const LONGEST_TEXT = 2_000;

function complaints(body: unknown, depth: number): Complaint[] {
  if (depth > DEEPEST) return [];
  if (typeof body === 'string') return [{ path: [], text: body }];
  if (Array.isArray(body)) return body.flatMap((item) => complaints(item, depth + 1));
  if (typeof body !== 'object' || body === null) return [];
  const issue = body as Record<string, unknown>;
  const path = pathKeys.flatMap((key) => segments(issue[key]));
  const inner = containers.flatMap((key) =>
    typeof issue[key] === 'string' ? [] : fromContainer(issue[key], depth + 1),
  );
  if (path.length > 0) return [{ path, text: textOf(issue) }, ...inner];
  const said = textOf(issue);
  return said === '' ? inner : [{ path: [], text: said }, ...inner];
}

/** A map from field to messages is told from an issue by its keys, none of which an issue has. */
function fromContainer(value: unknown, depth: number): Complaint[] {
  const isMap =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    ![...pathKeys, ...textKeys, ...containers].some((key) => Object.hasOwn(value, key));
  if (!isMap) return complaints(value, depth);
  return Object.entries(value).map(([field, said]) => ({ path: segments(field), text: flat(said) }));
}

/** Its texts, and the parameters of its rule, where JSON Schema puts the name of a field that is missing or too much. */
function textOf(issue: Record<string, unknown>): string {
  const texts = textKeys.map((key) => issue[key]).filter((text) => typeof text === 'string');
  return [...texts, flat(issue.params)].join(' ').trim();
}

function flat(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return '';
  return Object.values(value)
    .map((item) => flat(item, depth + 1))
    .join(' ');
}

function segments(value: unknown): string[] {
  if (Array.isArray(value))
    return value.filter((part) => typeof part === 'string' || typeof part === 'number').map(String);
  return typeof value === 'string' ? value.split(/[./[\]#]+/).filter((part) => part !== '') : [];
}

/** Whether a complaint names a field: at the end of its path, or as a name in its text. */
export function namesField({ path, text }: Complaint, field: string): boolean {
  if (path.at(-1) === field) return true;
  // A word of everyday language counts only where it is marked as a name.
  const name = field.includes('_')
    ? `(?<![A-Za-z0-9_])${field}(?![A-Za-z0-9_])`
    : `["'\`.]${field}["'\`\\]:]|[.\\]]${field}\\b|\\b${field}(?:\\[|: )`;
  return new RegExp(name).test(text);
}

/** Whether a complaint is about a field that was not sent. */
export function isAboutMissingField({ text }: Complaint): boolean {
  return /missing|required/i.test(text);
}

/** Whether a complaint is about a field that the server does not know. */
export function isAboutUnknownField({ text }: Complaint): boolean {
  return /extra|unknown|unexpected|additional|unrecogni[sz]ed|unevaluated|not (?:be )?(?:allowed|permitted|known|supported)|should not exist/i.test(
    text,
  );
}
