import type { operations } from '../generated/operations.ts';
import type { Effect } from './errors.ts';

/** What a failed attempt means: may it be repeated, and what may have happened. */
export interface Verdict {
  repeat: boolean;
  effect: Effect;
}

/** How an operation may be repeated, and whether it only reads: its row of the generated table. */
export type Policy = Pick<(typeof operations)[keyof typeof operations], 'method' | 'replay'>;

const refused: Verdict = { repeat: false, effect: 'none' };
const unclear: Verdict = { repeat: false, effect: 'unknown' };

/** Refusals that prove the request was not acted upon. 421 means it was never processed (RFC 9110 §15.5.20). */
const definite: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 413, 415, 421, 422]);
/** The server, or one before it, gave up: it may or may not have acted. */
const broken: ReadonlySet<number> = new Set([408, 500, 502, 503, 504]);

/**
 * The verdict on a status outside 2xx, row by row the table of the reliability notes.
 * A status it does not name proves nothing.
 */
export function judgeStatus(status: number, hasRetryAfter: boolean, policy: Policy): Verdict {
  return ofReading(policy, byStatus(status, hasRetryAfter, policy.replay === 'safe'));
}

function byStatus(status: number, hasRetryAfter: boolean, safe: boolean): Verdict {
  if (status === 429) return { repeat: true, effect: 'none' };
  if (status === 425 || (status === 503 && hasRetryAfter))
    return safe ? { repeat: true, effect: 'none' } : unclear;
  if (definite.has(status)) return refused;
  if (broken.has(status)) return { repeat: safe, effect: 'unknown' };
  return unclear;
}

/**
 * The verdict on an attempt that brought no answer.
 *
 * @param direct whether the failure is certainly of the first hop: a `fetch` that follows redirects may have failed at
 * another one, when the request was delivered already
 */
export function judgeTransport(error: unknown, policy: Policy, direct: boolean): Verdict {
  const refusal = isCertificateRefusal(error);
  if (direct && refusal) return refused;
  if (direct && isUnsent(error)) return { repeat: true, effect: 'none' };
  return ofReading(policy, { repeat: policy.replay === 'safe' && !refusal, effect: 'unknown' });
}

/** The verdict on a 2xx whose body cannot be used. The caller repeats it once at most. */
export function judgeBody(policy: Policy): Verdict {
  return ofReading(policy, { repeat: reads(policy), effect: 'unknown' });
}

/** Reading changes nothing, whatever went wrong. */
function ofReading(policy: Policy, verdict: Verdict): Verdict {
  return reads(policy) ? { ...verdict, effect: 'none' } : verdict;
}

/** Whether an operation changes nothing. */
export function reads({ method }: Policy): boolean {
  return method === 'GET';
}

interface SystemError {
  code?: unknown;
  syscall?: unknown;
  cause?: unknown;
  errors?: unknown;
}

const FETCH_DEPTH = 4;

/** The innermost error that has a code: `fetch` wraps the transport's own error as `cause`. */
function transportError(error: unknown): SystemError | undefined {
  try {
    return innermost(error);
  } catch {
    return undefined; // A getter threw: nothing is known of it.
  }
}

function innermost(error: unknown): SystemError | undefined {
  let current = error;
  for (let depth = 0; depth < FETCH_DEPTH && typeof current === 'object' && current !== null; depth++) {
    const { code, errors, cause } = current as SystemError;
    if (typeof code === 'string' || Array.isArray(errors)) return current as SystemError;
    current = cause;
  }
  return undefined;
}

/** The transport's own code, such as `ECONNRESET` or `UND_ERR_SOCKET`. */
export function transportCode(error: unknown): string | undefined {
  const code = transportError(error)?.code;
  return typeof code === 'string' &&
    /^(?:E|UND_ERR_|ERR_|HPE_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)[A-Z0-9_]{2,40}$/.test(code)
    ? code
    : undefined;
}

/** Codes that only a connection not yet made can have. */
const neverConnected: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** Codes that prove it only when the failed call was `connect`: an open connection can meet them too. */
const unreachable: ReadonlySet<string> = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EADDRNOTAVAIL',
]);

/** Whether it is certain that no byte of the request left. Several tries prove it only if each one does. */
export function isUnsent(error: unknown): boolean {
  const found = transportError(error);
  if (found === undefined) return false;
  if (Array.isArray(found.errors) && found.errors.length > 0) return found.errors.every(isUnsent);
  if (typeof found.code !== 'string') return false;
  return neverConnected.has(found.code) || (found.syscall === 'connect' && unreachable.has(found.code));
}

function isCertificateRefusal(error: unknown): boolean {
  const code = transportCode(error);
  return code !== undefined && /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/.test(code);
}
