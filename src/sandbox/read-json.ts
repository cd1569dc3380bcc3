import type { Issue } from '../errors.ts';
import { type Answer, problem, unprocessable } from './problem.ts';

/** The most bytes a request body may have: 8 MiB. */
export const MAX_BODY_BYTES: number = 8 * 1_024 * 1_024;

/** What a body needs to be read: what it says it is, and its bytes unless they passed the cap and were not kept. */
interface Sent {
  contentType: string | null;
  body: Uint8Array | undefined;
}

/** The body as JSON that keeps all rules, or the answer that refuses it. */
export function readJson<T>(
  { contentType, body }: Sent,
  check: (value: unknown) => Issue[],
): { value: T } | { refused: Answer } {
  if (!/^application\/(?:[\w.-]{1,60}\+)?json\s*(?:;|$)/i.test(contentType ?? '')) {
    return { refused: problem(415, 'The content type must be application/json.') };
  }
  if (!body) return { refused: problem(413, `The body must not be longer than ${MAX_BODY_BYTES} bytes.`) };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return { refused: problem(400, 'The body could not be read as JSON.') };
  }
  const issues = check(value);
  return issues.length > 0 ? { refused: unprocessable('body', issues) } : { value: value as T };
}
