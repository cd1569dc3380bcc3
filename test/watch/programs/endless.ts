/**
 * Watches a source that never ends and never waits, with a signal that aborts after 100 ms; prints the name of what
 * the watch was rejected with.
 */
import { createScheduler, type FetchInit } from '../../../src/index.ts';

let n = 0;
const nextId = () => `0bad1dea-0000-4000-8000-${(n++).toString(16).padStart(12, '0')}`;
const sources: Record<string, () => Iterable<string> | AsyncIterable<string>> = {
  async *async() {
    for (;;) yield nextId();
  },
  *sync() {
    for (;;) yield nextId();
  },
};

const fetch = (_: string, { signal }: FetchInit) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
const scheduler = createScheduler({ apiKey: 'k', fetch });
const source = sources[process.argv[2] ?? '']?.() ?? [];
try {
  for await (const _ of scheduler.watchCalls(source, { signal: AbortSignal.timeout(100) }));
} catch (error) {
  process.stdout.write((error as Error).name);
}
