import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..');
const folder = join(import.meta.dirname, 'peers');

/** What we are compared with, installed into a folder of its own; hey-api's client is generated from our description. */
export function installPeers(): void {
  if (!existsSync(join(folder, 'node_modules/zod'))) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: 'inherit',
    });
  }
  if (existsSync(join(folder, 'hey-api/sdk.gen.js'))) return;
  const generate = `
    import { createClient } from '@hey-api/openapi-ts';
    await createClient({
      input: ${JSON.stringify(join(root, 'generated/openapi.json'))},
      output: ${JSON.stringify(join(folder, 'hey-api'))},
      plugins: ['@hey-api/client-fetch', 'zod', { name: '@hey-api/sdk', validator: true }],
      logs: { level: 'silent', file: false },
    });`;
  execFileSync(process.execPath, ['--input-type=module', '-e', generate], { cwd: folder, stdio: 'inherit' });
  execFileSync(
    join(root, 'node_modules/.bin/esbuild'),
    [
      'hey-api/sdk.gen.ts',
      '--bundle',
      '--format=esm',
      '--platform=node',
      '--outfile=hey-api/sdk.gen.js',
      '--log-level=error',
    ],
    { cwd: folder, stdio: 'inherit' },
  );
}

const peerRequire = createRequire(join(folder, 'package.json'));

/** Imports a module as the peers' folder sees it. */
export function importPeer(name: string): Promise<Record<string, never>> {
  const path = name.startsWith('./') ? join(folder, name) : peerRequire.resolve(name);
  return import(pathToFileURL(path).href);
}
