import { type Clock, sleep } from './clock.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 8_000;

/**
 * After a trigger whose answer was lost: asks where the request stands until it is no longer `ENQUEUED`, which
 * proves that the trigger took, or until `reconcileMs` are over. The last question is at the end. A question that
 * fails proves nothing and is asked again. It never triggers.
 *
 * @param statusOf one question
 * @returns whether the request was seen to have left the queue
 * @throws signal.reason when aborted
 */
export async function hasStarted(
  statusOf: (timeoutMs: number) => Promise<string>,
  reconcileMs: number,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const until = clock.now() + reconcileMs;
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 2, LONGEST_MS)) {
    const left = until - clock.now();
    if (left <= 0) return false;
    await sleep(Math.min(pause, left), clock, signal);
    const status = await statusOf(Math.max(until - clock.now(), FIRST_MS)).catch(() => 'ENQUEUED');
    if (signal?.aborted) throw signal.reason;
    if (status !== 'ENQUEUED') return true;
  }
}
