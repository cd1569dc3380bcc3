import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const openapi = fileURLToPath(new URL('../../openapi/', import.meta.url));
const redocly = fileURLToPath(new URL('../../node_modules/@redocly/cli/bin/cli.js', import.meta.url));

/** One line of the description broken, and the rule that must say so. */
interface Break {
  name: string;
  rule: string;
  file: string;
  find: string | RegExp;
  replace: string;
}

const schemas = 'components/schemas';
const BREAKS: Break[] = [
  {
    name: 'a property without x-provenance',
    rule: 'provenance-marked',
    file: `${schemas}/Entity.yaml`,
    find: '    x-provenance: published\n',
    replace: '',
  },
  {
    name: 'a property whose mark stands behind its $ref only',
    rule: 'provenance-marked',
    file: `${schemas}/TriggerInput.yaml`,
    find: '    x-provenance: placeholder\n',
    replace: '',
  },
  {
    name: 'a mark that does not exist',
    rule: 'provenance-marked',
    file: `${schemas}/CallInput.yaml`,
    find: 'x-provenance: placeholder',
    replace: 'x-provenance: guessed',
  },
  {
    name: 'a parameter without x-provenance',
    rule: 'provenance-marked',
    file: 'components/parameters/RequestId.yaml',
    find: 'x-provenance: published\n',
    replace: '',
  },
  {
    name: 'a header without x-provenance',
    rule: 'provenance-marked',
    file: 'components/headers/RetryAfter.yaml',
    find: 'x-provenance: inferred\n',
    replace: '',
  },
  {
    name: 'an enum without x-provenance',
    rule: 'provenance-marked',
    file: `${schemas}/OutboundCallStatus.yaml`,
    find: 'x-provenance: published\n',
    replace: '',
  },
  {
    name: 'an enum value that is not described',
    rule: 'enum-values-described',
    file: `${schemas}/TriggerStatus.yaml`,
    find: '[triggered, skipped, failed]',
    replace: '[triggered, skipped, failed, lost]',
  },
  {
    name: 'a description of a value that the enum does not have',
    rule: 'enum-values-described',
    file: `${schemas}/TriggerStatus.yaml`,
    find: '[triggered, skipped, failed]',
    replace: '[triggered, failed]',
  },
  {
    name: 'a leaf without x-sensitive',
    rule: 'sensitivity-marked',
    file: `${schemas}/Entity.yaml`,
    find: '    x-sensitive: false\n',
    replace: '',
  },
  {
    name: 'a list of scalars without x-sensitive',
    rule: 'sensitivity-marked',
    file: `${schemas}/TriggerResult.yaml`,
    find: /triggered_request_ids:\n([\s\S]*?) {4}x-sensitive: false\n/,
    replace: 'triggered_request_ids:\n$1',
  },
  {
    name: 'an x-sensitive that is not a boolean',
    rule: 'sensitivity-marked',
    file: `${schemas}/Entity.yaml`,
    find: 'x-sensitive: false',
    replace: "x-sensitive: 'no'",
  },
  {
    name: 'a leaf of any type without x-sensitive',
    rule: 'sensitivity-marked',
    file: `${schemas}/GeneratedOutcomes.yaml`,
    find: /( {2}follow_up:\n[\s\S]*?) {4}x-sensitive: true\n/,
    replace: '$1',
  },
  {
    name: 'a key without x-sensitive',
    rule: 'sensitivity-marked',
    file: 'openapi.yaml',
    find: '      x-sensitive: true\n',
    replace: '',
  },
  {
    name: 'a field that looks personal, marked false',
    rule: 'personal-names-sensitive',
    file: `${schemas}/CallDetails.yaml`,
    find: 'x-sensitive: true',
    replace: 'x-sensitive: false',
  },
  {
    name: 'a list of appointments, not marked at all',
    rule: 'personal-names-sensitive',
    file: `${schemas}/GeneratedOutcomes.yaml`,
    find: /( {2}future_appointments:\n[\s\S]*?) {4}x-sensitive: true\n/,
    replace: '$1',
  },
  {
    name: 'an operation without x-replay',
    rule: 'replay-declared',
    file: 'paths/triggerCall.yaml',
    find: '  x-replay: unsent-only\n',
    replace: '',
  },
  {
    name: 'a replay policy that does not exist',
    rule: 'replay-declared',
    file: 'paths/triggerCall.yaml',
    find: 'x-replay: unsent-only',
    replace: 'x-replay: always',
  },
  {
    name: 'a rule that nobody implements',
    rule: 'rule-names-known',
    file: `${schemas}/OpenDay.yaml`,
    find: 'window_order',
    replace: 'windows_order',
  },
  {
    name: 'a rule that is not in a list',
    rule: 'rule-names-known',
    file: `${schemas}/EntityInput.yaml`,
    find: '[iana_time_zone]',
    replace: 'iana_time_zone',
  },
  {
    name: 'a stand-in that a response requires, two objects deep',
    rule: 'placeholder-not-required',
    file: `${schemas}/GeneratedOutcomes.yaml`,
    find: 'properties:\n',
    replace: 'required: [summary]\nproperties:\n',
  },
  {
    name: 'a request that is open, three objects deep',
    rule: 'requests-closed-responses-open',
    file: `${schemas}/CallDetails.yaml`,
    find: 'additionalProperties: false\n',
    replace: '',
  },
  {
    name: 'a response that is closed',
    rule: 'requests-closed-responses-open',
    file: `${schemas}/CallAttempt.yaml`,
    find: 'properties:\n',
    replace: 'additionalProperties: false\nproperties:\n',
  },
  {
    name: 'a property without a description of its own',
    rule: 'property-described',
    file: `${schemas}/EntityInput.yaml`,
    find: '    description: Display name of the location.\n',
    replace: '',
  },
];

