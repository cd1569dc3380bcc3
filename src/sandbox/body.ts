import { MAX_BODY_BYTES } from './read-json.ts';

/**
 * The bytes of a request body, or undefined when there are more than the cap allows. What is too much is read
 * to its end and not kept: an answer given halfway through would reach the sender as a broken connection.
 */
export async function readBody(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size <= MAX_BODY_BYTES) kept.push(chunk);
    else kept.length = 0;
  }
  return size > MAX_BODY_BYTES ? undefined : joined(kept, size);
}

function joined(chunks: Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
