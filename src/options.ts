import type { FetchLike } from './attempt.ts';
import { type Clock, MAX_TIMER_MS, systemClock } from './clock.ts';
import { type Issue, issueAt, refusal } from './errors.ts';
import type { SchedulerEvent } from './events.ts';
import { type ApiKey, apiKeyIssue, isApiKey } from './headers.ts';
import type { HttpOptions } from './send.ts';

/** How to make a scheduler. Nothing is read from the environment. */
export interface SchedulerOptions {
  /** The key, or a function that is asked for it before every attempt, since keys are rotated. */
  apiKey: ApiKey;
  /**
   * Where the API is: https, or http on a loopback host. A trailing slash does not matter.
   * @default 'https://agent-api.evergrovelabs.com'
   */
  baseUrl?: string;
  /**
   * What sends a request.
   * @default globalThis.fetch
   */
  fetch?: FetchLike;
  /**
   * Time.
   * @default systemClock
   */
  clock?: Clock;
  /**
   * Jitter: a number in [0, 1).
   * @default Math.random
   */
  random?: () => number;
  /**
   * One deadline over all attempts of a call, the waits between them and the body, in milliseconds.
   * @default 30_000
   */
  timeoutMs?: number;
  /**
   * How many times a request is repeated, where repeating is safe. A request that may have placed a call never is.
   * @default 2
   */
  retries?: number;
  /**
   * The longest answer that is read, in bytes once decoded.
   * @default 8_388_608
   */
  maxResponseBytes?: number;
  /** Is told of every attempt: metadata on an allow-list, never a body, a header or the key. */
  onEvent?: (event: SchedulerEvent) => void;
}

const DEFAULT_BASE_URL = 'https://agent-api.evergrovelabs.com';

/** The options with their defaults. Throws `invalid_input` or `insecure_url`, with every issue. */
export function checkedOptions(given: SchedulerOptions): HttpOptions {
  const options = given ?? {};
  const timeoutMs = options.timeoutMs ?? 30_000;
  const retries = options.retries ?? 2;
  const maxResponseBytes = options.maxResponseBytes ?? 8 * 1_024 * 1_024;
  const refused = refusal([
    ...unknownOptions(options),
    ...(typeof options.apiKey === 'function' || isApiKey(options.apiKey)
      ? []
      : [apiKeyIssue(options.apiKey)]),
    ...(['fetch', 'onEvent'] as const).flatMap((name) =>
      optionIssues(
        name,
        options[name] === undefined || typeof options[name] === 'function',
        'must be a function',
      ),
    ),
    ...timeoutIssues('timeoutMs', timeoutMs),
    ...optionIssues('retries', isWhole(retries, 0, 10), 'must be a whole number from 0 to 10'),
    ...optionIssues(
      'maxResponseBytes',
      isWhole(maxResponseBytes, 1, Infinity),
      'must be a whole number above 0',
    ),
  ]);
  if (refused) throw refused;
  return {
    apiKey: options.apiKey,
    baseUrl: checkedBaseUrl(options.baseUrl ?? DEFAULT_BASE_URL),
    fetch: options.fetch ?? globalFetch,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    timeoutMs,
    retries,
    maxResponseBytes,
    onEvent: options.onEvent,
  };
}

const known: Record<keyof SchedulerOptions, true> = {
  apiKey: true,
  baseUrl: true,
  fetch: true,
  clock: true,
  random: true,
  timeoutMs: true,
  retries: true,
  maxResponseBytes: true,
  onEvent: true,
};

/** A misspelt `baseUrl` must not send calls to the published server. */
function unknownOptions(options: object): Issue[] {
  return Object.keys(options).flatMap((name) =>
    optionIssues(
      'options',
      Object.hasOwn(known, name),
      `must be among ${Object.keys(known).join(', ')}; check the spelling`,
    ),
  );
}

/** What is wrong with a duration that a timer has to hold. */
export function timeoutIssues(name: string, ms: number): Issue[] {
  const usable = typeof ms === 'number' && ms > 0 && ms <= MAX_TIMER_MS;
  return optionIssues(name, usable, `must be milliseconds above 0 and at most ${MAX_TIMER_MS}`);
}

/** The issue about an option that is not as it must be. */
export function optionIssues(name: string, usable: boolean, hint: string): Issue[] {
  return usable ? [] : [issueAt([name], 'option', hint)];
}

/** Whether a value is a whole number of a range. */
export function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

const globalFetch: FetchLike = /* @__PURE__ */ Object.assign(
  ((url, init) => globalThis.fetch(url, init)) satisfies FetchLike,
  { followsRedirects: false as const },
);

/** A URL that may be given the key. `new URL` keeps what it refuses, so its error goes no further. */
function checkedBaseUrl(baseUrl: string): string {
  const url = typeof baseUrl === 'string' && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const hint = baseUrlHint(url);
  if (url === undefined || hint !== undefined)
    throw refusal([issueAt(['baseUrl'], 'url', hint ?? '')], undefined, 'insecure_url');
  let path = url.pathname;
  while (path.endsWith('/')) path = path.slice(0, -1);
  return url.origin + path;
}

/** What is wrong with a base URL, if anything. */
function baseUrlHint(url: URL | undefined): string | undefined {
  if (!url) return 'must be an absolute https URL';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return 'must be https, or http on a loopback host';
  if (url.username || url.password) return 'must not hold credentials';
  return url.search || url.hash ? 'must not have a query or a fragment' : undefined;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
