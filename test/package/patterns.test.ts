import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Pattern, patternsIn } from './patterns.ts';

/*
 * A text of some thousand characters must not be able to hold up a process: `recheck` looks, in each regular
 * expression, for a text on which matching takes more than linear time.
 */

const files = globSync('src/**/*.ts').toSorted().concat('generated/shapes.ts');

/** Patterns that are made at run time, by the file that makes them, as they come out. */
const built: Record<string, string[]> = {
  'src/sandbox/route.ts': ['^/scheduler/requests/([^/]+)$', '^/scheduler/trigger/v2$'],
};

let checkSync: typeof import('recheck').checkSync;

beforeAll(async () => {
  process.env.RECHECK_SYNC_BACKEND = 'pure'; // JavaScript alone, whatever else is installed.
  ({ checkSync } = await import('recheck'));
});

/** What `recheck` has to say against a pattern. One that it cannot judge in time is not safe. */
function danger({ place, source, flags }: Pattern): string[] {
  const found = checkSync(source, flags, { timeout: 20_000 });
  if (found.status === 'safe') return [];
  const why = found.status === 'vulnerable' ? found.complexity.summary : 'could not be judged';
  return [`${place} /${source}/${flags}: ${why}`];
}

const found = files.map((file) => ({ file, ...patternsIn(file) }));
const distinct = [
  ...new Map(
    [
      ...found.flatMap(({ patterns }) => patterns),
      ...Object.entries(built).flatMap(([place, sources]) =>
        sources.map((source): Pattern => ({ place, source, flags: '' })),
      ),
      ...patternsOfDescription(),
    ].map((pattern) => [`${pattern.source}/${pattern.flags}`, pattern]),
  ).values(),
];

/** A pattern of JSON Schema is compiled under the `u` flag. */
function patternsOfDescription(): Pattern[] {
  const patterns: Pattern[] = [];
  JSON.parse(readFileSync('generated/openapi.json', 'utf8'), (key, value) => {
    if (key === 'pattern' && typeof value === 'string')
      patterns.push({ place: 'generated/openapi.json', source: value, flags: 'u' });
    return value;
  });
  return patterns;
}

describe('every regular expression', () => {
  it('is found, in the source as in the description', () => {
    const places = distinct.map(({ place }) => place.replace(/:\d+$/, ''));
    expect(places).toEqual(
      expect.arrayContaining(['src/backoff.ts', 'src/rows/text.ts', 'generated/openapi.json']),
    );
    expect(places.length).toBeGreaterThan(90);
  });

  it('that is made at run time is listed here', () => {
    expect(found.filter(({ built }) => built.length > 0).map(({ file }) => file)).toEqual(Object.keys(built));
  });

  it('is matched in linear time', { timeout: 120_000 }, () => {
    expect(distinct.flatMap(danger)).toEqual([]);
  });
});

describe('a pattern that is not', () => {
  const planted = String.raw`
    const MANY = '(?:a+)+';
    const trailing = (url: string) => url.replace(/\/+$/, '');
    const spaces = /^\d+\s*-?\s*x/iu;
    const nested = new RegExp('(a+)+$');
    const joined = RegExp(${'`^$'}{MANY}${'$`'}, 'u');
    const harmless = /^[a-z]+$/;
    const unknown = (text: string) => new RegExp(text);
  `;

  it('is noticed where it stands, and one that cannot be read is told apart', { timeout: 60_000 }, () => {
    const { patterns, built } = patternsIn('planted.ts', planted);
    expect(patterns.flatMap(danger)).toEqual([
      String.raw`planted.ts:3 /\/+$/: 2nd degree polynomial`,
      String.raw`planted.ts:4 /^\d+\s*-?\s*x/iu: 2nd degree polynomial`,
      'planted.ts:5 /(a+)+$/: exponential',
      'planted.ts:6 /^(?:a+)+$/u: exponential',
    ]);
    expect(built.map(({ place }) => place)).toEqual(['planted.ts:8']);
  });
});
