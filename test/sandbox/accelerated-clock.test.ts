import { acceleratedClock } from '@evergrove/scheduler/sandbox';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

describe('acceleratedClock', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  test('begins at its start, the present by default', () => {
    expect(acceleratedClock(60, 1_000).now()).toBe(1_000);
    expect(acceleratedClock(60).now()).toBeCloseTo(performance.timeOrigin + performance.now(), -1);
  });

  test.each([0.5, 1, 60, 1_000])('runs %d times as fast as the machine', (factor) => {
    const clock = acceleratedClock(factor, 0);
    vi.advanceTimersByTime(1_500);
    expect(clock.now()).toBeCloseTo(1_500 * factor, 3);
  });

  test('fires a timer when its own time has come, and never before', () => {
    const clock = acceleratedClock(60, 0);
    const fired: number[] = [];
    clock.setTimeout(() => fired.push(clock.now()), 60_000);
    clock.setTimeout(() => fired.push(clock.now()), 90);
    vi.advanceTimersByTime(999);
    expect(fired).toHaveLength(1);
    expect(fired[0]).toBeGreaterThanOrEqual(90);
    vi.advanceTimersByTime(2);
    expect(fired).toHaveLength(2);
    expect(fired[1]).toBeGreaterThanOrEqual(60_000);
  });

  test('waits on when the machine fires early', () => {
    const clock = acceleratedClock(60, 0);
    const early = vi.spyOn(globalThis, 'setTimeout').mockImplementationOnce(((callback: () => void) => {
      callback();
      return 0;
    }) as never);
    const fired: number[] = [];
    clock.setTimeout(() => fired.push(clock.now()), 6_000);
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(101);
    expect(fired).toHaveLength(1);
    early.mockRestore();
  });

  test('clears a timer, also one that was set anew, and ignores what is none of its own', () => {
    const clock = acceleratedClock(60, 0);
    const handle = clock.setTimeout(() => expect.fail('it was cleared'), 2 ** 32 * 60);
    clock.clearTimeout(undefined);
    vi.advanceTimersByTime(2 ** 31 + 10);
    const other = acceleratedClock(1);
    const theirs = other.setTimeout(() => expect.fail('it was cleared'), 5);
    clock.clearTimeout(theirs);
    clock.clearTimeout(handle);
    expect(vi.getTimerCount()).toBe(1);
    other.clearTimeout(theirs);
    vi.advanceTimersByTime(2 ** 33);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('has one timer of the machine, however many wait on it', () => {
    const clock = acceleratedClock(60, 0);
    const fired: number[] = [];
    for (const ms of [3_000, 1_000, 2_000, 1_000]) clock.setTimeout(() => fired.push(ms), ms);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(100);
    expect(fired).toEqual([1_000, 1_000, 2_000, 3_000]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('fires the others when a callback throws', () => {
    const clock = acceleratedClock(60, 0);
    const fired: number[] = [];
    clock.setTimeout(() => {
      throw new Error('thrown');
    }, 60);
    clock.setTimeout(() => fired.push(clock.now()), 60);
    expect(() => vi.advanceTimersByTime(1)).toThrow('thrown');
    vi.advanceTimersByTime(1);
    expect(fired).toHaveLength(1);
  });

  test.each([Number.NaN, Infinity, -1])('refuses to advance by %d', async (ms) => {
    await expect(acceleratedClock(1).advance(ms)).rejects.toThrow(RangeError);
  });

  test('refuses a delay that is no number', () => {
    expect(() => acceleratedClock(1).setTimeout(() => {}, Number.NaN)).toThrow(RangeError);
  });

  test('advance jumps, firing by time what falls due, timers that timers set included, and goes on after it', async () => {
    const clock = acceleratedClock(1, 0);
    const fired: string[] = [];
    const note = (name: string) => fired.push(`${name} at ${Math.floor(clock.now())}`);
    const wait = (ms: number) => new Promise<void>((resolve) => clock.setTimeout(resolve, ms));
    clock.setTimeout(() => note('late'), 90_001);
    clock.setTimeout(() => note('second'), 20_000);
    wait(10_000).then(async () => {
      note('first');
      await wait(50_000);
      note('third');
    });
    await clock.advance(90_000);
    expect(fired).toEqual(['first at 10000', 'second at 20000', 'third at 60000']);
    expect(clock.now()).toBe(90_000);
    vi.advanceTimersByTime(1);
    expect(fired).toHaveLength(4);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([0, -1, Number.NaN, Infinity])('refuses the factor %d', (factor) => {
    expect(() => acceleratedClock(factor)).toThrow(RangeError);
  });
});
