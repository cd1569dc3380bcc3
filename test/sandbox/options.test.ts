import { createScheduler } from '@evergrove/scheduler';
import { createSandbox, type Sandbox, type SandboxClock, TestClock } from '@evergrove/scheduler/sandbox';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { api, callTo, NOON } from './support.ts';

describe('the clock of a sandbox', () => {
  test('is the one it was given, by its own type', async () => {
    const clock = new TestClock(NOON);
    const sandbox = createSandbox({ clock });
    expectTypeOf(sandbox).toEqualTypeOf<Sandbox<TestClock>>();
    expect(sandbox.clock).toBe(clock);
    expect(await sandbox.clock.advanceUntil(Promise.resolve(1))).toBe(1);
  });

  test('is one of its own otherwise, that begins now and can be advanced', async () => {
    const sandbox = createSandbox();
    expectTypeOf(sandbox.clock).toEqualTypeOf<SandboxClock>();
    expect(Math.abs(sandbox.clock.now() - Date.now())).toBeLessThan(1_000);
    const before = sandbox.clock.now();
    await sandbox.clock.advance(3_600_000);
    expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  });

  test('begins at now and runs as fast as speed says', async () => {
    const sandbox = createSandbox({ now: 0, speed: 100_000 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sandbox.clock.now()).toBeGreaterThan(400_000);
    expect(sandbox.clock.now()).toBeLessThan(100_000_000);
  });

  test('brings a call to its end for a client that lives in the same time', async () => {
    const { fetch, clock } = createSandbox({ speed: 10_000 });
    const scheduler = createScheduler({ apiKey: 'test', fetch, clock, timeoutMs: 3_600_000 });
    const office = await scheduler.upsertEntity({
      name: 'Office',
      location_timezone: 'America/New_York',
      working_hours_policy: {},
    });
    const [queued] = await scheduler.queueCalls([callTo(office.id)]);
    await scheduler.triggerCall(queued?.id ?? '');
    expect((await scheduler.waitForCall(queued?.id ?? '')).status).toBe('COMPLETE');
  });

  test.each([{ now: 0 }, { speed: 2 }, { now: 0, speed: 2 }])('goes without %o when it is given', (more) => {
    expect(() => createSandbox({ clock: new TestClock(), ...more } as never)).toThrow(
      new TypeError('createSandbox: clock goes without now and speed, which are for a clock of its own'),
    );
  });

  test.each([
    ...[-1, Number.NaN, Infinity, 1e300, '0'].map((now) => ({ now })),
    ...[0, -1, Number.NaN, Infinity, '60'].map((speed) => ({ speed })),
  ])('is refused for %o', (options) => {
    expect(() => createSandbox(options as never)).toThrow(RangeError);
  });

  test('is set no timer, whatever becomes of the calls', async () => {
    const sandbox = createSandbox({ clock: new TestClock(NOON) });
    const office = api(sandbox.fetch);
    const { id: entityId } = (await office.upsertEntity()).json;
    const { requests } = (await office.queueCalls({ calls: [callTo(entityId)] })).json;
    await office.triggerCall({ request_ids: [requests[0].id] });
    expect(sandbox.clock.pending).toBe(0);
  });
});

describe('reset', () => {
  /** What a run of a few requests answers, relative to its time. */
  async function run(sandbox: Sandbox<TestClock>) {
    const office = api(sandbox.fetch);
    const upsert = await office.upsertEntity();
    const queue = await office.queueCalls({
      calls: [callTo(upsert.json.id), callTo(upsert.json.id, 'row-2')],
    });
    const ids: string[] = queue.json.requests.map(({ id }: { id: string }) => id);
    const replies = [upsert, queue];
    for (const id of ids) replies.push(await office.triggerCall({ request_ids: [id] }));
    const [from] = [sandbox.clock.now()];
    await sandbox.clock.advance(30_000);
    for (const id of ids) replies.push(await office.getCall(id, '?include_call_attempts=true'));
    const text = replies.map((reply) => reply.text).join('\n');
    return text.replaceAll(/"(\d{4}-[\d-]+T[\d:.]+Z)"/g, (_, time) => String(Date.parse(time) - from));
  }

  test('begins everything anew: the same answers, byte by byte, but for the time', async () => {
    const sandbox = createSandbox({ clock: new TestClock(NOON), seed: 7 });
    const first = await run(sandbox);
    const second = await run(sandbox);
    sandbox.reset();
    expect(sandbox.calls()).toEqual([]);
    expect(await run(sandbox)).toBe(first);
    expect(second).not.toBe(first);
  });

  test('leaves a served sandbox where it is', async () => {
    const sandbox = createSandbox({ clock: new TestClock(NOON) });
    const server = await sandbox.serve();
    const office = api(fetch, server.url);
    const before = (await office.upsertEntity()).json;
    sandbox.reset();
    expect((await office.upsertEntity()).json).toEqual(before);
    await server.close();
  });
});
