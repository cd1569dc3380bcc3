import { fork, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { candidateOf, type Line, names, timed } from './line.ts';
import { paired } from './paired.ts';
import { builtOf } from './programs.ts';
import { ANSWER, CALL, ID } from './sample.ts';

const START_ROUNDS = 25;

/** A whole process, to the end of it. */
export async function start(): Promise<Line[]> {
  const program = (name: string) =>
    `import { connect } from ${JSON.stringify(builtOf(candidateOf(name).program))}; connect('https://example.invalid');`;
  const [ms] = await paired(names, START_ROUNDS, (name) => {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', program(name)]);
    if (status !== 0) throw new Error(`bench: ${name} did not start`);
    return [performance.now() - started];
  });
  return [timed('start, import, construct, ms', ms)];
}

interface Connection {
  get(id: string): Promise<unknown>;
  queue(calls: readonly unknown[]): Promise<unknown>;
}

const REQUEST_ROUNDS = 25;
const PER_ROUND = 1_200;
const WARM_UP = 200;
const AT_ONCE = 4;

/** One request after another, a few at once; the server is another process, so the CPU is this side's alone. */
export async function requests(): Promise<Line[]> {
  const server = fork(join(import.meta.dirname, 'server.ts'), [JSON.stringify(ANSWER)]);
  const port = await new Promise<number>((done) => server.once('message', (port) => done(port as number)));
  const connections = new Map<string, Connection>();
  for (const name of names) {
    const { connect } = await import(builtOf(candidateOf(name).program));
    connections.set(name, connect(`http://127.0.0.1:${port}`));
  }
  const lines: Line[] = [];
  for (const [what, request] of [
    ['GET one call', (connection: Connection) => connection.get(ID)],
    ['POST one call', (connection: Connection) => connection.queue([CALL])],
  ] as const) {
    const [cpu, perSecond] = await paired(names, REQUEST_ROUNDS, async (name) => {
      const one = () => request(connections.get(name) as Connection);
      await repeat(one, WARM_UP);
      const [before, started] = [process.cpuUsage(), performance.now()];
      await repeat(one, PER_ROUND);
      const { user, system } = process.cpuUsage(before);
      return [(user + system) / PER_ROUND, (1_000 * PER_ROUND) / (performance.now() - started)];
    });
    lines.push(timed(`${what}, µs of CPU`, cpu), timed(`${what}, requests per second`, perSecond));
  }
  server.disconnect();
  return lines;
}

async function repeat(request: () => Promise<unknown>, times: number): Promise<void> {
  for (let i = 0; i < times; i += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, request));
}
