import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createSandbox,
  type Sandbox,
  type Scenarios,
  type ServedSandbox,
} from '@evergrove/scheduler/sandbox';
import { afterEach, beforeEach, vi } from 'vitest';
import { type SheetRow, sheetRows, toCsv } from '../../scripts/soak/sheet.ts';
import { commandLine } from '../../src/cli/command-line.ts';
import type { Terminal } from '../../src/cli/output.ts';
import type { RunReport } from '../../src/cli/report.ts';

export const KEY = 'test-key';

/** What a command left. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** What may be given to a command beside its arguments. */
export interface Around {
  /** The key and the base URL of the environment; without them it has none. */
  env?: Record<string, string>;
  interrupted?: AbortSignal;
  /** Is told of every piece that is printed, as it is. */
  onPrint?: (text: string) => void;
}

/** So many times faster than the machine's time do commands in this process live: a look a second costs 20 ms. */
const SPEED = 50;
const realTimeout = globalThis.setTimeout;
const realNow = performance.now.bind(performance);
beforeEach(() => {
  const begun = realNow();
  vi.spyOn(performance, 'now').mockImplementation(() => begun + (realNow() - begun) * SPEED);
  // The package's own timers, and not those of the runtime's fetch, which hand an argument over.
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((callback: () => void, ms = 0, ...args: []) =>
    realTimeout(callback, args.length === 0 ? ms / SPEED : ms, ...args)) as typeof setTimeout);
});

// On a machine that has more to do than this.
vi.setConfig({ testTimeout: 30_000 });

/** Resolves once something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((done) => void realTimeout(done, 2));
}

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Runs a command in this process. */
export async function cli(args: string[], { env = {}, interrupted, onPrint }: Around = {}): Promise<Ended> {
  for (const name of ['EVERGROVE_API_KEY', 'EVERGROVE_API_URL']) vi.stubEnv(name, env[name]);
  const seen = { stdout: '', stderr: '' };
  const write = (stream: keyof typeof seen) => (text: string) => {
    seen[stream] += text;
    onPrint?.(text);
  };
  const terminal: Terminal = { out: write('stdout'), err: write('stderr'), isTTY: false };
  const code = await commandLine(args, terminal, interrupted ?? new AbortController().signal);
  return { code, ...seen };
}

/** A new folder, gone after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'evergrove-cli-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a folder holds, by name. */
export const filesIn = (folder: string) => readdirSync(folder).sort();

/** Writes rows as CSV into a folder. */
export function sheet(folder: string, rows: readonly Partial<SheetRow>[], name = 'rows.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, toCsv(rows));
  return path;
}

/** Writes a file into a folder. */
export function put(folder: string, name: string, content: string | Uint8Array | object): string {
  const path = join(folder, name);
  const isData = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(path, isData ? content : JSON.stringify(content));
  return path;
}

/** Good rows, some of them changed: by position. */
export function rows(count: number, changes: Record<number, Partial<SheetRow>> = {}): SheetRow[] {
  return sheetRows(count).map((row, i) => ({ ...row, ...changes[i] }));
}

/** A sandbox that listens, until the test is over. */
export interface Served {
  sandbox: Sandbox;
  url: string;
  /** The operations it was asked for, in their order. */
  operations(): string[];
  close: ServedSandbox['close'];
}

/** Serves a sandbox whose calls end at once, unless said otherwise. */
export async function serve(scenarios: Scenarios = atOnce): Promise<Served> {
  const sandbox = createSandbox({ scenarios, onWarning: () => {} });
  const { url, close } = await sandbox.serve();
  cleanUps.push(close);
  return {
    sandbox,
    url,
    close,
    operations: () => sandbox.requests.map(({ operation }) => String(operation)),
  };
}

const atOnce: Scenarios = () => ({ startAfterMs: 0, durationMs: 1, status: 'COMPLETE' });

/** Arguments and environment for a run against a server. */
export const against = ({ url }: { url: string }): [string[], Around] => [
  ['--base-url', url, '--rate', '1000', '--poll-every', '1'],
  { env: { EVERGROVE_API_KEY: KEY } },
];

/** The report that `--json` printed. */
export const reportOf = ({ stdout }: Ended) => JSON.parse(stdout) as RunReport;

/** The cells of a CSV file that needs no quotes. */
export const csvCells = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
