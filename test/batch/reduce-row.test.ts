import { type RowEvent, type RowRecord, type RowState, reduceRow } from '@evergrove/scheduler/batch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const states = [
  'new',
  'queued',
  'trigger_intent',
  'triggered',
  'done',
  'uncertain',
  'rejected',
  'vetoed',
] as const satisfies readonly RowState[];
type AllStates = Exclude<RowState, (typeof states)[number]> extends never ? true : never;
const isComplete: AllStates = true;

const ID = '0bad1dea-0000-4000-8000-000000000001';
const LATER = 2_000;

/** A row as it can stand in a state. */
function rowIn(state: RowState, over: Partial<RowRecord> = {}): RowRecord {
  const hasRequest = state !== 'new' && state !== 'rejected';
  const isTriggered = ['trigger_intent', 'triggered', 'done', 'uncertain'].includes(state);
  return {
    key: 'row-1',
    payload: 'before',
    state,
    requestId: hasRequest ? ID : null,
    status: hasRequest ? 'ENQUEUED' : null,
    reason: state === 'uncertain' ? 'still_enqueued' : state === 'rejected' ? 'http_422' : null,
    unclearQueueings: 0,
    triggers: isTriggered ? 1 : 0,
    at: 1_000,
    ...over,
  };
}

const sample: { [T in RowEvent['type']]: Extract<RowEvent, { type: T }> } = {
  queued: { type: 'queued', requestId: ID.replace('1', '2'), status: 'ENQUEUED' },
  queue_refused: { type: 'queue_refused', reason: 'http_422' },
  queue_unclear: { type: 'queue_unclear', reason: 'timeout' },
  trigger_intended: { type: 'trigger_intended' },
  trigger_confirmed: { type: 'trigger_confirmed' },
  trigger_unsent: { type: 'trigger_unsent' },
  trigger_refused: { type: 'trigger_refused', reason: 'http_404' },
  seen: { type: 'seen', status: 'ACTIVE' },
  doubted: { type: 'doubted', reason: 'still_enqueued' },
  lost: { type: 'lost', reason: 'wait_timeout' },
  vetoed: { type: 'vetoed' },
  veto_lifted: { type: 'veto_lifted' },
  released: { type: 'released' },
  edited: { type: 'edited', payload: 'after' },
};

/** What each event makes of a row, state by state as listed above: `·` the same row, `!` an error. */
const table: Record<RowEvent['type'], string> = {
  queued: 'queued · · · · · · ·',
  queue_refused: 'rejected · · · · · · ·',
  queue_unclear: 'new · · · · · · ·',
  trigger_intended: '! trigger_intent ! ! ! ! ! !',
  trigger_confirmed: '· · triggered · · · · ·',
  trigger_unsent: '· · queued · · · · ·',
  trigger_refused: '· · rejected · · · · ·',
  seen: '· triggered triggered triggered · triggered · ·',
  doubted: '· · uncertain · · · · ·',
  lost: '· · uncertain triggered · uncertain · ·',
  vetoed: 'vetoed vetoed · · · · · ·',
  veto_lifted: '· · · · · · · queued',
  released: '· · · · · queued · ·',
  edited: 'new new · · · · new vetoed',
};

const pairs = (Object.keys(table) as RowEvent['type'][]).flatMap((event) =>
  (table[event] as string).split(' ').map((after, i) => [event, states[i] as RowState, after] as const),
);

