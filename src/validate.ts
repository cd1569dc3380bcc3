import { patternHints, ruleTable } from '../generated/rules.ts';
import type { EntityInput, QueueCallsInput, TriggerInput } from '../generated/types.ts';
import {
  EntityInput as entityInput,
  QueueCallsInput as queueCallsInput,
  TriggerInput as triggerInput,
} from '../generated/validators.js';
import type { Issue } from './errors.ts';
import { rules } from './rules.ts';
import type { Unchecked } from './unchecked.ts';

/** The Standard Schema interface (https://standardschema.dev), as far as this package implements it. */
export interface StandardSchema<T> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: '@evergrove/scheduler';
    readonly validate: (
      value: unknown,
    ) => { value: T; issues?: undefined } | { issues: { message: string; path: PropertyKey[] }[] };
    readonly types?: { readonly input: T; readonly output: T };
  };
}

/** Lists everything that is wrong with a value; an empty list accepts it. Also a Standard Schema. */
export interface Validate<T> extends StandardSchema<T> {
  (value: unknown): Issue[];
}

const schemas = { EntityInput: entityInput, QueueCallsInput: queueCallsInput, TriggerInput: triggerInput };

/**
 * The checks every request passes before it leaves, for use of one's own: all issues at once, each with its
 * path, rule and way out, none with a value.
 */
export const validate: {
  /** What `upsertEntity` takes. */
  entityInput: Validate<EntityInput>;
  /** What `queueCalls` takes: the whole batch. Paths begin with `calls`. */
  callInputs: Validate<QueueCallsInput['calls']>;
  /** The body of the trigger. */
  triggerInput: Validate<TriggerInput>;
  /** The id of a scheduled request: a UUID. */
  requestId: Validate<string>;
} = {
  entityInput: validator('EntityInput', (value) => value),
  callInputs: validator('QueueCallsInput', (calls) => ({ calls }) satisfies Unchecked<QueueCallsInput>),
  triggerInput: validator('TriggerInput', (value) => value),
  requestId: validator(
    'TriggerInput',
    (id) => ({ request_ids: [id] }) satisfies Unchecked<TriggerInput>,
    () => ['requestId'],
  ),
};

/** Whether a value is a UUID, by the pattern of the contract. */
export function isUuid(value: unknown): boolean {
  return schemas.TriggerInput({ request_ids: [value] } satisfies Unchecked<TriggerInput>);
}

/** What is said of an input that is no plain data. */
export function notJson(): Issue {
  return issue([], 'json', 'must be plain JSON, without cycles or BigInt');
}

function validator<T>(
  root: keyof typeof schemas,
  body: (value: unknown) => unknown,
  place: (path: Issue['path']) => Issue['path'] = (path) => path,
): Validate<T> {
  const check = (value: unknown): Issue[] => {
    try {
      const subject = body(value);
      const issues = [...schemaIssues(root, subject), ...ruleIssues(root, subject)];
      if (issues.length === 0) return issues;
      return issues.map(({ path, rule, message }) => issue(place(path), rule, message));
    } catch {
      return [notJson()]; // A getter or a proxy threw; its error could quote anything.
    }
  };
  return Object.assign(check, {
    '~standard': {
      version: 1 as const,
      vendor: '@evergrove/scheduler' as const,
      validate: (value: unknown) => {
        const issues = check(value);
        return issues.length === 0 ? { value: value as T } : { issues };
      },
    },
  });
}

/** An issue whose message names its place. */
function issue(path: Issue['path'], rule: string, hint: string): Issue {
  return { path, rule, message: `${place(path)}: ${hint}` };
}

/** `calls[3].details.patient_dob` */
function place(path: Issue['path']): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text.replace(/^\./, '') || 'input';
}

const hints: Record<string, (params: Record<string, unknown>) => string> = {
  required: () => 'is required',
  additionalProperties: () => 'is not a field of the API; check the spelling',
  type: ({ type }) => `must be ${[type].flat().join(' or ')}`,
  minLength: () => 'must not be empty',
  minItems: ({ limit }) => `must have at least ${limit} ${limit === 1 ? 'item' : 'items'}`,
  maxItems: ({ limit }) => `must have at most ${limit} ${limit === 1 ? 'item' : 'items'}`,
  enum: ({ allowedValues }) => `must be one of ${(allowedValues as string[]).join(', ')}`,
  pattern: ({ pattern }) => `must be ${patternHints[pattern as string] ?? 'in the documented form'}`,
};

/** Keywords that only wrap another failure, which is reported itself. */
const wrappers: ReadonlySet<string> = new Set(['if', 'oneOf', 'anyOf', 'contains']);

function schemaIssues(root: keyof typeof schemas, value: unknown): Issue[] {
  const schema = schemas[root];
  if (schema(value)) return [];
  return (schema.errors ?? [])
    .filter(({ keyword }) => !wrappers.has(keyword))
    .map(({ instancePath, keyword, params }) => ({
      path: [...pointer(instancePath, value), ...ownKey(params)],
      rule: keyword,
      message: hints[keyword]?.(params) ?? `must satisfy "${keyword}"`,
    }));
}

/** The key that is missing or too much. An unknown key can itself be data: one that is no identifier, or holds a
 * number of three digits, is masked. */
function ownKey(params: Record<string, unknown>): string[] {
  if (typeof params.missingProperty === 'string') return [params.missingProperty];
  const unknown = params.additionalProperty;
  if (typeof unknown !== 'string') return [];
  return [
    /^(?!.*\d{3})[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/i.test(unknown) && unknown.length <= 40
      ? unknown
      : '(unknown field)',
  ];
}

/** The path of a JSON pointer: a segment is an index where an array stands. */
function pointer(text: string, value: unknown): Issue['path'] {
  let at = value;
  return text
    .split('/')
    .slice(1)
    .map((segment) => {
      const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(at) ? Number(key) : key;
      at = (at as Record<string | number, unknown>)[step];
      return step;
    });
}

function ruleIssues(root: keyof typeof schemas, value: unknown): Issue[] {
  const found: Issue[] = [];
  for (const { path, rules: names } of ruleTable[root] ?? []) {
    atEach(value, path, [], (at, place) => {
      for (const rule of names) {
        for (const { path, hint } of rules[rule](at)) {
          found.push({ path: [...place, ...path], rule, message: hint });
        }
      }
    });
  }
  return found;
}

/** Visits every place of `value` that a path of the table names; `*` is every index. `place` is only lent. */
function atEach(
  value: unknown,
  names: readonly string[],
  place: (string | number)[],
  visit: (at: unknown, place: Issue['path']) => void,
): void {
  const name = names[place.length];
  if (name === undefined) return visit(value, place);
  const step = (key: string | number, below: unknown) => {
    place.push(key);
    atEach(below, names, place, visit);
    place.pop();
  };
  if (name === '*') {
    if (Array.isArray(value)) for (let i = 0; i < value.length; i++) step(i, value[i]);
  } else if (typeof value === 'object' && value !== null && Object.hasOwn(value, name)) {
    step(name, (value as Record<string, unknown>)[name]);
  }
}
