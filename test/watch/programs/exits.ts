/**
 * Waits on the machine's own clock, ends the wait in the way its argument names, and prints how many milliseconds the
 * process lived on after that. Nothing here may keep it alive but what the wait left behind.
 */
import { type Clock, createScheduler, type FetchInit, systemClock } from '../../../src/index.ts';

const ID = '0bad1dea-0000-4000-8000-000000000000';
const answer = (status: string) => async () =>
  new Response(JSON.stringify({ id: ID, status }), { headers: { 'content-type': 'application/json' } });

/** A request that goes on until its signal aborts, and holds the process as a socket would. */
const hanging = (_: string, { signal }: FetchInit) =>
  new Promise<never>((_, reject) => {
    const socket = setInterval(() => {}, 60_000);
    signal.addEventListener('abort', () => {
      clearInterval(socket);
      reject(signal.reason);
    });
  });

/** The machine's own time, except that the wait for the first look is skipped. */
function hurried(): Clock {
  let skipped = 0;
  return {
    ...systemClock,
    now: () => systemClock.now() + skipped,
    setTimeout(callback, ms) {
      if (skipped > 0) return systemClock.setTimeout(callback, ms);
      skipped = ms;
      return systemClock.setTimeout(callback, 1);
    },
  };
}

const controller = new AbortController();
const { signal } = controller;
const soon = (action: () => void) => setTimeout(action, 20);
let before = '';
/** From here on, nothing may hold the process. */
let endedAt = Number.NaN;
process.on('exit', () => {
  const livedOnMs = Math.round(performance.now() - endedAt);
  process.stdout.write(before ? `${before} ${livedOnMs > 500 ? livedOnMs : 0}` : String(livedOnMs));
});

const ways: Record<string, () => Promise<unknown>> = {
  'abort-before-start': () =>
    createScheduler({ apiKey: 'k', fetch: hanging }).waitForCall(ID, { signal: AbortSignal.abort() }),
  'abort-mid-wait'() {
    soon(() => controller.abort());
    return createScheduler({ apiKey: 'k', fetch: answer('ACTIVE') }).waitForCall(ID, { signal });
  },
  'abort-mid-look'() {
    soon(() => controller.abort());
    const scheduler = createScheduler({ apiKey: 'k', fetch: hanging });
    return scheduler.waitForCall(ID, { signal, timeoutMs: 0 });
  },
  'abort-mid-pause'() {
    const fetch = async () => new Response('{}', { status: 429, headers: { 'retry-after': '60' } });
    const scheduler = createScheduler({ apiKey: 'k', fetch, clock: hurried() });
    return scheduler.waitForCall(ID, { signal, onProgress: () => soon(() => controller.abort()) });
  },
  settle: () => createScheduler({ apiKey: 'k', fetch: answer('COMPLETE') }).waitForCall(ID, { timeoutMs: 0 }),
  async break() {
    const fetch = answer('ACTIVE');
    const others = Array.from({ length: 20 }, (_, n) => ID.slice(0, -2) + String(n + 10));
    const scheduler = createScheduler({ apiKey: 'k', fetch, clock: hurried() });
    for await (const event of scheduler.watchCalls([ID, ...others])) if (event) break;
  },
  /** Nothing but the wait's own timer holds this process until the look. */
  async held() {
    const scheduler = createScheduler({ apiKey: 'k', fetch: answer('COMPLETE') });
    before = (await scheduler.waitForCall(ID, { timeoutMs: 50 })).status;
  },
};

await ways[process.argv[2] ?? '']?.().catch((error) => {
  if (error?.name !== 'AbortError') throw error;
});
endedAt = performance.now();
