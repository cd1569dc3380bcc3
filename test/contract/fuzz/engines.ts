import {
  validate as hyperjumpValidate,
  registerSchema,
  type SchemaObject,
  setShouldValidateFormat,
  unregisterSchema,
} from '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/formats';
import { getHttpOperationsFromSpec } from '@stoplight/prism-cli/dist/operations.js';
import { validateInput } from '@stoplight/prism-http/dist/validator/index.js';
import { ruleTable } from '../../../generated/rules.ts';
import { EntityInput, QueueCallsInput, TriggerInput, type Validator } from '../../../generated/validators.js';
import { rules } from '../../../src/rules.ts';
import { type Json, resolve, rootsOf } from './description.ts';

/** One opinion of whether the schema of a request accepts a body. */
export interface Engine {
  name: string;
  /** `text` is the body as JSON: each engine parses its own copy. */
  accepts(schema: string, text: string): boolean;
}

const validators: Record<string, Validator> = { EntityInput, QueueCallsInput, TriggerInput };

/** The formats that are asserted, each with the rule that says for this package what its validators leave out. */
const FORMAT_RULES: Record<string, keyof typeof rules> = {
  date: 'calendar_date',
  'date-time': 'calendar_date_time',
};

/**
 * The validators that are generated and shipped. They assert no formats; where the description gives a format, the rule
 * beside it does. The other rules reach across fields and are left out: no schema can say them.
 */
export function shipped(description: Json): Engine {
  return {
    name: 'generated validators',
    accepts(schema, text) {
      const body = JSON.parse(text);
      const validate = validators[schema];
      if (!validate) throw new Error(`no validator is generated for ${schema}`);
      return (
        validate(body) &&
        (ruleTable[schema] ?? []).every(({ path, rules: names }) => {
          const rule = FORMAT_RULES[formatAt(description, schema, path) ?? ''];
          return (
            rule === undefined ||
            !names.includes(rule) ||
            valuesAt(body, path).every((value) => rules[rule](value).length === 0)
          );
        })
      );
    },
  };
}

function formatAt(description: Json, schema: string, path: readonly string[]): string | undefined {
  const at = path.reduce((node: Json, step) => {
    const { items, properties } = resolve(description, node);
    return step === '*' ? items : properties[step];
  }, description.components.schemas[schema]);
  return resolve(description, at).format;
}

function valuesAt(value: Json, [step, ...rest]: readonly string[]): Json[] {
  if (step === undefined) return [value];
  const below = step === '*' ? value : Object.hasOwn(value, step) ? [value[step]] : [];
  return below.flatMap((item: Json) => valuesAt(item, rest));
}

/** Prism's own check of a request, without a socket. */
export async function prism(description: Json): Promise<Engine> {
  const operations = await getHttpOperationsFromSpec(structuredClone(description));
  const roots = rootsOf(description).map(({ schema, path, method }) => {
    const resource = operations.find((one) => one.path === path && one.method === method);
    if (!resource) throw new Error(`Prism has no ${method} ${path}`);
    return [schema, { resource, path, method: method as 'post' }] as const;
  });
  const requests = new Map(roots);
  const headers = { 'content-type': 'application/json' };
  return {
    name: 'Prism',
    accepts(schema, text) {
      const request = requests.get(schema);
      if (!request) throw new Error(`Prism was not told of ${schema}`);
      const { resource, path, method } = request;
      const element = { method, url: { path }, headers, body: JSON.parse(text) };
      return validateInput({ resource, element })._tag === 'Right';
    },
  };
}

let registered = 0;

/** `@hyperjump/json-schema`, 2020-12, with formats asserted. */
export async function hyperjump(description: Json): Promise<Engine> {
  setShouldValidateFormat(true);
  const $defs = JSON.parse(
    JSON.stringify(description.components.schemas).replaceAll('"#/components/schemas/', '"#/$defs/'),
  );
  const compiled = await Promise.all(
    rootsOf(description).map(async ({ schema }) => {
      const uri = `https://contract.invalid/${registered++}/${schema}`;
      const $schema = 'https://json-schema.org/draft/2020-12/schema';
      registerSchema({ $schema, $defs, $ref: `#/$defs/${schema}` } as SchemaObject, uri);
      const validator = await hyperjumpValidate(uri);
      unregisterSchema(uri);
      return [schema, validator] as const;
    }),
  );
  const validate = new Map(compiled);
  return {
    name: '@hyperjump/json-schema',
    accepts: (schema, text) => validate.get(schema)?.(JSON.parse(text)).valid ?? false,
  };
}

/** All three, each of the same description. */
export async function enginesOf(description: Json): Promise<Engine[]> {
  return [shipped(description), await prism(description), await hyperjump(description)];
}
