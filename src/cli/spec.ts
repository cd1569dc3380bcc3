import { readFile } from 'node:fs/promises';
import { nothing, readArguments } from './arguments.ts';
import type { Terminal } from './output.ts';

export const specUsage = `spec
    Prints the OpenAPI description as JSON.`;

/** `spec`: the bundled description. */
export async function spec(args: string[], terminal: Terminal): Promise<number> {
  readArguments('spec', args, {}, nothing);
  terminal.out(await readFile(new URL('../../generated/openapi.json', import.meta.url), 'utf8'));
  return 0;
}
