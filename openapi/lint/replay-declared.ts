import type { Rule } from './redocly.ts';

const POLICIES = ['safe', 'unsent-only'];

/** A repeated trigger is a second phone call: every operation says whether the client may repeat it. */
export const replayDeclared: Rule = () => ({
  Operation(operation, ctx) {
    if (POLICIES.includes(operation['x-replay'] as string)) return;
    ctx.report({ message: `${operation.operationId} must declare x-replay, one of ${POLICIES.join(', ')}.` });
  },
});
