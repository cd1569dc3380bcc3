/**
 * `npm run mutate`: Stryker breaks the pure modules in every way it knows, and the tests must notice 9 of 10 in each
 * file. `--only batch,replay` runs some groups, `--survivors` shows what nobody noticed. Exit code 1 below that score.
 */
import { parseArgs } from 'node:util';
import type { LogLevel } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { groups } from './mutate/modules.ts';

const LEAST_SCORE = 90;

const { values } = parseArgs({ options: { only: { type: 'string' }, survivors: { type: 'boolean' } } });
const chosen = values.only?.split(',') ?? Object.keys(groups);
const unknown = chosen.filter((name) => !Object.hasOwn(groups, name));
if (unknown.length > 0) {
  console.error(`mutate: --only takes ${Object.keys(groups).join(', ')}`);
  process.exit(2);
}

let isGood = true;
for (const name of chosen) {
  const group = groups[name];
  if (group === undefined) continue;
  process.env.MUTATE_TESTS = group.tests.join(',');
  const results = await new Stryker({
    mutate: group.mutate,
    testRunner: 'vitest',
    vitest: { configFile: 'scripts/mutate/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    reporters: ['progress-append-only', ...(values.survivors ? ['clear-text'] : [])],
    clearTextReporter: { reportTests: false, reportScoreTable: false, logTests: false, allowColor: false },
    tempDirName: `out/mutate-${name}`,
    ignorePatterns: ['/dist', '/out', '/coverage', '/scripts/bench', '/openapi', '/.ci'],
    concurrency: 2,
    // A first request of a time zone, or a full collection of garbage, is no endless loop.
    timeoutMS: 10_000,
    logLevel: 'error' as LogLevel,
    allowConsoleColors: false,
  }).runMutationTest();

  for (const file of group.mutate) {
    const mutants = results.filter(({ fileName }) => fileName.endsWith(file));
    const count = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status)).length;
    const noticed = count('Killed', 'Timeout');
    const all = noticed + count('Survived', 'NoCoverage');
    const score = (100 * noticed) / all;
    if (!(score >= LEAST_SCORE)) isGood = false;
    console.log(
      `${score >= LEAST_SCORE ? 'ok    ' : 'MISSED'} ${file}: ${score.toFixed(1)} % of ${all} mutants`,
    );
  }
}
process.exitCode = isGood ? 0 : 1;