interface Report {
  problems: { ruleId: string; location: { source: { ref: string } }[] }[];
}

const root = mkdtempSync(join(tmpdir(), 'scheduler-lint-'));
const copyOf = (index: number | 'intact'): string => join(root, String(index));

/** What Redocly found, as rule names for each copy; it prints one JSON document a file, back to back. */
async function lint(copies: string[]): Promise<Map<string, Set<string>>> {
  const files = copies.map((copy) => join(copy, 'openapi.yaml'));
  const config = join(openapi, 'redocly.yaml');
  const argv = [redocly, 'lint', ...files, '--config', config, '--format=json', '--max-problems=1000'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off' };
  const { stdout } = await promisify(execFile)(process.execPath, argv, { env, maxBuffer: 1e8 }).catch(
    (failed) => failed,
  );
  const reports: Report[] = stdout.split(/(?<=^\})(?=\{$)/m).map((json: string) => JSON.parse(json));
  expect(reports).toHaveLength(copies.length);
  return new Map(
    reports.map(({ problems }, at) => [copies[at] as string, new Set(problems.map(({ ruleId }) => ruleId))]),
  );
}

let found: Map<string, Set<string>>;

beforeAll(async () => {
  for (const name of [...BREAKS.keys(), 'intact' as const])
    cpSync(openapi, copyOf(name), { recursive: true });
  for (const [index, { file, find, replace }] of BREAKS.entries()) {
    const path = join(copyOf(index), file);
    const text = readFileSync(path, 'utf8');
    const broken = text.replace(find, replace);
    if (broken === text) throw new Error(`nothing to break: ${file} no longer holds ${find}`);
    writeFileSync(path, broken);
  }
  found = await lint([...BREAKS.keys(), 'intact' as const].map(copyOf));
}, 60_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('redocly lint', () => {
  test('finds nothing in the description as it is', () => {
    expect([...(found.get(copyOf('intact')) ?? ['not linted'])]).toEqual([]);
  });

  test.each(BREAKS.map((entry, index) => [entry.name, entry.rule, index] as const))(
    'refuses %s: %s',
    (_, rule, index) => {
      expect([...(found.get(copyOf(index)) ?? [])]).toEqual([`evergrove/${rule}`]);
    },
  );

  test('is broken here for each rule of the plugin, and each rule is switched on', () => {
    const config = readFileSync(join(openapi, 'redocly.yaml'), 'utf8');
    const on = [...config.matchAll(/^ {2}evergrove\/([\w-]+): error$/gm)].map(([, rule]) => rule);
    const shared = ['plugin.ts', 'redocly.ts', 'schema.ts'];
    const files = readdirSync(join(openapi, 'lint')).filter((file) => !shared.includes(file));
    expect(on.sort()).toEqual([...new Set(BREAKS.map(({ rule }) => rule))].sort());
    expect(on).toEqual(files.map((file) => file.replace(/\.ts$/, '')).sort());
  });
});
