import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Json, readDescription, rootsOf } from './fuzz/description.ts';
import { type Engine, enginesOf, hyperjump, prism, shipped } from './fuzz/engines.ts';
import { KINDS } from './fuzz/mutations.ts';
import { placesOf } from './fuzz/places.ts';
import { fuzz } from './fuzz/run.ts';
import { summaryOf } from './fuzz/summary.ts';

const BODIES = 12_000;
const description = readDescription();
const schemas = rootsOf(description).map(({ schema }) => schema);
let engines: Engine[];

beforeAll(async () => {
  engines = await enginesOf(description);
}, 30_000);

describe('the generated validators, Prism and @hyperjump/json-schema', () => {
  test(`agree on ${BODIES} bodies made from the description`, () => {
    const before = process.threadCpuUsage();
    const report = fuzz({ description, engines, seed: 20_261_124, bodies: BODIES });
    const { user, system } = process.threadCpuUsage(before);
    const seconds = (user + system) / 1e6;
    console.log(`${summaryOf(report)}\n${seconds.toFixed(1)} s of CPU`);
    expect(report.disagreements).toEqual([]);
    expect(report.bodies).toBe(BODIES);
    expect(Object.keys(report.tallies)).toEqual(schemas);
    for (const [schema, { valid, invalid }] of Object.entries(report.tallies)) {
      expect(valid, `valid bodies of ${schema}`).toBeGreaterThan(1_000);
      expect(invalid, `invalid bodies of ${schema}`).toBeGreaterThan(1_000);
    }
    const tried = new Set(Object.values(report.tallies).flatMap(({ kinds }) => Object.keys(kinds)));
    const idle = Object.keys(KINDS).filter((kind) => !tried.has(kind));
    expect(idle, 'kinds that no schema gives a place').toEqual(['dependentRequired']);
    expect(seconds).toBeLessThan(20);
  }, 120_000);

  test('are given the same bodies by the same seed, and others by another', () => {
    const bodiesOf = (seed: number) => {
      const seen: string[] = [];
      const accepts = (_: string, text: string) => seen.push(text) > 0;
      fuzz({ description, engines: [{ name: 'any', accepts }], seed, bodies: 3 });
      return seen;
    };
    expect(bodiesOf(7)).toEqual(bodiesOf(7));
    expect(bodiesOf(7)).not.toEqual(bodiesOf(8));
  });
});

