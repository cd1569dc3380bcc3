import { type Clock, MAX_TIMER_MS, systemClock } from '../clock.ts';
import { Timer, TimerHeap } from './timer-heap.ts';
import { turn } from './turn.ts';

/** A clock that goes on by itself and can be told to jump ahead. */
export interface SandboxClock extends Clock {
  /**
   * Jumps `ms` milliseconds ahead, firing what falls due by time and, at the same time, in the order in which it
   * was set; promises settle in between. Rejects with a RangeError unless `ms` is a finite number, 0 or more, and
   * with what a callback throws.
   */
  advance(ms: number): Promise<void>;
}

/**
 * A clock on which time runs `factor` times as fast as the machine's, for demonstrations: with 60, a call of
 * four minutes is over in four seconds. `start` is what it shows first, in milliseconds since the epoch
 * (default: the present). A timer never fires before its time. Throws a RangeError unless `factor` is a finite
 * number above 0.
 */
export function acceleratedClock(factor: number, start: number = systemClock.now()): SandboxClock {
  if (!(factor > 0 && factor < Infinity)) throw new RangeError('factor must be a finite number above 0');
  const origin = systemClock.now();
  const timers = new TimerHeap();
  let ahead = 0;
  let set = 0;
  let armed: { timer: Timer; handle: unknown } | undefined;

  const now = () => start + ahead + (systemClock.now() - origin) * factor;

  /** One timer of the machine, for the first of ours. */
  function arm(isLate = false): void {
    const first = timers.first();
    if (armed?.timer === first && !isLate) return;
    systemClock.clearTimeout(armed?.handle);
    armed = undefined;
    if (!first) return;
    const ms = Math.min(Math.max(1, Math.ceil((first.at - now()) / factor)), MAX_TIMER_MS);
    armed = { timer: first, handle: systemClock.setTimeout(ring, ms) };
  }

  function ring(): void {
    try {
      for (let next = timers.first(); next && next.at <= now(); next = timers.first()) fire(next);
    } finally {
      arm(true);
    }
  }

  function fire(timer: Timer): void {
    timers.remove(timer);
    timer.callback();
  }

  /** Never back. Rounded up, since a sum of fractions may fall short of a timer's time. */
  function jumpTo(time: number): void {
    ahead += Math.ceil(Math.max(time - now(), 0));
  }

  return {
    now,
    setTimeout(callback, ms) {
      if (Number.isNaN(ms)) throw new RangeError('setTimeout: ms must be a number');
      const timer = new Timer(now() + Math.max(ms, 0), set++, 0, callback);
      timers.add(timer);
      arm();
      return timer;
    },
    clearTimeout(handle) {
      if (!(handle instanceof Timer)) return;
      timers.remove(handle);
      arm();
    },
    async advance(ms) {
      if (!(ms >= 0 && ms < Infinity)) throw new RangeError('advance: ms must be a finite number, 0 or more');
      const until = now() + ms;
      try {
        await turn();
        for (let next = timers.first(); next && next.at <= until; next = timers.first()) {
          jumpTo(next.at);
          fire(next);
          await turn();
        }
        jumpTo(until);
      } finally {
        arm(true);
      }
    },
  };
}
