/** Work under way outside the clock, such as a real request: counted until it settles or is given up. */
export class Flights {
  readonly #aloft = new Set<object>();
  readonly #waiting = new Set<() => void>();
  /** How many started or landed so far. */
  movements = 0;

  /** How many are aloft and not given up. */
  get count(): number {
    return this.#aloft.size;
  }

  /** Counts a promise until it settles. */
  add(promise: Promise<unknown>): void {
    const flight = {};
    this.#aloft.add(flight);
    this.movements++;
    const land = () => {
      this.#aloft.delete(flight);
      this.movements++;
      for (const wake of this.#waiting) wake();
    };
    promise.then(land, land);
  }

  /**
   * Resolves at the next landing. When nothing lands for `graceMs` of real time, what is aloft is stalled: it
   * is given up, and never waited for again.
   */
  landing(graceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        realClearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = realSetTimeout(() => {
        this.#aloft.clear();
        wake();
      }, graceMs);
      this.#waiting.add(wake);
    });
  }
}

/** Kept from before a test could replace them. */
const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
