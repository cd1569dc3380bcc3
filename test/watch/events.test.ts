import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { run } from './programs/run.ts';
import {
  type Answer,
  all,
  byTime,
  call,
  finals,
  fleet,
  HOUR,
  ID,
  idOf,
  ids,
  inTurn,
  json,
  line,
  lines,
  MINUTE,
  refusal,
  reset,
  SECOND,
  settle,
  thrown,
} from './support.ts';

describe('watchCalls', () => {
  test('tells progress when a status is first seen and when it changes, then one final event', async () => {
    const { clock, scheduler } = fleet(byTime([0, 'ENQUEUED'], [30_000, 'ACTIVE'], [90_000, 'COMPLETE']));
    const events = await clock.advanceUntil(all(scheduler.watchCalls([ID])));
    expect(lines(events)).toEqual(['progress ENQUEUED', 'progress ACTIVE', 'done COMPLETE']);
    expect(events.map(({ requestId }) => requestId)).toEqual([ID, ID, ID]);
    expect(events[2]).toMatchObject({ call: { id: ID, status: 'COMPLETE' } });
  });

  test('is one stream for many ids, each with one final event, whatever it is', async () => {
    const answers: Answer[] = [
      inTurn('ENQUEUED', 'COMPLETE'),
      inTurn('ERROR'),
      inTurn('ACTIVE', 'CANCELLED'),
      inTurn('ACTIVE', () => refusal(400)),
      inTurn('ACTIVE'),
      inTurn('DO_NOT_CALL_BACK'),
    ];
    const { clock, scheduler } = fleet((look) =>
      (answers[Number.parseInt(look.id.slice(-4), 16)] as Answer)(look),
    );
    const events = await clock.advanceUntil(all(scheduler.watchCalls(ids(6), { timeoutMs: 5 * MINUTE })));
    const ends = finals(events, ids(6));
    expect(ids(6).map((id) => line(ends.get(id) as never))).toEqual([
      'done COMPLETE',
      'done ERROR',
      'done CANCELLED',
      'failed 400',
      'failed wait_timeout',
      'done DO_NOT_CALL_BACK',
    ]);
    expect(clock.pending).toBe(0);
  });

  test('sends nothing until it is asked for the first event', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
    scheduler.watchCalls([ID]);
    await clock.advance(HOUR);
    expect(looks).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test('holds one timer, however many ids it watches', async () => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE'));
    const first = scheduler.watchCalls(ids(1_000)).next();
    await settle(clock);
    expect(clock.pending).toBe(1);
    await clock.advance(6 * SECOND);
    await first;
    expect(clock.pending).toBe(1);
  });

  const outcome = fc.constantFrom('COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK', 400, 404, 'never');
  const fault = fc.constantFrom<string | number>(
    'ENQUEUED',
    'ACTIVE',
    'ON_HOLD',
    408,
    425,
    429,
    500,
    503,
    'reset',
    'junk',
  );
  const story = fc.record({ before: fc.array(fault, { maxLength: 6 }), outcome });

  test('gives each id exactly one final event, and the right one, whatever the server does on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(story, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(0.5, 5, 100),
        async (stories, inFlight, ratePerSecond) => {
          const watched = ids(stories.length);
          const { clock, scheduler, looks } = fleet(({ id, nth, at }) => {
            const { before, outcome } = stories[watched.indexOf(id)] as (typeof stories)[number];
            const now = before[nth] ?? (outcome === 'never' ? 'ACTIVE' : outcome);
            if (now === 'reset') reset();
            if (now === 'junk') return json('<html>');
            if (now === 404 && at < MINUTE) return refusal(404);
            return typeof now === 'number' ? refusal(now) : call(id, now);
          });
          const options = { inFlight, ratePerSecond, timeoutMs: 2 * HOUR };
          const events = await clock.advanceUntil(all(scheduler.watchCalls(watched, options)));
          const ends = finals(events, watched);
          for (const [i, id] of watched.entries()) {
            const { outcome } = stories[i] as (typeof stories)[number];
            const expected =
              outcome === 'never'
                ? 'failed wait_timeout'
                : typeof outcome === 'number'
                  ? `failed ${outcome}`
                  : `done ${outcome}`;
            const end = ends.get(id);
            expect(end && line(end)).toBe(expected);
            expect(end?.polls).toBe(looks.filter((look) => look.id === id).length);
          }
          expect(clock.pending).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);
});

describe('the ids', () => {
  test('may be none: the watch ends at once, and sends nothing', async () => {
    const { clock, scheduler, looks, now } = fleet(inTurn('ACTIVE'));
    const none = async function* () {};
    for (const empty of [[], new Set<string>(), none()])
      expect(await clock.advanceUntil(all(scheduler.watchCalls(empty)))).toEqual([]);
    expect({ looks, at: now(), pending: clock.pending }).toEqual({ looks: [], at: 0, pending: 0 });
  });

  test('that come twice are watched once, also in other letter case, under the first spelling', async () => {
    const { clock, scheduler, looks } = fleet(({ id }) => call(id.toLowerCase(), 'COMPLETE'));
    const upper = ID.toUpperCase();
    const events = await clock.advanceUntil(all(scheduler.watchCalls([upper, ID, upper, ID])));
    expect(events.map((event) => [event.requestId, line(event)])).toEqual([[upper, 'done COMPLETE']]);
    expect(looks.length).toBe(1);
  });

  test('that come again after their final event are not watched again', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
    const source = async function* () {
      yield ID;
      await new Promise<void>((resolve) => clock.setTimeout(resolve, MINUTE));
      yield ID.toUpperCase();
    };
    const events = await clock.advanceUntil(all(scheduler.watchCalls(source())));
    expect(lines(events)).toEqual(['done COMPLETE']);
    expect(looks.length).toBe(1);
  });

  test('may come from a set or a generator', async () => {
    const { clock, scheduler } = fleet(inTurn('COMPLETE'));
    const generator = function* () {
      yield* ids(3);
    };
    for (const source of [new Set(ids(3)), generator()])
      finals(await clock.advanceUntil(all(scheduler.watchCalls(source))), ids(3));
  });

  test('may keep growing: the first have ended long before the last are known', async () => {
    const { clock, scheduler, now } = fleet(inTurn('ACTIVE', 'COMPLETE'));
    const source = async function* () {
      for (const id of ids(5)) {
        yield id;
        await new Promise<void>((resolve) => clock.setTimeout(resolve, 10 * MINUTE));
      }
    };
    const endedAt: number[] = [];
    const watching = (async () => {
      for await (const event of scheduler.watchCalls(source()))
        if (event.type === 'done') endedAt.push(now());
    })();
    await clock.advanceUntil(watching);
    expect(endedAt).toEqual([0, 1, 2, 3, 4].map((n) => n * 10 * MINUTE + 15 * SECOND));
  });

  test('may be fed by what the watch itself tells', async () => {
    const { clock, scheduler } = fleet(inTurn('COMPLETE'));
    const queue = [idOf(0)];
    let wake = () => {};
    const source = async function* () {
      for (let n = 0; n < 5; n++) {
        while (queue.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        yield queue.shift() as string;
      }
    };
    const seen: string[] = [];
    const watching = (async () => {
      for await (const { requestId } of scheduler.watchCalls(source())) {
        seen.push(requestId);
        queue.push(idOf(seen.length));
        wake();
      }
    })();
    await clock.advanceUntil(watching);
    expect(seen).toEqual(ids(5));
  });

  test.each([
    [
      'a generator',
      function* () {
        yield ID;
        throw new RangeError('the file is damaged');
      },
    ],
    [
      'an async generator',
      async function* () {
        yield ID;
        throw new RangeError('the file is damaged');
      },
    ],
  ] as const)('from %s that throws end the watch with what it threw', async (_, source) => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE'));
    const watching = clock.advanceUntil(all(scheduler.watchCalls(source())));
    await expect(watching).rejects.toThrow(new RangeError('the file is damaged'));
    expect(clock.pending).toBe(0);
  });

  test('may never end: an id that comes every minute, until the consumer has had enough', async () => {
    const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
    let closed = 0;
    const endless = async function* () {
      try {
        for (let n = 0; ; n++) {
          yield idOf(n);
          await new Promise<void>((resolve) => clock.setTimeout(resolve, MINUTE));
        }
      } finally {
        closed++;
      }
    };
    const seen: string[] = [];
    const watching = (async () => {
      for await (const { requestId } of scheduler.watchCalls(endless()))
        if (seen.push(requestId) === 10) break;
    })();
    await clock.advanceUntil(watching);
    expect(seen).toEqual(ids(10));
    await clock.advance(2 * MINUTE);
    expect({ closed, pending: clock.pending, looks: looks.length }).toEqual({
      closed: 1,
      pending: 0,
      looks: 10,
    });
  });

  test.each(['async', 'sync'])(
    'from an endless %s source that never waits do not starve the process',
    async (kind) => {
      const ended = await run('endless', [kind], {
        flags: ['--max-old-space-size=1000'],
        killAfterMs: 5_000,
      });
      expect(ended).toEqual({ code: 0, stdout: 'TimeoutError', stderr: '' });
    },
    10_000,
  );

  test('fed by the thousand while the fleet pauses cost no more than ids fed before it', async () => {
    const cost = async (count: number) => {
      const { clock, scheduler } = fleet(() => refusal(429, { 'retry-after': '250' }));
      let open = () => {};
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      let isFed = false;
      const source = async function* () {
        yield* ids(count);
        await gate;
        for (let n = count; n < 2 * count; n++) yield idOf(n);
        isFed = true;
      };
      const events = scheduler.watchCalls(source());
      const first = events.next();
      await clock.advance(20 * SECOND);
      await first;
      const controlled = events.next();
      const before = process.cpuUsage();
      open();
      while (!isFed) await clock.advance(1);
      const { user, system } = process.cpuUsage(before);
      void controlled;
      return user + system;
    };
    await cost(500);
    const small = Math.min(await cost(500), await cost(500), await cost(500));
    // Sixteen times as many: a linear cost is about 16 times as high, a quadratic one 256 times.
    expect(Math.min(await cost(8_000), await cost(8_000)) / small).toBeLessThan(100);
  }, 60_000);
});

