/**
 * `node scripts/plant.ts`: plants deadly bugs one by one in a copy of src/ and demands that the tests fail, each time.
 * `--only WORD` plants those whose name has the word. Exit code 1 when a bug survives, when its text is no longer in
 * src/ exactly once, or when the tests fail without any bug.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bugs } from './plant/bugs.ts';
import { Workshop } from './plant/workshop.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const chosen = bugs.filter(({ bug }) => bug.includes(values.only));
const workshop = new Workshop(resolve(import.meta.dirname, '..'));
process.once('SIGINT', () => process.exit(130));
process.once('exit', () => workshop.close());

const misfits = chosen.flatMap((bug) => workshop.misfit(bug)?.replace(/^/, `${bug.bug}: `) ?? []);
if (misfits.length > 0 || chosen.length === 0) fail(misfits.join('\n') || 'no such bug');

const sound = await workshop.run([...new Set(chosen.flatMap(({ tests }) => tests))]);
const red = [...sound.unrunnable, ...sound.failed];
if (red.length > 0 || sound.ran === 0) {
  fail(`without any bug, ${red.length} of ${sound.ran} tests fail:\n${red.join('\n')}`);
}
console.log(`without any bug: ${sound.ran} tests pass in ${sound.seconds.toFixed(1)} s`);

console.log('bug · caught by · seconds');
const survivors: string[] = [];
for (const bug of chosen) {
  const { failed, unrunnable, seconds } = await workshop.withBug(bug);
  const caught = unrunnable.length === 0 && failed[0];
  if (!caught) survivors.push(bug.bug);
  console.log(`${bug.bug} · ${caught || `NOTHING ${unrunnable.join('; ')}`} · ${seconds.toFixed(1)}`);
}
console.log(`${chosen.length - survivors.length} of ${chosen.length} bugs caught`);
process.exitCode = survivors.length > 0 ? 1 : 0;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
