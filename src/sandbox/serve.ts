import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Incoming } from './answer.ts';
import { readBody } from './body.ts';
import type { Answer } from './problem.ts';

/** Where the sandbox listens. */
export interface ServeOptions {
  /** 0 takes a free one. @default 0 */
  port?: number;
  /** A name or an address of this machine alone: `127.0.0.1`, `::1` or `localhost`. @default '127.0.0.1' */
  host?: string;
}

/** A sandbox that listens. */
export interface ServedSandbox {
  /** The base URL for the client, without a trailing slash. */
  url: string;
  port: number;
  /** Frees the port and ends every connection at once. Resolves when that is done; may be called again. */
  close(): Promise<void>;
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Serves answers over HTTP on a loopback address. Rejects with a RangeError for any other host, and with the
 * system's error (its `code` is `EADDRINUSE` when the port is in use).
 */
export async function serve(
  answer: (incoming: Incoming) => Answer,
  { port = 0, host = '127.0.0.1' }: ServeOptions,
): Promise<ServedSandbox> {
  if (!loopback.has(host)) throw new RangeError(`host must be one of ${[...loopback].join(', ')}`);
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    exchange(answer, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function exchange(
  answer: (incoming: Incoming) => Answer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const {
    status,
    headers,
    body: text,
  } = answer({
    method: request.method ?? 'GET',
    url: urlOf(request.url ?? '/'),
    authorization: request.headers.authorization ?? null,
    contentType: request.headers['content-type'] ?? null,
    body,
  });
  response.writeHead(status, { ...headers, 'content-length': new TextEncoder().encode(text).byteLength });
  response.end(text);
}

/** A path that begins with `//` is still a path; the absolute form is what a proxy would be sent. */
function urlOf(target: string): URL {
  return target.startsWith('/')
    ? new URL(`http://sandbox.invalid${target}`)
    : new URL(target, 'http://sandbox.invalid');
}
