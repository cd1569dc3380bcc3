import { createSandbox, type SandboxBehaviour, TestClock } from '@evergrove/scheduler/sandbox';
import { describe, expect, test } from 'vitest';
import { api, callTo, details, entity, NOON } from './support.ts';

/** Every answer of a small run, as text. */
async function run(options: SandboxBehaviour): Promise<string[]> {
  const clock = new TestClock(NOON);
  const office = api(createSandbox({ clock, ...options }).fetch);
  const upsert = await office.upsertEntity();
  const calls = Array.from({ length: 10 }, (_, i) => callTo(upsert.json.id, `row-${i}`));
  const queue = await office.queueCalls({ calls });
  const replies = [upsert, queue];
  for (const { id } of queue.json.requests) replies.push(await office.triggerCall({ request_ids: [id] }));
  for (const ms of [10_000, 120_000, 3_600_000]) {
    await clock.advance(ms);
    for (const { id } of queue.json.requests)
      replies.push(await office.getCall(id, '?include_call_attempts=true'));
  }
  return replies.map(({ text }) => text);
}

/** How `count` calls went: their ends, the times they took, their outcomes. */
async function fates(count: number, appointment: string) {
  const clock = new TestClock(NOON);
  const office = api(createSandbox({ clock }).fetch);
  const { id: entityId } = (await office.upsertEntity(entity)).json;
  const call = { ...callTo(entityId), details: { ...details, expected_appointment_date_time: appointment } };
  const calls = Array.from({ length: count }, (_, i) => ({ ...call, external_reference_id: `row-${i}` }));
  const { requests } = (await office.queueCalls({ calls })).json;
  for (const { id } of requests) await office.triggerCall({ request_ids: [id] });
  await clock.advance(3_600_000);
  const results = [];
  for (const { id } of requests) results.push((await office.getCall(id, '?include_call_attempts=true')).json);
  return results;
}

describe('the seed', () => {
  test('gives two sandboxes the same answers, byte by byte', async () => {
    expect(await run({ seed: 7 })).toEqual(await run({ seed: 7 }));
    expect(await run({})).toEqual(await run({ seed: 1 }));
  });

  test('makes another seed give other ids, ends and outcomes', async () => {
    const [seven, eight] = [await run({ seed: 7 }), await run({ seed: 8 })];
    expect(seven.filter((text, i) => text === eight[i])).toEqual([]);
  });

  test('makes the times that the documentation gives, and every call ends confirmed', async () => {
    const results = await fates(2_000, '2026-11-16T09:30:00');
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['COMPLETE']));
    const found = results.map(({ generated_outcomes: { appointment_status } }) => appointment_status);
    expect(new Set(found)).toEqual(new Set(['confirmed']));
    const attempts = results
      .map(({ call_attempts }) => Date.parse(call_attempts[0].started_at) - NOON)
      .sort((a, b) => a - b);
    expect(attempts[0]).toBeGreaterThanOrEqual(1_000);
    expect(attempts.at(-1)).toBeLessThanOrEqual(20_000);
    const times = results
      .map((result) => Date.parse(result.completed_at) - Date.parse(result.call_attempts[0].started_at))
      .sort((a, b) => a - b);
    expect(times[0]).toBeGreaterThanOrEqual(20_000);
    expect(times.at(-1)).toBeLessThanOrEqual(1_800_000);
    expect(times[1_000]).toBeGreaterThan(220_000);
    expect(times[1_000]).toBeLessThan(260_000);
  });

  const appointments = [
    { when: 'has passed', at: '2026-11-16T09:30:00', attended: true },
    { when: 'is still to come', at: '2026-12-16T09:30:00', attended: null },
  ];
  test.each(appointments)('makes outcomes that fit an appointment that $when', async ({ at, attended }) => {
    const results = await fates(50, at);
    const outcomes = results.flatMap((result) => result.generated_outcomes ?? []);
    expect(outcomes).toHaveLength(50);
    const fields = [
      'call_completed',
      'call_completed_at',
      'patient_attended',
      'non_attendance_reason',
      'appointment_status',
      'confirmed_appointment',
      'rescheduled_appointment',
      'future_appointments',
      'outcome',
      'summary',
      'follow_up',
      'confidence',
    ];
    for (const outcome of outcomes) {
      expect(Object.keys(outcome)).toEqual(fields);
      expect(outcome).toMatchObject({
        patient_attended: attended,
        confirmed_appointment: { date: at.slice(0, 10), time: '09:30' },
        rescheduled_appointment: null,
      });
      const text = JSON.stringify(outcome);
      for (const value of [details.patient_name, details.claim_number, details.body_part])
        expect(text).not.toContain(value);
    }
  });
});
