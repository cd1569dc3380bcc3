import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  channelName,
  createScheduler,
  isSchedulerError,
  loggableFields,
  type Scheduler,
  type SchedulerEvent,
  type SchedulerOptions,
} from '@evergrove/scheduler';
import { TestClock } from '@evergrove/scheduler/sandbox';
import { afterEach, describe, expect, it } from 'vitest';
import {
  API_KEY,
  BASE_URL,
  json,
  OTHER_ID,
  REQUEST_ID,
  recorder,
  sampleCall,
  sampleEntity,
  sampleEntityInput,
  sampleQueued,
  sampleStatus,
  sampleTriggered,
} from './samples.ts';

type Answers = Parameters<typeof recorder>;

/** Runs one call to its end on a clock of its own; a failure of the call is no failure of the test. */
async function eventsOf(
  run: (scheduler: Scheduler) => Promise<unknown>,
  answers: Answers,
  options: Partial<SchedulerOptions> = {},
): Promise<SchedulerEvent[]> {
  const events: SchedulerEvent[] = [];
  const clock = new TestClock();
  const slow: Answers = answers.map((answer) => async (url, init) => {
    await new Promise<void>((resolve) => clock.setTimeout(resolve, 100));
    return answer(url, init);
  });
  const scheduler = createScheduler({
    apiKey: API_KEY,
    baseUrl: BASE_URL,
    clock,
    random: () => 0,
    fetch: recorder(...slow).fetch,
    onEvent: (event) => events.push(event),
    ...options,
  });
  await clock.advanceUntil(run(scheduler).catch(() => {}));
  expect(clock.pending).toBe(0);
  return events;
}

const get = (scheduler: Scheduler) => scheduler.getCall(REQUEST_ID);
const trigger = (scheduler: Scheduler) => scheduler.triggerCall(REQUEST_ID);

const about = {
  getCall: {
    'evergrove.operation': 'getCall',
    'http.request.method': 'GET',
    'url.template': '/scheduler/requests/{requestId}',
    'server.address': 'api.example.test',
    'evergrove.request_id': REQUEST_ID,
  },
  triggerCall: {
    'evergrove.operation': 'triggerCall',
    'http.request.method': 'POST',
    'url.template': '/scheduler/trigger/v2',
    'server.address': 'api.example.test',
    'evergrove.request_id': REQUEST_ID,
  },
} as const;

