import type { RequestStatus } from '../../generated/types.ts';
import { type Random, randomStream } from '../../src/sandbox/random.ts';
import { waitForOne } from '../../src/watch.ts';
import { round, type Section } from './section.ts';
import { answers, type Calls, distributions, drawCalls, mean, p95 } from './waiting-calls.ts';
import { VirtualClock } from './waiting-clock.ts';

/** What the waiting for one call came to. */
interface Wait {
  polls: number;
  latencyS: number;
}

/** (a) One request: GETs against latency, and how near their product is to the least possible. */
export async function oneRequest(): Promise<Section> {
  const rows: Section['rows'] = [];
  const ratios: number[] = [];
  for (const distribution of distributions) {
    const calls = drawCalls(distribution);
    const ours = summary(calls, await watched(calls, () => Number.POSITIVE_INFINITY));
    ratios.push(ours.ratio);
    rows.push([calls.name, 'our default', ...ours.cells]);
    const becomesActive = (random: Random) => 2_000 + 8_000 * random();
    rows.push(['', 'our default, ACTIVE seen', ...summary(calls, await watched(calls, becomesActive)).cells]);
    for (const [name, looks] of Object.entries(rivals)) {
      rows.push(['', name, ...summary(calls, polled(calls, looks, randomStream('bench', name))).cells]);
    }
  }
  return {
    title: 'Waiting for one request',
    note:
      'Ratio: mean latency × mean GETs over Q² / 2, Q = ∫ √(f·S) dt, below which no schedule can get. ' +
      'Per line 5 000 to 60 000 calls on a virtual clock. "ACTIVE seen": the status changes ' +
      '2 to 10 s after the start, which restarts the age. The others are plain loops without our jitter.',
    columns: ['calls end after', 'schedule', 'GETs', 'mean s', 'p95 s', 'ratio'],
    rows,
    targets: [
      { name: "the default's worst ratio to the bound", value: round(Math.max(...ratios), 4), atMost: 1.35 },
    ],
  };
}

function summary({ bound }: Calls, waits: Wait[]) {
  const gets = mean(waits.map(({ polls }) => polls));
  const latencies = waits.map(({ latencyS }) => latencyS);
  const ratio = (gets * mean(latencies)) / bound;
  const cells = [...[gets, mean(latencies), p95(latencies)].map((value) => round(value, 1)), round(ratio)];
  return { ratio, cells };
}

/** Ours: the engine as it is, one watcher and one clock per call, so that no rate limit comes into it. */
async function watched({ endsMs }: Calls, activeAfterMs: (random: Random) => number): Promise<Wait[]> {
  const random = randomStream('bench', 'waiting', 'jitter');
  const waits: Wait[] = [];
  for (const endMs of endsMs) {
    const clock = new VirtualClock();
    const activeMs = activeAfterMs(random);
    let polls = 0;
    let now = 0;
    const read = async (): Promise<RequestStatus> => {
      polls++;
      now = clock.now();
      return now >= endMs ? answers.COMPLETE : now >= activeMs ? answers.ACTIVE : answers.ENQUEUED;
    };
    const environment = { read, refuse: () => undefined, clock, random, readTimeoutMs: 10_000 };
    const done = waitForOne('one', { timeoutMs: Number.POSITIVE_INFINITY }, environment);
    await clock.run();
    await done;
    waits.push({ polls, latencyS: (now - endMs) / 1_000 });
  }
  return waits;
}

/** When a schedule looks, in seconds since the start, in order and without end. */
type Looks = (random: Random) => Generator<number>;

const rivals: Record<string, Looks> = {
  'fixed 5 s': function* () {
    for (let at = 5; ; at += 5) yield at;
  },
  /** `exponentialBackoffWithJitter` of `@smithy/util-waiter`: a look at once, and no jitter at the cap. */
  'AWS waiter, 2..120 s': function* (random) {
    const [least, most] = [2, 120];
    const ceiling = Math.log2(most / least) + 1;
    let at = 0;
    for (let attempt = 1; ; attempt++) {
      yield at;
      at += attempt > ceiling ? most : least + random() * (least * 2 ** (attempt - 1) - least);
    }
  },
  '×2 backoff, 1..60 s': function* () {
    let at = 1;
    for (let pause = 2; ; pause = Math.min(2 * pause, 60)) {
      yield at;
      at += pause;
    }
  },
};

function polled({ endsMs }: Calls, looks: Looks, random: Random): Wait[] {
  return endsMs.map((endMs) => {
    let polls = 0;
    for (const at of looks(random)) {
      polls++;
      if (at * 1_000 >= endMs) return { polls, latencyS: at - endMs / 1_000 };
    }
    throw new Error('a schedule ended');
  });
}
