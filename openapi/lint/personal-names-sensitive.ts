import type { Context, Node, Rule } from './redocly.ts';
import { propertiesOf } from './schema.ts';

/** Names that look like personal or health data, as whole words between underscores. */
const PERSONAL =
  /(?:^|_)(?:patient|ssn|dob|birth|birthday|injury|claim_number|eoc|notes|appointments?|body_part|modality|email|gender|diagnosis|mrn|first_name|last_name)(?:_|$)/;

function check(node: Node, name: string, ctx: Context, location = ctx.location): void {
  if (!PERSONAL.test(name) || node['x-sensitive'] === true) return;
  ctx.report({ message: `${name} looks like personal data: it must be marked x-sensitive: true.`, location });
}

/** A field that is added in haste, with `false` copied from its neighbour, must not end up in a log. */
export const personalNamesSensitive: Rule = () => ({
  Schema(schema, ctx) {
    for (const { name, node, location } of propertiesOf(schema, ctx.location))
      check(node, name, ctx, location);
  },
  Parameter: (parameter, ctx) => check(parameter, String(parameter.name), ctx),
});
