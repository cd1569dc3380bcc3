import { fork } from 'node:child_process';
import { join } from 'node:path';
import createClient from 'openapi-fetch';
import type { FetchLike, Scheduler } from '../../src/index.ts';
import { importPeer, installPeers } from './peers.ts';
import { ANSWER, CALL, ID } from './sample.ts';
import { median, round, type Section } from './section.ts';

type Request = () => Promise<unknown>;

const PER_ROUND = 2_400;
/** Untimed, before each round: connections and caches are the candidate's own again. */
const WARM_UP = 400;
const ROUNDS = 9;
const AT_ONCE = 4;

/** CPU per request of this process alone: the server is another one. */
export async function requests(): Promise<Section> {
  installPeers();
  const server = fork(join(import.meta.dirname, 'server.ts'), [JSON.stringify(ANSWER)]);
  const port = await new Promise<number>((done) => server.once('message', (port) => done(port as number)));
  const candidates = await makeCandidates(`http://127.0.0.1:${port}`);
  const names = Object.keys(candidates);
  const taken = new Map(names.map((name) => [name, { cpu: [] as number[], ratios: [] as number[] }]));
  for (const name of names) await cpuPerRequest(candidates[name] as Request);
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names.toSorted(() => Math.random() - 0.5)) {
      // A candidate and bare fetch right after one another, in turns first: what drifts meets both.
      const pair = [name, baseOf(name)];
      const [first, second] = round % 2 === 0 ? pair : pair.toReversed();
      const one = await cpuPerRequest(candidates[first as string] as Request);
      const other = await cpuPerRequest(candidates[second as string] as Request);
      const [own, base] = round % 2 === 0 ? [one, other] : [other, one];
      taken.get(name)?.cpu.push(own);
      taken.get(name)?.ratios.push(own / base);
    }
  }
  server.disconnect();

  const cpu = (name: string) => round(median(taken.get(name)?.cpu ?? []), 0);
  const ratio = (name: string) => round(median(taken.get(name)?.ratios ?? []));
  return {
    title: 'CPU per request',
    note: `median of ${ROUNDS} pairs with bare fetch of ${PER_ROUND} requests each, ${AT_ONCE} at once; loopback, server in another process`,
    columns: ['', 'µs', 'ratio to bare fetch'],
    rows: names.map((name) => [name, cpu(name), ratio(name).toFixed(2)]),
    targets: [
      { name: 'getCall / bare fetch', value: ratio('GET getCall'), atMost: 1.15 },
      { name: 'queueCalls / bare fetch', value: ratio('POST queueCalls'), atMost: 1.15 },
      {
        name: 'getCall over undici.request / bare fetch',
        value: ratio('GET getCall over undici.request'),
        atMost: 0.5,
      },
    ],
  };
}

const baseOf = (name: string) =>
  name.startsWith('POST') ? 'POST bare fetch + JSON' : 'GET bare fetch + JSON';

async function cpuPerRequest(request: Request): Promise<number> {
  await repeat(request, WARM_UP);
  const before = process.cpuUsage();
  await repeat(request, PER_ROUND);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / PER_ROUND;
}

async function repeat(request: Request, times: number): Promise<void> {
  for (let i = 0; i < times; i += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, request));
}

async function makeCandidates(baseUrl: string): Promise<Record<string, Request>> {
  const headers = {
    authorization: 'Bearer k',
    accept: 'application/json',
    'content-type': 'application/json',
  };
  const url = `${baseUrl}/scheduler/requests/${ID}`;
  const { createScheduler } = (await import(new URL('../../dist/index.js', import.meta.url).href)) as {
    createScheduler(options: { apiKey: string; baseUrl: string; fetch?: FetchLike }): Scheduler;
  };
  const ours = createScheduler({ apiKey: 'k', baseUrl });
  const overUndici = createScheduler({ apiKey: 'k', baseUrl, fetch: await undiciFetch() });
  const plain = createClient<Record<string, never>>({ baseUrl, headers }) as never as {
    GET(path: string, init: object): Promise<{ data: unknown }>;
    POST(path: string, init: object): Promise<{ data: unknown }>;
  };
  const Retell = (await importPeer('retell-sdk')).default as never as new (
    o: object,
  ) => {
    call: { retrieve(id: string): Promise<unknown> };
  };
  const retell = new Retell({ apiKey: 'k', baseURL: baseUrl });
  const heyApi = (await importPeer('./built/hey-api-sdk.js')) as never as Record<
    'getCall' | 'queueCalls',
    (options: object) => Promise<unknown>
  >;
  const heyOptions = { baseUrl, headers, throwOnError: true };
  return {
    'GET bare fetch + JSON': async () => JSON.parse(await (await fetch(url, { headers })).text()),
    'GET openapi-fetch': () =>
      plain.GET('/scheduler/requests/{requestId}', { params: { path: { requestId: ID } } }),
    'GET getCall': () => ours.getCall(ID),
    'GET getCall over undici.request': () => overUndici.getCall(ID),
    'GET retell-sdk (Stainless)': () => retell.call.retrieve(ID),
    'GET hey-api + zod': () => heyApi.getCall({ ...heyOptions, path: { requestId: ID } }),
    'POST bare fetch + JSON': async () => {
      const body = JSON.stringify({ calls: [CALL] });
      const response = await fetch(`${baseUrl}/scheduler/requests`, { method: 'POST', headers, body });
      return JSON.parse(await response.text());
    },
    'POST openapi-fetch': () => plain.POST('/scheduler/requests', { body: { calls: [CALL] } }),
    'POST queueCalls': () => ours.queueCalls([CALL]),
    'POST queueCalls over undici.request': () => overUndici.queueCalls([CALL]),
    'POST hey-api + zod': () => heyApi.queueCalls({ ...heyOptions, body: { calls: [CALL] } }),
  };
}

/** The `fetch` that the README documents. */
async function undiciFetch(): Promise<FetchLike> {
  const { request } = (await importPeer('undici')) as never as typeof import('undici');
  const send: FetchLike = async (url, init) => {
    const { statusCode, headers, body } = await request(url, init);
    return {
      status: statusCode,
      headers: { get: (name) => headers[name]?.toString() ?? null },
      body,
      text: () => body.text(),
    };
  };
  return Object.assign(send, { followsRedirects: false as const });
}
