/** What some push and others take, in order. An iteration ends when it is closed and empty. */
export class AsyncQueue<T> implements AsyncIterable<T> {
  #items: T[] = [];
  #taken = 0;
  #waiting: (() => void)[] = [];
  #wantingRoom: { limit: number; wake: () => void }[] = [];
  #closed = false;

  get size(): number {
    return this.#items.length - this.#taken;
  }

  push(item: T): void {
    this.#items.push(item);
    this.#waiting.shift()?.();
  }

  /** Resolves when fewer than `limit` are in it, or nothing more will come. */
  async below(limit: number): Promise<void> {
    if (this.#closed || this.size < limit) return;
    await new Promise<void>((wake) => this.#wantingRoom.push({ limit, wake }));
  }

  /** Nothing more will come; what is in it is still handed out. */
  close(): void {
    this.#closed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    for (const { wake } of this.#wantingRoom.splice(0)) wake();
  }

  /** Nothing more will come, and what is in it is dropped. */
  clear(): void {
    this.#items = [];
    this.#taken = 0;
    this.close();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      if (this.size > 0) yield this.#take();
      else if (this.#closed) return;
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #take(): T {
    const item = this.#items[this.#taken++] as T;
    if (this.#taken === this.#items.length) {
      this.#items = [];
      this.#taken = 0;
    }
    while (this.#wantingRoom[0] && this.size < this.#wantingRoom[0].limit) this.#wantingRoom.shift()?.wake();
    return item;
  }
}
