import type { Operation } from './description.ts';
import type { ProbeRequest } from './probe.ts';
import type { Sent } from './send.ts';

const WRONG_KEY = 'conformance-wrong-key';

/** A probe's request as it goes over the wire. */
export function toSent({ method, path }: Operation, request: ProbeRequest, apiKey: string): Sent {
  const { key = 'right', contentType = 'application/json', requestId = '', query = '' } = request;
  const body = request.text ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  return {
    method,
    path: path.replace(/\{\w+\}/, encodeURIComponent(requestId)) + query,
    headers: {
      accept: 'application/json',
      'content-type': contentType,
      ...(key !== 'none' && { authorization: `Bearer ${key === 'right' ? apiKey : WRONG_KEY}` }),
    },
    ...(body !== undefined && { body }),
  };
}
