import * as fc from 'fast-check';
import { arbitraryOf } from './arbitrary.ts';
import { type Json, rootsOf } from './description.ts';
import type { Engine } from './engines.ts';
import { KINDS, type Kind, type KindName } from './mutations.ts';
import { placesOf, replaced } from './places.ts';

/** A body and how it came about. */
interface Sample {
  schema: string;
  kind: KindName | 'none';
  path: (string | number)[];
  body: Json;
}

/** How many bodies of a schema were judged, and how. */
export interface Tally {
  valid: number;
  invalid: number;
  /** By mutation kind: how many were accepted and how many refused. */
  kinds: Partial<Record<Sample['kind'], { valid: number; invalid: number }>>;
}

/** What a run found. */
export interface FuzzReport {
  bodies: number;
  tallies: Record<string, Tally>;
  /** A text for each schema about which the engines disagree: schema, kind, path, verdicts and the shrunk body. */
  disagreements: string[];
}

/** What a run depends on. */
export interface FuzzOptions {
  description: Json;
  engines: Engine[];
  /** The same seed gives the same bodies. */
  seed: number;
  /** How many bodies, shared evenly among the schemas. */
  bodies: number;
}

/** Has every engine judge bodies made from the description, whole and spoiled, until two disagree. */
export function fuzz({ description, engines, seed, bodies }: FuzzOptions): FuzzReport {
  const roots = rootsOf(description).map(({ schema }) => schema);
  const tallies: Record<string, Tally> = {};
  const disagreements = roots.flatMap((schema, i) => {
    const tally: Tally = { valid: 0, invalid: 0, kinds: {} };
    tallies[schema] = tally;
    const numRuns = Math.floor(bodies / roots.length) + (i < bodies % roots.length ? 1 : 0);
    if (numRuns === 0) return [];
    const property = fc.property(samples(description, schema), (sample) => {
      const told = judge(sample, engines, tally);
      if (told !== undefined) throw new Error(told);
    });
    const { failed, errorInstance } = fc.check(property, { seed, numRuns });
    return failed ? [(errorInstance as Error).message] : [];
  });
  const judged = Object.values(tallies).reduce((sum, { valid, invalid }) => sum + valid + invalid, 0);
  return { bodies: judged, tallies, disagreements };
}

/** One body in five is left as it is; the others are spoiled in one place. */
function samples(description: Json, schema: string): fc.Arbitrary<Sample> {
  const root = { $ref: `#/components/schemas/${schema}` };
  const names = Object.keys(KINDS) as KindName[];
  const kind = fc.oneof(
    { weight: 1, arbitrary: fc.constant('none' as const) },
    { weight: 4, arbitrary: fc.constantFrom(...names) },
  );
  return fc
    .tuple(arbitraryOf(description, root), kind, fc.nat(), fc.nat())
    .map(([body, name, where, which]) => {
      const whole: Sample = { schema, kind: 'none', path: [], body };
      if (name === 'none') return whole;
      const { at }: Kind = KINDS[name];
      const spots = placesOf(description, root, body)
        .map((place) => ({ path: place.path, values: at(place) }))
        .filter(({ values }) => values.length > 0);
      const spot = spots[where % spots.length];
      if (!spot) return whole;
      const value = spot.values[which % spot.values.length];
      return { schema, kind: name, path: spot.path, body: replaced(body, spot.path, value) };
    });
}

/** Counts a body; a text when the engines disagree, or all are wrong about what can be told beforehand. */
function judge({ schema, kind, path, body }: Sample, engines: Engine[], tally: Tally): string | undefined {
  const text = JSON.stringify(body);
  const verdicts = engines.map(({ name, accepts }) => [name, accepts(schema, text)] as const);
  const isAccepted = verdicts[0]?.[1] ?? false;
  const known: Kind['verdict'] = kind === 'none' ? 'accepted' : (KINDS[kind] as Kind).verdict;
  const isExpected = known === undefined || (known === 'accepted') === isAccepted;
  if (isExpected && verdicts.every(([, verdict]) => verdict === isAccepted)) {
    tally[isAccepted ? 'valid' : 'invalid']++;
    tally.kinds[kind] ??= { valid: 0, invalid: 0 };
    tally.kinds[kind][isAccepted ? 'valid' : 'invalid']++;
    return undefined;
  }
  const said = verdicts.map(([name, verdict]) => `${name} ${verdict ? 'accepts' : 'refuses'}`);
  if (known !== undefined) said.push(`by construction it must be ${known}`);
  const at = path.length === 0 ? 'the body' : path.join('.');
  return `${schema}, ${kind} at ${at}: ${said.join(', ')}\n  ${text}`;
}
