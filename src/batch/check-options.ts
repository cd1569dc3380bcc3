import type { RunBatchOptions } from './options.ts';

type Rule = [isRight: (value: number) => boolean, says: string];

const whole: Rule = [(value) => Number.isSafeInteger(value) && value > 0, 'a whole number above 0'];
const duration: Rule = [(value) => value >= 0, 'milliseconds, 0 or more'];

/** What a client refuses as well, but only once a run is under way. */
const rules = {
  batchSize: whole,
  concurrency: whole,
  ratePerSecond: [(value) => value > 0 && value <= 10_000, 'above 0 and at most 10 000'],
  quietMs: duration,
  timeoutMs: duration,
} satisfies { [K in keyof RunBatchOptions]?: Rule };

/** Throws a RangeError for numbers with which a run would never come to its end. */
export function checkOptions(options: RunBatchOptions): void {
  for (const name of Object.keys(rules) as (keyof typeof rules)[]) {
    const [isRight, says] = rules[name];
    const value = options[name];
    if (value !== undefined && !(typeof value === 'number' && isRight(value))) {
      throw new RangeError(`${name}: must be ${says}`);
    }
  }
}
