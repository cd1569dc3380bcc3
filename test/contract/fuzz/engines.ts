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
import { EntityInput, QueueCallsInput, type RuleName, TriggerInput } from '../../../generated/shapes.ts';
import { breachesOf } from '../../../src/breaches.ts';
import { rules } from '../../../src/rules.ts';
import { type Json, resolve, rootsOf } from './description.ts';

/** One opinion of whether the schema of a request accepts a body. */
export interface Engine {
  name: string;
  /** `text` is the body as JSON: each engine parses its own copy. */
  accepts(schema: string, text: string): boolean;
}

const checks: Record<string, ReturnType<typeof breachesOf>> = {
  EntityInput: breachesOf(EntityInput),
  QueueCallsInput: breachesOf(QueueCallsInput),
  TriggerInput: breachesOf(TriggerInput),
};

/** The formats that are asserted, each with the rule that says for this package what its validators leave out. */
const FORMAT_RULES: Record<string, RuleName> = {
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
      const check = checks[schema];
      if (!check) throw new Error(`nothing is generated for ${schema}`);
      return check(JSON.parse(text)).every(({ path, rule }) =>
        Object.values<string>(FORMAT_RULES).includes(rule)
          ? FORMAT_RULES[formatAt(description, schema, path) ?? ''] !== rule
          : Object.hasOwn(rules, rule),
      );
    },
  };
}

function formatAt(description: Json, schema: string, path: readonly (string | number)[]): string | undefined {
  const at = path.reduce((node: Json, step) => {
    const { items, properties } = resolve(description, node);
    return typeof step === 'number' ? items : properties[step];
  }, description.components.schemas[schema]);
  return resolve(description, at).format;
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
