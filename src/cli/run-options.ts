import type { RunBatchOptions } from '../batch/index.ts';
import { readNumber, readSeconds } from './arguments.ts';
import { serverOptions } from './connect.ts';
import { rowsOptions, rowsUsage } from './rows-file.ts';

export const runUsage = `run ROWS.csv [options]
    Upserts the offices, queues the calls, triggers each once, waits, and writes the outcomes back as CSV. What was
    done is kept in a journal: after a crash or Ctrl-C the same command goes on, and no call is placed twice.
    --base-url URL   the API, or EVERGROVE_API_URL; its key is read from EVERGROVE_API_KEY. Without it, an embedded
                     sandbox: nobody is called
    --live           allows a base URL that is not on this machine: phones ring
    --journal FILE   default: ROWS.journal beside the CSV; with the embedded sandbox, none
    --out FILE       where the outcomes go (default: ROWS.outcomes.csv beside the CSV;
                     of the embedded sandbox, ROWS.sandbox-outcomes.csv)
    --hours FILE     JSON: the hours of every office (default: Monday to Friday 09:00-17:00, call at 10:00)
    --call-type T    which call workflow to run (default: IECC)
    --suppress FILE  whom not to call: an external_reference_id or an office's number a line
    --rate N         requests per second, and as many looks (default: 5; embedded: 50)
    --concurrency N  triggers under way at the same time (default: 4)
    --poll-every S   look every S seconds instead of the default schedule
    --quiet-time S   how long a request may be ENQUEUED after a trigger that was not answered, before nobody can say
                     whether its call was placed (default: 60)
    --strict         send nothing if a single row is rejected
    --dry-run        everything but sending
    --release ID     trigger the row with this external_reference_id again, although nobody can say whether its call
                     was placed; may be given several times
    --release-uncertain
                     trigger all such rows again
    --speed N        how many times faster than real time the embedded sandbox goes (default: 200)
    --json           the report as JSON, and nothing else
    ${rowsUsage}
    Exit code 0: every accepted row has ended; 1: some row was rejected, is uncertain or has not ended;
    2: a mistake in the command or its files, nothing was sent; 3: the server refused the key; 130: interrupted`;

export const runOptions = {
  ...serverOptions,
  ...rowsOptions,
  live: { type: 'boolean', default: false },
  journal: { type: 'string' },
  out: { type: 'string' },
  hours: { type: 'string' },
  'call-type': { type: 'string', default: 'IECC' },
  suppress: { type: 'string' },
  rate: { type: 'string' },
  concurrency: { type: 'string', default: '4' },
  'poll-every': { type: 'string' },
  'quiet-time': { type: 'string', default: '60' },
  strict: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  release: { type: 'string', multiple: true, default: [] as string[] },
  'release-uncertain': { type: 'boolean', default: false },
  speed: { type: 'string', default: '200' },
  json: { type: 'boolean', default: false },
} as const;

const RATE = 5;
const EMBEDDED_RATE = 50;

/** Options of the command line that say how fast to look. */
export const paceOptions = { rate: { type: 'string' }, 'poll-every': { type: 'string' } } as const;

/** The rate and the schedule of a command that looks at requests. */
export function readPace(
  values: { rate?: string | undefined; 'poll-every'?: string | undefined },
  isEmbedded = false,
): Pick<RunBatchOptions, 'schedule'> & { ratePerSecond: number } {
  const rate = values.rate === undefined ? undefined : readNumber('rate', values.rate, 1, 2_000);
  const every = values['poll-every'];
  const intervalMs = every === undefined ? undefined : readSeconds('poll-every', every, 1, 86_400);
  return {
    ratePerSecond: rate ?? (isEmbedded ? EMBEDDED_RATE : RATE),
    ...(intervalMs !== undefined && { schedule: () => intervalMs }),
  };
}
