import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const { exports } = JSON.parse(read('package.json')) as { exports: object };

describe('what coding agents read', () => {
  it('llms.txt names files that are there, or are built', () => {
    const links = [...read('llms.txt').matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(3);
    const built = JSON.stringify(exports);
    expect(links.filter((link) => !existsSync(join(root, link)) && !built.includes(`"./${link}"`))).toEqual(
      [],
    );
  });

  it('SKILL.md says in its head what it is for', () => {
    const [, head = ''] = read('SKILL.md').split('---\n');
    expect(head).toMatch(/^name: [a-z-]{1,64}\ndescription: .{40,1024}\n$/);
  });

  it.each(['llms.txt', 'SKILL.md'])('%s says when a trigger must never be sent again', (name) => {
    expect(read(name).replace(/[\s*]+/g, ' ')).toMatch(/`unknown`.*never send the trigger again/);
  });

  it.each([
    ['llms.txt', 40],
    ['SKILL.md', 110],
  ])('%s is short', (name, most) => {
    expect(read(name).split('\n').length).toBeLessThanOrEqual(most);
  });
});
