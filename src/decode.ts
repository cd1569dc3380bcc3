import type { InvalidResponseReason } from './errors.ts';

/** What this package needs of an answer; a `Response` is one, and so is a wrapped `undici.request`. */
export interface FetchReply {
  status: number;
  headers: { get(name: string): string | null };
  /** A web stream, or anything that yields `Uint8Array` chunks. */
  body?: unknown;
  text(): Promise<string>;
}

/** The body of an answer: parsed, or why it cannot be used (with its text, where there is one). */
export type Decoded = { value: unknown; text: string } | { reason: InvalidResponseReason; text?: string };

/** Reads and parses the JSON body of a 2xx. Never throws, never quotes the body. */
export async function decodeJson(reply: FetchReply, maxBytes: number): Promise<Decoded> {
  if (reply.status === 204 || reply.status === 205) return { reason: 'empty' };
  if (!isJson(reply.headers.get('content-type'))) {
    cancelBody(reply);
    return { reason: 'content_type' };
  }
  let text: string | undefined;
  try {
    text = await readText(reply, maxBytes);
  } catch {
    return { reason: 'truncated' };
  }
  if (text === undefined) return { reason: 'too_large' };
  if (text.length === 0) return { reason: 'empty' };
  try {
    return { value: JSON.parse(text), text };
  } catch {
    return { reason: 'malformed_json', text };
  }
}

function isJson(contentType: string | null): boolean {
  return contentType !== null && /^application\/(?:[\w.-]{1,60}\+)?json(?:\s*;|$)/i.test(contentType.trim());
}

/**
 * The decoded body as text, or undefined as soon as it passes `maxBytes`; the rest is then not read.
 * Rejects when the body breaks off.
 */
export async function readText(reply: FetchReply, maxBytes: number): Promise<string | undefined> {
  const { headers, body } = reply;
  const declared = headers.get('content-encoding') ? null : headers.get('content-length');
  if (Number(declared) > maxBytes) {
    cancelBody(reply);
    return undefined;
  }
  if (declared !== null || !isIterable(body)) {
    const text = await reply.text();
    return text.length > maxBytes ? undefined : text;
  }
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Lets go of a body that nobody will read, so that its connection is not held open. */
export function cancelBody(reply: FetchReply): void {
  const body = reply.body as { cancel?(): unknown; destroy?(): unknown } | null | undefined;
  const cancel = async () => (body?.cancel ? body.cancel() : body?.destroy?.());
  cancel().catch(() => {});
}

function isIterable(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
