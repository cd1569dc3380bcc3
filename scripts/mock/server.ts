import diagnostics from 'node:diagnostics_channel';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { getHttpOperationsFromSpec } from '@stoplight/prism-cli/dist/operations.js';
import { createServer } from '@stoplight/prism-http-server';

/** A contract mock under way. */
export interface Mock {
  /** Where it answers, without a trailing slash. */
  url: string;
  close(): Promise<void>;
}

const bundle = new URL('../../generated/openapi.json', import.meta.url);

/**
 * Serves the bundled description on 127.0.0.1 with Prism; port 0 takes a free one. Logs nothing: Prism's own
 * logger prints the key and the bodies.
 *
 * @throws Error whose message begins with `listen ` when the port cannot be had
 */
export async function startMock(port: number): Promise<Mock> {
  const operations = await getHttpOperationsFromSpec(JSON.parse(await readFile(bundle, 'utf8')));
  const server = createServer(operations, {
    components: { logger: silent },
    cors: false,
    config: {
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      mock: { dynamic: false },
      upstreamProxy: undefined,
    },
  });
  const url = await server.listen(port, '127.0.0.1').catch((message: unknown) => {
    // Prism rejects with a string.
    throw new Error(String(message));
  });
  diagnostics.subscribe('http.server.request.start', repeatClose);
  return {
    url,
    async close() {
      diagnostics.unsubscribe('http.server.request.start', repeatClose);
      await server.close();
    },
  };
}

/**
 * After a body that is not JSON, Prism waits for the request to close, which it has done already: it would hang for
 * ever. Told of it again, Prism answers 400.
 */
function repeatClose(message: unknown): void {
  const { request } = message as { request: IncomingMessage };
  request.on('newListener', (event) => {
    if (event === 'close' && request.closed) setImmediate(() => request.emit('close'));
  });
}

const ignore = () => {};
const silent = {
  ...{
    fatal: ignore,
    error: ignore,
    warn: ignore,
    success: ignore,
    info: ignore,
    debug: ignore,
    trace: ignore,
  },
  child: () => silent,
} as unknown as Parameters<typeof createServer>[1]['components']['logger'];
