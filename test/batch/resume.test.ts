import { setTimeout as realTime } from 'node:timers/promises';
import { isSchedulerError } from '@evergrove/scheduler';
import { type BatchRow, runBatch } from '@evergrove/scheduler/batch';
import { describe, expect, it } from 'vitest';
import {
  expectNoneTwice,
  expectPaired,
  keyOf,
  MINUTE,
  place,
  refusal,
  reset,
  rowOf,
  rowsOf,
  SECOND,
  states,
  thrown,
  world,
} from './support.ts';

describe('abort', { timeout: 20_000 }, () => {
  it.each([0, 100, 500, 1 * SECOND, 2 * SECOND, 4 * SECOND, 30 * SECOND, 70 * SECOND])(
    'after %i ms: no trigger more, what is under way is written down, and the next run completes',
    async (ms) => {
      const w = world({ latencyMs: 150 });
      const controller = new AbortController();
      const { signal } = controller;
      const run = place(w, rowsOf(80), { signal, ratePerSecond: 20 });
      await w.clock.advance(ms);
      const before = w.server.count('triggerCall');
      controller.abort(new Error('interrupted'));
      const at = w.clock.now();
      const result = await w.clock.advanceUntil(run, { limitMs: 31 * SECOND });
      expect(result.stopped).toBe('aborted');
      expect(w.clock.now() - at).toBeLessThan(SECOND);
      expect(w.server.count('triggerCall')).toBe(before);
      const known = result.rows.filter(({ state }) => state === 'triggered' || state === 'done');
      expect(known.map(({ key }) => key).toSorted()).toEqual([...w.server.rings().keys()].toSorted());
      expect(states(result)).not.toHaveProperty('trigger_intent');

      const again = await place(w, rowsOf(80));
      expect(states(again)).toEqual({ done: 80 });
      expectPaired(w.server, again);
      expectNoneTwice(w.server);
    },
  );

  it('before the start: resolves at once, nothing is sent', async () => {
    const w = world();
    w.journal.put(rowOf(0), { state: 'uncertain', requestId: w.server.add('row-0').id, triggers: 1 });
    const run = place(w, rowsOf(3), { signal: AbortSignal.abort() });
    const result = await Promise.race([run, realTime(1_000, undefined, { ref: false })]);
    expect(result).toMatchObject({ stopped: 'aborted' });
    expect(w.server.seen).toEqual([]);
    expect([...w.journal.rows.values()].map(({ state }) => state)).toEqual(['uncertain', 'new', 'new']);
  });

  it('from within each of the caller’s functions', async () => {
    for (const where of ['beforeTrigger', 'onOutcome', 'onChange'] as const) {
      const w = world();
      const controller = new AbortController();
      const abort = () => {
        controller.abort();
        return true;
      };
      const result = await place(w, rowsOf(10), { signal: controller.signal, [where]: abort });
      expect(result.stopped).toBe('aborted');
      expect(states(await place(w, rowsOf(10)))).toEqual({ done: 10 });
      expectNoneTwice(w.server);
    }
  });

  it('while beforeTrigger thinks about a row that is queued: it is not triggered', async () => {
    const w = world();
    const controller = new AbortController();
    const beforeTrigger = (row: BatchRow) => {
      if (w.journal.rows.get(keyOf(row))?.state === 'queued') controller.abort();
      return true;
    };
    const result = await place(w, rowsOf(3), { signal: controller.signal, beforeTrigger });
    expect(states(result)).toEqual({ queued: 3 });
    expect(w.server.count('triggerCall')).toBe(0);
  });

  it.each(['beforeTrigger', 'onOutcome'])(
    '%s that rejects with the reason of the same signal is no failure of the run',
    async (where) => {
      const w = world();
      const controller = new AbortController();
      const { signal } = controller;
      const interrupted = async () => {
        controller.abort(new Error('interrupted'));
        throw signal.reason;
      };
      const result = await place(w, rowsOf(3), { signal, [where]: interrupted });
      expect(result.stopped).toBe('aborted');
      const told: string[] = [];
      const again = await place(w, rowsOf(3), { onOutcome: (row) => told.push(keyOf(row)) });
      expect(states(again)).toEqual({ done: 3 });
      expect(told.toSorted()).toEqual(['row-0', 'row-1', 'row-2']);
      expectNoneTwice(w.server);
    },
  );

  it('a trigger that never answers is waited for as long as the client waits, and is then in doubt', async () => {
    const w = world();
    const controller = new AbortController();
    const never = () => new Promise<never>(() => {}) as never;
    w.server.options = {
      fault: ({ operation }) => (operation === 'triggerCall' ? { before: never } : undefined),
    };
    const run = place(w, rowsOf(2), { signal: controller.signal });
    await w.clock.advance(5 * SECOND);
    controller.abort();
    const result = await w.clock.advanceUntil(run, { limitMs: 30 * SECOND });
    expect(states(result)).toEqual({ trigger_intent: 2 });
    expect(result.stopped).toBe('aborted');
  });
});

