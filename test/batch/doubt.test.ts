import { describe, expect, it } from 'vitest';
import {
  expectNoneTwice,
  HOUR,
  MINUTE,
  place,
  refusal,
  reset,
  rowOf,
  rowsOf,
  SECOND,
  type Seen,
  states,
  type World,
  world,
} from './support.ts';

/** The trigger of the first row is lost on the way. */
const lost = ({ operation, references }: Seen) =>
  operation === 'triggerCall' && references[0] === 'row-0' ? { before: reset } : undefined;

/** A world in which one row was left after its intent was written down. */
function withIntent(state: 'trigger_intent' | 'uncertain' = 'trigger_intent'): World & { id: string } {
  const w = world();
  const { id } = w.server.add('row-0');
  w.journal.put(rowOf(0), { state, requestId: id, status: 'ENQUEUED', triggers: 1 });
  return { ...w, id };
}

describe('a trigger without a clear answer', () => {
  it('still ENQUEUED after the quiet time: held, reported, and not triggered again', async () => {
    const w = world({ fault: lost });
    const start = w.clock.now();
    const result = await place(w, rowsOf(3));
    expect(states(result)).toEqual({ uncertain: 1, done: 2 });
    expect(result.rows[0]).toMatchObject({ reason: 'still_enqueued', status: 'ENQUEUED', triggers: 1 });
    expect((result.rows[0]?.at ?? 0) - start).toBeGreaterThanOrEqual(60 * SECOND);
    const triggers = w.server.seen.filter((seen) => seen.operation === 'triggerCall');
    expect(triggers.filter(({ references }) => references[0] === 'row-0')).toHaveLength(1);
  });

  it.each([5 * SECOND, 10 * MINUTE])('is asked about after quietMs: %i', async (quietMs) => {
    const w = world({ fault: lost });
    const start = w.clock.now();
    const result = await place(w, [rowOf(0)], { quietMs });
    const at = (result.rows[0]?.at ?? 0) - start;
    expect(at).toBeGreaterThanOrEqual(quietMs);
    expect(at).toBeLessThan(quietMs + 2 * SECOND);
  });

  it('takes any other status for a proof that it took, well before the quiet time is over', async () => {
    const w = world({ fault: (seen) => lost(seen) && { after: reset } });
    const changes: string[] = [];
    const result = await place(w, [rowOf(0)], {
      quietMs: HOUR,
      onChange: ({ state }) => changes.push(state),
    });
    expect([...new Set(changes)]).toEqual(['queued', 'trigger_intent', 'triggered', 'done']);
    expect(result.rows[0]).toMatchObject({ state: 'done', triggers: 1 });
    expectNoneTwice(w.server);
  });

  it('held, it is still watched: it resolves itself later in the run', async () => {
    const w = world({
      fault: lost,
      talkMs: HOUR,
      statusOf: ({ reference }, now) =>
        reference !== 'row-0' || now < Date.UTC(2026, 10, 24, 12, 20)
          ? undefined
          : now < Date.UTC(2026, 10, 24, 12, 40)
            ? 'ACTIVE'
            : 'COMPLETE',
    });
    const path: string[] = [];
    const outcomes: string[] = [];
    const result = await place(w, rowsOf(2), {
      onChange: ({ key, state }) => key === 'row-0' && path.at(-1) !== state && path.push(state),
      onOutcome: ({ call }) => outcomes.push(call.external_reference_id),
    });
    expect(path).toEqual(['queued', 'trigger_intent', 'uncertain', 'triggered', 'done']);
    expect(states(result)).toEqual({ done: 2 });
    expect(outcomes).toEqual(['row-0', 'row-1']);
  });

  it('held, and started meanwhile: the next run finds out, and tells its end', async () => {
    const w = world({ fault: lost });
    expect(states(await place(w, rowsOf(2)))).toEqual({ uncertain: 1, done: 1 });
    w.server.options = { statusOf: () => 'COMPLETE' };
    const outcomes: string[] = [];
    const again = await place(w, rowsOf(2), {
      onOutcome: ({ call }, { status }) => outcomes.push(`${call.external_reference_id} ${status}`),
    });
    expect(states(again)).toEqual({ done: 2 });
    expect(outcomes).toEqual(['row-0 COMPLETE']);
  });

  it('held, and still not started: the next run holds it too, and ends without waiting', async () => {
    const w = world({ fault: lost });
    await place(w, rowsOf(2));
    const before = w.clock.now();
    expect(states(await place(w, rowsOf(2)))).toEqual({ uncertain: 1, done: 1 });
    expect(w.clock.now() - before).toBeLessThan(2 * SECOND);
    expect(w.server.rings().get('row-0')).toBeUndefined();
  });

  it('when nobody answers the question: held, and says why', async () => {
    const w = withIntent();
    w.server.options = { fault: () => ({ before: () => refusal(500) }) };
    const result = await place(w, [rowOf(0)], { timeoutMs: HOUR });
    expect(result.rows[0]).toMatchObject({ state: 'uncertain', reason: 'http_500' });
  });
});

