import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createSandbox, type Sandbox } from '@evergrove/scheduler/sandbox';

/** A request as it arrived. */
export interface Arrived {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  /** The JSON that was sent, or undefined. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
  body: any;
}

/** An answer of the sandbox, ready to be falsified. */
export interface Truth {
  status: number;
  contentType: string;
  // biome-ignore lint/suspicious/noExplicitAny: a lie knows what it looks for
  body: any;
}

/** Falsifies an answer; undefined leaves it, and a function takes the wire into its own hands. */
export type Lie = (
  truth: Truth,
  arrived: Arrived,
) => Partial<Truth> | ((response: ServerResponse) => void) | undefined;

/** Told of each request before the sandbox is, and after the sandbox answered it. */
export interface Listeners {
  onArrival?(arrived: Arrived): void;
  onAnswer?(): void;
}

export interface LyingServer {
  url: string;
  sandbox: Sandbox;
  arrived: Arrived[];
  close(): Promise<void>;
}

/** The sandbox on a free loopback port, behind somebody who may lie about its answers. */
export async function lyingServer(
  lie: Lie = () => undefined,
  speed = 3_000,
  { onArrival = () => {}, onAnswer = () => {} }: Listeners = {},
): Promise<LyingServer> {
  const sandbox = createSandbox({ speed });
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await text(request);
    const { method = 'GET', url: path = '/', headers } = request;
    const seen = { method, path, headers, body: parsed(sent) };
    arrived.push(seen);
    onArrival(seen);
    const honest = await sandbox.fetch(`http://sandbox${path}`, {
      method,
      headers: headers as Record<string, string>,
      ...(method === 'POST' && { body: sent }),
    });
    const truth = {
      status: honest.status,
      contentType: honest.headers.get('content-type') ?? '',
      body: await honest.json(),
    };
    onAnswer();
    const told = lie(truth, seen);
    if (typeof told === 'function') return told(response);
    const { status, contentType, body } = { ...truth, ...told };
    const retryAfter = honest.headers.get('retry-after');
    response.writeHead(status, {
      'content-type': contentType,
      ...(retryAfter !== null && { 'retry-after': retryAfter }),
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sandbox,
    arrived,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parsed(sent: string): unknown {
  try {
    return JSON.parse(sent);
  } catch {
    return undefined;
  }
}