describe('beforeTrigger', () => {
  it('holds a row before it is queued: nothing of it is sent', async () => {
    const w = world();
    const result = await place(w, rowsOf(8), { beforeTrigger: (row) => keyOf(row) !== 'row-3' });
    expect(states(result)).toEqual({ done: 7, vetoed: 1 });
    expect(result.rows[3]).toMatchObject({ state: 'vetoed', requestId: null });
    expect(w.server.of('row-3')).toEqual([]);
    expect(w.server.count('upsertEntity'), 'its office was not told either').toBe(7);
  });

  it('holds a row between queueing and trigger: it is not triggered', async () => {
    const w = world();
    const asked = new Map<string, number>();
    const beforeTrigger = (row: BatchRow) => {
      const times = (asked.get(keyOf(row)) ?? 0) + 1;
      asked.set(keyOf(row), times);
      return keyOf(row) !== 'row-3' || times === 1;
    };
    const result = await place(w, rowsOf(8), { beforeTrigger });
    expect(states(result)).toEqual({ done: 7, vetoed: 1 });
    expect(result.rows[3]?.requestId).toBe(w.server.of('row-3')[0]?.id);
    expect(w.server.rings().get('row-3')).toBeUndefined();

    const again = await place(w, rowsOf(8), { beforeTrigger: async () => true });
    expect(states(again)).toEqual({ done: 8 });
    expect(w.server.of('row-3'), 'the same request').toHaveLength(1);
    expectNoneTwice(w.server);
  });

  it.each([false, undefined, null, 0, 1, 'true', {}])('%j is no leave to go on', async (answer) => {
    const w = world();
    const beforeTrigger = (() => answer) as unknown as () => boolean;
    expect(states(await place(w, rowsOf(3), { beforeTrigger }))).toEqual({ vetoed: 3 });
    expect(w.server.seen).toEqual([]);
    expect(states(await place(w, rowsOf(3), { beforeTrigger: async () => true }))).toEqual({ done: 3 });
  });

  it.each([1, 4, 5, 9])('what it throws, the %i. time it is asked, ends the run', async (nth) => {
    const w = world();
    const broken = new Error('the suppression list is not to be had');
    let asked = 0;
    const beforeTrigger = async () => {
      if (++asked >= nth) throw broken;
      return true;
    };
    expect(await thrown(place(w, rowsOf(6), { beforeTrigger }))).toBe(broken);
    expect(w.server.count('triggerCall')).toBeLessThan(Math.max(nth - 6, 0) + 1);
    expect(states(await place(w, rowsOf(6)))).toEqual({ done: 6 });
    expectNoneTwice(w.server);
  });
});

describe('onOutcome', () => {
  it('is told before the end is written down', async () => {
    const w = world();
    const onOutcome = async (row: BatchRow) => {
      await new Promise<void>((wake) => w.clock.setTimeout(wake, SECOND));
      expect(w.journal.rows.get(keyOf(row))?.state).toBe('triggered');
    };
    expect(states(await place(w, rowsOf(5), { onOutcome }))).toEqual({ done: 5 });
  });

  it('what it throws ends the run; the next one tells again what was not written down', async () => {
    const w = world();
    const broken = new Error('the write-back is broken');
    const told: string[] = [];
    const onOutcome = (row: BatchRow) => {
      told.push(keyOf(row));
      if (told.length === 3) throw broken;
    };
    expect(await thrown(place(w, rowsOf(6), { onOutcome }))).toBe(broken);
    const third = told[2];
    expect([...w.journal.rows.values()].filter(({ state }) => state === 'done')).toHaveLength(2);
    expect(states(await place(w, rowsOf(6), { onOutcome }))).toEqual({ done: 6 });
    expect(told).toHaveLength(7);
    expect(told.filter((key) => key === third)).toHaveLength(2);
    expectNoneTwice(w.server);
  });

  it('an error of the client’s own that it throws ends the run as well, whoever saw the end', async () => {
    const w = world({ statusOf: () => 'COMPLETE', fault: () => undefined });
    w.journal.put(rowOf(0), { state: 'trigger_intent', requestId: w.server.add('row-0').id, triggers: 1 });
    const onOutcome = async () => {
      await w.scheduler.getCall('no UUID');
    };
    // Asked about at once: the question comes before the first look of the watch.
    const error = await thrown(place(w, [rowOf(0)], { onOutcome, quietMs: 0 }));
    expect(isSchedulerError(error)).toBe(true);
    expect(w.journal.rows.get('row-0')?.state).toBe('trigger_intent');
    const told: string[] = [];
    await place(w, [rowOf(0)], { onOutcome: (row) => told.push(keyOf(row)) });
    expect(told).toEqual(['row-0']);
  });
});

