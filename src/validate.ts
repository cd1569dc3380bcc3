import {
  EntityInput as entityInput,
  QueueCallsInput as queueCallsInput,
  type Shape,
  TriggerInput as triggerInput,
} from '../generated/shapes.ts';
import type { EntityInput, QueueCallsInput, TriggerInput } from '../generated/types.ts';
import { breachesOf } from './breaches.ts';
import { type Issue, issueAt } from './errors.ts';
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
  entityInput: /* @__PURE__ */ validator(entityInput, (value) => value),
  callInputs: /* @__PURE__ */ validator(
    queueCallsInput,
    (calls) => ({ calls }) satisfies Unchecked<QueueCallsInput>,
  ),
  triggerInput: /* @__PURE__ */ validator(triggerInput, (value) => value),
  requestId: /* @__PURE__ */ validator(
    triggerInput,
    (id) => ({ request_ids: [id] }) satisfies Unchecked<TriggerInput>,
    () => ['requestId'],
  ),
};

/** Whether a value is a UUID, by the pattern of the contract. */
export function isUuid(value: unknown): boolean {
  return validate.requestId(value).length === 0;
}

/** What is said of an input that is no plain data. */
export function notJson(): Issue {
  return issueAt([], 'json', 'must be plain JSON, without cycles or BigInt');
}

function validator<T>(
  shape: Shape,
  body: (value: unknown) => unknown,
  place: (path: Issue['path']) => Issue['path'] = (path) => path,
): Validate<T> {
  const breaches = breachesOf(shape);
  const check = (value: unknown): Issue[] => {
    try {
      return breaches(body(value)).map(({ path, rule, hint }) => issueAt(place(path), rule, hint));
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
