import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Problem, TriggerResult } from '../../generated/types.ts';
import { type Description, type OperationNode, responseOf } from './description.ts';
import type { Must, Probe } from './probe.ts';
import type { Reply } from './reply.ts';

/** What did not hold of an answer, in our own words; empty when everything held. */
export type Judge = (probe: Probe, operation: OperationNode, reply: Reply) => string[];

/** Makes the judge: the statuses that a probe may be answered with, the content type, and the schema of the status, by AJV. */
export function createJudge(description: Description): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: true, messages: false, logger: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'description', components: description.components });
  const compiled = new Map<string, ValidateFunction>();
  const validator = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `description${pointer}` });
    compiled.set(pointer, known);
    return known;
  };

  return ({ must }, operation, reply) => {
    if (reply.status === 0) return [reply.flaw ?? 'no answer'];
    const wrongStatus = statusFinding(must, reply);
    // A 2xx other than 200 is still meant as the success that the description knows.
    const judgedAs = isSuccess(reply.status) ? 200 : reply.status;
    const { content = {} } = responseOf(description, operation, judgedAs);
    const findings = wrongStatus === undefined ? [] : [wrongStatus];
    if (isSuccess(reply.status) && reply.status !== 200) {
      findings.push(`answered ${reply.status}, where the description says 200`);
    }
    const media = content[reply.contentType];
    if (!media)
      findings.push(
        `content type ${typeName(reply.contentType)}, where ${Object.keys(content).join(' or ')} is declared`,
      );
    if (reply.flaw) return [...findings, reply.flaw];
    const schema = (media ?? Object.values(content)[0])?.schema;
    if (schema?.$ref === undefined) return findings;
    const validate = validator(schema.$ref);
    if (!validate(reply.body)) findings.push(...schemaFindings(validate.errors ?? []));
    if (saysOtherStatus(reply)) findings.push('the body repeats another status than the answer has');
    return findings;
  };
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Statuses that refuse. None is published, so each list takes every one that a careful server may choose. */
const refusals: Record<Exclude<Must, 'succeed'>, number[]> = {
  'be refused': [400, 415, 422],
  'be refused or not found': [400, 403, 404, 409, 422],
  'start nothing': [400, 403, 404, 409, 422],
  'be refused for its key': [401, 403],
};

/** Whether an answer refuses as the probe demands; `start nothing` is also kept by a 2xx that starts nothing and says so. */
function statusFinding(must: Must, { status, body }: Reply): string | undefined {
  if (status >= 300 && status < 400) return `answered ${status}, a redirect, which is not followed`;
  if (must === 'succeed') return isSuccess(status) ? undefined : `answered ${status}, must succeed`;
  if (refusals[must].includes(status)) return undefined;
  if (must === 'start nothing' && isSuccess(status) && saysNothingStarted(body)) return undefined;
  if (isSuccess(status)) return `ACCEPTED with ${status}, must ${must}`;
  return `answered ${status}, must ${must} (${refusals[must].join(', ')})`;
}

function saysNothingStarted(body: unknown): boolean {
  const { triggered_request_ids: started } = Object(body) as Partial<TriggerResult>;
  return Array.isArray(started) && started.length === 0;
}

function saysOtherStatus({ status, contentType, body }: Reply): boolean {
  const { status: said } = Object(body) as Partial<Problem>;
  return contentType === 'application/problem+json' && typeof said === 'number' && said !== status;
}

/** Where a schema is broken and by which keyword. A field of the path is one that the schema names, so that it can be shown. */
function schemaFindings(errors: ErrorObject[]): string[] {
  const lines = errors.map(({ instancePath, keyword, params }) => {
    const missing = keyword === 'required' ? `/${params.missingProperty}` : '';
    return `schema: ${(instancePath.replaceAll(/\/\d+/g, '/*') || '') + missing || 'the body'} breaks ${keyword}`;
  });
  return [...new Set(lines)];
}

/** The server's content type, if it is one of everyday; another could be anything. */
function typeName(contentType: string): string {
  if (contentType === '') return 'missing';
  return [
    'text/html',
    'text/plain',
    'text/json',
    'application/xml',
    'application/octet-stream',
    'application/json',
    'application/problem+json',
  ].includes(contentType)
    ? contentType
    : 'another';
}
