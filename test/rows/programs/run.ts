import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const KILL_AFTER_MS = 50_000;

/** Runs a program of this folder in a Node process of its own. A process that fails has another `code` than 0. */
export async function run(
  program: string,
  args: readonly string[],
  { flags = [] }: { flags?: readonly string[] } = {},
): Promise<{ code: unknown; stdout: string }> {
  const path = fileURLToPath(new URL(`${program}.ts`, import.meta.url));
  try {
    const options = { timeout: KILL_AFTER_MS, killSignal: 'SIGKILL' } as const;
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, path, ...args], options);
    return { code: 0, stdout };
  } catch (error) {
    const { code, signal, stdout } = error as { code?: unknown; signal?: unknown; stdout: string };
    return { code: code ?? signal, stdout };
  }
}
