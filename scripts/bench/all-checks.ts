import { candidateOf, type Line, names, timed } from './line.ts';
import { paired } from './paired.ts';
import { builtOf } from './programs.ts';
import { CALL } from './sample.ts';

const CHECK_ROUNDS = 9;
const CHECK_MS = 100;
const MANY = 1_000;

/** In it every field of a call is wrong in some way of its own. */
const WRONG = {
  ...Object.fromEntries(Object.keys(CALL).map((name) => [name, 7])),
  details: Object.fromEntries(Object.keys(CALL.details).map((name) => [name, name.length % 2 ? 7 : ''])),
};

/** How often a batch is checked in a second, by those who check. */
export async function validations(): Promise<Line[]> {
  const able = names.filter((name) => candidateOf(name).check !== undefined);
  const checks = new Map<string, (calls: unknown) => number>();
  for (const name of able) {
    const { check } = await import(builtOf(candidateOf(name).check ?? ''));
    checks.set(name, check);
  }
  const many = (call: object) =>
    Array.from({ length: MANY }, (_, i) => ({ ...call, external_reference_id: `row-${i}` }));
  const lines: Line[] = [];
  for (const [what, calls, isValid] of [
    ['1 call, valid', [CALL], true],
    ['1 call, all wrong', [WRONG], false],
    ['1,000 calls, valid', many(CALL), true],
    ['1,000 calls, all wrong', many(WRONG), false],
  ] as const) {
    for (const [name, check] of checks) {
      if ((check(calls) === 0) !== isValid) throw new Error(`bench: ${name} is wrong about ${what}`);
    }
    const [perSecond] = await paired(able, CHECK_ROUNDS, (name) => {
      const check = checks.get(name) as (calls: unknown) => number;
      let times = 0;
      const started = performance.now();
      while (performance.now() - started < CHECK_MS) {
        check(calls);
        times++;
      }
      return [(1_000 * times) / (performance.now() - started)];
    });
    lines.push(timed(`checks per second: ${what}`, perSecond, able));
  }
  return lines;
}
