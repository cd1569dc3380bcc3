import type { FetchInit, FetchReply, SchedulerEvent } from '@evergrove/scheduler';
import { describe, expect, it } from 'vitest';
import { callPlacing, client, every, expectNothingLeft, play, run, running, told } from './fault-play.ts';
import { bytes, stalledAfter, status, success } from './fault-server.ts';
import { TIMEOUT_MS } from './fault-table.ts';
import { failure, REQUEST_ID } from './samples.ts';
import { arrival, SteppedClock, withinGrace } from './stepped-clock.ts';

/* How a call is stopped: by the caller's signal, and by the deadline, whatever the `fetch` handed in does. */

const headers = { 'content-type': 'application/json', 'content-length': 100 };
const never = new Promise<never>(() => {});

describe('abort rejects with signal.reason at once', () => {
  const moments = {
    'while the head is awaited': stalledAfter(''),
    'while the body stalls': stalledAfter(bytes(200, headers, '{"id":')),
    'while the body of a 422 stalls': stalledAfter(bytes(422, headers, '{"title":')),
    'during the wait before a repetition': status(429, { 'retry-after': 20 }),
  };
  for (const operation of every) {
    for (const [moment, fault] of Object.entries(moments)) {
      const waits = moment.startsWith('during');
      it(`${operation}, ${moment}`, async () => {
        const server = await running(fault, success);
        const clock = new SteppedClock();
        const events: SchedulerEvent[] = [];
        const { controller, reason } = aborting();
        const onEvent = (event: SchedulerEvent) => void events.push(event);
        const call = run[operation](client(server, { clock, onEvent }), { signal: controller.signal });
        await (waits ? clock.waiting(2) : server.stalls(1).then(arrival));
        controller.abort(reason);
        await expect(withinGrace(call)).rejects.toBe(reason);

        expectNothingLeft(clock, controller.signal);
        await clock.advance(60_000);
        expect(server.requests.length).toBe(1);
        // Two of the four moments are definite refusals, after which nothing has happened.
        const effect = callPlacing.includes(operation) || operation === 'upsertEntity' ? 'unknown' : 'none';
        expect(events.at(-1)).toMatchObject({
          event: 'settled',
          'error.type': 'aborted',
          'evergrove.effect': waits || moment.includes('422') ? 'none' : effect,
        });
        if (!waits) await expect.poll(() => server.connections(), { interval: 5 }).toBe(0);
      });
    }

    it(`${operation}, before it began: nothing is sent`, async () => {
      const server = await running(success);
      const { controller, reason } = aborting();
      controller.abort(reason);
      const clock = new SteppedClock();
      const call = run[operation](client(server, { clock }), { signal: controller.signal });
      await expect(call).rejects.toBe(reason);
      expectNothingLeft(clock, controller.signal);
      expect([server.requests.length, server.connections()]).toEqual([0, 0]);
    });

    it(`${operation}, while the key is awaited: nothing is sent`, async () => {
      const server = await running(success);
      const { controller, reason } = aborting();
      const clock = new SteppedClock();
      const call = run[operation](client(server, { clock, apiKey: () => never }), {
        signal: controller.signal,
      });
      await arrival();
      controller.abort(reason);
      await expect(withinGrace(call)).rejects.toBe(reason);
      expectNothingLeft(clock, controller.signal);
      expect(server.requests.length).toBe(0);
    });

    for (const reason of [null, 0, '', false, 'a string', undefined]) {
      it(`${operation}, when the reason is ${JSON.stringify(reason) ?? 'left out'}`, async () => {
        const server = await running(stalledAfter(''));
        const controller = new AbortController();
        const call = run[operation](client(server), { signal: controller.signal });
        await server.stalls(1);
        controller.abort(reason);
        const thrown = await withinGrace(call).catch((error: unknown) => error);
        expect(thrown).toBe(controller.signal.reason);
      });
    }
  }

  it('an abort after the end changes nothing', async () => {
    const server = await running(success);
    const { controller, reason } = aborting();
    const call = await client(server).getCall(REQUEST_ID, { signal: controller.signal });
    controller.abort(reason);
    expect(call.id).toBe(REQUEST_ID);
  });
});

