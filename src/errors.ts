import type { OperationId } from '../generated/operations.ts';

/** One thing that is wrong with an input: where, which rule, how to mend it. Never the value. */
export interface Issue {
  /** Keys and indices from the checked value down to the place, e.g. `['calls', 3, 'details', 'patient_dob']`. */
  path: (string | number)[];
  /** The rule that was broken: a JSON Schema keyword (`required`, `pattern`, …) or a rule of the contract (`window_order`, …). */
  rule: string;
  /** One sentence: the place, the rule, the way out. */
  message: string;
}

/**
 * What an error says about the world:
 * `none` — certainly nothing happened; `unknown` — a call may have been queued or placed, so do not repeat
 * before asking; `done` — it happened, only the answer was unusable.
 */
export type Effect = 'none' | 'unknown' | 'done';

interface Common {
  /** The operation that failed; undefined when no operation had begun. */
  operation?: OperationId;
  /** The scheduled request it was about. */
  requestId?: string;
  /** How many times the request was handed to the network. */
  attempts: number;
  /** What may have happened on the other side. */
  effect: Effect;
}

/** What each code carries beside the common fields. The table is complete: a code without a row does not compile. */
interface Details {
  /** The input was refused before anything was sent. */
  invalid_input: { issues: Issue[] };
  /** The URL would put the key or patient data on an open wire, or on another host. */
  insecure_url: { issues: Issue[] };
  /** The server answered with a status outside 2xx. */
  http: { status: number; retryAfterMs?: number };
  /** No usable answer: DNS, connection, TLS, reset. `transportCode` is the runtime's own, e.g. `ECONNRESET`. */
  network: { transportCode?: string };
  /** The deadline (`timeoutMs`) passed. */
  timeout: { timeoutMs: number };
  /** A 2xx whose body cannot be used; `reason` says why, never what it said. */
  invalid_response: { status: number; reason: InvalidResponseReason };
  /** A 2xx from the trigger that does not list the request, or carries errors. */
  not_triggered: { status: number };
  /** The caller's waiting time was over before a terminal status was seen. The wait can be resumed from the id. */
  wait_timeout: { requestId: string; lastStatus?: string; polls: number };
}

/** Why the body of a 2xx could not be used. */
export type InvalidResponseReason =
  | 'content_type'
  | 'empty'
  | 'malformed_json'
  | 'too_large'
  | 'truncated'
  | 'unexpected_shape'
  | 'redirected'
  | 'other_request';

/** The codes a `SchedulerError` can have. */
export type SchedulerErrorCode = keyof Details;

type Fields<C extends SchedulerErrorCode> = Common & Details[C];

/** A `SchedulerError` of one code. */
export type SchedulerErrorOf<C extends SchedulerErrorCode> = Error &
  Readonly<Fields<C>> & {
    readonly code: C;
    /**
     * The server's own words (at most 16 KiB), which may repeat patient data: for eyes, never for a log.
     * They appear nowhere else: not in the message, `inspect` or JSON.
     */
    readServerText(): string | undefined;
    toJSON(): Record<string, unknown>;
  };

/**
 * Every failure of this package, told apart by `code`; a `switch (error.code)` narrows.
 * Holds ids, numbers, codes and field names: no request, response, header or cause.
 * An aborted call rejects with `signal.reason` instead.
 */
export type SchedulerError = { [C in SchedulerErrorCode]: SchedulerErrorOf<C> }[SchedulerErrorCode];

const brand = /* @__PURE__ */ Symbol.for('@evergrove/scheduler/SchedulerError');
const serverTexts = new WeakMap<object, string>();
const SERVER_TEXT_LENGTH = 16 * 1_024;

/** What to do when it is unknown what happened. */
const ways: Record<OperationId, string> = {
  upsertEntity: 'it may have taken effect, and is safe to send again',
  queueCalls: 'the calls may have been queued: find out before queueing them again',
  triggerCall: 'a phone may be ringing: look with getCall before triggering again',
  getCall: 'it may be read again',
};

function consequence({ effect, operation }: Common): string {
  if (effect === 'none') return 'nothing happened';
  if (effect === 'done') return 'it took effect, only the answer was unusable';
  return operation ? ways[operation] : 'it may have taken effect';
}