describe('reduceRow', () => {
  it('is asked about every event in every state', () => {
    expect(isComplete).toBe(true);
    expect(pairs).toHaveLength(Object.keys(sample).length * states.length);
  });

  it.each(pairs)('%s in %s: %s', (event, state, after) => {
    const row = Object.freeze(rowIn(state));
    const act = () => reduceRow(row, sample[event], LATER);
    if (after === '!') return expect(act).toThrow(`a row that is ${state} must not be triggered`);
    if (after === '·') return expect(act()).toBe(row);
    expect(act()).toMatchObject({ key: 'row-1', state: after, at: LATER });
  });

  it.each<[string, RowRecord, RowEvent, Partial<RowRecord>]>([
    [
      'a request that answers it is taken, and what was before forgotten',
      rowIn('new', { reason: 'timeout', unclearQueueings: 2 }),
      { ...sample.queued, requestId: ID },
      { state: 'queued', requestId: ID, status: 'ENQUEUED', reason: null, unclearQueueings: 0, triggers: 0 },
    ],
    [
      'a request that runs already is followed',
      rowIn('new'),
      { ...sample.queued, status: 'ACTIVE' },
      { state: 'triggered', status: 'ACTIVE', triggers: 0 },
    ],
    [
      'a request that is over already is followed, so that its end is told',
      rowIn('new'),
      { ...sample.queued, status: 'COMPLETE' },
      { state: 'triggered', status: 'COMPLETE' },
    ],
    [
      'a request of unknown status is followed, and its status not written down',
      rowIn('new'),
      { ...sample.queued, status: 'Zephyrine' },
      { state: 'triggered', status: '(unknown)' },
    ],
    [
      'the second unclear queueing in a row leaves it new',
      rowIn('new', { unclearQueueings: 1 }),
      sample.queue_unclear,
      { state: 'new', unclearQueueings: 2, reason: 'timeout' },
    ],
    [
      'the third holds it',
      rowIn('new', { unclearQueueings: 2 }),
      sample.queue_unclear,
      { state: 'uncertain', unclearQueueings: 3, requestId: null },
    ],
    ['an intended trigger counts', rowIn('queued'), sample.trigger_intended, { triggers: 1, requestId: ID }],
    ['one that was not sent does not', rowIn('trigger_intent'), sample.trigger_unsent, { triggers: 0 }],
    [
      'one that was refused does not, and says why',
      rowIn('trigger_intent'),
      sample.trigger_refused,
      { triggers: 0, reason: 'http_404', requestId: ID },
    ],
    [
      'seen ENQUEUED, an intent stays one',
      rowIn('trigger_intent', { status: null }),
      { type: 'seen', status: 'ENQUEUED' },
      { state: 'trigger_intent', status: 'ENQUEUED' },
    ],
    [
      'seen ENQUEUED, what is held stays held',
      rowIn('uncertain', { status: null }),
      { type: 'seen', status: 'ENQUEUED' },
      { state: 'uncertain', status: 'ENQUEUED' },
    ],
    [
      'seen with an unknown status, it was started',
      rowIn('uncertain'),
      { type: 'seen', status: 'constructor' },
      { state: 'triggered', status: '(unknown)' },
    ],
    [
      'seen without a request, nothing was',
      rowIn('uncertain', { requestId: null }),
      sample.seen,
      { state: 'uncertain', requestId: null, status: 'ENQUEUED', at: 1_000 },
    ],
    ...['COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK'].map(
      (status): [string, RowRecord, RowEvent, Partial<RowRecord>] => [
        `seen ${status}, it is done`,
        rowIn('uncertain'),
        { type: 'seen', status },
        { state: 'done', status, reason: null },
      ],
    ),
    [
      'lost, a triggered row says why and stays triggered',
      rowIn('triggered'),
      sample.lost,
      { state: 'triggered', reason: 'wait_timeout' },
    ],
    [
      'a lifted veto before it was queued leads to queueing',
      rowIn('vetoed', { requestId: null }),
      sample.veto_lifted,
      { state: 'new', requestId: null },
    ],
    [
      'a lifted veto after that leads to the trigger of the same request',
      rowIn('vetoed'),
      sample.veto_lifted,
      { state: 'queued', requestId: ID },
    ],
    [
      'released, it is triggered with the same request id',
      rowIn('uncertain'),
      sample.released,
      { state: 'queued', requestId: ID, triggers: 0, reason: 'released' },
    ],
    [
      'released without a request, it is queued again',
      rowIn('uncertain', { requestId: null, unclearQueueings: 3 }),
      sample.released,
      { state: 'new', unclearQueueings: 0, reason: null },
    ],
    [
      'edited after it was refused, it is queued anew, and the old request forgotten',
      rowIn('rejected', { requestId: ID, status: 'ENQUEUED' }),
      sample.edited,
      { state: 'new', payload: 'after', requestId: null, status: null, reason: null },
    ],
    [
      'edited before it was triggered, it is queued anew, and the old request forgotten',
      rowIn('queued'),
      sample.edited,
      { state: 'new', payload: 'after', requestId: null, status: null },
    ],
    [
      'edited after it was released, it keeps its request, which may have been started before',
      rowIn('queued', { reason: 'released' }),
      sample.edited,
      { state: 'queued', payload: 'before', requestId: ID },
    ],
    [
      'a trigger that never left does not make a released row forget that it was released',
      reduceRow(rowIn('queued', { reason: 'released' }), sample.trigger_intended, LATER),
      sample.trigger_unsent,
      { state: 'queued', reason: 'released' },
    ],
    [
      'refused after it was released, it is held with its request: the refusal may mean that it was started before',
      rowIn('trigger_intent', { reason: 'released' }),
      sample.trigger_refused,
      { state: 'uncertain', requestId: ID, reason: 'http_404' },
    ],
    [
      'seen at its end before it was triggered, it is followed first, so that its end is told',
      rowIn('queued'),
      { type: 'seen', status: 'COMPLETE' },
      { state: 'triggered', status: 'COMPLETE' },
    ],
    [
      'edited while held before it was queued, what will be sent is known',
      rowIn('vetoed', { requestId: null }),
      sample.edited,
      { state: 'vetoed', payload: 'after' },
    ],
    [
      'edited while held without a request, what will be sent is known',
      rowIn('uncertain', { requestId: null }),
      sample.edited,
      { state: 'uncertain', payload: 'after' },
    ],
    [
      'edited while held with a request, what was sent is not forgotten',
      rowIn('uncertain'),
      sample.edited,
      { state: 'uncertain', payload: 'before' },
    ],
  ])('%s', (_, row, event, expected) => {
    expect(reduceRow(row, event, LATER)).toMatchObject(expected);
  });

  it('gives the same row back when a look brought nothing new', () => {
    const row = rowIn('triggered', { status: 'ACTIVE' });
    expect(reduceRow(row, { type: 'seen', status: 'ACTIVE' }, LATER)).toBe(row);
  });
});

