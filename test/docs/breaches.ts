import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What Redoc and TypeDoc break themselves, by page and by rule of axe: how many nodes at most, and why. */
export const known: Readonly<Record<string, Readonly<Record<string, { most: number; reason: string }>>>> = {
  'reference.html': {
    'color-contrast': { most: 2, reason: 'the green of GET, and the name of an array item in the dark' },
    'label-content-name-mismatch': {
      most: 3,
      reason: 'the menu of examples is labelled Example, whatever it shows',
    },
  },
  'typescript/interfaces/index.Scheduler.html': {
    'nested-interactive': { most: 6, reason: 'a permalink within each summary that folds' },
    'link-in-text-block': { most: 1, reason: 'the name of a signature, told apart by colour alone' },
  },
};

/** How many nodes break each rule of axe whose breach is critical or serious. */
export async function breaches(page: Page, rules?: string[]): Promise<Record<string, number>> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(
    (only) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run({
        resultTypes: ['violations'],
        preload: false,
        ...(only && { runOnly: only }),
      }),
    rules,
  )) as AxeResults;
  const grave = violations.filter(({ impact }) => impact === 'critical' || impact === 'serious');
  return Object.fromEntries(grave.map(({ id, nodes }) => [id, nodes.length]));
}
