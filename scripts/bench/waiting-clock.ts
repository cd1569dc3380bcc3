import type { Clock } from '../../src/clock.ts';
import { DueHeap } from '../../src/heap.ts';

interface Timer {
  due: number;
  callback: (() => void) | undefined;
}

/**
 * Time for simulations of millions of timers: the sandbox's `TestClock` without its care for work outside the
 * process. Starts at 0; promises settle between any two instants, not between timers of the same instant.
 */
export class VirtualClock implements Clock {
  readonly #timers = new DueHeap<Timer>();
  #now = 0;

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    const timer: Timer = { due: this.#now + Math.max(ms, 0), callback };
    this.#timers.push(timer);
    return timer;
  }

  /** A cleared timer stays in the heap until it is due, and then does nothing. */
  clearTimeout(handle: unknown): void {
    if (handle !== undefined) (handle as Timer).callback = undefined;
  }

  /** Lets time pass up to `untilMs`, by default until no timer is left. */
  async run(untilMs = Number.POSITIVE_INFINITY): Promise<void> {
    await settled();
    for (let next = this.#timers.peek(); next && next.due <= untilMs; next = this.#timers.peek()) {
      this.#now = next.due;
      let fired = false;
      for (; next && next.due <= this.#now; next = this.#timers.peek()) {
        this.#timers.pop();
        fired ||= next.callback !== undefined;
        next.callback?.();
      }
      if (fired) await settled();
    }
    if (Number.isFinite(untilMs)) this.#now = Math.max(this.#now, untilMs);
  }
}

/**
 * Resolves when every promise that could settle by itself has settled: called from a promise's reaction, the tick
 * comes after all other reactions. A tenth of the cost of a turn of the event loop, which waits meanwhile.
 */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
