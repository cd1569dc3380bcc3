/** A refusal slows the fleet to no less than this part of its rate. */
const SLOWEST = 1 / 32;
/** How much of the full rate each good answer gives back. */
const CREEP = 1 / 50;
/** Timers fire late. What is missed within so many seconds is made up for, or a high rate would never be reached. */
const CATCH_UP_S = 0.1;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * When the next request of a fleet may go: a token bucket with a small burst, a pause after a refusal, and a
 * rate that halves with each refusal and creeps back with each good answer. Pure; time is an argument.
 */
export class Pace {
  readonly #full: number;
  readonly #burst: number;
  #rate: number;
  #tokens: number;
  #at: number;
  #pausedUntil = 0;
  #refusals = 0;

  /**
   * @param ratePerSecond requests per second
   * @param now when the bucket is full, in milliseconds
   */
  constructor(ratePerSecond: number, now: number) {
    this.#full = ratePerSecond / 1_000;
    this.#rate = this.#full;
    this.#burst = Math.max(ratePerSecond >= 2 ? 2 : 1, ratePerSecond * CATCH_UP_S);
    this.#tokens = this.#burst;
    this.#at = now;
  }

  /** Whether the fleet is pausing after a refusal. */
  paused(now: number): boolean {
    return now < this.#pausedUntil;
  }

  /** Milliseconds until a request may go; 0 is now. */
  delay(now: number): number {
    this.#refill(now);
    return Math.max((1 - this.#tokens) / this.#rate, this.#pausedUntil - now, 0);
  }

  /** A request goes now. */
  take(now: number): void {
    this.#refill(now);
    this.#tokens -= 1;
  }

  /** A request was answered as it should be. */
  accepted(now: number): void {
    this.#refill(now);
    this.#refusals = 0;
    this.#rate = Math.min(this.#full, this.#rate + this.#full * CREEP);
  }

  /**
   * The server asked for less: with a hint how long to pause, or without one. Answers to requests that left
   * together count once.
   */
  refused(now: number, hintMs: number | undefined): void {
    this.#refill(now);
    const again = this.paused(now);
    if (!again) {
      this.#rate = Math.max(this.#full * SLOWEST, this.#rate / 2);
      this.#refusals++;
    }
    const own = FIRST_PAUSE_MS * 2 ** Math.min(this.#refusals - 1, 16);
    const pause = Math.min(hintMs ?? (again ? 0 : own), LONGEST_PAUSE_MS);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
    this.#tokens = 0;
  }

  #refill(now: number): void {
    if (now <= this.#at) return;
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#rate);
    this.#at = now;
  }
}