describe('a disagreement is found when', () => {
  /** [what differs, the engine that is given the copy, what is changed in it, what the report names] */
  const rows: [string, (copy: Json) => Engine | Promise<Engine>, (copy: Json) => void, RegExp][] = [
    [
      'Prism reads a looser phone number',
      prism,
      ({ components: { schemas } }) => {
        schemas.CallInput.properties.outbound_phone_number.pattern = String.raw`^\+1\d{10}`;
      },
      /^QueueCallsInput, \w+ at calls\.\d\.outbound_phone_number: .*Prism accepts/,
    ],
    [
      'Prism is not told of a required field',
      prism,
      ({ components: { schemas } }) => schemas.EntityInput.required.pop(),
      /^EntityInput, \w+ at the body: .*Prism accepts/,
    ],
    [
      'Prism is given the dialect with which it accepts everything',
      prism,
      (copy) => {
        copy.jsonSchemaDialect = 'https://spec.openapis.org/oas/3.1/dialect/base';
      },
      /^EntityInput, .*Prism accepts/,
    ],
    [
      'Prism cannot compile a pattern, and so accepts everything',
      prism,
      ({ components: { schemas } }) => {
        schemas.CallWindow.properties.start.pattern = '(';
      },
      /^EntityInput, .*Prism accepts/,
    ],
    [
      'hyperjump is told of an open object',
      hyperjump,
      ({ components: { schemas } }) => delete schemas.CallWindow.additionalProperties,
      /^EntityInput, extraKey at working_hours_policy\.\w+\.windows\.0: .*json-schema accepts/,
    ],
    [
      'hyperjump is told of one more mode',
      hyperjump,
      ({ components: { schemas } }) => schemas.TriggerMode.enum.push('IMMEDIATE'),
      /^TriggerInput, outOfEnum at mode: .*json-schema accepts/,
    ],
    [
      'hyperjump knows a limit that the others do not',
      hyperjump,
      ({ components: { schemas } }) => {
        schemas.EntityInput.properties.name.maxLength = 4_999;
      },
      /^EntityInput, length at name: .*json-schema refuses/,
    ],
    [
      'the validators leave out what a format says',
      // Without the formats it looks for no rule that stands for one.
      (copy) => shipped(JSON.parse(JSON.stringify(copy).replaceAll(/"format":"[^"]*",/g, ''))),
      () => {},
      /^QueueCallsInput, calendar at calls\.\d\.\S+: generated validators accepts, Prism refuses/,
    ],
  ];

  test.each(rows)(
    '%s',
    async (_, engineOf, change, said) => {
      const copy = structuredClone(description);
      change(copy);
      const odd = await engineOf(copy);
      const others = engines.map((engine) => (engine.name === odd.name ? odd : engine));
      const { disagreements } = fuzz({ description, engines: others, seed: 1, bodies: 4_500 });
      expect(disagreements[0]).toMatch(said);
    },
    30_000,
  );

  test('the validators were not generated anew after a field came to depend on another', async () => {
    const copy = structuredClone(description);
    copy.components.schemas.CallInput.dependentRequired = { notes: ['deadline'] };
    const { disagreements } = fuzz({
      ...{ description: copy, engines: await enginesOf(copy), seed: 1, bodies: 4_500 },
    });
    expect(disagreements).toHaveLength(1);
    expect(disagreements[0]).toMatch(
      /^QueueCallsInput, \w+ at calls\.\d: generated validators accepts, Prism refuses, \S+ refuses/,
    );
  });

  test('all three accept what must be refused by construction', () => {
    const blind = engines.map(({ name }) => ({ name, accepts: () => true }));
    const { disagreements } = fuzz({ description, engines: blind, seed: 1, bodies: 300 });
    expect(disagreements).toHaveLength(3);
    for (const said of disagreements) expect(said).toMatch(/by construction it must be refused/);
  });

  test('it is reported as small as it gets', async () => {
    const copy = structuredClone(description);
    copy.components.schemas.TriggerInput.required = [];
    const odd = [await hyperjump(copy), await prism(description)];
    const { disagreements } = fuzz({ description, engines: odd, seed: 1, bodies: 900 });
    expect(disagreements).toEqual([
      'TriggerInput, dropRequired at the body: @hyperjump/json-schema accepts, Prism refuses, by construction it must be refused\n  {}',
    ]);
  });
});

test('a keyword that is new in a request stops the run', () => {
  const copy = structuredClone(description);
  copy.components.schemas.CallInput.propertyNames = { maxLength: 30 };
  expect(() => fuzz({ description: copy, engines, seed: 1, bodies: 3 })).toThrow(
    'teach it the keyword propertyNames',
  );
});

test('a key called __proto__ reaches the engines as a key', () => {
  const [place] = placesOf(description, { $ref: '#/components/schemas/TriggerInput' }, { request_ids: [] });
  const texts = place ? KINDS.extraKey.at(place).map((value) => JSON.stringify(value)) : [];
  expect(texts).toContain('{"request_ids":[],"__proto__":"text"}');
});

describe('npm run fuzz', () => {
  const script = fileURLToPath(new URL('../../scripts/fuzz.ts', import.meta.url));
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [script, ...args]).then(
      (printed) => ({ ...printed, code: 0 }),
      (error) => error as { code: number; stdout: string; stderr: string },
    );

  test('takes a seed and a number of bodies', async () => {
    const { code, stdout, stderr } = await run('--seed', '5', '--bodies', '300');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^seed 5, .*\n300 bodies: the engines agree on every one\n/);
  }, 30_000);

  test.each([
    [['--bad']],
    [['--seed']],
    [['--seed', 'x']],
    [['--seed', '-1']],
    [['--seed', '2147483648']],
    [['--bodies', '0']],
    [['--bodies', '1e3']],
    [['9000']],
  ])(
    '%j is one line of usage on stderr, and 2',
    async (args) => {
      const { code, stdout, stderr } = await run(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^fuzz: .+; usage: npm run fuzz -- \[--seed N\] \[--bodies N\]\n$/);
    },
    30_000,
  );
});
