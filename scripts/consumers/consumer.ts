import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small project that uses the package. */
export interface Consumer {
  name: string;
  /** What holds when it passes. */
  proves: string;
  /** What it installs beside the package. */
  dependencies: Readonly<Record<string, string>>;
  /** Uses the package in the project's folder. Throws, or rejects, when something does not hold. */
  use(project: string): void | Promise<void>;
}

const INSTALL_MS = 180_000;
const RUN_MS = 120_000;
const NO_ANSWER = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH)\b/;

/** Installs a consumer into a folder, and has it use the package; returns what did not hold. */
export async function runConsumer(
  { dependencies, use }: Consumer,
  tarball: string,
  project: string,
): Promise<string | undefined> {
  mkdirSync(project, { recursive: true });
  const manifest = {
    private: true,
    type: 'module',
    dependencies: { '@evergrove/scheduler': `file:${tarball}`, ...dependencies },
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  try {
    install(project);
    await use(project);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** Twice, since a registry that stalls once often answers the next time. */
function install(project: string): void {
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  for (let attempt = 1; ; attempt++) {
    try {
      run(project, 'npm', [...args, '--fetch-timeout=60000'], INSTALL_MS);
      return;
    } catch (error) {
      const { message } = error as Error;
      if (!NO_ANSWER.test(message)) throw error;
      if (attempt === 2)
        throw new Error('the npm registry does not answer: run this where `npm install` works');
    }
  }
}

/** Runs a program in a project; returns its output, throws with all of it when it fails or takes too long. */
export function run(project: string, command: string, args: string[], timeout: number = RUN_MS): string {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_(?:ENV|OPTIONS)$/.test(name)),
  );
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: project,
    encoding: 'utf8',
    env,
    timeout,
  });
  if (status === 0) return stdout;
  throw new Error(
    `${command} ${args.join(' ')}\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim(),
  );
}
