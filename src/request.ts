import { type OperationId, operations } from '../generated/operations.ts';
import { type Effect, type InvalidResponseReason, issueAt, refusal } from './errors.ts';

/** A parsed 2xx that is not what the operation must return. */
export interface InvalidResponse {
  code: 'invalid_response';
  reason: InvalidResponseReason;
  /** When more is known of the effect than that it may have happened. */
  effect?: Effect;
}

/** Why a parsed 2xx is refused. */
export type Rejection = InvalidResponse | { code: 'not_triggered' };

/** What a method says about one call, beside the request itself. */
export interface CallContext {
  operation: OperationId;
  /** What is sent, as it was checked. */
  body?: string;
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
  retries?: number | undefined;
  requestId?: string | undefined;
  externalReferenceIds?: string[] | undefined;
  /** Looks at the parsed body of a 2xx: undefined accepts it. */
  reject(value: unknown): Rejection | undefined;
}

/** The key under which a method hands its `CallContext` through openapi-fetch. */
export const callContext: unique symbol = Symbol('callContext');

interface Init {
  method: string;
  body?: string;
  headers?: Headers;
  signal?: AbortSignal;
  [callContext]?: CallContext;
}

/** Stands in for the global `Request`, which would cost more than all the rest of a call. */
export class PlainRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers | undefined;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
  /** Absent on `scheduler.raw`. */
  readonly context: CallContext | undefined;

  constructor(url: string, init: Init) {
    this.url = url;
    this.method = init.method;
    this.headers = init.headers;
    this.context = init[callContext];
    this.body = this.context?.body ?? init.body;
    this.signal = this.context?.signal ?? init.signal;
  }
}

/**
 * The operation a request is for. Throws `insecure_url` for a URL outside the base URL, `invalid_input` for one
 * that is no operation of the contract: nothing else gets the key.
 */
export function routeOf(request: PlainRequest, baseUrl: string): OperationId {
  if (request.context) return request.context.operation;
  if (!request.url.startsWith(`${baseUrl}/`)) {
    const moved = issueAt(['baseUrl'], 'origin', 'must not change between calls');
    throw refusal([moved], undefined, 'insecure_url');
  }
  const path = request.url.slice(baseUrl.length).split('?', 1)[0] ?? '';
  const operation = operationAt(request.method, path);
  if (operation) return operation;
  throw refusal([issueAt(['path'], 'operation', 'is no operation of this API')]);
}

/**
 * The operation a method and a path (below the base URL, without a query) belong to. A dot segment fits no
 * parameter, plain or percent-encoded: the runtime would resolve it to another path.
 */
export function operationAt(method: string, path: string): OperationId | undefined {
  const segments = path.split('/');
  return (Object.keys(operations) as OperationId[]).find((id) => {
    const expected = operations[id].path.split('/');
    return (
      operations[id].method === method &&
      expected.length === segments.length &&
      segments.every((segment, i) =>
        expected[i]?.startsWith('{') ? isPlainSegment(segment) : segment === expected[i],
      )
    );
  });
}

function isPlainSegment(segment: string): boolean {
  return /^[^\\/?#\s]+$/.test(segment) && !/^(?:\.|%2e){1,2}$/i.test(segment);
}
