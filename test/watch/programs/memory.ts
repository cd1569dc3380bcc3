/**
 * Puts 100 000 ids, which the caller owns, under watch, and prints how many bytes of heap each of them costs.
 * To be run with --expose-gc.
 */
import { setImmediate } from 'node:timers/promises';
import { createScheduler } from '../../../src/index.ts';
import { TestClock } from '../../../src/sandbox/index.ts';

const COUNT = 100_000;
// One flat string each: a concatenation would be flattened, and so paid for, only when it is hashed.
const ids = Array.from({ length: COUNT }, (_, n) =>
  Buffer.from(`0bad1dea-0000-4000-8000-${n.toString(16).padStart(12, '0')}`).toString('latin1'),
);
const clock = new TestClock();
const scheduler = createScheduler({ apiKey: 'k', clock, fetch: () => new Promise(() => {}) });
const timeoutMs = process.argv[2] === 'endless' ? { timeoutMs: Number.POSITIVE_INFINITY } : {};

async function heapUsed(): Promise<number> {
  for (let n = 0; n < 4; n++) {
    globalThis.gc?.();
    await setImmediate();
  }
  return process.memoryUsage().heapUsed;
}

// The first watch pays for the code; the second is measured.
const warm = scheduler.watchCalls(ids.slice(0, 100), timeoutMs);
const warmFirst = warm.next();
const before = await heapUsed();
const events = scheduler.watchCalls(ids, timeoutMs);
const first = events.next();
const after = await heapUsed();
const bytesPerId = Math.round((10 * (after - before)) / COUNT) / 10;
process.stdout.write(JSON.stringify({ bytesPerId, pending: clock.pending - 1 }));
void [first, warmFirst];
