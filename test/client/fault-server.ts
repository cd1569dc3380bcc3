import { once } from 'node:events';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { type OperationId, operations } from '@evergrove/scheduler';
import { ENTITY_ID, OTHER_ID, REQUEST_ID } from './samples.ts';

/*
 * A server that speaks HTTP/1.1 by hand, so that it can break every rule of it, and keeps what it saw. What it
 * saw, not what the client says, is what the tests judge by.
 */

/** What the server has seen of one request. */
export interface SeenRequest {
  /** Undefined on a path that is no operation, and for a connection that broke before anything was read. */
  operation: OperationId | undefined;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  bytesOfBody: number;
  /** Whether the whole body was read. */
  complete: boolean;
  /** The fault that was played. */
  fault: Fault;
  connection: number;
}

/** What a fault can do with the connection. */
interface Exchange {
  socket: net.Socket;
  seen: SeenRequest;
  /** Tells the test that nothing more will come: time may go on. */
  stall(): void;
}

type When = 'connection' | 'head' | 'body';

/** One thing that goes wrong. */
export interface Fault {
  /** On an accepted connection, when the head was read, or when the body was. */
  at: When;
  /** Whether a server that does this certainly has not acted on the request. */
  refuses: boolean;
  play(exchange: Exchange): void;
}

/** Stands in every body, reason phrase and message that comes back: an error that shows it has leaked it. */
export const CANARY = 'CANARY-Zephyrine-Testperson';

const json = { 'content-type': 'application/json' };

type Headers = Record<string, string | number>;

