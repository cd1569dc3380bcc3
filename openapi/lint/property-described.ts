import type { Rule } from './redocly.ts';
import { propertiesOf } from './schema.ts';

/** A property's description is what an editor shows on hover. */
export const propertyDescribed: Rule = () => ({
  Schema(schema, ctx) {
    for (const { name, node, location } of propertiesOf(schema, ctx.location)) {
      if (typeof node.description === 'string' && node.description.trim() !== '') continue;
      ctx.report({ message: `Property ${name} must have a description of its own.`, location });
    }
  },
});
