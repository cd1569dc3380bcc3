import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { folder } from './peers.ts';

const root = resolve(import.meta.dirname, '../..');

/** A program that uses one of the candidates for the same two requests, and what stands beside it when it runs. */
export interface Candidate {
  /** Its file in peers/programs. */
  program: string;
  /** Folders of packages, and generated files, that its user installs or keeps. */
  installed: readonly string[];
  /** The program that checks calls with it, where it can. */
  check?: string;
}

const openapiFetch = ['openapi-fetch', 'openapi-typescript-helpers'].map((name) =>
  join(root, 'node_modules', name),
);
const peer = (path: string) => join(folder, path);

/** Ours first: it is what the others are compared with. */
export const candidates = {
  ours: {
    program: 'ours',
    check: 'ours-validate',
    installed: [peer('node_modules/@evergrove/scheduler'), ...openapiFetch],
  },
  'hey-api + zod': {
    program: 'hey-api',
    check: 'hey-api-validate',
    installed: [peer('hey-api'), peer('node_modules/zod')],
  },
  'openapi-fetch': {
    program: 'openapi-fetch',
    installed: [join(root, 'generated/types.ts'), ...openapiFetch],
  },
  'redocly generate-client': {
    program: 'redocly',
    check: 'redocly-validate',
    installed: [peer('redocly/client.ts')],
  },
  'retell-sdk': { program: 'retell-sdk', installed: [peer('node_modules/retell-sdk')] },
  '@vapi-ai/server-sdk': { program: 'vapi', installed: [peer('node_modules/@vapi-ai/server-sdk')] },
} satisfies Record<string, Candidate>;

/** The source of a program. */
export const sourceOf = (program: string) => peer(`programs/${program}.ts`);
/** The program as it runs: generated code bundled in, packages as they are installed. */
export const builtOf = (program: string) => pathToFileURL(peer(`built/${program}.js`)).href;

/** Installs the package as it would be published, and builds all the programs. */
export async function preparePrograms(): Promise<void> {
  const target = peer('node_modules/@evergrove/scheduler');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const packing = [
    'pack',
    '--ignore-scripts',
    '--json',
    '--loglevel=error',
    '--pack-destination',
    peer('built'),
  ];
  const [{ filename }] = JSON.parse(execFileSync('npm', packing, { cwd: root, encoding: 'utf8' }));
  const tarball = peer(`built/${filename}`);
  execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  rmSync(tarball);
  for (const { program, check } of Object.values<Candidate>(candidates)) {
    for (const name of check === undefined ? [program] : [program, check])
      await build({
        ...common(name),
        packages: 'external',
        platform: 'node',
        outfile: peer(`built/${name}.js`),
      });
  }
}

/** What a bundler makes of a program, in kB, minified and compressed. */
export async function bundleKb(program: string): Promise<number> {
  const { outputFiles } = await build({
    ...common(program),
    minify: true,
    write: false,
    platform: 'browser',
    external: ['node:*', 'fs', 'stream', 'crypto'],
  });
  return gzipSync(outputFiles?.[0]?.contents ?? new Uint8Array(), { level: 9 }).length / 1_000;
}

const common = (name: string) => ({
  entryPoints: [sourceOf(name)],
  bundle: true,
  format: 'esm' as const,
  target: 'es2023',
  logLevel: 'error' as const,
  // Not the project's own, which leads from the package's name to its source.
  tsconfigRaw: '{}',
});

/** How many files, and how many kB, are installed. */
export function installed({ installed }: Candidate): { files: number; kb: number } {
  const sizes = installed.flatMap((path) => sizesIn(path));
  return { files: sizes.length, kb: sizes.reduce((sum, size) => sum + size, 0) / 1_000 };
}

function sizesIn(path: string): number[] {
  const stat = statSync(path);
  return stat.isDirectory() ? readdirSync(path).flatMap((name) => sizesIn(join(path, name))) : [stat.size];
}

const compiler = join(root, 'node_modules/typescript/bin/tsc');
const options = [
  ...[
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--ignoreConfig',
    '--target',
    'es2023',
    '--module',
    'nodenext',
  ],
  ...['--lib', 'es2023,dom,dom.iterable,dom.asynciterable,esnext.disposable'],
];

/** Runs `tsc` on a program; returns how long it took, and how many files it read beside its own libraries. */
export function typeCheck(program: string): { ms: number; files: number } {
  const started = performance.now();
  const listed = execFileSync(process.execPath, [compiler, ...options, '--listFiles', sourceOf(program)], {
    cwd: root,
    encoding: 'utf8',
  });
  const ms = performance.now() - started;
  const own = listed.split('\n').filter((path) => path !== '' && !path.includes('/typescript/lib/'));
  return { ms, files: own.length };
}
