import { describe, expect, it } from 'vitest';
import { against, cli, newFolder, rows, type Served, serve, sheet, until } from './support.ts';

const UNKNOWN = '7b0c2c3e-0a55-4c0e-8a3f-1d2f3a4b5c6d';

/** Requests that were triggered by a run, whose calls take as long as given. */
async function triggered(count: number, durationMs: number) {
  const server = await serve(() => ({ startAfterMs: 0, durationMs, status: 'COMPLETE' }));
  const [args, around] = against(server);
  const interrupt = new AbortController();
  const run = cli(['run', sheet(newFolder(), rows(count)), ...args], {
    ...around,
    interrupted: interrupt.signal,
  });
  await until(() => triggers(server) >= count);
  interrupt.abort();
  await run;
  return { server, args, around, ids: server.sandbox.calls().map(({ id }) => id) };
}

const triggers = ({ sandbox }: Served) =>
  sandbox.requests.filter(({ operation }) => operation === 'triggerCall').length;

describe('wait', () => {
  it('prints each request as it ends, and places no call', async () => {
    const { server, args, around, ids } = await triggered(2, 5_000);
    const { code, stdout, stderr } = await cli(['wait', ...ids, ...args], around);
    expect(stdout.trimEnd().split('\n').sort()).toEqual(ids.map((id) => `${id} COMPLETE`).sort());
    expect({ code, stderr, triggers: triggers(server) }).toEqual({ code: 0, stderr: '', triggers: 2 });
  });

  it('reports as JSON', async () => {
    const { args, around, ids } = await triggered(1, 1);
    const { code, stdout } = await cli(['wait', ...ids, ...args, '--json'], around);
    expect(JSON.parse(stdout)).toEqual([{ request_id: ids[0], status: 'COMPLETE' }]);
    expect(code).toBe(0);
  });

  it('gives up after --timeout with 1, and says why', async () => {
    const { args, around, ids } = await triggered(1, 3_600_000);
    const { code, stdout } = await cli(['wait', ...ids, ...args, '--timeout', '3', '--json'], around);
    expect(JSON.parse(stdout)).toEqual([{ request_id: ids[0], status: null, error: 'wait_timeout' }]);
    expect(code).toBe(1);
  });

  it('ends with 3 when the key is refused', async () => {
    const { args, ids } = await triggered(1, 1);
    const env = { EVERGROVE_API_KEY: 'live-key' };
    const { code, stdout } = await cli(['wait', ...ids, ...args], { env });
    expect(stdout).toMatch(/401/);
    expect(code).toBe(3);
  });

  it('ends with 1 for a request that nobody knows, once it has been asked long enough', async () => {
    const server = await serve();
    const [args, around] = against(server);
    const { code, stdout } = await cli(['wait', UNKNOWN, ...args, '--json'], around);
    expect(JSON.parse(stdout)).toMatchObject([{ request_id: UNKNOWN, status: null, error: 'http' }]);
    expect(code).toBe(1);
  });

  it('ends with 130 when it is interrupted', async () => {
    const { args, around, ids } = await triggered(1, 3_600_000);
    const interrupt = new AbortController();
    const waiting = cli(['wait', ...ids, ...args], { ...around, interrupted: interrupt.signal });
    setImmediate(() => interrupt.abort());
    expect((await waiting).code).toBe(130);
  });

  it.each([
    ['no id', [], 'wait: name the ids of requests'],
    [
      'something that is no id',
      ['Zephyrine', '--base-url', 'http://localhost:1'],
      'wait: argument 1 is no request id (a UUID)',
    ],
    ['no API', [UNKNOWN], 'wait: name the API with --base-url or EVERGROVE_API_URL'],
    [
      'no key',
      [UNKNOWN, '--base-url', 'http://localhost:1'],
      'wait: set EVERGROVE_API_KEY to the key for the base URL',
    ],
    [
      'a timeout that is no number',
      [UNKNOWN, '--base-url', 'http://localhost:1', '--timeout', 'x'],
      '--timeout must be seconds, a number from 0 to 999999999',
    ],
  ])('%s is a mistake', async (_, args, says) => {
    expect(await cli(['wait', ...args])).toEqual({
      code: 2,
      stdout: '',
      stderr: `evergrove-scheduler: ${says}\n`,
    });
  });
});
