/**
 * `npm run fuzz -- [--seed N] [--bodies N]`: request bodies made from generated/openapi.json, judged by the generated
 * validators, Prism and @hyperjump/json-schema. Exit code 1 when two of them disagree, 2 for a bad flag.
 */
import { parseArgs } from 'node:util';

const USAGE = 'usage: npm run fuzz -- [--seed N] [--bodies N]';
const { seed, bodies } = readOptions();

// The engines take a second to load: after the arguments are read.
const { readDescription } = await import('../test/contract/fuzz/description.ts');
const { enginesOf } = await import('../test/contract/fuzz/engines.ts');
const { fuzz } = await import('../test/contract/fuzz/run.ts');
const { summaryOf } = await import('../test/contract/fuzz/summary.ts');

const description = readDescription();
const started = performance.now();
const report = fuzz({ description, engines: await enginesOf(description), seed, bodies });
const seconds = ((performance.now() - started) / 1_000).toFixed(1);
console.log(`seed ${seed}, ${seconds} s\n${summaryOf(report)}`);
if (report.disagreements.length > 0) process.exitCode = 1;

function readOptions(): { seed: number; bodies: number } {
  try {
    const { values } = parseArgs({ options: { seed: { type: 'string' }, bodies: { type: 'string' } } });
    return {
      seed: wholeNumber('--seed', values.seed ?? String(Math.trunc(Math.random() * 2 ** 31)), 0, 2 ** 31 - 1),
      bodies: wholeNumber('--bodies', values.bodies ?? '100000', 1, 100_000_000),
    };
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\.\s/);
    console.error(`fuzz: ${sentence}; ${USAGE}`);
    process.exit(2);
  }
}

function wholeNumber(flag: string, text: string, min: number, max: number): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) < min || Number(text) > max) {
    throw new RangeError(`${flag} takes a whole number from ${min} to ${max}`);
  }
  return Number(text);
}
