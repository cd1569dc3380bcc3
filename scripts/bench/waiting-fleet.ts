import { sleep } from '../../src/clock.ts';
import { schedulerError } from '../../src/errors.ts';
import { normal, type Random, randomStream } from '../../src/sandbox/random.ts';
import { type WatchEnvironment, watch } from '../../src/watch.ts';
import { round, type Section } from './section.ts';
import { answers, mean, p95 } from './waiting-calls.ts';
import { VirtualClock } from './waiting-clock.ts';
import { bounds, limiter } from './waiting-limit.ts';

/** Calls that wait together, under one limit. */
interface Fleet {
  ids: number;
  ratePerSecond: number;
}

/** The period in which the calls end, in rounds: the time in which every id could be looked at once. */
const ROUNDS = 10;
/** A look takes this long each way, in milliseconds. */
const TRIP_MS = { least: 20, spread: 30 };

const fleets: Fleet[] = [
  { ids: 1_000, ratePerSecond: 5 },
  { ids: 1_000, ratePerSecond: 20 },
  { ids: 100_000, ratePerSecond: 200 },
];

/** (b) A fleet under one limit: latency against what the limit allows, and what the server has to refuse. */
export async function fleet(): Promise<Section> {
  const rows: Section['rows'] = [];
  const targets: Section['targets'] = [];
  for (const { ids, ratePerSecond } of fleets) {
    const name = `${ids} ids at ${ratePerSecond}/s`;
    const spread: Ends = (random) => ((ROUNDS * ids * 1_000) / ratePerSecond) * random();
    const ours = await simulate({ ids, ratePerSecond }, spread, oneWatcher);
    rows.push([name, 'one watcher', ...ours.cells]);
    targets.push({ name: `${name}: ratio to the bound`, value: round(ours.ratio, 4), atMost: 1.6 });
    targets.push({ name: `${name}: refused`, value: ours.refused, atMost: 0 });
    const early = await simulate({ ids, ratePerSecond }, medianFourMinutes, oneWatcher);
    rows.push(['', 'one watcher, calls of 4 min', ...early.cells]);
    if (ids > 1_000) continue;
    const theirs = await simulate({ ids, ratePerSecond }, spread, independentPollers);
    rows.push(['', 'a 5 s poller per id', ...theirs.cells]);
  }
  return {
    title: 'Waiting for a fleet under one limit',
    note:
      `All are triggered at 0 and end at random within ${ROUNDS} rounds of N/R. Bound: the mean over the calls of ` +
      'n/(2R), n being the calls not ended yet when this one ends, or of half our interval at that age where that ' +
      'is longer. Limit alone: the mean of n/(2R), about N/(4R). The server holds a bucket of R tokens, R a ' +
      'second, and answers 429 when it is empty. "Calls of 4 min": a lognormal median, so that most calls of a ' +
      'large fleet end before their second look; the bound leaves out the look that sees the end, which is then ' +
      'half of all looks.',
    columns: [
      'fleet',
      'looks by',
      'mean s',
      'p95 s',
      'worst s',
      'bound s',
      'ratio',
      'limit alone s',
      'GETs',
      'refused',
    ],
    rows,
    targets,
  };
}

/** Draws when a call ends, in milliseconds. */
type Ends = (random: Random) => number;

const medianFourMinutes: Ends = (random) => 240_000 * Math.exp(0.6 * normal(random));

/** A run of a fleet: when each call ends, the server, and what was seen. */
interface Run extends Fleet {
  clock: VirtualClock;
  random: Random;
  /** One look at call `i`: its answer, or undefined for a 429. */
  get: (i: number) => Promise<'ENQUEUED' | 'COMPLETE' | undefined>;
}

async function simulate({ ids, ratePerSecond }: Fleet, ends: Ends, looks: (run: Run) => Promise<void>) {
  const clock = new VirtualClock();
  const random = randomStream('bench', 'fleet', ids, ratePerSecond);
  const endsMs = Array.from({ length: ids }, () => ends(random));
  const latenciesS: number[] = new Array(ids).fill(Number.NaN);
  const admit = limiter(ratePerSecond);
  let gets = 0;
  let refused = 0;
  const trip = () => sleep(TRIP_MS.least + TRIP_MS.spread * random(), clock);
  const get: Run['get'] = async (i) => {
    await trip();
    const now = clock.now();
    gets++;
    const admitted = admit(now);
    if (!admitted) refused++;
    await trip();
    const endMs = endsMs[i] ?? Number.NaN;
    if (!admitted) return undefined;
    if (now < endMs) return 'ENQUEUED';
    latenciesS[i] = (clock.now() - endMs) / 1_000;
    return 'COMPLETE';
  };
  const done = looks({ ids, ratePerSecond, clock, random, get });
  await clock.run();
  await done;
  const { bound, limitAlone } = bounds(endsMs, ratePerSecond);
  const ratio = mean(latenciesS) / bound;
  const worst = latenciesS.reduce((most, latency) => Math.max(most, latency));
  const seconds = [mean(latenciesS), p95(latenciesS), worst, bound].map((value) => round(value, 1));
  return { ratio, refused, cells: [...seconds, round(ratio), round(limitAlone, 1), gets, refused] };
}

async function oneWatcher({ ids, ratePerSecond, clock, random, get }: Run): Promise<void> {
  const read: WatchEnvironment['read'] = async (id) => {
    const status = await get(Number(id));
    if (status) return answers[status];
    throw schedulerError('http', { operation: 'getCall', status: 429, attempts: 1, effect: 'none' });
  };
  const environment = { read, refuse: () => undefined, clock, random, readTimeoutMs: 10_000 };
  // As many under way as the rate needs, at a tenth of a second each.
  const options = {
    ratePerSecond,
    inFlight: Math.max(8, ratePerSecond / 5),
    timeoutMs: Number.POSITIVE_INFINITY,
  };
  const list = Array.from({ length: ids }, (_, i) => String(i));
  let done = 0;
  for await (const event of watch(list, options, environment)) if (event.type === 'done') done++;
  if (done !== ids) throw new Error(`${done} of ${ids} calls were seen to end`);
}

/** What is written without a scheduler: a loop per id that sleeps 5 s, and takes a 429 for "not yet". */
async function independentPollers({ ids, clock, random, get }: Run): Promise<void> {
  const poller = async (i: number) => {
    await sleep(5_000 * random(), clock);
    while ((await get(i)) !== 'COMPLETE') await sleep(5_000, clock);
  };
  await Promise.all(Array.from({ length: ids }, (_, i) => poller(i)));
}
