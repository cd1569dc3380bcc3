import { spawn } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { Clock } from '@evergrove/scheduler';
import { describe, expect, it } from 'vitest';
import { client, every, run, running } from './fault-play.ts';
import {
  body,
  brokenAfter,
  bytes,
  endlessBody,
  type Fault,
  gzipBomb,
  silentAfter,
  stalledAfter,
  status,
  success,
} from './fault-server.ts';
import { API_KEY, REQUEST_ID, sampleStatus, sampleTriggered } from './samples.ts';

/*
 * After a call has settled nothing is left of it: no timer, no listener, no socket that holds the process. A child
 * process says what keeps it alive, and must then exit at once.
 */

const json = { 'content-type': 'application/json', 'content-length': 100 };
const silence = stalledAfter('');
const queued = body(JSON.stringify(sampleStatus({ status: 'ENQUEUED' })));
const abortSoon = 'const soon = new AbortController(); setTimeout(() => soon.abort(), 60);';

/** What the server does, and what the child does: `s` is a scheduler, `id` a request, `fails` wants a failure. */
type Scenario = [script: Fault[], code: string];

const trigger = 'await fails(s.triggerCall(id));';
const inHaste = 'await fails(make({ timeoutMs: 80 }).triggerCall(id));';
const late = { ...json, 'retry-after': 0 };

const settlements: Record<string, Record<string, Scenario>> = {
  success: {
    'of all four': [
      [success],
      `await s.triggerCall(id); await s.getCall(id);
      await s.raw.POST('/scheduler/entities', { body: {} });
      await s.raw.POST('/scheduler/requests', { body: { calls: [] } });`,
    ],
    'after a 429': [[status(429, { 'retry-after': 0 }), success], 'await s.triggerCall(id);'],
    'after a 429 whose body stalls': [[silentAfter(bytes(429, late)), success], 'await s.triggerCall(id);'],
    'after a 500 whose body stalls': [[silentAfter(bytes(500, late)), success], 'await s.getCall(id);'],
    'after a 500 without end': [[endlessBody(500), success], 'await s.getCall(id);'],
    'after a reset': [[brokenAfter('', 'reset'), success], 'await s.getCall(id);'],
  },
  failure: {
    'a refused connection': [
      [brokenAfter('', 'reset')],
      "await fails(make({ baseUrl: 'http://127.0.0.1:1' }).triggerCall(id));",
    ],
    'a 422': [[status(422)], trigger],
    'a 422 without end': [[endlessBody(422)], trigger],
    'a 500': [[status(500)], trigger],
    'a reset': [[brokenAfter('', 'reset')], trigger],
    'a redirect that stalls': [[stalledAfter(bytes(307, { ...json, location: '/x' }))], inHaste],
    'an HTML page that stalls': [
      [silentAfter(bytes(200, { 'content-type': 'text/html', 'content-length': 9 }))],
      trigger,
    ],
    'a body that declares to be too large': [
      [silentAfter(bytes(200, { ...json, 'content-length': 1e9 }))],
      trigger,
    ],
    'a body without end': [[endlessBody()], trigger],
    'a deadline, no answer': [[silence], inHaste],
    'a deadline, half a body': [[stalledAfter(bytes(200, json, '{'))], inHaste],
    'a deadline, no key': [
      [success],
      'await fails(make({ timeoutMs: 80, apiKey: () => new Promise(() => {}) }).triggerCall(id));',
    ],
    'a wait that is over': [[queued], 'await fails(s.waitForCall(id, { timeoutMs: 50 }));'],
  },
  abort: {
    'in flight': [[silence], `${abortSoon} await fails(s.triggerCall(id, { signal: soon.signal }));`],
    'while the body stalls': [
      [stalledAfter(bytes(200, json, '{'))],
      `${abortSoon} await fails(s.getCall(id, { signal: soon.signal }));`,
    ],
    'during the wait before a repetition': [
      [status(429, { 'retry-after': 25 })],
      `${abortSoon} await fails(make({ timeoutMs: 30000 }).triggerCall(id, { signal: soon.signal }));`,
    ],
    'while it reconciles': [
      [status(500), queued],
      `${abortSoon} await fails(s.triggerCall(id, { reconcileMs: 60000, signal: soon.signal }));`,
    ],
    'of watchCalls': [
      [queued],
      `${abortSoon} await fails((async () => {
        for await (const _ of s.watchCalls([id], { signal: soon.signal }));
      })());`,
    ],
    'of waitForCall': [[queued], `${abortSoon} await fails(s.waitForCall(id, { signal: soon.signal }));`],
  },
};

