/** A timer that waits. */
export class Timer {
  /** Where it stands in the heap, or -1 once it is out. */
  index = -1;
  readonly at: number;
  readonly order: number;
  /** How many timers, each set by the one before and all for the same instant, led to this one. */
  readonly generation: number;
  readonly callback: () => void;

  constructor(at: number, order: number, generation: number, callback: () => void) {
    this.at = at;
    this.order = order;
    this.generation = generation;
    this.callback = callback;
  }

  /** Whether it is due before another: by time, then by the order in which they were set. */
  isBefore(other: Timer): boolean {
    return this.at < other.at || (this.at === other.at && this.order < other.order);
  }
}

/** Timers with the next one first: a binary heap that can also take one out of the middle. */
export class TimerHeap {
  readonly #timers: Timer[] = [];

  get size(): number {
    return this.#timers.length;
  }

  first(): Timer | undefined {
    return this.#timers[0];
  }

  add(timer: Timer): void {
    this.#place(timer, this.#timers.length);
    this.#rise(timer);
  }

  /** Takes a timer out; one that is not in is left alone. */
  remove(timer: Timer): void {
    const { index } = timer;
    if (this.#timers[index] !== timer) return;
    const last = this.#timers.pop();
    timer.index = -1;
    if (last === undefined || last === timer) return;
    this.#place(last, index);
    this.#rise(last);
    this.#sink(last);
  }

  #place(timer: Timer, index: number): void {
    this.#timers[index] = timer;
    timer.index = index;
  }

  #rise(timer: Timer): void {
    while (timer.index > 0) {
      const index = (timer.index - 1) >> 1;
      const parent = this.#timers[index];
      if (!parent || parent.isBefore(timer)) return;
      this.#place(parent, timer.index);
      this.#place(timer, index);
    }
  }

  #sink(timer: Timer): void {
    for (;;) {
      const left = this.#timers[2 * timer.index + 1];
      const right = this.#timers[2 * timer.index + 2];
      const child = right && left && right.isBefore(left) ? right : left;
      if (!child || timer.isBefore(child)) return;
      const { index } = child;
      this.#place(child, timer.index);
      this.#place(timer, index);
    }
  }
}
