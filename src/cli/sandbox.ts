import { createSandbox, faults, magicNumber, type ScenarioName, scenarios } from '../sandbox/index.ts';
import { nothing, readArguments, readNumber } from './arguments.ts';
import type { Terminal } from './output.ts';
import { UsageError } from './usage-error.ts';

export const sandboxUsage = `sandbox [--port 4010] [--speed 1] [--host 127.0.0.1] [--seed 1]
    Serves a stand-in for the API that remembers what it is told and calls nobody. Its keys begin with test.
    --port N     the port; 0 takes a free one
    --speed N    how many times faster than real time calls go
    --host H     where it listens; anything but a loopback address lets other machines in
    --seed N     what ids, times and outcomes follow from`;

const options = {
  port: { type: 'string', default: '4010' },
  speed: { type: 'string', default: '1' },
  host: { type: 'string', default: '127.0.0.1' },
  seed: { type: 'string', default: '1' },
} as const;

/** `sandbox`: serves until interrupted. */
export async function sandbox(args: string[], terminal: Terminal, interrupted: AbortSignal): Promise<number> {
  const { values } = readArguments('sandbox', args, options, nothing);
  const port = readNumber('port', values.port, 0, 65_535);
  const speed = readNumber('speed', values.speed, 1, 10_000);
  const seed = readNumber('seed', values.seed, 0, 999_999_999);
  if (values.host === '')
    throw new UsageError('sandbox: --host must be a name or an address of this machine');
  const server = await createSandbox({
    speed,
    seed,
    onWarning: ({ code, message }) => terminal.err(`${code}: ${message}\n`),
  })
    .serve({ port, host: values.host })
    .catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(
        `sandbox: ${problems(port)[error.code ?? ''] ?? `cannot listen (${error.code ?? error.name})`}`,
      );
    });
  terminal.out(guide(server.url));
  if (!interrupted.aborted)
    await new Promise((resolve) => interrupted.addEventListener('abort', resolve, { once: true }));
  await server.close();
  return 0;
}

const problems = (port: number): Record<string, string> => ({
  EADDRINUSE: `port ${port} is in use; choose another with --port`,
  EACCES: `port ${port} may not be used by you; choose another with --port`,
  EADDRNOTAVAIL: '--host is no address of this machine',
  ENOTFOUND: '--host is no name of this machine',
});

/** The address on the first line, the numbers, the levers. */
function guide(url: string): string {
  return `The sandbox listens on ${url}

Nobody is called. Keys are any that begin with test; Ctrl-C ends it.
The last two digits of +1 NXX 555-01dd, any area code, choose what becomes of a call:

${(Object.keys(scenarios) as ScenarioName[]).map(numberLine).join('')}
Any other number answers and confirms. The levers:

${levers.map(([path, body]) => `  ${curl(url, path, body)}\n`).join('')}
The faults: ${Object.keys(faults).join(', ')}
`;
}

function numberLine(name: ScenarioName): string {
  const shown = magicNumber(name).replace(/^\+1\d{3}(\d{3})/, '+1 NXX $1-');
  return `  ${shown}   ${scenarios[name].description.replaceAll('`', '')}\n`;
}

const levers: [path: string, body?: object][] = [
  ['state'],
  ['clock', { advance_ms: 60_000 }],
  ['fail', { fault: 'actThenDrop', operation: 'triggerCall', times: 1 }],
  ['reset', {}],
];

function curl(url: string, path: string, body?: object): string {
  if (body === undefined) return `curl ${url}/_sandbox/${path}`;
  return `curl -H 'content-type: application/json' -d '${JSON.stringify(body)}' ${url}/_sandbox/${path}`;
}