/** The bytes of an answer. */
export function bytes(status: number, headers: Headers, body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${CANARY}`, ...lines, '', body].join('\r\n');
}

/** A fault in its plainest form: when the body was read, and from a server that may have acted. */
export function fault(play: Fault['play'], at: When = 'body'): Fault {
  return { at, refuses: false, play };
}

/** An answer that ends as HTTP says. */
export function answer(status: number, body: string, headers: Headers = json): Fault {
  const length = { 'content-length': Buffer.byteLength(body) };
  return fault(({ socket }) => void socket.write(bytes(status, { ...headers, ...length }, body)));
}

/** A 200 with this body. */
export function body(text: string): Fault {
  return answer(200, text);
}

const DEFINITE: readonly number[] = [400, 401, 403, 404, 405, 413, 415, 421, 422, 429];

/** A problem that echoes what was sent, as careless servers do. */
const problem = JSON.stringify({
  title: CANARY,
  detail: [{ loc: ['body', 'calls', 0, 'details', 'patient_name'], msg: CANARY, input: CANARY }],
});

/** A status outside 2xx, with a problem as its body. A definite one comes of a server that did not act. */
export function status(code: number, headers: Headers = {}): Fault {
  return { ...answer(code, problem, { ...json, ...headers }), refuses: DEFINITE.includes(code) };
}

/** These bytes, and nothing after them. */
export function silentAfter(text: string): Fault {
  return fault(({ socket }) => void socket.write(text));
}

/** These bytes, and nothing after them, so that the client must wait for its deadline. */
export function stalledAfter(text: string, at?: When): Fault {
  return fault(({ socket, stall }) => {
    if (text) socket.write(text, stall);
    else stall();
  }, at);
}

/** These bytes, then the connection breaks off: by RST, or by FIN. */
export function brokenAfter(text: string, how: 'reset' | 'end', at?: When): Fault {
  return fault(({ socket }) => {
    const breakOff = () => void (how === 'reset' ? socket.resetAndDestroy() : socket.end());
    if (text) socket.write(text, breakOff);
    else breakOff();
  }, at);
}

/** The head, then the text, one byte every few milliseconds and over and over. */
export function drip(head: string, text: string): Fault {
  return fault(({ socket, stall }) => {
    socket.write(head);
    let sent = 0;
    const timer = setInterval(() => {
      socket.write(text.charAt(sent % text.length));
      if (++sent === 3) stall();
    }, 5);
    socket.once('close', () => clearInterval(timer));
  });
}

/**
 * A body in chunks that goes on far beyond any cap (and breaks off at 64 MiB, for the machine's sake); `onSent` is told
 * how many bytes were handed to the kernel so far.
 */
export function endlessBody(status = 200, onSent: (bytes: number) => void = () => {}): Fault {
  const chunk = `4000\r\n${'0'.repeat(0x4000)}\r\n`;
  return fault(({ socket }) => {
    socket.write(bytes(status, { ...json, 'transfer-encoding': 'chunked' }));
    let sent = 0;
    const more = () => {
      while (!socket.destroyed) {
        sent += 0x4000;
        onSent(sent);
        if (sent > 64 * 1_048_576) return void socket.destroy();
        if (!socket.write(chunk)) return void socket.once('drain', more);
      }
    };
    more();
  });
}

/** So many MiB of zeros, as gzip: a thousandth of that on the wire. */
export function gzipBomb(megabytes: number): Fault {
  return fault(({ socket }) => {
    const member = gzipSync(Buffer.alloc(1_048_576));
    const length = member.length * megabytes;
    socket.write(bytes(200, { ...json, 'content-encoding': 'gzip', 'content-length': length }));
    for (let i = 0; i < megabytes; i++) socket.write(member);
  });
}

/** What a healthy server answers. */
export const success: Fault = fault((exchange) =>
  answer(200, JSON.stringify(healthy(exchange.seen))).play(exchange),
);

function healthy({ operation, body, path }: SeenRequest): unknown {
  const created_at = '2026-11-24T12:00:00Z';
  switch (operation) {
    case 'upsertEntity':
      return { ...JSON.parse(body), id: ENTITY_ID, tenant_id: 'tenant-1', can_call: true, created_at };
    case 'queueCalls':
      return {
        requests: (JSON.parse(body).calls as { external_reference_id?: string }[]).map((call, i) => ({
          id: [REQUEST_ID, OTHER_ID][i] ?? REQUEST_ID,
          status: 'ENQUEUED',
          external_reference_id: call.external_reference_id,
          created_at,
        })),
      };
    case 'triggerCall':
      return { triggered_request_ids: JSON.parse(body).request_ids, status: 'triggered' };
    case 'getCall':
      return { id: path.split('/').at(-1), status: 'ACTIVE', created_at };
    case undefined:
      return {};
  }
}

/** The server; `requests` grows while it runs. */
export interface FaultServer {
  baseUrl: string;
  requests: SeenRequest[];
  /** The requests of one operation. */
  seen(operation: OperationId): SeenRequest[];
  /** Resolves once there have been this many stalls. */
  stalls(count: number): Promise<void>;
  /** How many connections are open. */
  connections(): number;
  close(): Promise<void>;
}

/** Listens on loopback and plays one fault per request; the last one is played from then on. */
export async function faultServer(...script: Fault[]): Promise<FaultServer> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<net.Socket>();
  const waiting: { count: number; resolve(): void }[] = [];
  let played = 0;
  let stalled = 0;
  let accepted = 0;

  const nextFault = () => script[Math.min(played, script.length - 1)] ?? success;
  const stall = () => {
    stalled++;
    for (const { count, resolve } of waiting) if (stalled >= count) resolve();
  };
  /** Notes a request and its fault. */
  const receive = (seen: Omit<SeenRequest, 'fault'>): SeenRequest => {
    const noted = { ...seen, fault: nextFault() };
    played++;
    requests.push(noted);
    return noted;
  };

  const server = net.createServer((socket) => {
    const connection = ++accepted;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    const nothing = { operation: undefined, method: '', path: '', headers: {}, body: '' };
    if (nextFault().at === 'connection') {
      const seen = receive({ ...nothing, bytesOfBody: 0, complete: false, connection });
      seen.fault.play({ socket, seen, stall });
      return;
    }

    let unread = '';
    let current: SeenRequest | undefined;
    socket.setEncoding('latin1').on('data', (data) => {
      unread += data;
      while (!socket.destroyed) {
        if (current === undefined) {
          const end = unread.indexOf('\r\n\r\n');
          if (end < 0) return;
          current = receive({ ...parsedHead(unread.slice(0, end)), connection });
          unread = unread.slice(end + 4);
          if (current.fault.at !== 'body') current.fault.play({ socket, seen: current, stall });
        }
        const length = Number(current.headers['content-length'] ?? 0);
        const part = unread.slice(0, length - current.bytesOfBody);
        unread = unread.slice(part.length);
        current.body += part;
        current.bytesOfBody += part.length;
        if (current.bytesOfBody < length) return;
        current.complete = true;
        const seen = current;
        current = undefined;
        seen.body = Buffer.from(seen.body, 'latin1').toString();
        if (seen.fault.at === 'body') seen.fault.play({ socket, seen, stall });
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    baseUrl: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    requests,
    seen: (operation) => requests.filter((request) => request.operation === operation),
    stalls: (count) =>
      stalled >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function parsedHead(head: string): Omit<SeenRequest, 'fault' | 'connection'> {
  const [requestLine = '', ...lines] = head.split('\r\n');
  const [method = '', target = ''] = requestLine.split(' ');
  const path = target.split('?', 1)[0] ?? '';
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return {
    operation: operationOf(method, path),
    method,
    path,
    headers,
    body: '',
    bytesOfBody: 0,
    complete: false,
  };
}

function operationOf(method: string, path: string): OperationId | undefined {
  const matches = ([, operation]: [string, { method: string; path: string }]) =>
    operation.method === method &&
    path.startsWith(operation.path.replace('{requestId}', '')) &&
    path.split('/').length === operation.path.split('/').length;
  return Object.entries(operations).find(matches)?.[0] as OperationId | undefined;
}
