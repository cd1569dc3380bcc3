import type { OperationId } from '../generated/operations.ts';
import { type Effect, type Issue, issueAt, schedulerError } from './errors.ts';
import type { PlainRequest } from './request.ts';

/** The API key, or a function that is asked for it before every attempt (keys are rotated). */
export type ApiKey = string | (() => string | Promise<string>);

/** A bearer token is printable ASCII without spaces (RFC 6750 §2.1); anything else would be quoted by the runtime. */
export function isApiKey(key: unknown): key is string {
  return typeof key === 'string' && /^[\x21-\x7e]+$/.test(key);
}

/** What to say of a key that is none. Never what it is. */
export function apiKeyIssue(key: unknown): Issue {
  const hint =
    key === undefined || key === null || key === ''
      ? 'is missing: is the variable it comes from set?'
      : 'must be a string of printable ASCII without spaces or line breaks, and without "Bearer"';
  return issueAt(['apiKey'], 'api_key', hint);
}

/** What the key function gives for one attempt. */
export async function currentKey(
  apiKey: Exclude<ApiKey, string>,
  about: () => { operation: OperationId; attempts: number; effect: Effect },
): Promise<string> {
  const key = await apiKey();
  if (isApiKey(key)) return key;
  throw schedulerError('invalid_input', { ...about(), issues: [apiKeyIssue(key)] });
}

/** The three headers that every request must have; on `scheduler.raw` the caller's own stand beside them. */
export function requestHeaders(request: PlainRequest, key: string): Record<string, string> {
  const required = {
    authorization: `Bearer ${key}`,
    accept: 'application/json',
    'content-type': 'application/json',
  };
  return request.context ? required : { ...Object.fromEntries(request.headers ?? []), ...required };
}
