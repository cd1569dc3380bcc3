import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, sleep } from '../clock.ts';
import type { Incoming } from './answer.ts';
import { readBody } from './body.ts';
import { firstHalf } from './deliver.ts';
import type { Answer } from './problem.ts';

/** Where the sandbox listens. */
export interface ServeOptions {
  /** 0 takes a free one. @default 0 */
  port?: number;
  /** A name or an address of this machine; any but a loopback one lets other machines in. @default '127.0.0.1' */
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

type Respond = (incoming: Incoming) => Answer | Promise<Answer>;

/**
 * Serves answers over HTTP. Rejects with a TypeError for an empty host, which would be every one, and with the
 * system's error (its `code` is `EADDRINUSE` when the port is in use), and an Error where there is no Node 22.3.
 */
export async function serve(
  respond: Respond,
  clock: Clock,
  { port = 0, host = '127.0.0.1' }: ServeOptions,
): Promise<ServedSandbox> {
  if (!host) throw new TypeError('host must be a name or an address of this machine');
  const server = http().createServer((request, response) => {
    exchange(respond, clock, request, response).catch(() => response.destroy());
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
    url: `http://${reachable(host)}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Not imported, not even on demand: a bundler for browsers would look for it. */
function http(): typeof import('node:http') {
  const { process } = globalThis as Partial<typeof globalThis>;
  const found = process?.getBuiltinModule?.('node:http');
  if (!found) throw new Error('serve: there is no HTTP server here; it takes Node 22.3 or newer');
  return found;
}

/** As a URL writes it: an address that stands for all of them is none to connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

async function exchange(
  respond: Respond,
  clock: Clock,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const answer = await respond({
    method: request.method ?? 'GET',
    url: urlOf(request.url ?? '/'),
    authorization: request.headers.authorization ?? null,
    contentType: request.headers['content-type'] ?? null,
    body,
  });
  if (answer.delayMs) await sleep(answer.delayMs, clock, closing(response));
  write(answer, request, response);
}

function write(
  { status, headers, body, transit }: Answer,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (transit === 'dropped') return void request.socket.resetAndDestroy();
  const bytes = new TextEncoder().encode(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.byteLength });
  if (transit === 'cutShort') response.write(firstHalf(body), () => request.socket.destroy());
  else response.end(bytes);
}

/** Aborts when the connection is gone, so that nothing waits for one that nobody listens on. */
function closing(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

/**
 * A path that begins with `//` is still a path; the absolute form is what a proxy would be sent. What is no URL at all
 * has no path that anybody knows.
 */
function urlOf(target: string): URL {
  const origin = 'http://sandbox.invalid';
  const url = target.startsWith('/') ? origin + target : target;
  return URL.canParse(url, origin) ? new URL(url, origin) : new URL(origin);
}
