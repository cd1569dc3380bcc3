import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isTerminalStatus, OutboundCallStatus } from '@evergrove/scheduler';
import { magicNumber, type ScenarioName } from '@evergrove/scheduler/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.ts';
import { type Lie, lyingServer } from './lying-server.ts';

const openapi = fileURLToPath(new URL('../../openapi/', import.meta.url));
const redocly = fileURLToPath(new URL('../../node_modules/.bin/redocly', import.meta.url));
const file = join(openapi, 'run-calls.arazzo.yaml');
const text = readFileSync(file, 'utf8');

/** Not the project's folder: everything must be found from there. */
const elsewhere = mkdtempSync(join(tmpdir(), 'scheduler-workflow-'));
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

const KEY = 'test_WORKFLOW-KEY-CANARY';

function run(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; stdout: string; output: string }> {
  const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [redocly, ...args],
      {
        cwd: elsewhere,
        env: { PATH: process.env.PATH ?? '', ...quiet, ...env },
        timeout: 110_000,
        maxBuffer: 1e8,
      },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, output: `${stdout}${stderr}` }),
    );
  });
}

/** The key comes by the environment, where no list of processes shows it. */
const respect = (url: string, number: string, ...args: string[]) =>
  run(['respect', '--server', `scheduler=${url}`, ...args], {
    REDOCLY_CLI_RESPECT_INPUT: `apiKey=${KEY},outbound_phone_number=${number}`,
  });

function write(name: string, content: string): string {
  const path = join(elsewhere, `${name}.arazzo.yaml`);
  writeFileSync(path, content);
  return path;
}

describe('run-calls.arazzo.yaml', () => {
  test('lints with the description that stands beside it', async () => {
    expect(text).toMatch(/^ {4}url: \.\/openapi\.yaml$/m);
    const { code, output } = await run(['lint', 'run-calls', '--config', join(openapi, 'redocly.yaml')]);
    expect(output).toContain('is valid');
    expect(code).toBe(0);
  });

  test('would not lint with a step twice, an output of nothing, XPath, or a criterion twice', async () => {
    const breaks = {
      'stepId-unique': ['stepId: queueCalls', 'stepId: upsertEntity'],
      'outputs-defined': ['$steps.getCall.outputs.status', '$steps.getCall.outputs.lost'],
      'no-criteria-xpath': ['type: jsonpath', 'type: xpath'],
      'criteria-unique': [
        '          - condition: $statusCode == 200\n',
        '          - condition: $statusCode == 200\n          - condition: $statusCode == 200\n',
      ],
    };
    const files = Object.entries(breaks).map(([rule, [find = '', replace = '']]) => {
      expect(text).toContain(find);
      return write(
        rule,
        text.replace(find, replace).replace('./openapi.yaml', join(openapi, 'openapi.yaml')),
      );
    });
    const config = join(openapi, 'redocly.yaml');
    const { stdout } = await run(['lint', ...files, '--config', config, '--format', 'json']);
    // One JSON document a file, back to back.
    const reports = stdout.split(/(?<=^\})(?=\{$)/m).map((json) => JSON.parse(json));
    const found = reports.map(({ problems }) => problems.map(({ ruleId }: { ruleId: string }) => ruleId));
    for (const [index, rule] of Object.keys(breaks).entries()) expect(found[index]).toContain(rule);
  });

  test('has a step for each operation, by its name', () => {
    const named = (key: string) =>
      [...text.matchAll(new RegExp(`${key}: (\\w+)$`, 'gm'))].map(([, id]) => id);
    expect(named('stepId')).toEqual(named('operationId'));
    expect(named('operationId').toSorted()).toEqual(Object.keys(operations).toSorted());
  });

  test('ends on the terminal statuses and on no other', () => {
    const lists = [...text.matchAll(/\(\?:([A-Z_|]+)\)\$/g)].map(([, list]) => list?.split('|').toSorted());
    const terminal = Object.values(OutboundCallStatus).filter(isTerminalStatus).toSorted();
    expect(lists).toEqual([terminal, terminal]);
  });

  test('runs as it is, from any folder, places one call and does not show the key', async () => {
    const { url, sandbox, close } = await lyingServer(undefined, 1_000_000);
    const { code, output } = await respect(url, magicNumber('answersAndConfirms'), file, '--verbose');
    await close();
    expect(output).toContain('Steps: 4 passed, 4 total');
    expect(output).toContain('Bearer ********');
    expect(output).not.toContain(KEY);
    expect(code).toBe(0);
    expect(sandbox.calls().map(({ id }) => sandbox.callsPlaced(id))).toEqual([1]);
  });
}, 60_000);