function aborting() {
  return { controller: new AbortController(), reason: new Error('the caller has left') };
}

describe('a fetch handed in that does not honour its signal', () => {
  const reply = (body: unknown, text: () => Promise<string>, status = 200): FetchReply => ({
    status,
    headers: new Headers({ 'content-type': 'application/json' }),
    body,
    text,
  });
  const nothingMore = { [Symbol.asyncIterator]: () => ({ next: () => never }) };
  const unwilling: Record<string, () => Promise<FetchReply>> = {
    'never answers': () => never,
    'has a body that never ends': async () => reply(nothingMore, () => never),
    'has a text that never comes': async () => reply(null, () => never),
  };
  for (const operation of every) {
    const effect = operation === 'getCall' ? 'none' : 'unknown';
    for (const [name, fetch] of Object.entries(unwilling)) {
      it(`${operation} settles by its deadline, though it ${name}`, async () => {
        const { clock, call } = begin(operation, fetch);
        const settled = failure(() => call);
        await clock.advance(TIMEOUT_MS - 1);
        expect(clock.pending).toBe(1);
        await clock.advance(1);
        expect(await withinGrace(settled)).toMatchObject({
          code: 'timeout',
          timeoutMs: TIMEOUT_MS,
          effect,
          attempts: 1,
        });
        expect(clock.pending).toBe(0);
      });

      it(`${operation} is aborted at once, though it ${name}`, async () => {
        const { controller, reason } = aborting();
        const { clock, call } = begin(operation, fetch, controller.signal);
        await arrival();
        controller.abort(reason);
        await expect(withinGrace(call)).rejects.toBe(reason);
        expectNothingLeft(clock, controller.signal);
      });
    }

    it(`${operation}: an answer that comes after the abort is let go, and not waited for`, async () => {
      let arrive: (reply: FetchReply) => void = () => {};
      let cancelled = 0;
      const { controller, reason } = aborting();
      const late = new Promise<FetchReply>((resolve) => {
        arrive = resolve;
      });
      const { clock, call } = begin(operation, () => late, controller.signal);
      await arrival();
      controller.abort(reason);
      await expect(withinGrace(call)).rejects.toBe(reason);
      arrive(reply(new ReadableStream({ cancel: () => void cancelled++ }), () => never));
      await arrival();
      expectNothingLeft(clock, controller.signal);
      expect(cancelled, 'the late body is cancelled').toBe(1);
    });

    it(`${operation}: a failure that comes after the deadline is nobody's`, async () => {
      let fail: (error: Error) => void = () => {};
      const late = new Promise<never>((_, reject) => {
        fail = reject;
      });
      const { clock, call } = begin(operation, () => late);
      const settled = failure(() => call);
      await clock.advance(TIMEOUT_MS);
      expect(await withinGrace(settled)).toMatchObject({ code: 'timeout' });
      fail(new Error('late'));
      await arrival();
    });
  }

  function begin(operation: (typeof every)[number], fetch: () => Promise<FetchReply>, signal?: AbortSignal) {
    const clock = new SteppedClock();
    const scheduler = client({ baseUrl: 'https://api.example.test' }, { clock, fetch });
    return { clock, call: run[operation](scheduler, signal && { signal }) };
  }
});

describe('a fetch handed in that fails in its own way', () => {
  const ways: Record<string, (init: FetchInit) => Promise<FetchReply>> = {
    'throws instead of rejecting': () => {
      throw new Error('at once');
    },
    'rejects with undefined': () => Promise.reject(undefined),
    'rejects with null': () => Promise.reject(null),
    'rejects with a string': () => Promise.reject('ECONNREFUSED'),
    'rejects with an AbortError of its own': () => Promise.reject(new DOMException('own', 'AbortError')),
    'rejects with a TimeoutError of its own': () => Promise.reject(new DOMException('own', 'TimeoutError')),
  };
  for (const operation of every) {
    for (const [name, fetch] of Object.entries(ways)) {
      const repeated = !callPlacing.includes(operation);
      it(`${operation}, when it ${name}: it may have arrived, ${repeated ? 'asked again' : 'not repeated'}`, async () => {
        let sent = 0;
        const server = await running();
        const counted = (_url: string, init: FetchInit) => {
          sent++;
          return fetch(init);
        };
        expect(told(await play(operation, server, { fetch: counted }))).toMatchObject({
          code: 'network',
          effect: operation === 'getCall' ? 'none' : 'unknown',
          attempts: repeated ? 3 : 1,
        });
        expect(sent).toBe(repeated ? 3 : 1);
      });
    }
  }
});

