import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { scenarios } from '@evergrove/scheduler/sandbox';
import { describe, expect, it } from 'vitest';
import { fillRegions } from '../../scripts/docs/fill-regions.ts';
import { regionTexts } from '../../scripts/docs/region-texts.ts';

const root = resolve(import.meta.dirname, '../..');
const texts = regionTexts();

describe('a generated region', () => {
  const open = '<!-- generated: replay -->';
  const close = '<!-- /generated -->';

  it.each([
    ['is filled when it is empty', `a\n${open}\n${close}\nb`],
    ['is renewed when it is stale', `a\n${open}\nold\n\nolder\n${close}\nb`],
    ['is left alone when it is fresh', `a\n${open}\nnew\n${close}\nb`],
  ])('%s', (_, before) => {
    expect(fillRegions(before, { replay: 'new\n' })).toBe(`a\n${open}\nnew\n${close}\nb`);
  });

  it.each([
    ['a name that nothing is generated for', `${open}\n${close}`, {}, 'nothing is generated for replay'],
    ['a region that is not closed', `${open}\nold`, { replay: 'new' }, 'not closed'],
    ['a region within another', `${open}\n${open}\n${close}`, { replay: 'new' }, 'not closed'],
  ])('is refused for %s', (_, markdown, given, message) => {
    expect(() => fillRegions(markdown, given as Record<string, string>)).toThrow(message);
  });
});

describe('what is generated', () => {
  it('is what stands in README.md and the guides', () => {
    execFileSync(process.execPath, ['scripts/regions.ts', '--check'], { cwd: root, stdio: 'pipe' });
  });

  it('has a line for every magic number', () => {
    for (const [name, { digits }] of Object.entries(scenarios))
      expect(texts['magic-numbers']).toContain(`| \`+1 NXX 555-01${digits}\` | \`${name}\` |`);
  });

  it.each([
    [
      'a lost trigger is not repeated',
      '| Connection lost once the request may have left | repeated; `unknown` | not repeated; `unknown` |',
    ],
    [
      'a 500 to the trigger is not repeated',
      '| 408, 500, 502, 503, 504 | repeated; `unknown` | not repeated; `unknown` |',
    ],
    ['a 429 is repeated by all', '| 429 | repeated; `none` | repeated; `none` | repeated; `none` |'],
  ])('says that %s', (_, line) => {
    expect(texts['fault-policy']).toContain(line);
  });

  it.each([
    ['error-codes', '| `wait_timeout` | ', '`requestId`, `lastStatus?`, `polls` |'],
    ['faults', '| `triggerErrors` | `triggerCall` |', ''],
    ['replay', '| `triggerCall` | `POST /scheduler/trigger/v2` | `unsent-only` |', ''],
    ['row-rules', '| `duplicate` | `external_reference_id` | error |', ''],
    ['cli-help', 'evergrove-scheduler', '--release-uncertain'],
  ])('tells in %s of %s', (name, ...parts) => {
    for (const part of parts) expect(texts[name]).toContain(part);
  });
});
