import type { SchedulerError } from '../errors.ts';

/**
 * What a failed request means for its rows: `stop` the key is refused, for all of them · `refused` it certainly had no
 * effect, and never will · `unsent` it certainly had none, and may be sent again · `unclear` it may have had one.
 */
export type Verdict = 'stop' | 'refused' | 'unsent' | 'unclear';

/** Statuses below 500 that may pass. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** Reads a verdict from an error: `effect` is the client's word, and only `none` lets anything be sent again. */
export function verdictOn(error: SchedulerError): Verdict {
  if (error.effect !== 'none') return 'unclear';
  if (error.code !== 'http')
    return error.code === 'network' || error.code === 'timeout' ? 'unsent' : 'refused';
  if (error.status === 401 || error.status === 403) return 'stop';
  return error.status >= 500 || passing.has(error.status) ? 'unsent' : 'refused';
}

/** An error as a journal and a report may show it: its code, with the HTTP status where it has one. */
export function reasonOf(error: SchedulerError): string {
  return 'status' in error ? `${error.code}_${error.status}` : error.code;
}
