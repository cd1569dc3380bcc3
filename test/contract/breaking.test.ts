import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { breakingChanges, unannounced } from '../../scripts/breaking/guard.ts';
import { type KindName, kinds } from '../../scripts/breaking/kinds.ts';
import { announcesBreaking, nextBreaking } from '../../scripts/breaking/version.ts';
import { type Json, readDescription } from './fuzz/description.ts';

/** The description, with the keywords that it does not use today. */
const base = readDescription();
base.components.schemas.CallInput.dependentRequired = { notes: ['deadline'] };
base.components.schemas.CallInput.if = { required: ['notes'] };
// biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, in no danger of being awaited
base.components.schemas.CallInput.then = { required: ['external_reference_id'] };
base.components.schemas.QueueCallsInput.properties.calls.contains = { required: ['notes'] };
base.components.schemas.Entity.dependentRequired = { name: ['can_call'] };
base.components.schemas.RequestStatus.properties.call_attempts.contains = { required: ['status'] };

type Change = (copy: Json, schemas: Json) => Json;

/** The same description, changed; a change that gives a description takes its place. */
function changedBy(change: Change): Json {
  const copy = structuredClone(base);
  const made = change(copy, copy.components.schemas);
  return made?.openapi ? made : copy;
}

const renamed = (copy: Json, from: string, to: string): Json =>
  JSON.parse(JSON.stringify(copy).replaceAll(from, to));

const BREAKING: [what: string, change: Change, kind: KindName, where: string, said: string][] = [
  [
    'a sent field comes to need another',
    (_, { CallInput }) => CallInput.dependentRequired.notes.push('external_reference_id'),
    ...(['dependentRequired', 'CallInput', 'now needs external_reference_id beside notes'] as const),
  ],
  [
    'a sent field without needs gets one',
    (_, { CallDetails }) => (CallDetails.dependentRequired = { provider_state: ['notes'] }),
    ...(['dependentRequired', 'CallDetails', 'now needs notes beside provider_state'] as const),
  ],
  [
    'a read field may come alone',
    (_, { Entity }) => delete Entity.dependentRequired,
    ...(['dependentRequired', 'Entity', 'no longer needs can_call beside name'] as const),
  ],
  [
    'a condition asks for more',
    (_, { CallInput }) => CallInput.then.required.push('deadline'),
    ...(['conditional', 'CallInput', 'if/then/else changed'] as const),
  ],
  [
    'a condition holds of more bodies',
    (_, { CallInput }) => (CallInput.if = {}),
    ...(['conditional', 'CallInput', 'if/then/else changed'] as const),
  ],
  [
    'a list must contain something else',
    (_, { QueueCallsInput }) => (QueueCallsInput.properties.calls.contains = { required: ['deadline'] }),
    ...(['contains', 'QueueCallsInput.calls', 'contains changed'] as const),
  ],
  [
    'a list must contain more of it',
    (_, { QueueCallsInput }) => (QueueCallsInput.properties.calls.minContains = 2),
    ...(['contains', 'QueueCallsInput.calls', 'contains changed'] as const),
  ],
  [
    'a list that is read may do without',
    (_, { RequestStatus }) => delete RequestStatus.properties.call_attempts.contains,
    ...(['contains', 'RequestStatus.call_attempts', 'contains changed'] as const),
  ],
  [
    'the default of a field is another',
    (_, { TriggerInput }) => (TriggerInput.properties.mode.default = 'scheduled'),
    ...(['default', 'TriggerInput.mode', 'the default was "immediate" and is "scheduled"'] as const),
  ],
  [
    'the default of a field is gone',
    (_, { TriggerInput }) => delete TriggerInput.properties.mode.default,
    ...(['default', 'TriggerInput.mode', 'the default was "immediate" and is none'] as const),
  ],
  [
    'the default of a parameter is another',
    ({ components }) => (components.parameters.IncludeCallAttempts.schema.default = true),
    ...(['default', 'getCall ?include_call_attempts', 'the default was false and is true'] as const),
  ],
  [
    'a rule is new',
    (_, { CallInput }) => (CallInput.properties.call_type['x-rule'] = ['iana_time_zone']),
    ...(['rule', 'CallInput.call_type', 'the rule iana_time_zone is new'] as const),
  ],
  [
    'a schema has another name',
    (copy, schemas) => {
      schemas.CallOrder = schemas.CallInput;
      delete schemas.CallInput;
      return renamed(copy, '/schemas/CallInput"', '/schemas/CallOrder"');
    },
    ...(['schemaName', 'CallInput', 'the schema is now called CallOrder'] as const),
  ],
  [
    'a schema is gone',
    (_, schemas) => {
      schemas.CallInput.properties.details = { type: 'object' };
      delete schemas.CallDetails;
    },
    ...(['schemaName', 'CallDetails', 'the schema is gone'] as const),
  ],
  [
    'a path parameter has another name',
    (copy) => renamed(renamed(copy, '{requestId}', '{id}'), '"name":"requestId"', '"name":"id"'),
    ...(['pathParameter', 'getCall', '{requestId} is now called {id}'] as const),
  ],
  [
    'a trigger is repeated that was not',
    ({ paths }) => (paths['/scheduler/trigger/v2'].post['x-replay'] = 'safe'),
    ...(['replay', 'triggerCall', 'x-replay was unsent-only and is safe'] as const),
  ],
];

