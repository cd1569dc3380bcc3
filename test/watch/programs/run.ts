import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a program of this folder ended. */
export interface Ended {
  /** The exit code; null when it had to be killed. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Real milliseconds after which a program that goes on is killed. */
const KILL_AFTER_MS = 20_000;

/** Runs a program of this folder in a Node process of its own. */
export function run(
  program: string,
  args: string[] = [],
  { flags = [], killAfterMs = KILL_AFTER_MS }: { flags?: string[]; killAfterMs?: number } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const path = fileURLToPath(new URL(`${program}.ts`, import.meta.url));
    const child = spawn(process.execPath, [...flags, path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}
