/**
 * `npm run mock -- [--port N]`: a server that answers with the examples of generated/openapi.json, until Ctrl-C.
 * It checks requests, remembers nothing and prints neither keys nor bodies.
 */
import { parseArgs } from 'node:util';

const DEFAULT_PORT = 4010;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));

const port = readPort();
// Prism takes a second to load: after the arguments are read, and once a signal can end the wait.
const { startMock } = await import('./mock/server.ts');

try {
  const { url } = await startMock(port);
  console.log(
    `The contract mock answers on ${url} until Ctrl-C. Choose its answer with "Prefer: example=NAME" or "Prefer: code=429"; the header sl-violations says what is wrong with a request.`,
  );
  console.log(
    `Try it: curl -i -H 'Authorization: Bearer any-key' -H 'Prefer: example=active' ${url}/scheduler/requests/b7d9a0c4-1e2f-4a3b-8c5d-6e7f80910a1b`,
  );
} catch (error) {
  const reason = /^listen (E[A-Z]+)/.exec((error as Error).message)?.[1];
  if (reason === undefined) throw error;
  fail(
    reason === 'EADDRINUSE'
      ? `port ${port} is in use; choose another with --port N`
      : `port ${port} cannot be used (${reason})`,
  );
}

function readPort(): number {
  const text = readOptions().port;
  if (text === undefined) return DEFAULT_PORT;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) fail('--port takes a whole number from 0 to 65535');
  return Number(text);
}

function readOptions(): { port?: string | undefined } {
  try {
    return parseArgs({ options: { port: { type: 'string' } } }).values;
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\.\s/);
    return fail(`${sentence}; usage: npm run mock -- [--port N]`);
  }
}

function fail(message: string): never {
  console.error(`mock: ${message}`);
  process.exit(2);
}