const ids = [1, 2, 3].map((n) => ID.replace('1', String(n)));
const reason = fc.constantFrom('timeout', 'http_422');
const status = fc.constantFrom('ENQUEUED', 'ENQUEUED', 'ACTIVE', 'COMPLETE', 'ERROR', 'PAUSED');
const types = Object.keys(sample) as RowEvent['type'][];

/** Any event; those that lead on come more often, so that the far ends of a life are reached. */
const anyEvent = fc
  .record({
    type: fc.oneof(
      fc.constantFrom(...types),
      fc.constantFrom('queued', 'trigger_intended', 'doubted', 'released'),
    ),
    requestId: fc.constantFrom(...ids),
    status,
    reason,
    payload: fc.constantFrom('a', 'b'),
  })
  .map((parts) => parts as RowEvent);

/** What happens, and whether the process is killed before it is written down, or after that but before it is done. */
const step = fc.record({
  event: anyEvent,
  crash: fc.constantFrom('none', 'none', 'none', 'before the write', 'after the write'),
});

/** The world outside: how many triggers of each request may have arrived, and how many releases allow. */
function live(steps: { event: RowEvent; crash: string }[]): void {
  let disk = rowIn('new');
  const arrived = new Map<string, number>();
  const allowed = new Map<string, number>();
  const add = (to: Map<string, number>, id: string, by: number) => to.set(id, (to.get(id) ?? 0) + by);
  for (const [i, { event, crash }] of steps.entries()) {
    const before = disk;
    let after = before;
    try {
      after = reduceRow(before, event, 1_001 + i);
    } catch {
      expect(event.type).toBe('trigger_intended');
    }
    expectLawful(before, event, after);
    if (crash === 'before the write') continue;
    disk = after;
    const id = before.requestId;
    // Whether it was to leave or the process was killed just then, nobody can tell: it may have arrived.
    if (after === before || id === null) continue;
    if (event.type === 'trigger_intended') add(arrived, id, 1);
    if (event.type === 'trigger_unsent' || event.type === 'trigger_refused') add(arrived, id, -1);
    if (event.type === 'released') allowed.set(id, arrived.get(id) ?? 0);
    expect((arrived.get(id) ?? 0) - (allowed.get(id) ?? 0), 'triggers that may have arrived').toBeLessThan(2);
    expect(disk.triggers).toBeLessThan(2);
    expect(disk.triggers).toBeGreaterThan(-1);
  }
}

function expectLawful(before: RowRecord, event: RowEvent, after: RowRecord): void {
  const { state } = before;
  expect(after.key).toBe(before.key);
  if (after === before) return;
  expect(after.at).toBeGreaterThan(before.at);
  expect(state, 'nothing follows the end').not.toBe('done');
  if (state === 'triggered') expect(['triggered', 'done']).toContain(after.state);
  if (state === 'trigger_intent') {
    const back = event.type === 'trigger_unsent' ? ['queued'] : ['trigger_intent'];
    expect(['triggered', 'done', 'uncertain', 'rejected', ...back]).toContain(after.state);
  }
  if (state === 'uncertain' && event.type !== 'released')
    expect(['uncertain', 'triggered', 'done']).toContain(after.state);
  if (after.state === 'trigger_intent') expect(['queued', 'trigger_intent']).toContain(state);
  if (after.state === 'queued' || after.state === 'trigger_intent' || after.state === 'triggered')
    expect(after.requestId).not.toBeNull();
  if (after.requestId !== before.requestId) {
    if (before.requestId === null) expect(event.type).toBe('queued');
    else {
      expect(event.type).toBe('edited');
      expect(['queued new', 'rejected new', 'vetoed vetoed']).toContain(`${state} ${after.state}`);
      // One that a release let go once more may have been started by the trigger before.
      expect(before.reason).not.toBe('released');
    }
  }
  if (after.payload !== before.payload) expect(event.type).toBe('edited');
}

describe('whatever happens, crashes included', () => {
  it('no request is triggered twice unless it was released, and no row goes back from where it was', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40, size: 'max' }), live), { numRuns: 1_000 });
  });

  it('the walks come everywhere', () => {
    const reached = new Set<string>();
    const walks = fc.sample(fc.array(step, { maxLength: 40, size: 'max' }), { numRuns: 2_000, seed: 1 });
    for (const steps of walks) {
      let row = rowIn('new');
      for (const { event } of steps) {
        try {
          row = reduceRow(row, event, row.at + 1);
        } catch {}
        reached.add(`${row.state} ${row.requestId === null ? 'without' : 'with'} a request`);
      }
    }
    expect(reached.size).toBe(states.length + 3); // new has none; uncertain, rejected and vetoed are with and without
  });
});
