import { acceleratedClock, createSandbox } from '../sandbox/index.ts';
import { readArguments, readNumber } from './arguments.ts';
import type { Terminal } from './output.ts';
import { UsageError } from './usage-error.ts';

export const sandboxUsage = `sandbox [--port 4020] [--speed 1]
    Serves a stand-in for the API on 127.0.0.1 that remembers what it is told and calls nobody.
    --port N     the port
    --speed N    how many times faster than real time calls go`;

/** An id that no request has. */
const NO_REQUEST = '00000000-0000-4000-8000-000000000000';
const DEFAULT_PORT = '4020';

/** `sandbox`: serves until interrupted. */
export async function sandbox(args: string[], terminal: Terminal, interrupted: AbortSignal): Promise<number> {
  const options = {
    port: { type: 'string', default: DEFAULT_PORT },
    speed: { type: 'string', default: '1' },
  } as const;
  const { values } = readArguments('sandbox', args, options, false);
  const port = readNumber('port', values.port, 0, 65_535);
  const speed = readNumber('speed', values.speed, 1, 10_000);
  const server = await createSandbox({ clock: acceleratedClock(speed) })
    .serve({ port })
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        throw new UsageError(`sandbox: port ${port} is in use; choose another with --port`);
      if (error.code === 'EACCES')
        throw new UsageError(`sandbox: port ${port} may not be used by you; choose another with --port`);
      throw error;
    });
  terminal.out(`The sandbox listens on ${server.url} (any key will do; nobody is called). Ctrl-C ends it.\n`);
  terminal.out(`Try: curl -H 'Authorization: Bearer any' ${server.url}/scheduler/requests/${NO_REQUEST}\n`);
  if (!interrupted.aborted)
    await new Promise((resolve) => interrupted.addEventListener('abort', resolve, { once: true }));
  await server.close();
  return 0;
}
