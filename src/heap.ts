/** A binary heap of things that are due: the earliest comes out first. */
export class DueHeap<T extends { due: number }> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const items = this.#items;
    let i = items.length;
    items.push(item);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = items[parent] as T;
      if (above.due <= item.due) break;
      items[i] = above;
      i = parent;
    }
    items[i] = item;
  }

  pop(): T | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined || items.length === 0) return first;
    let i = 0;
    for (let child = 1; child < items.length; child = 2 * i + 1) {
      const right = items[child + 1];
      if (right !== undefined && right.due < (items[child] as T).due) child++;
      const below = items[child] as T;
      if (below.due >= last.due) break;
      items[i] = below;
      i = child;
    }
    items[i] = last;
    return first;
  }

  /** Takes everything out, in no particular order. */
  drain(): T[] {
    return this.#items.splice(0);
  }
}