describe('a source of ids', () => {
  const open = () => {
    const calls: string[] = [];
    const source: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({
        next: () =>
          calls.push('next') === 1 ? Promise.resolve({ done: false, value: ID }) : new Promise(() => {}),
        async return() {
          calls.push('return');
          return { done: true, value: undefined };
        },
      }),
    };
    return { calls, source };
  };

  test('is closed on abort, once', async () => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE'));
    const { calls, source } = open();
    const controller = new AbortController();
    const watching = thrown(all(scheduler.watchCalls(source, { signal: controller.signal })));
    await clock.advance(MINUTE);
    expect(calls).toEqual(['next', 'next']);
    controller.abort('stop');
    expect(await watching).toBe('stop');
    expect(calls).toEqual(['next', 'next', 'return']);
  });

  test('is closed when the consumer breaks out, once', async () => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE'));
    const { calls, source } = open();
    const watching = (async () => {
      for await (const _ of scheduler.watchCalls(source)) break;
    })();
    await clock.advanceUntil(watching);
    expect(calls).toEqual(['next', 'next', 'return']);
  });

  test('is closed when the key is refused, once', async () => {
    const { clock, scheduler } = fleet(() => refusal(401));
    const { calls, source } = open();
    await clock.advanceUntil(all(scheduler.watchCalls(source)));
    expect(calls).toEqual(['next', 'next', 'return']);
  });

  test('that has come to its end is not closed again', async () => {
    const { clock, scheduler } = fleet(inTurn('COMPLETE'));
    let returned = 0;
    const source: AsyncIterable<string> = {
      [Symbol.asyncIterator]() {
        const list = [ID];
        return {
          next: async () => {
            const value = list.shift();
            return value === undefined ? { done: true, value } : { done: false, value };
          },
          return: async () => ({ done: true, value: returned++ }),
        };
      },
    };
    await clock.advanceUntil(all(scheduler.watchCalls(source)));
    expect(returned).toBe(0);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('cannot close');
      },
    ],
    ['rejects', () => Promise.reject(new Error('cannot close'))],
    ['never settles', () => new Promise<never>(() => {})],
  ])('whose return %s does not stand in the way of an abort', async (_, close) => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE'));
    const source: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: close }),
    };
    const controller = new AbortController();
    const watching = thrown(all(scheduler.watchCalls(source, { signal: controller.signal })));
    await settle(clock);
    controller.abort('stop');
    const outcome = await Promise.race([watching, settle(clock).then(() => 'still waiting')]);
    expect(outcome).toBe('stop');
  });

  test('that rejects after the watch is over disturbs nobody', async () => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE'));
    let fail = (_: Error) => {};
    const source: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({
        next: () =>
          new Promise((_, reject) => {
            fail = reject;
          }),
      }),
    };
    const controller = new AbortController();
    const watching = thrown(all(scheduler.watchCalls(source, { signal: controller.signal })));
    await settle(clock);
    controller.abort('stop');
    expect(await watching).toBe('stop');
    fail(new Error('too late'));
    await settle(clock);
  });
});

