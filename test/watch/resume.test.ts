import { createScheduler } from '@evergrove/scheduler';
import { createSandbox, type Scenarios, TestClock } from '@evergrove/scheduler/sandbox';
import { expect, test } from 'vitest';
import { run } from './programs/run.ts';
import { queued } from './queued.ts';
import { all, finals, HOUR, line, MINUTE, thrown } from './support.ts';

const ends = ['COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK'] as const;
const scenarios: Scenarios = ({ ordinal }) => ({
  startAfterMs: 10_000,
  durationMs: 10 * MINUTE,
  status: ends[ordinal % 4] ?? 'COMPLETE',
});

test('a wait is resumed from the ids alone, in another process', async () => {
  const clock = new TestClock();
  const sandbox = createSandbox({ clock, scenarios });
  const scheduler = createScheduler({ apiKey: 'test', clock, fetch: sandbox.fetch });
  const ids = await queued(scheduler, 8);
  const controller = new AbortController();
  const first = thrown(all(scheduler.watchCalls(ids, { signal: controller.signal })));
  await clock.advance(2 * MINUTE);
  controller.abort('this process ends here');
  expect(await first).toBe('this process ends here');
  await clock.advance(HOUR);

  const server = await sandbox.serve();
  try {
    const { code, stdout, stderr } = await run('resume', [server.url, ...ids]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const found = [...finals(JSON.parse(stdout), ids)].map(([id, end]) => [id, line(end)]);
    const expected = sandbox.calls().map(({ id, status }) => [id, `done ${status}`]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    expect(ids.map((id) => sandbox.callsPlaced(id))).toEqual(ids.map(() => 1));
    expect(sandbox.requests.filter(({ operation }) => operation !== 'getCall').length).toBe(2 + ids.length);
  } finally {
    await server.close();
  }
}, 30_000);