describe('a row that the journal calls queued', () => {
  it('and that was triggered since by a newer copy of the journal, is followed and not triggered again', async () => {
    const w = world();
    const request = w.server.add('row-0');
    w.journal.put(rowOf(0), { state: 'queued', requestId: request.id });
    await w.scheduler.triggerCall(request.id);
    await w.clock.advance(5 * 60_000);
    const told: string[] = [];
    const result = await place(w, [rowOf(0)], { onOutcome: (row) => told.push(keyOf(row)) });
    expect(states(result)).toEqual({ done: 1 });
    expect(told).toEqual(['row-0']);
    expectNoneTwice(w.server);
  });

  it('and that cannot be looked at, is left for the next run', async () => {
    const w = world({ fault: ({ operation }) => (operation === 'getCall' ? { before: reset } : undefined) });
    const request = w.server.add('row-0');
    w.journal.put(rowOf(0), { state: 'queued', requestId: request.id });
    expect(states(await place(w, [rowOf(0)]))).toEqual({ queued: 1 });
    expect(w.server.rings().size).toBe(0);
  });
});

describe('rows that are not what they were', () => {
  const changed = (i: number) => rowOf(i, { body_part: 'Right knee' });

  it('after they were sent: reported, and not sent again', async () => {
    const w = world();
    await place(w, rowsOf(4));
    const sent = w.server.seen.length;
    const result = await place(w, [rowOf(0), changed(1), changed(2), rowOf(3)]);
    expect(result.edited).toEqual(['row-1', 'row-2']);
    expect(states(result)).toEqual({ done: 4 });
    expect(w.server.seen.length).toBe(sent);
  });

  it('after they were queued and before they were triggered: reported, and queued anew', async () => {
    const w = world();
    w.journal.put(rowOf(0), { state: 'queued', requestId: w.server.add('row-0').id });
    const result = await place(w, [changed(0)]);
    expect(result.edited).toEqual(['row-0']);
    expect(states(result)).toEqual({ done: 1 });
    expect([...w.server.calls.values()].map(({ triggers }) => triggers.length)).toEqual([0, 1]);
  });

  it('after the server refused them: sent again', async () => {
    const w = world({
      fault: ({ operation, references }) =>
        operation === 'queueCalls' && references.includes('row-1')
          ? { before: () => refusal(422) }
          : undefined,
    });
    expect(states(await place(w, rowsOf(3)))).toEqual({ done: 2, rejected: 1 });
    w.server.options = {};
    expect(states(await place(w, rowsOf(3))), 'as it was, it stays refused').toEqual({
      done: 2,
      rejected: 1,
    });
    const result = await place(w, [rowOf(0), changed(1), rowOf(2)]);
    expect(states(result)).toEqual({ done: 3 });
    expect(result.edited).toEqual([]);
    expectNoneTwice(w.server);
  });

  it('while held without a request, and then released: what was sent is what the journal knows', async () => {
    const w = world({
      fault: ({ operation }) => (operation === 'queueCalls' ? { after: reset } : undefined),
    });
    await place(w, rowsOf(1));
    w.server.options = {};
    await place(w, [changed(0)], { releaseUncertain: true });
    const result = await place(w, [changed(0)]);
    expect(result).toMatchObject({ edited: [], rows: [{ state: 'done' }] });
  });

  it.each<[string, boolean, BatchRow]>([
    [
      'zone of the office',
      true,
      { ...rowOf(0), entity: { ...rowOf(0).entity, location_timezone: 'America/Chicago' } },
    ],
    ['name of the office', true, { ...rowOf(0), entity: { ...rowOf(0).entity, name: 'Other' } }],
    ['number', true, { ...rowOf(0), call: { ...rowOf(0).call, outbound_phone_number: '+12125550143' } }],
    ['week of the office', false, { ...rowOf(0), entity: { ...rowOf(0).entity, working_hours_policy: {} } }],
  ])('another %s makes a row another one: %s', async (_, isEdited, row) => {
    const w = world();
    await place(w, [rowOf(0)]);
    expect((await place(w, [row])).edited).toEqual(isEdited ? ['row-0'] : []);
  });

  it('absent from the file: left alone, and counted', async () => {
    const w = world({
      fault: ({ operation }) => (operation === 'triggerCall' ? { before: reset } : undefined),
    });
    await place(w, rowsOf(4));
    const before = w.journal.rows.get('row-3');
    w.server.options = { statusOf: () => 'COMPLETE' };
    const result = await place(w, [...rowsOf(3), rowOf(9)]);
    expect(result.absent).toBe(1);
    expect(result.rows.map(({ key }) => key)).toEqual(['row-0', 'row-1', 'row-2', 'row-9']);
    expect(w.journal.rows.get('row-3')).toEqual(before);
  });

  it('a journal of other rows is refused, and nothing is sent or written', async () => {
    const w = world();
    await place(w, rowsOf(3));
    const [sent, writes] = [w.server.seen.length, w.journal.writes];
    const error = await thrown(place(w, [rowOf(7), rowOf(8)]));
    expect(error).toMatchObject({ name: 'JournalError', code: 'foreign' });
    expect([w.server.seen.length, w.journal.writes]).toEqual([sent, writes]);
  });
});