/** One run of the workflow, and what must come of it. */
interface Case {
  name: string;
  scenario?: ScenarioName;
  lie?: Lie;
  /** Operations whose first request is answered 429. */
  busy?: OperationId[];
  passes: boolean;
  /** How often each operation is sent; once where it is left out. */
  sent?: Partial<Record<OperationId, number>>;
  /** A check that must have failed at some time. */
  failed?: string;
}

const SCHEMA = 'schema check';
const CRITERIA = 'success criteria check';

/** A lie about one operation. */
const on =
  (operation: OperationId, lie: Lie): Lie =>
  (truth, arrived) =>
    operationOf(arrived) === operation ? lie(truth, arrived) : undefined;

/** A lie about a poll whose call has ended. */
const onEnd = (lie: Lie): Lie =>
  on('getCall', (truth, arrived) => {
    const ended = { ...truth, body: { ...truth.body, status: 'COMPLETE' } };
    return { ...ended, ...lie(ended, arrived) };
  });

/** What a call is said to be at its first polls, before it is what it is. */
const atFirst = (...lies: Lie[]): Lie => {
  let polls = 0;
  return on('getCall', (truth, arrived) => lies[polls++]?.(truth, arrived));
};
const status =
  (value: string): Lie =>
  ({ body }) => ({ body: { ...body, status: value } });
const surprise: Lie = ({ body }) => ({ body: { ...body, surprise: 1 } });

const none = { queueCalls: 0, triggerCall: 0, getCall: 0 };
const cases: Case[] = [
  { name: 'passes when somebody answers', scenario: 'busyTwiceThenAnswers', passes: true },
  { name: 'passes on ERROR', scenario: 'outOfService', passes: true },
  { name: 'passes on CANCELLED', scenario: 'cancelled', passes: true },
  { name: 'passes on DO_NOT_CALL_BACK', scenario: 'doNotCallBack', passes: true },
  {
    name: 'polls on while a call waits, runs, or has a status of tomorrow',
    lie: atFirst(status('ENQUEUED'), status('ACTIVE'), status('ON_HOLD')),
    passes: true,
    sent: { getCall: 4 },
    failed: CRITERIA,
  },
  {
    name: 'fails when a call does not end within the polls',
    scenario: 'neverFinishes',
    passes: false,
    sent: { getCall: 13 },
    failed: CRITERIA,
  },
  {
    name: 'repeats what was refused with 429, and calls once',
    busy: ['upsertEntity', 'queueCalls', 'triggerCall', 'getCall'],
    passes: true,
    sent: { upsertEntity: 2, queueCalls: 2, triggerCall: 2, getCall: 2 },
    failed: CRITERIA,
  },
  {
    name: 'fails at once on a field that is not listed',
    lie: onEnd(surprise),
    passes: false,
    sent: { getCall: 1 },
    failed: SCHEMA,
  },
  {
    name: 'puts on record a field that is not listed, told of a running call',
    lie: atFirst((truth, arrived) =>
      surprise({ ...truth, body: { ...truth.body, status: 'ACTIVE' } }, arrived),
    ),
    passes: true,
    sent: { getCall: 2 },
    failed: SCHEMA,
  },
  {
    name: 'fails at once on an instant without a zone',
    lie: onEnd(({ body }) => ({ body: { ...body, created_at: '2026-11-25T09:00:00' } })),
    passes: false,
    sent: { getCall: 1 },
    failed: SCHEMA,
  },
  {
    name: 'fails at once on a poll without status',
    lie: onEnd(({ body: { status: _, ...body } }) => ({ body })),
    passes: false,
    sent: { getCall: 1 },
    failed: SCHEMA,
  },
  {
    name: 'fails at once on HTML',
    lie: onEnd(() => ({ contentType: 'text/html', body: '<p>busy</p>' })),
    passes: false,
    sent: { getCall: 1 },
    failed: 'content-type check',
  },
  {
    name: 'fails at once on a poll with 500',
    lie: onEnd(() => ({ status: 500 })),
    passes: false,
    sent: { getCall: 1 },
    failed: CRITERIA,
  },
  {
    name: 'fails on an entity with 201',
    lie: on('upsertEntity', () => ({ status: 201 })),
    passes: false,
    sent: none,
    failed: CRITERIA,
  },
  {
    name: 'fails on an entity without id',
    lie: on('upsertEntity', ({ body: { id: _, ...body } }) => ({ body })),
    passes: false,
    sent: none,
    failed: SCHEMA,
  },
  {
    name: 'queues once when queueing answers 500, and triggers nothing',
    lie: on('queueCalls', () => ({ status: 500 })),
    passes: false,
    sent: { ...none, queueCalls: 1 },
    failed: CRITERIA,
  },
  {
    name: 'triggers nothing when nothing was queued',
    lie: on('queueCalls', () => ({ body: { requests: [] } })),
    passes: false,
    sent: { ...none, queueCalls: 1 },
  },
  {
    name: 'triggers once when the trigger answers 503',
    lie: on('triggerCall', () => ({ status: 503 })),
    passes: false,
    sent: { getCall: 0 },
    failed: CRITERIA,
  },
  {
    name: 'fails on a trigger that does not list the id',
    lie: on('triggerCall', ({ body }) => ({ body: { ...body, triggered_request_ids: [] } })),
    passes: false,
    sent: { getCall: 0 },
    failed: CRITERIA,
  },
  {
    name: 'fails on a trigger with errors beside the id',
    lie: on('triggerCall', ({ body }) => ({ body: { ...body, errors: ['synthetic'] } })),
    passes: false,
    sent: { getCall: 0 },
    failed: CRITERIA,
  },
];