describe('the consumer', () => {
  test('that breaks out ends the looks, the timer and the look under way', async () => {
    const { clock, scheduler, looks } = fleet(({ id, overall }) =>
      overall === 0 ? call(id, 'ACTIVE') : new Promise(() => {}),
    );
    const watching = (async () => {
      for await (const _ of scheduler.watchCalls(ids(20))) break;
    })();
    await clock.advanceUntil(watching);
    const before = looks.length;
    expect(clock.pending).toBe(0);
    expect(looks.slice(1).every(({ signal }) => signal.aborted)).toBe(true);
    await clock.advance(HOUR);
    expect(looks.length).toBe(before);
  });

  test('that throws in its loop does so too', async () => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE'));
    const watching = (async () => {
      for await (const _ of scheduler.watchCalls(ids(20))) throw new Error('mine');
    })();
    await expect(clock.advanceUntil(watching)).rejects.toThrow('mine');
    expect(clock.pending).toBe(0);
  });

  test('that is slow loses no event, and gets them in order', async () => {
    const { clock, scheduler } = fleet(inTurn('ENQUEUED', 'ACTIVE', 'COMPLETE'));
    const slow = (async () => {
      const seen = [];
      for await (const event of scheduler.watchCalls(ids(50), { ratePerSecond: 100 })) {
        seen.push(event);
        await new Promise<void>((resolve) => clock.setTimeout(resolve, 7 * SECOND));
      }
      return seen;
    })();
    const events = await clock.advanceUntil(slow);
    finals(events, ids(50));
    for (const id of ids(50)) {
      expect(lines(events.filter(({ requestId }) => requestId === id))).toEqual([
        'progress ENQUEUED',
        'progress ACTIVE',
        'done COMPLETE',
      ]);
    }
  });

  test('that stops reading holds the looks back: about 1 000 events wait for it, no more', async () => {
    const active = new Set<string>();
    const { clock, scheduler, looks } = fleet(({ id }) => {
      if (!active.delete(id)) active.add(id);
      return call(id, active.has(id) ? 'ACTIVE' : 'ENQUEUED');
    });
    const options = { ratePerSecond: 1_000, inFlight: 8 };
    const events = scheduler.watchCalls(ids(101), options);
    const first = events.next();
    await clock.advance(HOUR);
    await first;
    await clock.advance(HOUR);
    const held = looks.length;
    expect(held).toBeLessThanOrEqual(1_100);
    await clock.advance(2 * HOUR);
    expect(looks.length).toBe(held);
    for (let n = 1; n < held; n++) expect((await clock.advanceUntil(events.next())).done).toBe(false);
    // Once it has caught up, the looks go on.
    expect((await clock.advanceUntil(events.next())).done).toBe(false);
    expect(looks.length).toBeGreaterThan(held);
    await events.return();
    expect(clock.pending).toBe(0);
  });

  test('may be two at once: each event goes to one of them', async () => {
    const { clock, scheduler } = fleet(inTurn('COMPLETE'));
    const events = scheduler.watchCalls(ids(40));
    const [a, b] = await clock.advanceUntil(
      Promise.all([
        (async () => {
          const seen = [];
          for (let n = 0; n < 20; n++) seen.push((await events.next()).value);
          return seen;
        })(),
        all(events),
      ]),
    );
    finals(
      [...a, ...b].filter((event) => event !== undefined),
      ids(40),
    );
  });
});
