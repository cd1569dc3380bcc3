import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { operations } from '../../generated/operations.ts';
import { rowRulesMarkdown } from '../../src/rows/row-rules-markdown.ts';
import { type Fault, faults } from '../../src/sandbox/faults.ts';
import { type NumberedScenario, scenarios } from '../../src/sandbox/scenarios.ts';
import { errorCodesMarkdown } from './error-codes.ts';
import { faultPolicyMarkdown } from './fault-policy.ts';
import { code, markdownTable } from './markdown-table.ts';

const root = join(import.meta.dirname, '../..');

/** What is generated for each region of the README and the guides, by its name. */
export function regionTexts(): Record<string, string> {
  return {
    'magic-numbers': magicNumbersMarkdown(),
    faults: faultsMarkdown(),
    'row-rules': rowRulesMarkdown(3),
    'error-codes': errorCodesMarkdown(root),
    'fault-policy': faultPolicyMarkdown(),
    replay: replayMarkdown(),
    'cli-help': `\`\`\`text\n${cliHelp().trim()}\n\`\`\``,
  };
}

/** The numbers that choose a scenario, from the sandbox's own table. */
export function magicNumbersMarkdown(): string {
  const rows = Object.entries<NumberedScenario>(scenarios).map(([name, { digits, description }]) => [
    code(`+1 NXX 555-01${digits}`),
    code(name),
    description,
  ]);
  return markdownTable(['Number', 'Scenario', 'What becomes of the call'], rows);
}

function faultsMarkdown(): string {
  const rows = Object.entries<Fault>(faults).map(([name, { description, only }]) => [
    code(name),
    only ? code(only) : 'any',
    description,
  ]);
  return markdownTable(['Fault', 'Operation', 'What happens'], rows);
}

function replayMarkdown(): string {
  const rows = Object.entries(operations).map(([id, { method, path, replay }]) => [
    code(id),
    code(`${method} ${path}`),
    code(replay),
  ]);
  return markdownTable(['Operation', 'Endpoint', '`x-replay`'], rows);
}

function cliHelp(): string {
  return execFileSync(process.execPath, [join(root, 'src/cli/main.ts'), '--help'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}
