import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const description = join(root, 'generated/openapi.json');

/** Where the peers are. */
export const folder = join(import.meta.dirname, 'peers');

/**
 * What we are compared with, installed into a folder of its own; the clients of hey-api and Redocly are generated from
 * our description.
 */
export function installPeers(): void {
  if (!existsSync(join(folder, 'node_modules/@vapi-ai'))) {
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  if (!isFresh('hey-api/sdk.gen.ts')) {
    const generate = `
    import { createClient } from '@hey-api/openapi-ts';
    await createClient({
      input: ${JSON.stringify(description)},
      output: ${JSON.stringify(join(folder, 'hey-api'))},
      plugins: ['@hey-api/client-fetch', 'zod', { name: '@hey-api/sdk', validator: true }],
      logs: { level: 'silent', file: false },
    });`;
    run(process.execPath, ['--input-type=module', '-e', generate]);
  }
  if (!isFresh('redocly/client.zod.ts')) {
    run(
      process.execPath,
      [
        join(root, 'node_modules/@redocly/cli/bin/cli.js'),
        'generate-client',
        description,
        ...['--config', join(root, 'openapi/redocly.yaml'), '--output', join(folder, 'redocly/client.ts')],
        ...['--generator', 'typescript', '--generator', 'zod'],
      ],
      'ignore',
    );
  }
  buildSync({
    entryPoints: [join(folder, 'hey-api/sdk.gen.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile: join(folder, 'built/hey-api-sdk.js'),
    logLevel: 'error',
  });
}

/** Whether a file was generated from the description as it is. */
function isFresh(path: string): boolean {
  const file = join(folder, path);
  return existsSync(file) && statSync(file).mtimeMs > statSync(description).mtimeMs;
}

function run(command: string, args: string[], stdio: 'inherit' | 'ignore' = 'inherit'): void {
  execFileSync(command, args, { cwd: folder, stdio, env: { ...process.env, REDOCLY_TELEMETRY: 'off' } });
}

const peerRequire = createRequire(join(folder, 'package.json'));

/** Imports a module as the peers' folder sees it. */
export function importPeer(name: string): Promise<Record<string, never>> {
  const path = name.startsWith('./') ? join(folder, name) : peerRequire.resolve(name);
  return import(pathToFileURL(path).href);
}