describe('an intent that is found at the start', () => {
  it('is asked about after the quiet time and held: it is never triggered', async () => {
    const w = withIntent();
    const start = w.clock.now();
    const result = await place(w, [rowOf(0)]);
    expect(result.rows[0]).toMatchObject({ state: 'uncertain', reason: 'still_enqueued', requestId: w.id });
    expect(w.server.count('triggerCall')).toBe(0);
    expect(w.clock.now() - start).toBeGreaterThanOrEqual(60 * SECOND);
  });

  it('is followed to its end when the trigger took', async () => {
    const w = withIntent();
    w.server.calls.get(w.id)?.triggers.push(w.clock.now());
    const result = await place(w, [rowOf(0)]);
    expect(result.rows[0]).toMatchObject({ state: 'done', requestId: w.id });
    expect(w.server.count('triggerCall')).toBe(0);
    expectNoneTwice(w.server);
  });

  it.each([false, true])(
    'of a request that is not known any more, releaseUncertain %s',
    async (releaseUncertain) => {
      const w = withIntent();
      w.server.calls.clear();
      const result = await place(w, [rowOf(0)], { releaseUncertain });
      expect(result.rows[0]).toMatchObject({ state: 'uncertain', reason: 'http_404' });
      expect(w.server.count('triggerCall')).toBe(0);
    },
  );

  it('many of them are asked about at the run’s pace', async () => {
    const w = world();
    for (let i = 0; i < 60; i++) {
      const { id } = w.server.add(`row-${i}`);
      w.journal.put(rowOf(i), { state: 'uncertain', requestId: id, status: 'ENQUEUED', triggers: 1 });
    }
    const result = await place(w, rowsOf(60), { ratePerSecond: 5 });
    expect(states(result)).toEqual({ uncertain: 60 });
    const looks = w.server.seen.map(({ at }) => at);
    // Five questions and five looks of the watch a second, and the two bursts.
    for (const [i, at] of looks.entries())
      expect((looks[i + 14] ?? Infinity) - at).toBeGreaterThanOrEqual(990);
  });
});

