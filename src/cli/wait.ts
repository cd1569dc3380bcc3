import { isSchedulerError, type SchedulerError, validate } from '../index.ts';
import { readArguments, readSeconds } from './arguments.ts';
import { baseUrlOf, connectTo, serverOptions } from './connect.ts';
import type { Terminal } from './output.ts';
import { REFUSED_KEY } from './report.ts';
import { paceOptions, readPace } from './run-options.ts';
import { UsageError } from './usage-error.ts';

export const waitUsage = `wait REQUEST_ID... --base-url URL [--timeout S] [--rate N] [--poll-every S] [--json]
    Waits for requests to end and prints their statuses; it places no call. Exit code 0: all have ended; 1: some have
    not; 3: the server refused the key.
    --timeout S      how long to wait, in seconds (default: 86400)`;

const options = {
  ...serverOptions,
  ...paceOptions,
  timeout: { type: 'string', default: '86400' },
  json: { type: 'boolean', default: false },
} as const;

const ids = { least: 1, most: Number.POSITIVE_INFINITY, missing: 'name the ids of requests' };

/** `wait`: until requests have ended. */
export async function wait(args: string[], terminal: Terminal, interrupted: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments('wait', args, options, ids);
  const baseUrl = baseUrlOf(values);
  if (baseUrl === undefined) throw new UsageError('wait: name the API with --base-url or EVERGROVE_API_URL');
  const timeoutMs = readSeconds('timeout', values.timeout, 0, 999_999_999);
  const pace = readPace(values);
  const bad = positionals.findIndex((id) => validate.requestId(id).length > 0);
  if (bad >= 0) throw new UsageError(`wait: argument ${bad + 1} is no request id (a UUID)`);
  const { scheduler } = connectTo('wait', baseUrl);

  const seen: { request_id: string; status: string | null; error?: string }[] = [];
  let refusal: SchedulerError | undefined;
  try {
    for await (const event of scheduler.watchCalls(positionals, {
      ...pace,
      timeoutMs,
      signal: interrupted,
    })) {
      if (event.type === 'progress') continue;
      const isDone = event.type === 'done';
      if (!isDone && event.error.code === 'http' && [401, 403].includes(event.error.status))
        refusal = event.error;
      const status = isDone ? event.call.status : null;
      seen.push({ request_id: event.requestId, status, ...(!isDone && { error: event.error.code }) });
      if (!values.json)
        terminal.out(`${event.requestId} ${isDone ? event.call.status : event.error.message}\n`);
    }
  } catch (error) {
    if (!interrupted.aborted || isSchedulerError(error)) throw error;
  }
  if (values.json) terminal.out(`${JSON.stringify(seen, null, 2)}\n`);
  if (interrupted.aborted) return 130;
  if (refusal) return REFUSED_KEY;
  return seen.every(({ status }) => status !== null) ? 0 : 1;
}
