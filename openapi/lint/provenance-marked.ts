import type { Context, Node, Rule } from './redocly.ts';
import { propertiesOf } from './schema.ts';

const MARKS = ['published', 'positional', 'inferred', 'placeholder'];

function check(node: Node, what: string, ctx: Context, location = ctx.location): void {
  if (MARKS.includes(node['x-provenance'] as string)) return;
  ctx.report({
    message: `${what} must say how sure its name is: x-provenance, one of ${MARKS.join(', ')}.`,
    location,
  });
}

/** Half of the names are reconstructed: a reader, and the code, must see which. */
export const provenanceMarked: Rule = () => ({
  Schema(schema, ctx) {
    for (const { name, node, location } of propertiesOf(schema, ctx.location))
      check(node, `Property ${name}`, ctx, location);
    if (schema.enum) check(schema, 'An enum', ctx);
  },
  Parameter: (parameter, ctx) => check(parameter, `Parameter ${parameter.name}`, ctx),
  Header: (header, ctx) => check(header, 'A header', ctx),
});
