import type { RequestStatus } from '../../generated/types.ts';
import { type Random, randomStream } from '../../src/sandbox/random.ts';
import { waitForOne } from '../../src/watch.ts';
import { round, type Section } from './section.ts';
import { type Calls, distributions, drawCalls } from './waiting-calls.ts';
import { VirtualClock } from './waiting-clock.ts';

/** What the waiting for one call came to. */
interface Wait {
  polls: number;
  latencyS: number;
}

const CALLS = 4_000;

/** (a) One request: GETs against latency, and how near their product is to the least possible. */
export async function oneRequest(): Promise<Section> {
  const rows: Section['rows'] = [];
  const ratios: number[] = [];
  for (const distribution of distributions) {
    const calls = drawCalls(distribution, CALLS);
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
      `Per line ${CALLS} calls on a virtual clock, one of each equally likely slice. "ACTIVE seen": the status ` +
      'changes 2 to 10 s after the start, which restarts the age. The others are plain loops without our jitter.',
    columns: ['calls end after', 'schedule', 'GETs', 'mean s', 'p95 s', 'ratio'],
    rows,
    targets: [{ name: "the default's worst ratio to the bound", value: Math.max(...ratios), atMost: 1.35 }],
  };
}

function summary({ bound }: Calls, waits: Wait[]) {
  const gets = mean(waits.map(({ polls }) => polls));
  const latencies = waits.map(({ latencyS }) => latencyS);
  const ratio = round((gets * mean(latencies)) / bound);
  return { ratio, cells: [round(gets, 1), round(mean(latencies), 1), round(p95(latencies), 1), ratio] };
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

/** The answers of a server, one object each: what is measured is the waiting. */
export const answers = {
  ENQUEUED: answer('ENQUEUED'),
  ACTIVE: answer('ACTIVE'),
  COMPLETE: answer('COMPLETE'),
};

function answer(status: string): RequestStatus {
  const at = '2026-11-24T12:00:00Z';
  return { id: '00000000-0000-4000-8000-000000000000', status, created_at: at, updated_at: at };
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
    let at = 0;
    for (let pause = 1; ; pause = Math.min(2 * pause, 60)) yield (at += pause);
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

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}