describe('nothing keeps the process alive, and it exits at once', () => {
  for (const [how, scenarios] of Object.entries(settlements)) {
    const names = Object.keys(scenarios);
    it(`after ${how}`, { timeout: 20_000 }, async () => {
      let program = '';
      for (const [name, [script, code]] of Object.entries(scenarios)) {
        const { baseUrl } = await running(...script);
        program += `left['${name}'] = await leftBy('${baseUrl}', async (make, s) => { ${code} });\n`;
      }
      const { printed, lingeredMs } = await inChild(`const left = {}; ${program} print(left);`);
      expect(printed, 'what keeps the process alive').toEqual(
        Object.fromEntries(names.map((name) => [name, []])),
      );
      expect(lingeredMs, 'milliseconds to exit').toBeLessThan(1_000);
    });
  }

  it('the same child would be caught with a timer and a socket left', { timeout: 20_000 }, async () => {
    const { baseUrl } = await running(silence);
    const { printed, lingeredMs } = await inChild(
      `const signal = AbortSignal.timeout(900);
      setTimeout(() => {}, 900);
      print(await leftBy('${baseUrl}', async () => {
        fetch('${baseUrl}', { signal }).catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 200));
      }));`,
    );
    expect(printed).toEqual(expect.arrayContaining(['Timeout', 'TCPSocketWrap']));
    expect(lingeredMs).toBeGreaterThan(300);
  });
});

it('a gzip bomb of 256 MiB costs no more memory than the cap asks for', { timeout: 20_000 }, async () => {
  const { baseUrl } = await running(gzipBomb(256));
  const { printed } = await inChild(
    `const make = makes('${baseUrl}');
    const peak = () => process.resourceUsage().maxRSS;
    const big = make({ timeoutMs: 30000, maxResponseBytes: undefined, retries: 0 });
    await fails(make({ maxResponseBytes: 1000, retries: 0 }).getCall(id));
    const before = peak();
    await fails(big.getCall(id));
    print((peak() - before) / 1024);`,
  );
  expect(printed, 'MiB').toBeLessThan(64);
});

describe('many calls on one long-lived signal', () => {
  it('leave no listener, no timer, and never more than the calls under way', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const clock = countingClock();
    const [calls, together] = [1_000, 20];
    let [sent, most] = [0, 0];
    const scheduler = client(
      { baseUrl: 'https://api.example.test' },
      {
        clock,
        fetch: async () => {
          most = Math.max(most, getEventListeners(signal, 'abort').length);
          if (sent++ % 5 === 0) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
          if (sent % 7 === 0) return new Response('{}', { status: 429, headers: { 'retry-after': '0' } });
          return Response.json({
            ...sampleStatus(),
            ...sampleTriggered(),
            requests: [sampleStatus({ external_reference_id: 'row-1' } as never)],
          });
        },
      },
    );
    for (let i = 0; i < calls; i += together) {
      await Promise.all(
        Array.from({ length: together }, (_, j) =>
          run[every[j % every.length] as (typeof every)[number]](scheduler, { signal }).catch(() => {}),
        ),
      );
    }
    expect(sent).toBeGreaterThan(calls);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(clock.waiting()).toBe(0);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(together);
  });
});

/** Waits are over at once, deadlines never come; and it counts what was not cleared. */
function countingClock(): Clock & { waiting(): number } {
  const timers = new Set<object>();
  return {
    now: () => 0,
    setTimeout(callback, ms) {
      const timer = {};
      timers.add(timer);
      if (ms < 10_000) queueMicrotask(() => timers.delete(timer) && callback());
      return timer;
    },
    clearTimeout: (timer) => void timers.delete(timer as object),
    waiting: () => timers.size,
  };
}

const source = pathToFileURL(`${import.meta.dirname}/../../src/index.ts`);

/** Runs a program in a process of its own: what it printed, and how long the process lived on after that. */
async function inChild(code: string): Promise<{ printed: unknown; lingeredMs: number }> {
  const program = `
    import { setImmediate } from 'node:timers/promises';
    import { createScheduler } from '${source}';
    const id = '${REQUEST_ID}';
    const makes = (baseUrl) => (more) => createScheduler({
      apiKey: '${API_KEY}', baseUrl, random: () => 0, timeoutMs: 2000, ...more,
    });
    const fails = (call) => call.then(() => { throw new Error('it should have failed'); }, () => {});
    const print = (value) => console.log(JSON.stringify(value));
    async function leftBy(baseUrl, use) {
      const make = makes(baseUrl);
      await use(make, make());
      for (let turn = 0; turn < 20; turn++) await setImmediate();
      return process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap');
    }
    ${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err, printedAt] = ['', '', 0];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
    printedAt = performance.now();
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await new Promise((resolve) => child.once('exit', resolve));
  const lingeredMs = performance.now() - printedAt;
  clearTimeout(patience);
  if (out === '') throw new Error(`the child printed nothing; ${err}`);
  return { printed: JSON.parse(out), lingeredMs };
}
