/** The child process of waiting-cost.ts: `node --expose-gc waiting-cost-child.ts heap|cpu` prints `Costs`. */
import { setTimeout as realSleep } from 'node:timers/promises';
import { sleep } from '../../src/clock.ts';
import { randomStream, uuid } from '../../src/sandbox/random.ts';
import { defaultSchedule, nextLookMs } from '../../src/schedule.ts';
import { isTerminalStatus } from '../../src/status.ts';
import { type WatchEvent, watch } from '../../src/watch.ts';
import { answers } from './waiting-calls.ts';
import { VirtualClock } from './waiting-clock.ts';

/** One figure per round: heap bytes per id, or microseconds of CPU per look. */
export interface Costs {
  watcher: number[];
  loop: number[];
}

type Look = (id: string) => Promise<(typeof answers)['ENQUEUED']>;

const HEAP = { ids: 100_000, rounds: 3 };
const CPU = { ids: 10_000, looks: 20, rounds: 5 };
/** A limit that holds no look back, apart from the burst of two looks a millisecond. */
const UNLIMITED = { ratePerSecond: 1e9, inFlight: 1e9 };

const measures: Record<string, () => Promise<Costs>> = { heap, cpu };
const measured = await measures[process.argv[2] ?? '']?.();
// The loops still sleep, for an hour.
process.stdout.write(JSON.stringify(measured), () => process.exit(measured ? 0 : 2));

async function heap(): Promise<Costs> {
  const costs: Costs = { watcher: [], loop: [] };
  const ids = someIds(HEAP.ids);
  const kept: unknown[] = [];
  for (let i = 0; i < HEAP.rounds; i++) {
    costs.watcher.push((await heapOf(async () => kept.push(await watcherAfterOneLook(ids)))) / ids.length);
    costs.loop.push((await heapOf(async () => kept.push(loopsOnRealTimers(ids)))) / ids.length);
  }
  return costs;
}

async function heapOf(make: () => Promise<unknown>): Promise<number> {
  const before = collected();
  await make();
  return collected() - before;
}

function collected(): number {
  for (let i = 0; i < 4; i++) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Every id has been looked at, its status is known, and its event taken. */
async function watcherAfterOneLook(ids: string[]): Promise<unknown> {
  const clock = new VirtualClock();
  let looks = 0;
  const look: Look = async () => {
    looks++;
    return answers.ENQUEUED;
  };
  const watching = watched(ids, clock, look);
  while (looks < ids.length) await clock.run(clock.now() + 1_000);
  return { clock, watching };
}

function loopsOnRealTimers(ids: string[]): unknown {
  const loop = async (id: string) => {
    for (;;) {
      await realSleep(3_600_000);
      if ((await Promise.resolve(id)) === '') return;
    }
  };
  return ids.map(loop);
}

async function cpu(): Promise<Costs> {
  const costs: Costs = { watcher: [], loop: [] };
  const ids = someIds(CPU.ids);
  for (let i = 0; i <= CPU.rounds; i++) {
    const watcher = await cpuOf(ids, watched);
    const loop = await cpuOf(ids, looped);
    if (i === 0) continue; // The first round warms up.
    costs.watcher.push(watcher);
    costs.loop.push(loop);
  }
  return costs;
}

async function cpuOf(ids: string[], waiting: typeof watched): Promise<number> {
  const clock = new VirtualClock();
  const looksAt = new Map(ids.map((id) => [id, 0]));
  let looks = 0;
  const look: Look = async (id) => {
    const own = (looksAt.get(id) ?? 0) + 1;
    looksAt.set(id, own);
    looks++;
    return own < CPU.looks ? answers.ENQUEUED : answers.COMPLETE;
  };
  collected();
  const before = process.cpuUsage();
  const done = waiting(ids, clock, look);
  await clock.run();
  await done;
  const { user, system } = process.cpuUsage(before);
  if (looks !== ids.length * CPU.looks) throw new Error(`${looks} looks`);
  return (user + system) / looks;
}

async function watched(ids: string[], clock: VirtualClock, look: Look): Promise<void> {
  const environment = {
    read: look,
    refuse: () => undefined,
    clock,
    random: randomStream('bench', 'cost'),
    readTimeoutMs: 10_000,
  };
  let last: WatchEvent | undefined;
  for await (const event of watch(ids, UNLIMITED, environment)) last = event;
  if (last?.type !== 'done') throw new Error('not seen to end');
}

/** The same looks at the same times, in a loop per id. */
async function looped(ids: string[], clock: VirtualClock, look: Look): Promise<void> {
  const random = randomStream('bench', 'cost');
  const loop = async (id: string) => {
    const since = clock.now();
    for (;;) {
      await sleep(nextLookMs(defaultSchedule, clock.now() - since, true, random()), clock);
      const { status } = await look(id);
      if (isTerminalStatus(status)) return;
    }
  };
  await Promise.all(ids.map(loop));
}

function someIds(count: number): string[] {
  const random = randomStream('bench', 'ids');
  // By way of bytes: a string that was put together keeps its parts until something reads it.
  return Array.from({ length: count }, () => Buffer.from(uuid(random)).toString('latin1'));
}
