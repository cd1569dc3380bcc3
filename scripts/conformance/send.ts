import type { Flaw, Reply } from './reply.ts';

/** What goes over the wire. */
export interface Sent {
  method: string;
  /** Path and query, beginning with a slash. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** Sends one request and reads its answer. Never rejects. */
export type Send = (sent: Sent) => Promise<Reply>;

const MOST_BYTES = 1_024 * 1_024;

/**
 * A sender of its own, which shares no code with the client. Each request ends after `timeoutMs`, body included, or as soon
 * as `signal` aborts. A redirect is an answer like any other: it is not followed, so the key goes to one origin only.
 */
export function createSend(baseUrl: string, timeoutMs: number, signal: AbortSignal): Send {
  return async ({ method, path, headers, body }) => {
    const within = AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]);
    let status = 0;
    let contentType = '';
    const failed = (flaw: Flaw): Reply => ({ status, contentType, body: undefined, flaw });
    try {
      const response = await fetch(`${baseUrl}${path}`, {
        method,
        headers,
        redirect: 'manual',
        signal: within,
        ...(body !== undefined && { body }),
      });
      status = response.status;
      contentType = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
      const bytes = await readCapped(response);
      const retryAfterMs = waitOf(response.headers.get('retry-after'));
      if (bytes === undefined) return failed('the body is larger than 1 MiB');
      return { status, contentType, ...parsed(bytes), ...(retryAfterMs !== undefined && { retryAfterMs }) };
    } catch {
      if (within.aborted) return failed('no answer in time');
      return failed(status === 0 ? 'the connection failed' : 'the body broke off');
    }
  };
}

/** The body, or undefined when it is too large; the rest of it is then not read. */
async function readCapped(response: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parsed(bytes: Uint8Array): Pick<Reply, 'body' | 'flaw'> {
  try {
    return { body: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return { body: undefined, flaw: 'the body is not JSON' };
  }
}

function waitOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined;
}
