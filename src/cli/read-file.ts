import { readFile } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { fileError, InterruptedError, UsageError } from './usage-error.ts';

/** The bytes of a file; `-` is standard input. `signal` ends the wait for that. */
export async function readBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    if (path !== '-') return await readFile(path);
    const chunks: Uint8Array[] = [];
    const input = signal ? addAbortSignal(signal, process.stdin) : process.stdin;
    for await (const chunk of input) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    if (signal?.aborted) throw new InterruptedError('interrupted: nothing was sent');
    throw fileError(path, error);
  }
}

/** The text of a file in UTF-8, without a byte order mark. */
export async function readText(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} is not UTF-8: save it as UTF-8`);
  }
}

/** The JSON object in a file. What is wrong with it is not quoted. */
export async function readJsonObject(path: string): Promise<Record<string, unknown>> {
  let value: unknown;
  const text = await readText(path);
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${path} is not well-formed JSON`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new UsageError(`${path} must hold a JSON object`);
}

/** A JSON object of texts, as a map of headers or of time zones is. */
export async function readTextMap(path: string): Promise<Record<string, string>> {
  const map = await readJsonObject(path);
  if (Object.values(map).every((value) => typeof value === 'string')) return map as Record<string, string>;
  throw new UsageError(`${path} must hold a JSON object whose values are texts`);
}