describe('releaseUncertain', () => {
  it('triggers again with the same request id', async () => {
    const w = world({ fault: lost });
    const [held] = (await place(w, rowsOf(2))).rows;
    w.server.options = {};
    const result = await place(w, rowsOf(2), { releaseUncertain: true });
    expect(states(result)).toEqual({ done: 2 });
    expect(result.rows[0]?.requestId).toBe(held?.requestId);
    expect(w.server.of('row-0')).toHaveLength(1);
    expectNoneTwice(w.server);
  });

  it.each(['ACTIVE', 'COMPLETE', 'PAUSED'])('not when a look says %s', async (status) => {
    const w = withIntent('uncertain');
    w.server.options = { statusOf: (_, now) => (now > Date.UTC(2026, 10, 24, 13) ? 'COMPLETE' : status) };
    const result = await place(w, [rowOf(0)], { releaseUncertain: true });
    expect(result.rows[0]?.state).toBe('done');
    expect(w.server.count('triggerCall')).toBe(0);
  });

  it.each([404, 422, 500, 503])('not when a look is answered %i', async (status) => {
    const w = withIntent('uncertain');
    w.server.options = {
      fault: ({ operation }) => (operation === 'getCall' ? { before: () => refusal(status) } : undefined),
    };
    const result = await place(w, [rowOf(0)], { releaseUncertain: true });
    expect(result.rows[0]?.state).toBe('uncertain');
    expect(w.server.count('triggerCall')).toBe(0);
  });

  it.each([401, 403])('a look that is answered %i stops the run', async (status) => {
    const w = withIntent('uncertain');
    w.server.options = { fault: () => ({ before: () => refusal(status) }) };
    const result = await place(w, [rowOf(0)], { releaseUncertain: true });
    expect(result.stopped).toMatchObject({ status });
    expect(result.rows[0]?.state).toBe('uncertain');
  });

  it('has a row queued again that nobody knows the request of', async () => {
    const w = world({
      fault: ({ operation }) => (operation === 'queueCalls' ? { after: reset } : undefined),
    });
    expect(states(await place(w, rowsOf(2)))).toEqual({ uncertain: 2 });
    w.server.options = {};
    expect(states(await place(w, rowsOf(2)))).toEqual({ uncertain: 2 });
    const result = await place(w, rowsOf(2), { releaseUncertain: true });
    expect(states(result)).toEqual({ done: 2 });
    expectNoneTwice(w.server);
  });

  it('names the rows that are triggered again, and no other is', async () => {
    const w = world({
      fault: ({ operation }) => (operation === 'triggerCall' ? { before: reset } : undefined),
    });
    expect(states(await place(w, rowsOf(8)))).toEqual({ uncertain: 8 });
    w.server.options = {};
    const result = await place(w, rowsOf(8), { releaseUncertain: ['row-1', 'row-7'] });
    const released = result.rows.filter(({ state }) => state === 'done').map(({ key }) => key);
    expect(released).toEqual(['row-1', 'row-7']);
    expect(states(result)).toEqual({ done: 2, uncertain: 6 });
    expect(w.server.count('triggerCall')).toBe(10);
  });

  it.each<[string, unknown]>([
    ['a row that is none of those given', ['row-0', 'row-9']],
    ['a text', 'row-0'],
    ['an id that is no text', [0]],
    ['null', null],
  ])('is refused with TypeError when it is %s: nothing is sent', async (_, releaseUncertain) => {
    const w = withIntent('uncertain');
    const options = { releaseUncertain: releaseUncertain as string[] };
    await expect(place(w, [rowOf(0)], options)).rejects.toThrow(TypeError);
    expect(w.server.seen).toEqual([]);
  });

  it('is good for one trigger: in doubt once more, the row is held once more', async () => {
    const w = world({ fault: lost });
    await place(w, rowsOf(1));
    const result = await place(w, rowsOf(1), { releaseUncertain: true });
    expect(states(result)).toEqual({ uncertain: 1 });
    expect(w.server.count('triggerCall')).toBe(2);
  });
});

describe('queueing without a clear answer', () => {
  it('what it left behind is never triggered', async () => {
    const w = world({
      fault: ({ operation, nth }) => (operation === 'queueCalls' && nth < 2 ? { after: reset } : undefined),
    });
    const result = await place(w, rowsOf(4));
    expect(states(result)).toEqual({ done: 4 });
    expect(w.server.calls.size).toBe(12);
    expect([...w.server.calls.values()].filter(({ triggers }) => triggers.length > 0)).toHaveLength(4);
    expectNoneTwice(w.server);
  });

  it('three in a row, over runs too, and the rows are held', async () => {
    const w = world({
      fault: ({ operation }) => (operation === 'queueCalls' ? { after: reset } : undefined),
    });
    w.journal.put(rowOf(0), { unclearQueueings: 2, reason: 'network' });
    const result = await place(w, [rowOf(0)]);
    expect(result.rows[0]).toMatchObject({ state: 'uncertain', requestId: null, reason: 'network' });
    expect(w.server.count('queueCalls')).toBe(1);
  });
});