describe('limits', () => {
  it('batchSize: no request queues more', async () => {
    const w = world();
    await place(w, rowsOf(23), { batchSize: 7 });
    const queued = w.server.seen.filter(({ operation }) => operation === 'queueCalls');
    expect(queued.map(({ references }) => references.length)).toEqual([7, 7, 7, 2]);
  });

  it.each([1, 3, 10])('concurrency %i: so many triggers are under way at once', async (concurrency) => {
    const w = world({ latencyMs: 2 * SECOND });
    await place(w, rowsOf(40), { concurrency, ratePerSecond: 1_000 });
    expect(w.server.mostUnderWay.get('triggerCall')).toBe(concurrency);
    expect(w.server.mostUnderWay.get('queueCalls')).toBe(1);
  });

  it.each([1, 5, 20])('ratePerSecond %i: no more queueings and triggers, and no more looks', async (rate) => {
    const w = world({ talkMs: 2 * MINUTE });
    await place(w, rowsOf(60), { ratePerSecond: rate, concurrency: 50 });
    const burst = rate >= 2 ? 2 : 1;
    for (const looks of [false, true]) {
      const times = w.server.seen
        .filter(({ operation }) => (operation === 'getCall') === looks)
        .map(({ at }) => at);
      expect(times.length).toBeGreaterThan(60);
      for (const [i, at] of times.entries()) {
        expect((times[i + rate + burst] ?? Infinity) - at).toBeGreaterThanOrEqual(990);
      }
      if (looks) continue;
      const took = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / SECOND;
      expect(took, 'the rate is used').toBeLessThan((times.length / rate) * 1.1 + 1);
    }
  });

  it('without it: five per second', async () => {
    const w = world();
    await w.clock.advanceUntil(
      runBatch(rowsOf(20), { scheduler: w.scheduler, journal: w.journal, clock: w.clock }),
    );
    const times = w.server.seen.filter(({ operation }) => operation !== 'getCall').map(({ at }) => at);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(((times.length - 3) / 5) * SECOND);
  });

  it('few rows are queued ahead of the triggers', async () => {
    const w = world({ latencyMs: SECOND });
    const controller = new AbortController();
    const run = place(w, rowsOf(400), { signal: controller.signal, concurrency: 1, ratePerSecond: 100 });
    await w.clock.advance(100 * SECOND);
    controller.abort();
    const { queued = 0 } = states(await w.clock.advanceUntil(run));
    expect(queued).toBeGreaterThan(20);
    expect(queued).toBeLessThanOrEqual(75);
  });
});
