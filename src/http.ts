import createClient, { type Client, createQuerySerializer } from 'openapi-fetch';
import type { paths } from '../generated/types.ts';
import type { Answer } from './attempt.ts';
import { PlainRequest } from './request.ts';
import { createSend, type HttpOptions } from './send.ts';

/** The typed client of openapi-fetch over the contract's paths. */
export type RawClient = Client<paths>;

/** The one client through which everything goes: key, headers, deadline, replay policy, size cap, decoding. */
export function createHttp(options: HttpOptions): RawClient {
  const send = createSend(options);
  const policyFetch = async (request: PlainRequest) => {
    try {
      const answer = await send(request);
      return request.context ? parsed(answer.status, async () => answer.value) : toResponse(answer);
    } catch (error) {
      // openapi-fetch rethrows only what is truthy; a signal can abort with null, 0 or ''.
      if (error) throw error;
      return parsed(200, () => Promise.reject(error));
    }
  };
  return createClient<paths>({
    baseUrl: options.baseUrl,
    // Made once: openapi-fetch would make one per request.
    querySerializer: createQuerySerializer(),
    Request: PlainRequest as unknown as typeof Request,
    fetch: policyFetch as unknown as (input: Request) => Promise<Response>,
  });
}

const lengthOnly = { get: (name: string) => (name === 'Content-Length' ? '1' : null) };

/** Looks to openapi-fetch like a `Response` of known length, so that it takes the value as parsed already. */
function parsed(status: number, read: () => Promise<unknown>) {
  return { ok: true, status, headers: lengthOnly, json: read, text: read };
}

/** Statuses whose answer has no body (the fetch standard's null body statuses). */
const NULL_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** A content type that no header could hold came from a `fetch` of the caller's; the runtime would quote it. */
function toResponse({ status, text, contentType }: Answer): Response {
  const isHeader = contentType !== null && /^[\x20-\x7e]+$/.test(contentType);
  return new Response(NULL_BODY.has(status) ? null : text, {
    status,
    headers: isHeader ? { 'content-type': contentType } : {},
  });
}
