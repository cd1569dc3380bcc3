import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '@evergrove/scheduler/sandbox';
import { random } from './support.ts';

/** What the proxy does to a GET instead of handing it through, and how often. */
const faults = {
  'too many requests': 0.02,
  'server error': 0.03,
  'reset before an answer': 0.02,
  'reset within the body': 0.01,
  'unknown status': 0.03,
  'malformed JSON': 0.01,
};

export type Fault = keyof typeof faults;

/** A loopback server in front of a sandbox. */
export interface FaultProxy {
  url: string;
  /** How often each fault was met, and how many requests were handed through. */
  counts: Record<Fault | 'trigger refused' | 'handed through', number>;
  close(): Promise<void>;
}

/**
 * Serves a sandbox on 127.0.0.1 and spoils some of its answers: of GETs in every way, of triggers by refusing them
 * (429), which is the one failure after which a trigger may be repeated. What is spoilt depends on the seed, the id
 * and how often it was asked, not on the order of arrival.
 */
export async function faultProxy(sandbox: Sandbox, seed: number): Promise<FaultProxy> {
  const counts: FaultProxy['counts'] = {
    'too many requests': 0,
    'server error': 0,
    'reset before an answer': 0,
    'reset within the body': 0,
    'unknown status': 0,
    'malformed JSON': 0,
    'trigger refused': 0,
    'handed through': 0,
  };
  const asked = new Map<string, number>();

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const url = `http://sandbox.invalid${request.url}`;
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(request.method === 'GET' ? url : body)?.[0] ?? '';
    const nth = asked.get(`${request.method} ${id}`) ?? 0;
    asked.set(`${request.method} ${id}`, nth + 1);
    const draw = random(seed + Number.parseInt(id.slice(0, 8), 16) + 7_919 * nth)();
    if (request.method !== 'GET' && url.endsWith('/trigger/v2') && draw < 0.02) {
      counts['trigger refused']++;
      return send(response, 429, '{}', { 'retry-after': '1' });
    }
    const fault = request.method === 'GET' ? faultOf(draw) : undefined;
    counts[fault ?? 'handed through']++;
    if (fault === 'too many requests')
      return send(response, 429, '{}', nth % 2 ? {} : { 'retry-after': '2' });
    if (fault === 'server error') return send(response, 500, '{}');
    if (fault === 'malformed JSON') return send(response, 200, '{"id": ');
    if (fault === 'reset before an answer') return void request.socket.destroy();
    const { authorization = '' } = request.headers;
    const answer = await sandbox.fetch(url, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': 'application/json' },
      ...(request.method === 'POST' && { body }),
    });
    const text = await answer.text();
    if (fault === 'reset within the body') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
      response.write(text.slice(0, 20), () => request.socket.destroy());
      return;
    }
    if (fault === 'unknown status')
      return send(response, 200, JSON.stringify({ ...JSON.parse(text), status: 'PAUSED_BY_OPERATOR' }));
    send(response, answer.status, text);
  }

  const server = createServer((request, response) => {
    exchange(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function faultOf(draw: number): Fault | undefined {
  let rest = draw;
  for (const [fault, share] of Object.entries(faults) as [Fault, number][]) {
    rest -= share;
    if (rest < 0) return fault;
  }
  return undefined;
}

function send(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
