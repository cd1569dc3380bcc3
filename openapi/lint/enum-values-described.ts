import type { Rule } from './redocly.ts';
import { isNode } from './schema.ts';

/** `x-enumDescriptions` is the one place for what a value means: docs and generated constants are made from it. */
export const enumValuesDescribed: Rule = () => ({
  Schema(schema, ctx) {
    if (!Array.isArray(schema.enum)) return;
    const described = isNode(schema['x-enumDescriptions']) ? schema['x-enumDescriptions'] : {};
    for (const value of schema.enum) {
      if (typeof described[value] === 'string' && described[value] !== '') continue;
      ctx.report({ message: `Enum value ${value} must be described in x-enumDescriptions.` });
    }
    for (const value of Object.keys(described)) {
      if (schema.enum.includes(value)) continue;
      ctx.report({ message: `x-enumDescriptions describes ${value}, which is not a value of the enum.` });
    }
  },
});
