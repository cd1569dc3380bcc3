import type { Incoming } from './answer.ts';
import { readBody } from './body.ts';

/** A request that `fetch` was called with, and the signal that ends it. */
interface Received {
  incoming: Incoming;
  signal: AbortSignal | undefined;
}

/** Reads what `fetch` was called with as a server would see it. Rejects with `signal.reason` on abort. */
export async function receive(input: string | URL | Request, init: RequestInit = {}): Promise<Received> {
  const given = typeof input === 'object' && 'headers' in input ? input : undefined;
  const signal = init.signal ?? given?.signal ?? undefined;
  signal?.throwIfAborted();
  if (given?.bodyUsed) throw new TypeError('fetch failed: the body of this Request was used before');
  const url = new URL(given ? given.url : String(input), 'http://sandbox.invalid');
  const headers = new Headers(init.headers ?? given?.headers);
  const sent = init.body === undefined ? undefined : new Response(init.body);
  const stream = sent ? sent.body : given?.body;
  const body = stream ? await abortable(readBody(stream), signal) : new Uint8Array();
  const incoming = {
    method: (init.method ?? given?.method ?? 'GET').toUpperCase(),
    url,
    authorization: headers.get('authorization'),
    contentType: headers.get('content-type') ?? sent?.headers.get('content-type') ?? null,
    body,
  };
  return { incoming, signal };
}

/** The promise, or a rejection with `signal.reason` the moment `signal` aborts. Leaves no listener behind. */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
