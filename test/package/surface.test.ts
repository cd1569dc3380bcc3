import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packed, root } from './packed.ts';
import { surfaceText } from './surface-text.ts';

let surface: string;

beforeAll(async () => {
  const { folder } = await packed();
  surface = surfaceText(join(folder, 'dist'));
}, 240_000);

describe('the public surface', () => {
  it('is the reviewed one; `-u` writes it anew', async () => {
    await expect(surface).toMatchFileSnapshot('surface.md');
  });

  it('exports from each entry the names that its source lists', () => {
    for (const entry of ['index', 'rows/index', 'batch/index', 'sandbox/index']) {
      const [, section = ''] = surface.split(`## ${entry}\n\n`);
      const names = section.slice(0, section.indexOf('\n\n')).split('\n');
      const source = readFileSync(join(root, 'src', `${entry}.ts`), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
      const listed = [...source.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) =>
        list.split(',').map((name) => name.replace('type ', '').trim()),
      );
      expect(names).toEqual(
        listed
          .filter(Boolean)
          .toSorted()
          .map((name) => `- ${name}`),
      );
    }
  });

  it('shows signatures and members', () => {
    expect(surface).toContain('function createScheduler(options: SchedulerOptions): Scheduler;');
    expect(surface).toMatch(/^interface Scheduler \{/m);
    expect(surface).not.toContain('/**');
  });
});
