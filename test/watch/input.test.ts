import { describe, expect, test } from 'vitest';
import { all, failure, fleet, HOUR, ID, idOf, inTurn, line, lines, MINUTE, thrown } from './support.ts';

const noIds: [string, unknown][] = [
  ['a word', 'banana'],
  ['nothing', ''],
  ['undefined', undefined],
  ['null', null],
  ['a number', 7],
  ['an object', {}],
  ['a path', '../../admin'],
  ['a UUID and more', `${ID}/../x`],
  ['a UUID with a newline', `${ID}\n`],
  ['a UUID in braces', `{${ID}}`],
  ['a UUID without hyphens', ID.replaceAll('-', '')],
];

describe('an id that is no UUID', () => {
  test.each(noIds)('(%s) is refused by waitForCall before anything is sent', async (_, id) => {
    const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
    const error = await failure(scheduler.waitForCall(id as string), 'invalid_input');
    expect(error).toMatchObject({ operation: 'getCall', attempts: 0, effect: 'none' });
    expect(error.issues[0]?.path).toEqual(['requestId']);
    if (typeof id === 'string' && id) expect(JSON.stringify(error)).not.toContain(id);
    await clock.advance(HOUR);
    expect(looks).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test.each(noIds)('(%s) in an array is refused before anything is sent for any of them', async (_, id) => {
    const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
    await failure(all(scheduler.watchCalls([idOf(1), id as string, idOf(2)])), 'invalid_input');
    await clock.advance(HOUR);
    expect(looks).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test.each(['sync', 'async'])(
    'in a %s source fails by itself, unseen by the server, and the others go on',
    async (kind) => {
      const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
      const mixed = [idOf(1), 'Jane Doe', idOf(2)];
      const sync = function* () {
        yield* mixed;
      };
      const async = async function* () {
        yield* mixed;
      };
      const watching = all(scheduler.watchCalls(kind === 'sync' ? sync() : async()));
      const events = await clock.advanceUntil(watching);
      expect(lines(events).toSorted()).toEqual(['done COMPLETE', 'done COMPLETE', 'failed invalid_input']);
      expect(events.find(({ type }) => type === 'failed')).toMatchObject({ polls: 0 });
      expect(JSON.stringify(events)).not.toContain('Jane');
      expect(looks.length).toBe(2);
    },
  );

  test.each([ID, undefined, null, 7, {}])(
    'given in place of the ids (%o) is refused, without a look and without its value',
    async (given) => {
      const { scheduler, looks } = fleet(inTurn('COMPLETE'));
      const error = await failure(all(scheduler.watchCalls(given as never)), 'invalid_input');
      expect(JSON.stringify(error)).not.toContain(ID);
      expect(looks).toEqual([]);
    },
  );
});

describe('an option', () => {
  const bad: [string, unknown[]][] = [
    ['timeoutMs', [-1, -0.1, Number.NaN, Number.NEGATIVE_INFINITY, '1000', {}]],
    ['ratePerSecond', [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 10_001, 'fast']],
    ['inFlight', [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 'many']],
  ];
  test.each(bad.flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    '%s: %o is refused before anything is sent, by its name',
    async (name, value) => {
      const { clock, scheduler, looks } = fleet(inTurn('COMPLETE'));
      const options = { [name]: value };
      const error = await failure(scheduler.waitForCall(ID, options), 'invalid_input');
      expect(error.issues.map(({ path }) => path)).toEqual([[name]]);
      const refused = await thrown((async () => all(scheduler.watchCalls([ID], options)))());
      expect(refused).toMatchObject({ code: 'invalid_input', issues: error.issues });
      await clock.advance(HOUR);
      expect(looks).toEqual([]);
      expect(clock.pending).toBe(0);
    },
  );

  test('that is bad is listed with every other that is', async () => {
    const { scheduler } = fleet(inTurn('COMPLETE'));
    const options = { timeoutMs: -1, ratePerSecond: 0, inFlight: 0 };
    const { issues } = await failure(scheduler.waitForCall(ID, options), 'invalid_input');
    expect(issues.map(({ path }) => path[0])).toEqual(['timeoutMs', 'ratePerSecond', 'inFlight']);
  });

  test('at the edge is taken: a slow rate, one in flight, a fraction', async () => {
    const { clock, scheduler } = fleet(inTurn('ACTIVE', 'COMPLETE'));
    const options = { ratePerSecond: 0.01, inFlight: 1, timeoutMs: 10 * MINUTE };
    const [, end] = await clock.advanceUntil(all(scheduler.watchCalls([ID], options)));
    expect(end && line(end)).toBe('done COMPLETE');
  });
});