function operationOf({ method, path }: { method: string; path: string }): OperationId {
  const found = Object.entries(operations).find(
    ([, known]) => known.method === method && path.startsWith(known.path.split('{', 1)[0] ?? ''),
  );
  return found?.[0] as OperationId;
}

/**
 * The workflow of one case, for a sandbox in which every call is over at once: it waits 20 ms, and polls at most 13 times. Its
 * entity has the name of the case, which tells the server whose turn it is.
 */
function workflowOf(index: number, { name, scenario = 'answersAndConfirms' }: Case): string {
  const faster = text
    .replaceAll(/retryAfter: \d+/g, 'retryAfter: 0.02')
    .replace('retryLimit: 360', 'retryLimit: 12')
    .replace('default: Synthetic Imaging Center', `default: "${name}"`)
    .replace('number: $inputs.outbound_phone_number', `number: "${magicNumber(scenario)}"`)
    .replace('./openapi.yaml', join(openapi, 'openapi.yaml'));
  const done = /retryAfter: 0\.02|retryLimit: 12|default: "[a-z]|number: "|url: \//g;
  expect(faster.match(done)).toHaveLength(6);
  return write(`cases/${index}`, faster);
}

interface Step {
  checks: { name: string; status: string }[];
}
type Results = Record<string, { executedWorkflows: { status: string; executedSteps: Step[] }[] }>;

describe('redocly respect', () => {
  let results: Results;
  let code: number;
  const sent = new Map<string, OperationId[]>();
  const placed = new Map<string, number[]>();

  beforeAll(async () => {
    mkdirSync(join(elsewhere, 'cases'));
    let turn: Case | undefined;
    const { url, sandbox, close } = await lyingServer(
      (truth, arrived) => turn?.lie?.(truth, arrived),
      1_000_000,
      {
        onArrival(arrived) {
          const next = cases.find(({ name }) => name === arrived.body?.name);
          if (next && next !== turn) {
            turn = next;
            sandbox.reset();
            for (const operation of next.busy ?? []) sandbox.failNext('tooManyRequests', { operation });
          }
          const { name } = turn as Case;
          sent.set(name, [...(sent.get(name) ?? []), operationOf(arrived)]);
        },
        onAnswer() {
          placed.set(
            (turn as Case).name,
            sandbox.calls().map(({ id }) => sandbox.callsPlaced(id)),
          );
        },
      },
    );
    const json = join(elsewhere, 'results.json');
    const files = cases.map((entry, index) => workflowOf(index, entry));
    const ended = await respect(url, '+12125550101', ...files, '--json-output', json);
    await close();
    code = ended.code;
    results = JSON.parse(readFileSync(json, 'utf8')).files;
  }, 120_000);

  test('ends with 1, since a case fails', () => {
    expect(code).toBe(1);
    expect(Object.keys(results)).toHaveLength(cases.length);
  });

  test.each(cases.map((entry, index) => ({ ...entry, index })))('$name', (entry) => {
    const key = Object.keys(results).find((path) => path.endsWith(`cases/${entry.index}.arazzo.yaml`)) ?? '';
    const [workflow] = results[key]?.executedWorkflows ?? [];
    const failed = workflow?.executedSteps.flatMap(({ checks }) =>
      checks.filter(({ status }) => status === 'error').map(({ name }) => name),
    );
    expect(workflow?.status).toBe(entry.passes ? 'success' : 'error');
    if (entry.failed) expect(failed).toContain(entry.failed);
    const times = (operation: OperationId) =>
      sent.get(entry.name)?.filter((each) => each === operation).length;
    for (const operation of Object.keys(operations) as OperationId[]) {
      const expected = entry.sent?.[operation];
      if (expected !== undefined || operation !== 'getCall')
        expect([operation, times(operation)]).toEqual([operation, expected ?? 1]);
    }
    expect(Math.max(0, ...(placed.get(entry.name) ?? []))).toBe(entry.sent?.triggerCall === 0 ? 0 : 1);
  });
});