const HARMLESS: [what: string, change: Change][] = [
  ['nothing', () => undefined],
  ['an optional field is new', (_, { CallInput }) => (CallInput.properties.priority = { type: 'string' })],
  ['a description has other words', (_, { CallInput }) => (CallInput.description = 'One call.')],
  ['a condition has other words', (_, { CallInput }) => (CallInput.then.description = 'Then both.')],
  ['a sent field needs no other any more', (_, { CallInput }) => delete CallInput.dependentRequired],
  ['a condition is gone', (_, { CallInput }) => ['if', 'then'].map((key) => delete CallInput[key])],
  ['a read field comes with another', (_, { Entity }) => Entity.dependentRequired.name.push('id')],
  ['a default is said where none was', (_, { CallInput }) => (CallInput.properties.notes.default = null)],
  ['a rule is gone', (_, { CallDetails }) => delete CallDetails.properties.patient_dob['x-rule']],
  ['a schema is new', (_, schemas) => (schemas.Priority = { type: 'string' })],
  ['a value is new in an open enum', (_, { OutboundCallStatus }) => OutboundCallStatus.enum.push('ON_HOLD')],
  [
    'fields stand in another order',
    (_, { CallInput }) => (CallInput.properties = reversed(CallInput.properties)),
  ],
];

const reversed = (fields: Json) => Object.fromEntries(Object.entries(fields).reverse());

describe('our own guard', () => {
  test.each(BREAKING)('names it when %s', (_, change, kind, where, what) => {
    const revision = changedBy(change);
    expect(breakingChanges(base, revision)).toEqual([{ kind, where, what }]);
    const [line, ...more] = unannounced(base, revision);
    expect(more).toEqual([]);
    expect(line).toBe(
      `${where}: ${what} (${kind}: ${kinds[kind].why}); restore it, or set info.version to 0.2.0`,
    );
    revision.info.version = '0.1.9';
    expect(unannounced(base, revision)).toHaveLength(1);
    revision.info.version = '0.2.0';
    expect(unannounced(base, revision)).toEqual([]);
  });

  test.each(HARMLESS)('has nothing to say when %s', (_, change) => {
    expect(unannounced(base, changedBy(change))).toEqual([]);
  });

  test('is tried on every kind that it knows', () => {
    const tried = new Set(BREAKING.map(([, , kind]) => kind));
    expect(Object.keys(kinds).filter((kind) => !tried.has(kind as KindName))).toEqual([]);
  });

  test('names every change at once', () => {
    const both = changedBy((copy, schemas) => {
      schemas.TriggerInput.properties.mode.default = 'scheduled';
      copy.paths['/scheduler/trigger/v2'].post['x-replay'] = 'safe';
    });
    expect(unannounced(base, both)).toHaveLength(2);
  });
});

