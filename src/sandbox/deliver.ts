import { type Clock, sleep } from '../clock.ts';
import type { Answer } from './problem.ts';

/**
 * An answer as `fetch` would bring it. Waits out its delay on the clock; rejects with `signal.reason` on abort, and
 * with what Node's `fetch` rejects with when the connection is dropped.
 */
export async function deliver(
  answer: Answer,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { status, headers, body, delayMs = 0, transit } = answer;
  if (delayMs > 0) await sleep(delayMs, clock, signal);
  if (transit === 'dropped') throw new TypeError('fetch failed', { cause: reset() });
  return new Response(transit === 'cutShort' ? brokenOff(firstHalf(body)) : body, { status, headers });
}

/** The part of a body that arrives when it breaks off: at least one byte is missing. */
export function firstHalf(body: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(body);
  return bytes.slice(0, Math.floor(bytes.byteLength / 2));
}

/** Some bytes, and then the end of the connection where more was promised. */
function brokenOff(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let isSent = false;
  return new ReadableStream(
    {
      pull(controller) {
        if (isSent) return controller.error(new TypeError('terminated', { cause: closed() }));
        isSent = true;
        controller.enqueue(bytes);
      },
    },
    { highWaterMark: 0 },
  );
}

const reset = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
const closed = () => Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
