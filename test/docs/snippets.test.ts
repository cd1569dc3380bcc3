import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Given, type Setup, setups } from './setups.ts';
import { moduleOf, type Snippet, snippetsOf } from './snippets.ts';

/*
 * Every snippet of the README, the guides and the skill is compiled under the package's own names, and run against a
 * sandbox on a clock that stands still: no real time passes, and nothing leaves the process.
 */

const root = resolve(import.meta.dirname, '../..');
const guides = readdirSync(join(root, 'openapi/guides')).map((name) => `openapi/guides/${name}`);
const snippets = ['README.md', 'SKILL.md', 'llms.txt', ...guides].flatMap((file) =>
  snippetsOf(file, readFileSync(join(root, file), 'utf8')),
);

/** The setup of the snippet that runs: clocks and sandboxes that it makes itself live in the time of this one. */
const now = vi.hoisted(() => ({ setup: undefined as Setup | undefined }));

vi.mock('@evergrove/scheduler/sandbox', async (original) => {
  const actual = await original<typeof import('@evergrove/scheduler/sandbox')>();
  return {
    ...actual,
    createSandbox: ({
      speed: _,
      now: __,
      ...options
    }: {
      speed?: number;
      now?: number;
      clock?: never;
    } = {}) => {
      if (now.setup?.harness.hasOneSandbox) return now.setup.given.sandbox;
      return actual.createSandbox({ clock: now.setup?.given.clock, ...options } as never);
    },
    acceleratedClock: () => now.setup?.given.clock,
  };
});
vi.mock('@evergrove/scheduler/batch', async (original) => {
  const actual = await original<typeof import('@evergrove/scheduler/batch')>();
  return {
    ...actual,
    runBatch: (rows: never, options: never) =>
      actual.runBatch(rows, { clock: now.setup?.given.clock, ...(options as object) } as never),
  };
});

const work = join(root, 'out/snippets');
const entries: Readonly<Record<string, string>> = {
  setups: join(import.meta.dirname, 'setups.ts'),
  '@evergrove/scheduler': join(root, 'src/index.ts'),
  '@evergrove/scheduler/rows': join(root, 'src/rows/index.ts'),
  '@evergrove/scheduler/batch': join(root, 'src/batch/index.ts'),
  '@evergrove/scheduler/sandbox': join(root, 'src/sandbox/index.ts'),
};
const givenNames = Object.keys((await setups.ready?.())?.given ?? {});

/** Whatever is wrong with the types of some snippets, by place in their Markdown. */
function typeErrors(checked: readonly Snippet[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const texts = new Map(
    checked.map((snippet, index) => [
      join(root, `test/docs/snippet-${index}.ts`),
      {
        snippet,
        text: moduleOf(snippet, givenNames, (name) => (name === 'setups' ? './setups.ts' : name)),
      },
    ]),
  );
  const program = ts.createProgram(
    [...texts.keys()],
    {
      ...options,
      // What a snippet makes is often there to be looked at.
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    hostOf(options, texts),
  );
  return [...texts.keys()]
    .flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)))
    .map(({ file, start = 0, messageText }) => {
      const { snippet } = texts.get(file?.fileName ?? '') ?? {};
      const line = (snippet?.line ?? 0) + (file?.getLineAndCharacterOfPosition(start).line ?? 0);
      return `${snippet?.file}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}

function hostOf(options: ts.CompilerOptions, texts: ReadonlyMap<string, { text: string }>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  host.getCurrentDirectory = () => root; // Not that of the snippet that runs.
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path)?.text ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const text = texts.get(path)?.text;
    return text === undefined
      ? getSourceFile(path, ...rest)
      : ts.createSourceFile(path, text, {
          languageVersion: ts.ScriptTarget.ES2023,
          impliedNodeFormat: ts.ModuleKind.ESNext,
        });
  };
  return host;
}

/** Runs a snippet to its end, in virtual time; what it printed. */
async function play(snippet: Snippet): Promise<string[]> {
  const prepare = setups[snippet.setup];
  if (!prepare)
    throw new Error(`${snippet.place}: no such setup; there are ${Object.keys(setups).join(', ')}`);
  now.setup = undefined;
  const setup = await prepare();
  now.setup = setup;
  const { given, harness } = setup;
  const path = join(work, `${played++}.ts`);
  writeFileSync(
    path,
    moduleOf(snippet, givenNames, (name) => entries[name] ?? name),
  );
  const { run } = (await import(/* @vite-ignore */ path)) as { run: (given: Given) => Promise<void> };
  const running = run(given);
  // A snippet with a clock of its own moves that itself: ours then finds nothing to do, and says so.
  await Promise.race([running, given.clock.advanceUntil(running).catch(() => running)]);
  const twice = given.sandbox.calls().filter((call) => given.sandbox.callsPlaced(call.id) > 1);
  expect(twice, 'no call is placed twice').toEqual([]);
  return harness.printed;
}

let played = 0;
const home = process.cwd();
let folder: string;

beforeEach(() => {
  mkdirSync(work, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'evergrove-snippet-'));
  cpSync(join(root, 'src/cli/data/rows-good.csv'), join(folder, 'rows.csv'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const wrong = (name: string, code: string) =>
  snippetsOf(`${name}.md`, `# Wrong\n\n\`\`\`ts\n${code}\n\`\`\`\n`)[0] as Snippet;
const wrongTypes = [
  wrong('export', "import { createClient } from '@evergrove/scheduler';"),
  wrong('option', '\nscheduler.waitForCall(id, { timeout: 1 });'),
  wrong('given', 'await schedule.getCall(id);'),
];
let found: string[];

describe('every snippet', () => {
  it('is found', () => {
    expect(snippets.length).toBeGreaterThan(25);
    expect(snippets.filter(({ file }) => file === 'README.md').length).toBeGreaterThan(4);
  });

  it('compiles', () => {
    found = typeErrors([...snippets, ...wrongTypes]);
    expect(found.filter((line) => !wrongTypes.some(({ file }) => line.startsWith(file)))).toEqual([]);
  }, 60_000);

  it.each(snippets)('$place runs, and prints what it says', async (snippet) => {
    const printed = await play(snippet);
    for (const line of snippet.prints) expect(printed).toContain(line);
  });
});

describe('a snippet that is wrong', () => {
  it.each([
    [
      'names an export that there is not',
      'export.md:3 Module \'"@evergrove/scheduler"\' has no exported member',
    ],
    ['misspells an option', "option.md:5 Object literal may only specify known properties, but 'timeout'"],
    ['uses what it was not given', "given.md:4 Cannot find name 'schedule'"],
  ])('does not compile when it %s', (_, error) => {
    expect(found).toContainEqual(expect.stringContaining(error));
  });

  it('fails when it throws', async () => {
    const throwing = wrong('throw', "await scheduler.getCall('x');");
    await expect(play(throwing)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('does not pass when it never ends', async () => {
    const never = play(wrong('never', 'await new Promise<void>(() => {});')).then(() => 'ended');
    expect(await Promise.race([never, new Promise((done) => setTimeout(done, 50, 'runs'))])).toBe('runs');
  });

  it('fails when it prints something else', async () => {
    const other = wrong('print', "console.log('a'); // b");
    expect(other.prints).toEqual(['b']);
    expect(await play(other)).toEqual(['a']);
  });

  it('fails when it places a call twice', async () => {
    const twice = wrong('twice', "for (const _ of '12') await scheduler.triggerCall(id);");
    await expect(play(twice)).rejects.toThrow();
  });
});
