import { defaultSchedule } from '../../src/schedule.ts';
import { mean } from './waiting-calls.ts';

/**
 * The least mean latency, in seconds: n calls that go on and share R looks a second are looked at every n/R, and
 * found half of that late. `bound` is the same where our schedule asks for no more than that, else half of what it
 * asks for.
 */
export function bounds(endsMs: readonly number[], ratePerSecond: number) {
  const limits = endsMs
    .toSorted((a, b) => a - b)
    .map((endMs, ended) => ({ endMs, limit: (endsMs.length - ended) / (2 * ratePerSecond) }));
  return {
    limitAlone: mean(limits.map(({ limit }) => limit)),
    bound: mean(limits.map(({ endMs, limit }) => Math.max(limit, defaultSchedule(endMs) / 2_000))),
  };
}

/** A token bucket that holds R tokens and gets R a second. */
export function limiter(ratePerSecond: number): (nowMs: number) => boolean {
  const most = Math.max(1, ratePerSecond);
  let tokens = most;
  let at = 0;
  return (nowMs) => {
    tokens = Math.min(most, tokens + ((nowMs - at) * ratePerSecond) / 1_000);
    at = nowMs;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}
