import type { Rule } from './redocly.ts';
import { bodySchemas, propertiesOf } from './schema.ts';

/** A stand-in name is wrong until proved right: a response that requires it would refuse every real answer. */
export const placeholderNotRequired: Rule = () => ({
  Response(response, ctx) {
    for (const schema of bodySchemas(response, ctx)) {
      const required = Array.isArray(schema.node.required) ? schema.node.required : [];
      for (const { name, node, location } of propertiesOf(schema.node, schema.location)) {
        if (node['x-provenance'] !== 'placeholder' || !required.includes(name)) continue;
        ctx.report({ message: `${name} is a stand-in name: a response must not require it.`, location });
      }
    }
  },
});
