/**
 * `npm run soak -- [--rows N] [--kills N] [--seed N]`: kills the command line again and again while it places calls
 * through a server that goes wrong, and counts what was called twice, or lost. `--throughput ROWS [--rate N]` instead
 * runs them against the sandbox and measures. Exit code 1 when a call was placed twice or a row lost, 2 for a bad flag.
 */
import { parseArgs } from 'node:util';

const USAGE = 'usage: npm run soak -- [--rows N] [--kills N] [--seed N] | --throughput ROWS [--rate N]';
const options = readOptions();

if (options.throughput === undefined) {
  const { killRun } = await import('./soak/kill-run.ts');
  const { isSound, tell } = await import('./soak/tell.ts');
  console.log(`seed ${options.seed}`);
  const started = performance.now();
  const result = await killRun(options);
  console.log(tell(result));
  console.log(`${((performance.now() - started) / 1_000).toFixed(0)} s`);
  process.exitCode = isSound(result) && result.kills >= options.kills ? 0 : 1;
} else {
  const { throughput } = await import('./soak/throughput.ts');
  console.log(await throughput({ rows: options.throughput, ratePerSecond: options.rate }));
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        rows: { type: 'string', default: '400' },
        kills: { type: 'string', default: '30' },
        seed: { type: 'string', default: String(Math.trunc(Math.random() * 2 ** 31)) },
        throughput: { type: 'string' },
        rate: { type: 'string', default: '200' },
      },
    });
    return {
      rows: wholeNumber('--rows', values.rows, 1, 99_999),
      kills: wholeNumber('--kills', values.kills, 0, 10_000),
      seed: wholeNumber('--seed', values.seed, 0, 2 ** 31 - 1),
      throughput:
        values.throughput === undefined
          ? undefined
          : wholeNumber('--throughput', values.throughput, 1, 99_999),
      rate: wholeNumber('--rate', values.rate, 1, 2_000),
    };
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\.\s/);
    console.error(`soak: ${sentence}; ${USAGE}`);
    process.exit(2);
  }
}

function wholeNumber(flag: string, text: string, min: number, max: number): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) < min || Number(text) > max) {
    throw new RangeError(`${flag} takes a whole number from ${min} to ${max}`);
  }
  return Number(text);
}
