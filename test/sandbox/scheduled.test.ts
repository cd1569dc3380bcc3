import { createSandbox, TestClock } from '@evergrove/scheduler/sandbox';
import { describe, expect, test } from 'vitest';
import { api, callTo, entity } from './support.ts';

const open = (default_call_time: string) => ({
  windows: [{ start: '00:00', end: '23:59' }],
  default_call_time,
});
const daily = (time: string) => {
  const day = open(time);
  return {
    monday: day,
    tuesday: day,
    wednesday: day,
    thursday: day,
    friday: day,
    saturday: day,
    sunday: day,
  };
};

/** When a call that was triggered as `scheduled` at `now` becomes ACTIVE, or what the trigger answered instead. */
async function startOf(
  now: string,
  location_timezone: string,
  working_hours_policy: object,
): Promise<string> {
  const clock = new TestClock(Date.parse(now));
  const sandbox = createSandbox({ clock, scenarios: () => ({ startAfterMs: 0, durationMs: Infinity }) });
  const office = api(sandbox.fetch);
  const { id: entityId } = (await office.upsertEntity({ ...entity, location_timezone, working_hours_policy }))
    .json;
  const { id } = (await office.queueCalls({ calls: [callTo(entityId)] })).json.requests[0];
  const { json } = await office.triggerCall({ request_ids: [id], mode: 'scheduled' });
  if (json.status !== 'triggered') return json.status;
  await clock.advance(30 * 86_400_000);
  return (await office.getCall(id)).json.updated_at;
}

describe('a call triggered as scheduled starts', () => {
  const rows: [title: string, now: string, zone: string, policy: object, start: string][] = [
    [
      'today when the time is still to come',
      '2026-11-24T12:00:00.000Z',
      'America/New_York',
      daily('09:30'),
      '2026-11-24T14:30:00.000Z',
    ],
    [
      'at once when it is just the time',
      '2026-11-24T14:30:00.000Z',
      'America/New_York',
      daily('09:30'),
      '2026-11-24T14:30:00.000Z',
    ],
    [
      'tomorrow when the time has passed',
      '2026-11-24T14:30:00.001Z',
      'America/New_York',
      daily('09:30'),
      '2026-11-25T14:30:00.000Z',
    ],
    [
      'on the next open day',
      '2026-11-24T12:00:00.000Z',
      'America/New_York',
      { monday: open('09:30'), sunday: {} },
      '2026-11-30T14:30:00.000Z',
    ],
    [
      'in a week when the one open day is today and its time has passed',
      '2026-11-24T18:00:00.000Z',
      'America/New_York',
      { tuesday: open('09:30') },
      '2026-12-01T14:30:00.000Z',
    ],
    [
      'at the time of that day',
      '2026-11-24T18:00:00.000Z',
      'America/New_York',
      { tuesday: open('09:30'), wednesday: open('11:00') },
      '2026-11-25T16:00:00.000Z',
    ],
    [
      'on the day the office has, not the one UTC has',
      '2026-11-25T03:00:00.000Z',
      'America/Los_Angeles',
      { tuesday: open('20:00') },
      '2026-11-25T04:00:00.000Z',
    ],
    [
      'in a zone ahead of UTC by a quarter hour',
      '2026-11-24T12:00:00.000Z',
      'Asia/Kathmandu',
      daily('09:30'),
      '2026-11-25T03:45:00.000Z',
    ],
    [
      'by winter time on the day before clocks go forward',
      '2026-03-07T12:00:00.000Z',
      'America/New_York',
      daily('09:30'),
      '2026-03-07T14:30:00.000Z',
    ],
    [
      'by summer time on the day clocks go forward',
      '2026-03-07T15:00:00.000Z',
      'America/New_York',
      daily('09:30'),
      '2026-03-08T13:30:00.000Z',
    ],
    [
      'an hour on when clocks skip the time',
      '2026-03-08T05:30:00.000Z',
      'America/New_York',
      daily('02:30'),
      '2026-03-08T07:30:00.000Z',
    ],
    [
      'the first of two times when clocks go back',
      '2026-11-01T04:30:00.000Z',
      'America/New_York',
      daily('01:30'),
      '2026-11-01T05:30:00.000Z',
    ],
    [
      'tomorrow between the two times when clocks go back',
      '2026-11-01T06:00:00.000Z',
      'America/New_York',
      daily('01:30'),
      '2026-11-02T06:30:00.000Z',
    ],
    [
      'by winter time on the day clocks go back',
      '2026-11-01T07:00:00.000Z',
      'America/New_York',
      daily('09:30'),
      '2026-11-01T14:30:00.000Z',
    ],
    [
      'after a clock change of half an hour',
      '2026-10-03T15:00:00.000Z',
      'Australia/Lord_Howe',
      daily('09:00'),
      '2026-10-03T22:00:00.000Z',
    ],
    [
      'in a zone without clock changes',
      '2026-03-08T12:00:00.000Z',
      'America/Phoenix',
      daily('09:30'),
      '2026-03-08T16:30:00.000Z',
    ],
    [
      'at midnight',
      '2026-11-24T12:00:00.000Z',
      'America/New_York',
      daily('00:00'),
      '2026-11-25T05:00:00.000Z',
    ],
  ];
  test.each(rows)('%s', async (_, now, zone, policy, start) => {
    expect(await startOf(now, zone, policy)).toBe(start);
  });

  test.each([[{}], [{ monday: {}, tuesday: { default_call_time: null } }]])(
    'never, in a 200 that says failed, when no day of its entity has a time: %j',
    async (policy) => {
      expect(await startOf('2026-11-24T12:00:00Z', 'America/New_York', policy)).toBe('failed');
    },
  );
});
