import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** The address of a registry, or a folder of somebody's machine. */
const foreign =
  /registry\.(?:npmj[s]|yarnpk[g])|npm\.pkg\.githu[b]|(?<![\w.~@/-])(?:\/(?:home|root|Users|work)\/[\w.-]+|[A-Z]:\\\w+)/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && statSync(join(root, path), { throwIfNoEntry: false })?.isFile());

it('no file of the project names a registry, or a path of one machine', () => {
  expect(files.length).toBeGreaterThan(200);
  const naming = files.flatMap((path) => {
    const [found] = foreign.exec(readFileSync(join(root, path), 'utf8')) ?? [];
    return found === undefined ? [] : [`${path}: ${found}`];
  });
  expect(naming).toEqual([]);
});

it.each([
  'https://registry.npmj' + 's.org/x',
  '"/home' + '/someone/x"',
  'in /work' + '/main',
  'C:' + '\\Users',
])('%s would be found', (text) => {
  expect(text).toMatch(foreign);
});
