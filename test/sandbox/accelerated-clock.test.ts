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

  test('clears a timer, also one that was set anew, and ignores what is none', () => {
    const clock = acceleratedClock(60, 0);
    const handle = clock.setTimeout(() => expect.fail('it was cleared'), 2 ** 32 * 60);
    clock.clearTimeout(undefined);
    vi.advanceTimersByTime(2 ** 31 + 10);
    clock.clearTimeout(acceleratedClock(1).setTimeout(() => expect.fail('it was cleared'), 5));
    clock.clearTimeout(handle);
    vi.advanceTimersByTime(2 ** 33);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([0, -1, Number.NaN, Infinity])('refuses the factor %d', (factor) => {
    expect(() => acceleratedClock(factor)).toThrow(RangeError);
  });
});