describe('the key may be a function', () => {
  it('it is asked before every attempt', async () => {
    const server = await running(status(429), status(429), success);
    const clock = new SteppedClock();
    let asked = 0;
    const scheduler = client(server, { clock, apiKey: async () => `key-${++asked}` });
    const call = scheduler.triggerCall(REQUEST_ID);
    await clock.waiting(2);
    await clock.step();
    await arrival();
    await clock.waiting(2);
    await clock.step();
    await call;
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer key-1',
      'Bearer key-2',
      'Bearer key-3',
    ]);
  });

  it('what it throws is thrown on, and nothing is sent', async () => {
    const server = await running(success);
    const own = new Error('the vault is closed');
    const throws = client(server, {
      apiKey: () => {
        throw own;
      },
    });
    const rejects = client(server, { apiKey: () => Promise.reject(own) });
    for (const operation of every) {
      await expect(run[operation](throws)).rejects.toBe(own);
      await expect(run[operation](rejects)).rejects.toBe(own);
    }
    expect(server.requests.length).toBe(0);
  });

  it('the deadline covers it, and nothing has happened then', async () => {
    for (const operation of every) {
      const server = await running(success);
      const clock = new SteppedClock();
      const settled = failure(() => run[operation](client(server, { clock, apiKey: () => never })));
      await clock.waiting(1);
      await clock.advance(TIMEOUT_MS);
      expect(await withinGrace(settled)).toMatchObject({ code: 'timeout', effect: 'none', attempts: 0 });
      expect(server.requests.length).toBe(0);
    }
  });

  it('a key that is none is refused unseen and unsent', async () => {
    const server = await running(success);
    for (const key of ['', 'sk line\r\nx: y', 'sk secret', 'sk\u0000', 'clé', 7 as never]) {
      const error = await failure(() => client(server, { apiKey: () => key }).triggerCall(REQUEST_ID));
      expect(error).toMatchObject({ code: 'invalid_input', effect: 'none', attempts: 0 });
      if (String(key).length > 1) expect(JSON.stringify(error)).not.toContain(String(key));
      expect(await failure(() => client(server, { apiKey: key }))).toMatchObject({ code: 'invalid_input' });
    }
    expect(server.requests.length).toBe(0);
  });

  it('a bad key before a repetition does not undo what may have happened before it', async () => {
    const server = await running(status(500), success);
    const clock = new SteppedClock();
    const keys = ['sk-good', 'not good'];
    const settled = failure(() =>
      run.upsertEntity(client(server, { clock, apiKey: () => keys.shift() ?? '' })),
    );
    await clock.waiting(2);
    await clock.step();
    expect(await withinGrace(settled)).toMatchObject({
      code: 'invalid_input',
      effect: 'unknown',
      attempts: 1,
    });
  });
});

describe('retries', () => {
  for (const operation of every) {
    it(`${operation}: 0 repeats nothing, not even what was refused`, async () => {
      for (const fault of [status(429), status(500)]) {
        const server = await running(fault, success);
        expect(told(await play(operation, server, { retries: 0 }))).toMatchObject({ attempts: 1 });
        expect(server.requests.length).toBe(1);
      }
    });

    it(`${operation}: 10 repeats ten times, and not what may have been acted upon`, async () => {
      const timeoutMs = 200_000;
      const refused = await running(status(429, { 'retry-after': 1 }));
      expect(told(await play(operation, refused, { retries: 10 }))).toMatchObject({ attempts: 11 });
      const broken = await running(status(500, { 'retry-after': 1 }));
      const attempts = callPlacing.includes(operation) ? 1 : 11;
      expect(told(await play(operation, broken, { retries: 10, timeoutMs }))).toMatchObject({ attempts });
    });
  }
});
