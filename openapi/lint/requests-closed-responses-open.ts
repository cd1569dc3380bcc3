import type { Rule } from './redocly.ts';
import { bodySchemas, isObject } from './schema.ts';

/** Strict in what is sent, tolerant in what is read. */
export const requestsClosedResponsesOpen: Rule = () => ({
  RequestBody(body, ctx) {
    for (const { node, location } of bodySchemas(body, ctx)) {
      if (!isObject(node) || node.additionalProperties === false) continue;
      ctx.report({
        message: 'An object in a request must be closed: additionalProperties: false.',
        location,
      });
    }
  },
  Response(response, ctx) {
    for (const { node, location } of bodySchemas(response, ctx)) {
      if (!isObject(node) || (node.additionalProperties ?? true) === true) continue;
      ctx.report({ message: 'An object in a response must be open: no additionalProperties.', location });
    }
  },
});
