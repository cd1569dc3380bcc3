import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OperationId } from '../../generated/operations.ts';
import type {
  CallInput,
  EntityInput,
  GeneratedOutcomes,
  RequestStatus,
  ScheduledRequest,
  TriggerInput,
  TriggerResult,
} from '../../generated/types.ts';
import type { Random } from '../../src/sandbox/random.ts';
import { type Fault, faults } from './faults.ts';

/** A queued request as the server has it. Every trigger that it processes places a call. */
export interface ServedRequest {
  id: string;
  external_reference_id: string;
  /** How many calls were placed for it. */
  placed: number;
  /** When the first trigger was processed. */
  placedAt: number | undefined;
  /** How long it stays ENQUEUED after that, and how long it takes in all, in milliseconds. */
  lagMs: number;
  durationMs: number;
}

/** The moments of a request at which somebody may want to do something. */
export type Moment = 'read' | 'acted';

/** How the server behaves. */
export interface CallingServerOptions {
  random: Random;
  /** The share of requests of each operation that go wrong, from 0 to 1. */
  faultShares: Record<OperationId, number>;
  /** The longest time that a request stays ENQUEUED after its trigger, in milliseconds. */
  mostLagMs: number;
  /** The longest time that a call takes, in milliseconds. */
  mostDurationMs: number;
  /** What every call finds out. */
  outcomes?: GeneratedOutcomes | null;
  /** Is told of every request, when its body was read and when it was acted on. */
  onMoment?: (operation: OperationId, moment: Moment) => void;
}

/** The server, listening. */
export interface CallingServer {
  url: string;
  requests: ReadonlyMap<string, ServedRequest>;
  /** How many requests of each kind of fault there were. */
  played: ReadonlyMap<string, number>;
  /** Every body that was received, as it came. */
  bodies: readonly string[];
  close(): Promise<void>;
}

/** Listens on loopback. It knows no idempotency: whoever triggers twice has called twice. */
export async function callingServer(options: CallingServerOptions): Promise<CallingServer> {
  const { random, faultShares, mostLagMs, mostDurationMs, outcomes = null, onMoment = () => {} } = options;
  const requests = new Map<string, ServedRequest>();
  const entities = new Map<string, string>();
  const played = new Map<string, number>();
  const bodies: string[] = [];

  const acts = {
    upsertEntity: (input: EntityInput) => {
      const id = entities.get(input.name) ?? randomUUID();
      entities.set(input.name, id);
      return { ...input, id, tenant_id: 'tenant-1', can_call: true, created_at: now() };
    },
    // In another order than they came: who pairs them by their places calls the wrong office.
    queueCalls: ({ calls }: { calls: CallInput[] }) => ({ requests: calls.map(queue).reverse() }),
    triggerCall: ({ request_ids }: TriggerInput): TriggerResult => {
      request_ids.forEach(place);
      return { triggered_request_ids: request_ids, status: 'triggered' };
    },
    getCall: (id: string): RequestStatus => ({
      id,
      status: statusOf(requests.get(id)),
      created_at: now(),
      call_attempts: [],
      generated_outcomes: statusOf(requests.get(id)) === 'COMPLETE' ? outcomes : null,
    }),
  };

  function queue({ external_reference_id = '' }: CallInput): ScheduledRequest {
    const id = randomUUID();
    const [lagMs, rest] = [random() * mostLagMs, random() * (mostDurationMs - mostLagMs)];
    const request = { id, external_reference_id, placed: 0, placedAt: undefined };
    requests.set(id, { ...request, lagMs, durationMs: lagMs + rest });
    return { id, external_reference_id, status: 'ENQUEUED', created_at: now() } as ScheduledRequest;
  }

  function place(id: string): void {
    const request = requests.get(id);
    if (!request) return;
    request.placed++;
    request.placedAt ??= performance.now();
  }

  function faultOf(operation: OperationId): Fault | undefined {
    if (random() >= faultShares[operation]) return undefined;
    const fault = faults[Math.floor(random() * faults.length)];
    if (fault) played.set(fault.name, (played.get(fault.name) ?? 0) + 1);
    return fault;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const operation = operationOf(request.method, path);
    const body = await text(request);
    bodies.push(body);
    onMoment(operation, 'read');
    const fault = faultOf(operation);
    if (fault && !fault.acts) return fault.play(response, body);
    const result =
      operation === 'getCall'
        ? acts.getCall(path.split('/').at(-1) ?? '')
        : acts[operation](JSON.parse(body));
    onMoment(operation, 'acted');
    if (fault) return fault.play(response, body);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  const server = createServer((request, response) => {
    // Who was killed reads no answer.
    response.on('error', () => {});
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    played,
    bodies,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const now = () => new Date().toISOString();

function statusOf(request: ServedRequest | undefined): RequestStatus['status'] {
  if (request?.placedAt === undefined) return 'ENQUEUED';
  const age = performance.now() - request.placedAt;
  return age < request.lagMs ? 'ENQUEUED' : age < request.durationMs ? 'ACTIVE' : 'COMPLETE';
}

function operationOf(method: string | undefined, path: string): OperationId {
  if (path.endsWith('/entities')) return 'upsertEntity';
  if (path.endsWith('/trigger/v2')) return 'triggerCall';
  return method === 'POST' ? 'queueCalls' : 'getCall';
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
