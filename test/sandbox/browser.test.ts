import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { api, callTo, type Send } from './support.ts';

/** What a browser has, and nothing of Node's. */
const {
  AbortController,
  AbortSignal,
  DOMException,
  Headers,
  MessageChannel,
  ReadableStream,
  Request,
  Response,
} = globalThis;
const { TextDecoder, TextEncoder, URL, clearTimeout, performance, setTimeout, structuredClone } = globalThis;
const browser = {
  ...{
    AbortController,
    AbortSignal,
    DOMException,
    Headers,
    MessageChannel,
    ReadableStream,
    Request,
    Response,
  },
  ...{ TextDecoder, TextEncoder, URL, clearTimeout, performance, setTimeout, structuredClone },
};

test('the sandbox is bundled for a browser as it is, and answers there; only serve needs Node', async () => {
  const { outputFiles, warnings } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/sandbox/index.ts', import.meta.url))],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'sandbox',
    write: false,
  });
  expect(warnings).toEqual([]);
  const context = createContext(browser);
  runInContext(outputFiles[0]?.text ?? '', context);
  const sandbox = runInContext('sandbox.createSandbox()', context);
  expect(runInContext('typeof process', context)).toBe('undefined');

  const send: Send = (url, init) => sandbox.fetch(new Request(url, init));
  const office = api(send);
  const { id: entityId } = (await office.upsertEntity()).json;
  const call = { ...callTo(entityId), outbound_phone_number: '+12128675309' };
  const [{ id }] = (await office.queueCalls({ calls: [call] })).json.requests;
  await office.triggerCall({ request_ids: [id] });
  await sandbox.clock.advance(3_600_000);
  expect((await office.getCall(id)).json.status).toBe('COMPLETE');
  await expect(sandbox.serve()).rejects.toThrow('serve: there is no HTTP server here');
});
