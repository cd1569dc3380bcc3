import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestClock } from '@evergrove/scheduler/sandbox';
import { afterEach, describe, expect, test } from 'vitest';

const wait = (clock: TestClock, ms: number) => new Promise<void>((resolve) => clock.setTimeout(resolve, ms));

describe('TestClock', () => {
  test('begins at noon UTC of 24 November 2026, or where it is told, and stands still', async () => {
    expect(new TestClock().now()).toBe(Date.UTC(2026, 10, 24, 12));
    const clock = new TestClock(5);
    await Promise.resolve();
    expect(clock.now()).toBe(5);
  });

  test('fires by time, then by the order in which timers were set, each at its own time', async () => {
    const clock = new TestClock(0);
    const fired: string[] = [];
    for (const [name, ms] of [
      ['c', 30],
      ['a', 10],
      ['b1', 20],
      ['b2', 20],
      ['never', 31],
      ['b3', 20],
      ['zero', 0],
      ['at once', -5],
    ] as const) {
      clock.setTimeout(() => fired.push(`${name} at ${clock.now()}`), ms);
    }
    await clock.advance(30);
    expect(fired).toEqual([
      'zero at 0',
      'at once at 0',
      'a at 10',
      'b1 at 20',
      'b2 at 20',
      'b3 at 20',
      'c at 30',
    ]);
    expect(clock.now()).toBe(30);
    expect(clock.pending).toBe(1);
  });

  test('fires timers that timers set, when they are due in the same advance', async () => {
    const clock = new TestClock(0);
    const fired: number[] = [];
    const tick = () => {
      fired.push(clock.now());
      clock.setTimeout(tick, 10);
    };
    clock.setTimeout(tick, 10);
    await clock.advance(45);
    expect(fired).toEqual([10, 20, 30, 40]);
    expect(clock.now()).toBe(45);
  });

  test('lets promises settle between any two timers, long chains included', async () => {
    const clock = new TestClock(0);
    const seen: string[] = [];
    const worker = async (name: string) => {
      await wait(clock, 10);
      for (let i = 0; i < 50; i++) await null;
      seen.push(`${name} at ${clock.now()}`);
      await wait(clock, 10);
      seen.push(`${name} at ${clock.now()}`);
    };
    const work = Promise.all([worker('one'), worker('two')]);
    await clock.advance(15);
    expect(seen).toEqual(['one at 10', 'two at 10']);
    await clock.advance(5);
    await work;
    expect(seen).toEqual(['one at 10', 'two at 10', 'one at 20', 'two at 20']);
  });

  test('does not fire a timer that was cleared, before the advance or by another timer', async () => {
    const clock = new TestClock(0);
    const fired: string[] = [];
    const first = clock.setTimeout(() => fired.push('first'), 10);
    const third = clock.setTimeout(() => fired.push('third'), 30);
    clock.setTimeout(() => {
      fired.push('second');
      clock.clearTimeout(third);
    }, 20);
    clock.clearTimeout(first);
    clock.clearTimeout(first);
    for (const nothing of [undefined, null, 7, {}]) clock.clearTimeout(nothing);
    await clock.advance(100);
    clock.clearTimeout(third);
    expect(fired).toEqual(['second']);
    expect(clock.pending).toBe(0);
  });

  test('refuses a delay that is no number, and takes one beyond 2³¹ − 1 as that', async () => {
    const clock = new TestClock(0);
    expect(() => clock.setTimeout(() => {}, Number.NaN)).toThrow(RangeError);
    clock.setTimeout(() => {}, Infinity);
    await clock.advance(2 ** 31 - 2);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    expect(clock.pending).toBe(0);
  });

  test('rejects with what a callback throws, and can go on', async () => {
    const clock = new TestClock(0);
    const error = new Error('thrown');
    let fired = 0;
    clock.setTimeout(() => {
      throw error;
    }, 10);
    clock.setTimeout(() => fired++, 10);
    await expect(clock.advance(20)).rejects.toBe(error);
    await clock.advance(10);
    expect(fired).toBe(1);
  });

  test('keeps order among 100 000 timers, of which a third is cleared', { timeout: 30_000 }, async () => {
    const clock = new TestClock(0);
    const times = Array.from({ length: 100_000 }, (_, i) => (i * 7_919) % 50_021);
    const fired: number[] = [];
    const handles = times.map((ms) => clock.setTimeout(() => fired.push(ms), ms));
    const kept = times.filter((_, i) => {
      if (i % 3 === 0) clock.clearTimeout(handles[i]);
      return i % 3 !== 0;
    });
    const started = performance.now();
    await clock.advance(60_000);
    expect(fired).toEqual(kept.sort((a, b) => a - b));
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test.each([1, 2, 3])('never goes back when two advances share %d timers', async (timers) => {
    const clock = new TestClock(0);
    for (let i = 0; i < timers; i++) clock.setTimeout(() => {}, 5);
    await Promise.all([clock.advance(100), clock.advance(10)]);
    expect(clock.now()).toBe(100);
  });
});

describe('advanceUntil', () => {
  test('jumps from timer to timer and returns the value, no later than it has to', async () => {
    const clock = new TestClock(0);
    clock.setTimeout(() => {}, 9e6);
    const work = (async () => {
      await wait(clock, 3_600_000);
      await wait(clock, 1_000);
      return 'done';
    })();
    expect(await clock.advanceUntil(work)).toBe('done');
    expect(clock.now()).toBe(3_601_000);
    expect(clock.pending).toBe(1);
  });

  test('throws the error of a promise that rejects, even one that rejected before', async () => {
    const clock = new TestClock(0);
    const error = new Error('no');
    await expect(clock.advanceUntil(wait(clock, 5).then(() => Promise.reject(error)))).rejects.toBe(error);
    await expect(clock.advanceUntil(Promise.reject(error))).rejects.toBe(error);
  });

  test('fails when no timer is left that could settle the promise', async () => {
    const clock = new TestClock(0, { graceMs: 5 });
    clock.setTimeout(() => {}, 10);
    await expect(clock.advanceUntil(new Promise(() => {}))).rejects.toThrow('no timer is left');
    expect(clock.now()).toBe(10);
  });

  test('fails when the next timer lies beyond the limit, and does not fire it', async () => {
    const clock = new TestClock(0);
    const tick = () => clock.setTimeout(tick, 60_000);
    tick();
    await expect(clock.advanceUntil(new Promise(() => {}), { limitMs: 150_000 })).rejects.toThrow(
      'after 150000 ms',
    );
    expect(clock.now()).toBe(120_000);
  });

  test('fails rather than hang when something waits 0 ms in a loop', async () => {
    const clock = new TestClock(0);
    const tick = () => clock.setTimeout(tick, 0);
    tick();
    await expect(clock.advanceUntil(new Promise(() => {}))).rejects.toThrow('time stands still');
  });

  test('gives work that takes real time and was not tracked a last chance when no timer is left', async () => {
    const clock = new TestClock(0, { graceMs: 5_000 });
    const work = new Promise((resolve) => setTimeout(resolve, 20))
      .then(() => wait(clock, 10))
      .then(() => 'done');
    const late = new Promise((resolve) => setTimeout(resolve, 20));
    await clock.advanceUntil(late);
    expect(await clock.advanceUntil(work)).toBe('done');
  });
});

describe('tracked work', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  async function serverThat(answers: Parameters<typeof createServer>[1]): Promise<string> {
    const server = createServer(answers as never);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  test('holds time still until a promise settles', async () => {
    const clock = new TestClock(0);
    const at: number[] = [];
    const real = clock.track(new Promise<void>((resolve) => setTimeout(resolve, 30)));
    real.then(() => at.push(clock.now()));
    clock.setTimeout(() => at.push(-1), 1_000);
    await clock.advance(1_000);
    expect(at).toEqual([0, -1]);
  });

  test('holds time still during a real request and while its body is read, but not in between', async () => {
    const url = await serverThat((_, response) => {
      setTimeout(() => response.write('{"a":'), 15);
      setTimeout(() => response.end('1}'), 45);
    });
    const clock = new TestClock(0);
    const fetchTracked = clock.tracked(fetch);
    const run = async () => {
      const timeout = clock.setTimeout(
        () => expect.fail('the deadline passed while the request was under way'),
        30_000,
      );
      const response = await fetchTracked(url);
      const head = clock.now();
      await wait(clock, 500);
      const between = clock.now();
      const body = await response.json();
      clock.clearTimeout(timeout);
      return { head, between, read: clock.now(), body, url: response.url, status: response.status };
    };
    expect(await clock.advanceUntil(run())).toEqual({
      head: 0,
      between: 500,
      read: 500,
      body: { a: 1 },
      url: `${url}/`,
      status: 200,
    });
  });

  test('holds time still through a hundred requests, one after the other and side by side', async () => {
    const url = await serverThat((_, response) => void response.end('x'));
    const clock = new TestClock(0);
    const fetchTracked = clock.tracked(fetch);
    const worker = async () => {
      for (let i = 0; i < 20; i++) {
        const timeout = clock.setTimeout(
          () => expect.fail('the deadline passed while the request was under way'),
          30,
        );
        await (await fetchTracked(url)).text();
        clock.clearTimeout(timeout);
        await wait(clock, 1_000);
      }
    };
    await clock.advanceUntil(Promise.all(Array.from({ length: 5 }, worker)));
    expect(clock.now()).toBe(20_000);
    expect(clock.pending).toBe(0);
  });

  test('that stalls is given up after the grace, once, so that a deadline on the clock can fire', async () => {
    const url = await serverThat(() => {});
    const clock = new TestClock(0, { graceMs: 30 });
    const controller = new AbortController();
    clock.setTimeout(() => controller.abort(new Error('deadline')), 30_000);
    for (let ms = 100; ms < 20_000; ms += 100) clock.setTimeout(() => {}, ms);
    const started = performance.now();
    await expect(
      clock.advanceUntil(clock.tracked(fetch)(url, { signal: controller.signal })),
    ).rejects.toThrow('deadline');
    expect(clock.now()).toBe(30_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('whose body stalls is given up in the same way, and cancelling it reaches the server', async () => {
    let closed = () => {};
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const url = await serverThat((_, response) => {
      response.on('close', closed);
      response.write('half');
    });
    const clock = new TestClock(0, { graceMs: 30 });
    const response = await clock.tracked(fetch)(url);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('half');
    const rest = reader?.read();
    await clock.advanceUntil(wait(clock, 30_000));
    await reader?.cancel();
    expect(await rest).toEqual({ done: true, value: undefined });
    await isClosed;
  });

  test('is not what nobody waits for: an unread body holds nothing up', async () => {
    const url = await serverThat((_, response) => response.flushHeaders());
    const clock = new TestClock(0, { graceMs: 60_000 });
    const response = await clock.tracked(fetch)(url);
    await clock.advance(1_000);
    expect(clock.now()).toBe(1_000);
    await response.body?.cancel();
  });

  test('that rejects is let go, and its rejection is the caller’s alone', async () => {
    const clock = new TestClock(0);
    await expect(clock.track(Promise.reject(new Error('no')))).rejects.toThrow('no');
    await clock.advance(10);
    expect(clock.now()).toBe(10);
  });

  test('may be a fetch of one’s own that answers with no Response', async () => {
    const reply = { status: 200, body: undefined };
    expect(await new TestClock().tracked(async (_url: string) => reply)('http://x/')).toBe(reply);
  });
});
