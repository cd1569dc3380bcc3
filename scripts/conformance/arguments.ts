import { parseArgs } from 'node:util';
import { isLoopback } from './loopback.ts';

/** What a run is told on the command line and by the environment. */
export interface Arguments {
  /** Origin and path prefix, without a trailing slash. */
  baseUrl: string;
  apiKey: string;
  json: string | undefined;
  timeoutMs: number;
  call: CallArguments | undefined;
}

/** What `--allow-calls` adds. */
export interface CallArguments {
  number: string;
  callType: string;
  organization: string;
  pollMs: number;
  patienceMs: number;
}

/** A mistake of the caller, in one line that repeats nothing they wrote. */
export class UsageError extends Error {}

const options = {
  'base-url': { type: 'string' },
  json: { type: 'string' },
  'timeout-ms': { type: 'string', default: '15000' },
  'allow-calls': { type: 'boolean', default: false },
  number: { type: 'string' },
  'call-type': { type: 'string', default: 'IECC' },
  organization: { type: 'string', default: 'Synthetic Organization' },
  'poll-ms': { type: 'string', default: '10000' },
  'call-timeout-ms': { type: 'string', default: '3600000' },
} as const;

/** Reads the arguments. Throws a UsageError. `numberPattern` is the description's, for the number to call. */
export function readArguments(
  argv: string[],
  env: Record<string, string | undefined>,
  numberPattern: string,
): Arguments {
  const values = parsed(argv);
  return {
    baseUrl: readBaseUrl(values['base-url']),
    apiKey: readKey(env.EVERGROVE_API_KEY),
    json: values.json,
    timeoutMs: readMs('timeout-ms', values['timeout-ms']),
    call: readCall(values, numberPattern),
  };
}

function parsed(argv: string[]) {
  try {
    return parseArgs({ args: argv, options, allowPositionals: false }).values;
  } catch {
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(
      `unknown or incomplete option; it takes ${known.join(', ')}, and the key from EVERGROVE_API_KEY`,
    );
  }
}

function readBaseUrl(text: string | undefined): string {
  if (text === undefined) throw new UsageError('--base-url is missing: the URL of the server');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new UsageError('--base-url must be a URL');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)))
    throw new UsageError('--base-url must be https; http is allowed on loopback alone');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new UsageError('--base-url must hold no user, query or fragment');
  return `${url.origin}${url.pathname}`.replace(/\/$/, '');
}

/** A header cannot hold other characters, and the platform's own message would quote the key. */
function readKey(key: string | undefined): string {
  if (!key) throw new UsageError('EVERGROVE_API_KEY is not set: the key comes from the environment');
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new UsageError('EVERGROVE_API_KEY must be printable ASCII without spaces');
  return key;
}

function readCall(values: ReturnType<typeof parsed>, numberPattern: string): CallArguments | undefined {
  const { number } = values;
  if (!values['allow-calls']) {
    if (number !== undefined) throw new UsageError('--number is of use with --allow-calls alone');
    return undefined;
  }
  if (number === undefined || !new RegExp(numberPattern, 'u').test(number))
    throw new UsageError('--allow-calls needs --number, a number of your own in E.164, +1NXXNXXXXXX');
  return {
    number,
    callType: values['call-type'],
    organization: values.organization,
    pollMs: readMs('poll-ms', values['poll-ms']),
    patienceMs: readMs('call-timeout-ms', values['call-timeout-ms']),
  };
}

function readMs(name: string, text: string): number {
  const ms = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (ms < 1) throw new UsageError(`--${name} must be a whole number of milliseconds, 1 or more`);
  return ms;
}
