import type { CallInput, QueueCallsInput } from '../../generated/types.ts';
import type { Issue } from '../errors.ts';
import { validate } from '../validate.ts';
import type { Tenant } from './state.ts';

const ENTITY_ID: keyof CallInput = 'entity_id';

/** The issues of a batch; that its entities exist is asked only when nothing else is wrong. */
export function queueIssues(tenant: Tenant, value: unknown): Issue[] {
  const { calls, ...extra } = Object(value) as QueueCallsInput;
  const issues = validate.callInputs(calls);
  if (Array.isArray(value) || Object.keys(extra).length > 0) {
    issues.unshift({
      path: [],
      rule: 'additionalProperties',
      message: 'input: must be an object with calls alone',
    });
  }
  if (issues.length > 0) return issues;
  return calls.flatMap(({ entity_id }, i) =>
    tenant.entities.has(entity_id.toLowerCase())
      ? []
      : [
          {
            path: ['calls', i, ENTITY_ID],
            rule: 'entity_exists',
            message: `calls[${i}].${ENTITY_ID}: must be the id of an entity of this tenant; call upsertEntity first`,
          },
        ],
  );
}