const reasons: Record<InvalidResponseReason, string> = {
  content_type: 'is not JSON by its content type',
  empty: 'has no body',
  malformed_json: 'is not well-formed JSON',
  too_large: 'is larger than the response cap',
  truncated: 'broke off',
  unexpected_shape: 'lacks what this operation must return',
  redirected: 'came by way of a redirect',
  other_request: 'is about another request',
};

const sentences: { [C in SchedulerErrorCode]: (fields: Fields<C>) => string } = {
  invalid_input: ({ issues }) => listed(issues),
  insecure_url: ({ issues }) => listed(issues),
  http: ({ status, retryAfterMs }) =>
    retryAfterMs === undefined
      ? `answered ${status}`
      : `answered ${status}, to be repeated in ${Math.ceil(retryAfterMs / 1_000)} s`,
  network: ({ transportCode }) => `no usable answer (${transportCode ?? 'network error'})`,
  timeout: ({ timeoutMs }) => `no answer within ${timeoutMs} ms`,
  invalid_response: ({ status, reason }) => `the ${status} answer ${reasons[reason]}`,
  not_triggered: ({ status }) => `the ${status} answer does not confirm the trigger`,
  wait_timeout: ({ lastStatus, polls }) =>
    `still ${lastStatus ?? 'unseen'} after ${polls} ${polls === 1 ? 'poll' : 'polls'}; wait again with the same id`,
};

const SHOWN_ISSUES = 3;

function listed(issues: Issue[]): string {
  const shown = issues.slice(0, SHOWN_ISSUES).map((issue) => issue.message);
  const rest = issues.length - shown.length;
  return rest > 0 ? `${shown.join('; ')}; and ${rest} more in error.issues` : shown.join('; ');
}

const aboutNothingSent: ReadonlySet<SchedulerErrorCode> = new Set([
  'invalid_input',
  'insecure_url',
  'wait_timeout',
]);

// In a function, so that a bundler can leave it out: what has a computed name or is changed afterwards, it has to keep.
const SchedulerErrorClass = /* @__PURE__ */ (() => {
  class SchedulerErrorClass<C extends SchedulerErrorCode> extends Error {
    declare readonly code: C;

    constructor(code: C, fields: Fields<C>, serverText?: string) {
      const where = fields.operation ? `${fields.operation}: ` : '';
      const after = aboutNothingSent.has(code) ? '' : `; ${consequence(fields)}`;
      super(`${where}${sentences[code](fields)}${after}`);
      Object.assign(this, { code }, fields);
      if (serverText !== undefined) serverTexts.set(this, serverText.slice(0, SERVER_TEXT_LENGTH));
    }

    get [brand](): true {
      return true;
    }

    readServerText(): string | undefined {
      return serverTexts.get(this);
    }

    toJSON(): Record<string, unknown> {
      return { name, message: this.message, ...(this as object) };
    }
  }
  const name = 'SchedulerError';
  for (const named of [SchedulerErrorClass, SchedulerErrorClass.prototype])
    Object.defineProperty(named, 'name', { value: name, configurable: true });
  return SchedulerErrorClass;
})();

/** Makes an error of one code. @internal */
export function schedulerError<C extends SchedulerErrorCode>(
  code: C,
  fields: Fields<C>,
  serverText?: string,
): SchedulerErrorOf<C> {
  return new SchedulerErrorClass(code, fields, serverText) as unknown as SchedulerErrorOf<C>;
}

/** An issue at a place, in one sentence that names it. @internal */
export function issueAt(path: Issue['path'], rule: string, hint: string): Issue {
  // `calls[3].details.patient_dob`
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return { path, rule, message: `${place.replace(/^\./, '') || 'input'}: ${hint}` };
}

/** The error for issues, if there are any. Nothing was sent. @internal */
export function refusal(
  issues: Issue[],
  operation?: OperationId,
  code: 'invalid_input' | 'insecure_url' = 'invalid_input',
): SchedulerError | undefined {
  if (issues.length === 0) return undefined;
  return schedulerError(code, { ...(operation && { operation }), attempts: 0, effect: 'none', issues });
}

/**
 * Whether a caught value is a `SchedulerError`: from this copy of the package or from another one in the
 * same process.
 */
export function isSchedulerError(value: unknown): value is SchedulerError {
  try {
    return typeof value === 'object' && value !== null && (value as { [brand]?: unknown })[brand] === true;
  } catch {
    return false; // A proxy or a getter that throws is none of ours.
  }
}