describe('the events', () => {
  it('of a success are one attempt and the end', async () => {
    expect(await eventsOf(get, [() => json(sampleStatus())])).toEqual([
      {
        event: 'attempt',
        ...about.getCall,
        'http.request.resend_count': 0,
        'http.response.status_code': 200,
        duration_ms: 100,
      },
      { event: 'settled', ...about.getCall, 'http.request.resend_count': 0, duration_ms: 100 },
    ]);
  });

  it('of a call that is repeated are each attempt, each pause and the end', async () => {
    const answers: Answers = [
      () => json({}, 503),
      () => {
        throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
      },
      () => json(sampleStatus()),
    ];
    expect(await eventsOf(get, answers)).toEqual([
      {
        event: 'attempt',
        ...about.getCall,
        'http.request.resend_count': 0,
        'http.response.status_code': 503,
        'error.type': '503',
        duration_ms: 100,
      },
      { event: 'retry', ...about.getCall, 'http.request.resend_count': 0, duration_ms: 100, delay_ms: 250 },
      {
        event: 'attempt',
        ...about.getCall,
        'http.request.resend_count': 1,
        'error.type': 'ECONNRESET',
        duration_ms: 100,
      },
      { event: 'retry', ...about.getCall, 'http.request.resend_count': 1, duration_ms: 100, delay_ms: 500 },
      {
        event: 'attempt',
        ...about.getCall,
        'http.request.resend_count': 2,
        'http.response.status_code': 200,
        duration_ms: 100,
      },
      { event: 'settled', ...about.getCall, 'http.request.resend_count': 2, duration_ms: 1_050 },
    ]);
  });

  it('of a failure say what may have happened', async () => {
    expect(await eventsOf(trigger, [() => json({}, 500)])).toEqual([
      {
        event: 'attempt',
        ...about.triggerCall,
        'http.request.resend_count': 0,
        'http.response.status_code': 500,
        'error.type': '500',
        duration_ms: 100,
      },
      {
        event: 'settled',
        ...about.triggerCall,
        'http.request.resend_count': 0,
        'error.type': 'http',
        'evergrove.effect': 'unknown',
        duration_ms: 100,
      },
    ]);
  });

  it.each<[string, Answers[number], Partial<SchedulerEvent>, Partial<SchedulerEvent>]>([
    [
      'a body that is malformed',
      () => json('{'),
      { 'error.type': 'invalid_response', 'http.response.status_code': 200 },
      { 'error.type': 'invalid_response' },
    ],
    [
      'an answer that confirms nothing',
      () => json(sampleTriggered({ triggered_request_ids: [OTHER_ID] })),
      { 'error.type': 'not_triggered', 'http.response.status_code': 200 },
      { 'error.type': 'not_triggered' },
    ],
    [
      'a failure without a code',
      () => Promise.reject(new Error('x')),
      { 'error.type': 'network' },
      { 'error.type': 'network' },
    ],
  ])('of %s name it', async (_, answer, attempt, settled) => {
    const events = await eventsOf(trigger, [answer]);
    expect(events.map(({ event }) => event)).toEqual(['attempt', 'settled']);
    expect(events[0]).toMatchObject(attempt);
    expect(events[1]).toMatchObject({ ...settled, 'evergrove.effect': 'unknown' });
  });

  it('of a call cut off by its deadline are the end alone', async () => {
    const events = await eventsOf(trigger, [() => new Promise<never>(() => {})], { timeoutMs: 400 });
    expect(events).toEqual([
      {
        event: 'settled',
        ...about.triggerCall,
        'http.request.resend_count': 0,
        'error.type': 'timeout',
        'evergrove.effect': 'unknown',
        duration_ms: 400,
      },
    ]);
  });

  it('of a call that is aborted under way are the end alone, as aborted', async () => {
    const abort = new AbortController();
    const run = (scheduler: Scheduler) => scheduler.triggerCall(REQUEST_ID, { signal: abort.signal });
    const hang: Answers[number] = () => {
      abort.abort();
      return new Promise<never>(() => {});
    };
    const events = await eventsOf(run, [hang]);
    expect(events).toMatchObject([
      { event: 'settled', 'error.type': 'aborted', 'evergrove.effect': 'unknown' },
    ]);
  });

  it('of a call that is aborted in a pause end there', async () => {
    const abort = new AbortController();
    const events: SchedulerEvent[] = [];
    await eventsOf(
      (scheduler) => scheduler.getCall(REQUEST_ID, { signal: abort.signal }),
      [() => json({}, 503)],
      {
        onEvent: (event) => {
          events.push(event);
          if (event.event === 'retry') abort.abort();
        },
      },
    );
    expect(events.map(({ event }) => event)).toEqual(['attempt', 'retry', 'settled']);
    expect(events[2]).toMatchObject({
      'error.type': 'aborted',
      'evergrove.effect': 'none',
      duration_ms: 100,
    });
  });

  it('of a call that never left are none', async () => {
    const aborted = AbortSignal.abort();
    expect(await eventsOf((s) => s.getCall('x'), [])).toEqual([]);
    expect(await eventsOf((s) => s.getCall(REQUEST_ID, { signal: aborted }), [])).toEqual([]);
  });

  it('of a key that is refused are the end, with what the key was refused for', async () => {
    const events = await eventsOf(get, [], { apiKey: () => 'no key' });
    expect(events).toMatchObject([
      { event: 'settled', 'error.type': 'invalid_input', 'evergrove.effect': 'none' },
    ]);
  });

  it('of queueCalls have the caller’s own ids of the rows', async () => {
    const calls = ['a', 'b'].map((external_reference_id) => sampleCall({ external_reference_id }));
    const requests = ['b', 'a'].map((external_reference_id) => sampleQueued({ external_reference_id }));
    const events = await eventsOf((s) => s.queueCalls(calls), [() => json({ requests })]);
    expect(events.map((event) => event['evergrove.external_reference_ids'])).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(events[0]).not.toHaveProperty('evergrove.request_id');
  });

  it('of upsertEntity have no id, and its path', async () => {
    const events = await eventsOf((s) => s.upsertEntity(sampleEntityInput()), [() => json(sampleEntity())]);
    expect(events[0]).toMatchObject({
      'evergrove.operation': 'upsertEntity',
      'url.template': '/scheduler/entities',
    });
    expect(Object.keys(events[0] ?? {}).some((name) => name.endsWith('_id') || name.endsWith('_ids'))).toBe(
      false,
    );
  });

  it('of scheduler.raw are those of the method', async () => {
    const events = await eventsOf(
      (s) => s.raw.POST('/scheduler/entities', { body: sampleEntityInput() as never }),
      [() => json({}, 422)],
    );
    expect(events.map(({ event }) => event)).toEqual(['attempt', 'settled']);
    expect(events[0]).toMatchObject({ 'evergrove.operation': 'upsertEntity', 'error.type': '422' });
  });

  it('carry nothing but the names on the list', async () => {
    const known = new Set([
      'event',
      'evergrove.operation',
      'http.request.method',
      'url.template',
      'server.address',
      'http.request.resend_count',
      'http.response.status_code',
      'error.type',
      'duration_ms',
      'delay_ms',
      'evergrove.effect',
      'evergrove.request_id',
      'evergrove.external_reference_ids',
    ] satisfies (keyof SchedulerEvent)[]);
    const events = await eventsOf(
      (s) => s.queueCalls([sampleCall()]),
      [() => json({}, 429), () => json({}, 422)],
    );
    expect(events).toHaveLength(4);
    for (const event of events) {
      expect(Object.keys(event).filter((name) => !known.has(name as keyof SchedulerEvent))).toEqual([]);
    }
    expect(loggableFields.CallInput).toContain('external_reference_id');
  });
});

