import type { Issue } from '../errors.ts';

/** What goes back over the wire, before it is a `Response` or is written to a socket. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds on the sandbox's clock before it is sent. @default 0 */
  delayMs?: number;
  /** What happens to it on the way: nothing of it arrives, or half of the body. @default it arrives whole */
  transit?: 'dropped' | 'cutShort';
}

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** An error as RFC 9457 writes it. `detail` says what is wrong, never with which value. */
export function problem(
  status: keyof typeof titles,
  detail: string,
  { headers = {}, ...more }: { headers?: Record<string, string>; errors?: ProblemIssue[] } = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type: 'about:blank', title: titles[status], status, detail, ...more }),
  };
}

/** One broken rule: where (from `body`, `path` or `query` down), which rule, and how to mend it. */
export interface ProblemIssue {
  loc: (string | number)[];
  type: string;
  msg: string;
}

/** So many are listed; an answer is not to be many times as long as what was sent. */
const MOST_ERRORS = 100;

/** 422 with the issues of a request; `place` is the part of the request that their paths start from. */
export function unprocessable(place: 'body' | 'path' | 'query', issues: Issue[]): Answer {
  const errors = issues.slice(0, MOST_ERRORS).map(({ path, rule, message }) => ({
    loc: [place, ...path],
    type: rule,
    msg: message,
  }));
  const count = issues.length === 1 ? 'One field breaks a rule.' : `${issues.length} fields break a rule.`;
  return problem(422, count, { errors });
}

/** 200 with a value as JSON. */
export function ok(value: unknown): Answer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
