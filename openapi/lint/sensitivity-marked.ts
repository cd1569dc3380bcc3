import type { Context, Node, Rule } from './redocly.ts';
import { isLeaf, propertiesOf } from './schema.ts';

function check(node: Node, what: string, ctx: Context, location = ctx.location): void {
  if (typeof node['x-sensitive'] === 'boolean') return;
  ctx.report({
    message: `${what} must say whether it holds protected data: x-sensitive, true or false.`,
    location,
  });
}

/** Redaction and the leak tests read this mark, so no leaf may be without it. */
export const sensitivityMarked: Rule = () => ({
  Schema(schema, ctx) {
    for (const property of propertiesOf(schema, ctx.location)) {
      if (isLeaf(property, ctx)) check(property.node, `Property ${property.name}`, ctx, property.location);
    }
  },
  Parameter: (parameter, ctx) => check(parameter, `Parameter ${parameter.name}`, ctx),
  Header: (header, ctx) => check(header, 'A header', ctx),
  SecurityScheme: (scheme, ctx) => check(scheme, 'A security scheme', ctx),
});