describe('a listener that throws', () => {
  it('changes nothing for the call', async () => {
    const { fetch } = recorder(() => json(sampleStatus()));
    let heard = 0;
    const scheduler = createScheduler({
      apiKey: API_KEY,
      fetch,
      onEvent: () => {
        heard++;
        throw new Error('the listener’s own trouble');
      },
    });
    expect(await scheduler.getCall(REQUEST_ID)).toEqual(sampleStatus());
    expect(heard).toBe(2);
  });
});

describe('the diagnostics channel', () => {
  const published: unknown[] = [];
  const listen = (message: unknown) => published.push(message);
  afterEach(() => {
    unsubscribe(channelName, listen);
    published.length = 0;
  });

  it('is called evergrove.scheduler', () => {
    expect(channelName).toBe('evergrove.scheduler');
  });

  it('gets the very objects that onEvent gets', async () => {
    subscribe(channelName, listen);
    const events = await eventsOf(get, [() => json({}, 503), () => json(sampleStatus())]);
    expect(events).toHaveLength(4);
    expect(published).toHaveLength(4);
    for (const [i, event] of events.entries()) expect(published[i]).toBe(event);
  });

  it('gets them without onEvent too', async () => {
    subscribe(channelName, listen);
    const { fetch } = recorder(() => json(sampleStatus()));
    await createScheduler({ apiKey: API_KEY, fetch }).getCall(REQUEST_ID);
    expect(published).toMatchObject([{ event: 'attempt' }, { event: 'settled' }]);
  });

  it('gets them when the listener before it throws', async () => {
    subscribe(channelName, listen);
    await eventsOf(get, [() => json(sampleStatus())], {
      onEvent: () => {
        throw new Error('the listener’s own trouble');
      },
    });
    expect(published).toHaveLength(2);
  });
});

describe('when nobody listens', () => {
  /** Counts the looks at the time: an event would take one, to say how long something took. */
  async function looksAtTheTime(options: Partial<SchedulerOptions>): Promise<number> {
    const clock = new TestClock();
    let looks = 0;
    const counting = {
      now: () => {
        looks++;
        return clock.now();
      },
      setTimeout: clock.setTimeout.bind(clock),
      clearTimeout: clock.clearTimeout.bind(clock),
    };
    const { fetch } = recorder(() => json(sampleStatus()));
    await createScheduler({ apiKey: API_KEY, fetch, clock: counting, ...options }).getCall(REQUEST_ID);
    return looks;
  }

  it('no event is built', async () => {
    const silent = await looksAtTheTime({});
    const heard = await looksAtTheTime({ onEvent: () => {} });
    expect(heard - silent).toBe(2);
  });

  it('a failure is told by the error alone', async () => {
    const { fetch } = recorder(() => json({}, 422));
    const error = await createScheduler({ apiKey: API_KEY, fetch })
      .getCall(REQUEST_ID)
      .catch((reason) => reason);
    expect(isSchedulerError(error)).toBe(true);
  });
});
