import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/*
 * Nobody runs a release to see whether its workflow is sound: what can be read off the files is read off them here.
 */

const root = resolve(import.meta.dirname, '../..');
const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

interface Job {
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  needs?: string;
  uses?: string;
  strategy?: { matrix: Record<string, unknown[]> };
  steps?: { run?: string; uses?: string; env?: Record<string, string> }[];
}

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const workflows = Object.fromEntries(
  globSync('.github/workflows/*.yml', { cwd: root }).map((file): [string, Workflow] => [
    basename(file, '.yml'),
    parse(readFileSync(join(root, file), 'utf8')),
  ]),
);
const papers = ['CONTRIBUTING.md', 'SECURITY.md'].map((name): [string, string] => [
  name,
  readFileSync(join(root, name), 'utf8'),
]);

const jobsOf = (name: string) => Object.values(workflows[name]?.jobs ?? {});
const stepsOf = (name: string) => jobsOf(name).flatMap(({ steps = [] }) => steps);
const commandsOf = (name: string) => stepsOf(name).flatMap(({ run }) => run ?? []);

/** Scripts of package.json, and files of the project, that a text asks for. */
function askedFor(text: string): { scripts: string[]; files: string[] } {
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
  return {
    scripts: [
      ...found(/npm run (?:--silent )?([\w:-]+)/g),
      ...(/\bnpm (?:t|test)\b/.test(text) ? ['test'] : []),
    ],
    files: found(/(?<![\w./-])((?:\.ci|scripts|test|openapi|src|generated)\/[\w./-]*\w)(?![\w/]*[*{<])/g),
  };
}

function missing(text: string): string[] {
  const asked = askedFor(text);
  return [
    ...asked.scripts.filter((name) => !Object.hasOwn(scripts, name)),
    ...asked.files.filter((file) => !existsSync(join(root, file))),
  ];
}

describe('a release', () => {
  it('says where the package comes from before it packs it: npm refuses provenance otherwise', () => {
    const commands = commandsOf('release');
    const says = commands.findIndex((run) => run.includes('npm pkg set repository.type=git repository.url='));
    const packs = commands.findIndex((run) => run.startsWith('npm pack'));
    expect(says).toBeGreaterThanOrEqual(0);
    expect(says).toBeLessThan(packs);
  });
});

describe('the workflows', () => {
  it('are four', () => {
    expect(Object.keys(workflows).toSorted()).toEqual(['ci', 'contract-watch', 'docs', 'release']);
  });

  it.each(Object.keys(workflows))('%s asks for scripts and files that exist', (name) => {
    expect(commandsOf(name).flatMap(missing)).toEqual([]);
  });

  it.each(Object.keys(workflows))('%s may read the code, and each job what it needs beside', (name) => {
    const needed: Record<string, string[]> = {
      ci: [],
      docs: ['id-token', 'pages'],
      release: ['contents', 'id-token', 'pages'],
      'contract-watch': ['issues'],
    };
    expect(workflows[name]?.permissions).toEqual({ contents: 'read' });
    const granted = jobsOf(name).flatMap(({ permissions = {} }) =>
      Object.keys(permissions).filter((what) => permissions[what] === 'write'),
    );
    expect([...new Set(granted)].toSorted()).toEqual(needed[name]);
  });

  it.each(Object.keys(workflows))('%s uses GitHub’s own actions, and no job runs for ever', (name) => {
    for (const { uses } of stepsOf(name)) expect(uses ?? 'actions/x@v1').toMatch(/^actions\/[\w-]+@v\d+$/);
    for (const { uses, 'timeout-minutes': minutes } of jobsOf(name)) {
      if (uses === undefined) expect(minutes).toBeGreaterThan(0);
    }
  });

  it.each(Object.keys(workflows))('%s puts nothing into a command but by its environment', (name) => {
    expect(commandsOf(name).filter((run) => run.includes('${{'))).toEqual([]);
    expect(Object.keys(workflows[name]?.on ?? {})).not.toContain('pull_request_target');
  });
});

describe('what is run when:', () => {
  it('every change, on the Nodes that users have, by the entry that is run at home', () => {
    expect(jobsOf('ci').flatMap(({ strategy }) => strategy?.matrix.node ?? [])).toEqual([22, 24, 26]);
    expect(commandsOf('ci')).toContain('bash .ci/run');
    expect(commandsOf('ci')).toContain('npm run test:consumers');
  });

  it('a release is published only after its check, with provenance', () => {
    const { check, publish, github, docs } = workflows.release?.jobs ?? {};
    expect(check?.steps?.map(({ run }) => run)).toContain('bash .ci/run');
    expect([publish, github, docs].map((job) => job?.needs)).toEqual(['check', 'publish', 'publish']);
    expect(publish?.permissions).toEqual({ 'id-token': 'write' });
    expect(publish?.steps?.at(-1)?.run).toMatch(/^npm publish .*--provenance/);
    const checked = check?.steps?.map(({ run = '' }) => run).join('\n');
    for (const step of ['scripts/breaking.ts --release', 'npm sbom', 'npm pack'])
      expect(checked).toContain(step);
  });

  it('nothing in the watch over the contract can place a call', () => {
    const commands = commandsOf('contract-watch').join('\n');
    expect(commands).toContain('npm run --silent conformance -- --base-url');
    expect(commands).not.toContain('allow-calls');
  });
});

describe('the papers', () => {
  it.each(papers)('%s names scripts and files that exist', (_, text) => {
    expect(missing(text)).toEqual([]);
    expect(askedFor(text).files.length).toBeGreaterThan(3);
  });

  it.each(papers)('%s is of one page', (_, text) => {
    expect(text.split('\n').length).toBeLessThanOrEqual(70);
  });

  it('would not get away with a name that is wrong', () => {
    expect(missing('`npm run tests` reads `test/client/cannaries.test.ts`')).toEqual([
      'tests',
      'test/client/cannaries.test.ts',
    ]);
  });
});
