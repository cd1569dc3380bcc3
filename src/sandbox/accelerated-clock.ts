import { type Clock, systemClock } from '../clock.ts';

/**
 * A clock on which time runs `factor` times as fast as the machine's, for demonstrations: with 60, a call of
 * four minutes is over in four seconds. `start` is what it shows first, in milliseconds since the epoch
 * (default: the present). A timer never fires before its time. Throws a RangeError unless `factor` is a finite
 * number above 0.
 */
export function acceleratedClock(factor: number, start: number = systemClock.now()): Clock {
  if (!(factor > 0 && factor < Infinity)) throw new RangeError('factor must be a finite number above 0');
  const origin = systemClock.now();
  const now = () => start + (systemClock.now() - origin) * factor;
  return {
    now,
    setTimeout(callback, ms) {
      const due = now() + Math.max(ms, 0);
      const handle: Handle = { timer: undefined };
      const arm = () => {
        handle.timer = systemClock.setTimeout(fire, Math.max(1, Math.ceil((due - now()) / factor)));
      };
      const fire = () => (now() < due ? arm() : callback());
      arm();
      return handle;
    },
    clearTimeout: (handle) => systemClock.clearTimeout((handle as Handle | undefined)?.timer),
  };
}

interface Handle {
  timer: unknown;
}