describe('a version', () => {
  test.each([
    ['0.1.0', '0.1.0', false],
    ['0.1.0', '0.1.1', false],
    ['0.1.0', '0.2.0', true],
    ['0.1.0', '1.0.0', true],
    ['0.2.0', '0.1.0', false],
    ['1.0.0', '1.1.0', false],
    ['1.9.9', '2.0.0', true],
    ['1.0.0', '0.9.0', false],
  ])('that was %s and is %s announces a break: %s', (old, young, announces) => {
    expect(announcesBreaking(old, young)).toBe(announces);
  });

  test.each([
    ['0.1.0', '0.2.0'],
    ['1.4.2', '2.0.0'],
  ])('after %s that announces a break is %s', (old, next) => {
    expect(nextBreaking(old)).toBe(next);
  });

  test('must be three numbers', () => {
    expect(() => announcesBreaking('1', '2.0.0')).toThrow('three numbers');
  });
});

const root = resolve(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'evergrove-breaking-'));
afterAll(() => rmSync(work, { recursive: true }));

function written(name: string, description: Json): string {
  const file = join(work, `${name}.json`);
  writeFileSync(file, JSON.stringify(description, undefined, 2));
  return file;
}

async function run(file: string, args: string[]) {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return promisify(execFile)(process.execPath, [join(root, file), ...args], { cwd: root, env }).then(
    (printed) => ({ ...printed, code: 0 }),
    (error) => error as { code: number; stdout: string; stderr: string },
  );
}

describe('node scripts/breaking.ts', { timeout: 30_000 }, () => {
  const guard = (...args: string[]) => run('scripts/breaking.ts', args);

  test('compares with the last release', async () => {
    const released = join(root, 'openapi/released/openapi.json');
    expect(JSON.parse(readFileSync(released, 'utf8')).openapi).toBe('3.1.2');
    expect(await guard()).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('prints a line a change, and fails', async () => {
    const changed = written(
      'changed',
      changedBy((_, { TriggerInput }) => delete TriggerInput.properties.mode.default),
    );
    const { code, stdout } = await guard('--base', written('base', base), '--revision', changed);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^TriggerInput\.mode: the default was .+; restore it, or set info\.version to 0\.2\.0\n$/,
    );
  });

  test('--release renews the description of the last release, unless something broke unannounced', async () => {
    const release = written('release', base);
    const before = readFileSync(release, 'utf8');
    const broken = changedBy((_, { TriggerInput }) => delete TriggerInput.properties.mode.default);
    const args = ['--release', '--base', release, '--revision'];
    expect((await guard(...args, written('broken', broken))).code).toBe(1);
    expect(readFileSync(release, 'utf8')).toBe(before);
    broken.info.version = '0.2.0';
    const announced = written('announced', broken);
    expect((await guard(...args, announced)).code).toBe(0);
    expect(readFileSync(release, 'utf8')).toBe(readFileSync(announced, 'utf8'));
  });

  test.each([[['--bad']], [['--base']], [['--base', 'nowhere.json']], [['x']]])(
    '%j is one line on stderr, and 2',
    async (args) => {
      const { code, stdout, stderr } = await guard(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^breaking: .+; usage: .+\n$/);
    },
  );
});

describe('redocly diff', () => {
  const script = 'node_modules/@redocly/cli/bin/cli.js';

  test.concurrent.each<[string, Change, string, number]>([
    ['stops a new required field', (_, { CallInput }) => CallInput.required.push('notes'), '0.1.1', 1],
    ['lets it pass with its version', (_, { CallInput }) => CallInput.required.push('notes'), '0.2.0', 0],
    [
      'takes a changed default for a trifle, which is what the guard is for',
      (_, { TriggerInput }) => (TriggerInput.properties.mode.default = 'scheduled'),
      ...(['0.1.1', 0] as const),
    ],
    [
      'takes a changed need for a trifle too',
      (_, { CallInput }) => CallInput.dependentRequired.notes.push('external_reference_id'),
      ...(['0.1.1', 0] as const),
    ],
  ])(
    '%s',
    async (name, change, version, code) => {
      const revision = changedBy(change);
      revision.info.version = version;
      const files = [written(`${name} base`, base), written(name, revision)];
      const diff = await run(script, ['diff', ...files, '--check-version', '--fail-on', 'none']);
      expect(diff.code).toBe(code);
    },
    30_000,
  );
});
