import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bug } from './bugs.ts';

/** What a run of some test files came to. */
export interface TestRun {
  ran: number;
  /** The titles of the tests that failed, and the names of files that could not be run at all. */
  failed: string[];
  unrunnable: string[];
  seconds: number;
}

const PATIENCE_MS = 120_000;

/** A copy of the repository in which bugs can be planted. */
export class Workshop {
  readonly #root = mkdtempSync(join(tmpdir(), 'plant-'));

  constructor(repository: string) {
    for (const part of ['src', 'generated', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
      cpSync(join(repository, part), join(this.#root, part), { recursive: true });
    }
    symlinkSync(join(repository, 'node_modules'), join(this.#root, 'node_modules'));
  }

  /** Whether the text a bug replaces is found exactly once; otherwise what to do about it. */
  misfit({ file, find, become }: Bug): string | undefined {
    const times = readFileSync(join(this.#root, 'src', file), 'utf8').split(find).length - 1;
    if (find === become) return 'the bug changes nothing';
    return times === 1
      ? undefined
      : `src/${file} has its text ${times} times, not once: mend scripts/plant/bugs.ts`;
  }

  /** Runs the bug's tests with the bug in place, and takes it out again. */
  async withBug({ file, find, become, tests }: Bug): Promise<TestRun> {
    const path = join(this.#root, 'src', file);
    const sound = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      sound.replace(find, () => become),
    );
    try {
      return await this.run(tests, ['--bail=1']);
    } finally {
      writeFileSync(path, sound);
    }
  }

  /** Runs test files. */
  async run(tests: string[], flags: string[] = []): Promise<TestRun> {
    const report = join(this.#root, 'coverage/report.json');
    rmSync(report, { force: true });
    const started = performance.now();
    const vitest = join(this.#root, 'node_modules/vitest/vitest.mjs');
    const child = spawn(process.execPath, [vitest, 'run', ...flags, ...tests], {
      cwd: this.#root,
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    await new Promise((resolve) => child.once('exit', resolve));
    clearTimeout(timer);
    const seconds = (performance.now() - started) / 1_000;
    return { ...readReport(report), seconds };
  }

  close(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

interface Report {
  testResults: {
    name: string;
    message?: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

function readReport(path: string): Omit<TestRun, 'seconds'> {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { ran: 0, failed: [], unrunnable: ['vitest wrote no report'] };
  }
  const cases = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    ran: cases.filter(({ status }) => status === 'passed' || status === 'failed').length,
    failed: cases.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    unrunnable: report.testResults
      .filter(({ assertionResults }) => assertionResults.length === 0)
      .map(({ name, message }) => `${name}: ${message ?? 'no tests'}`),
  };
}
