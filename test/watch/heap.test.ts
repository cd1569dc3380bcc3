// `DueHeap` is not public: it is imported from the source.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DueHeap } from '../../src/heap.ts';

interface Item {
  due: number;
  name: number;
}

const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('push' as const), due: fc.integer({ min: -50, max: 50 }) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pop' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drain' as const) }) },
);

describe('a heap of what is due', () => {
  test('behaves as a sorted list does, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 300 }), (acts) => {
        const heap = new DueHeap<Item>();
        let model: Item[] = [];
        for (const [name, next] of acts.entries()) {
          if (next.do === 'push') {
            const item = { due: next.due, name };
            heap.push(item);
            model.push(item);
          } else if (next.do === 'pop') {
            const earliest = model.length === 0 ? undefined : Math.min(...model.map(({ due }) => due));
            const item = heap.pop();
            expect(item?.due).toBe(earliest);
            if (item) expect(model).toContain(item);
            model = model.filter((other) => other !== item);
          } else {
            const byName = (a: Item, b: Item) => a.name - b.name;
            expect(heap.drain().toSorted(byName)).toEqual(model.toSorted(byName));
            model = [];
          }
          expect(heap.size).toBe(model.length);
          expect(heap.peek()?.due).toBe(
            model.length === 0 ? undefined : Math.min(...model.map(({ due }) => due)),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  test('gives 20 000 things back in order, those without an end last', () => {
    const heap = new DueHeap<{ due: number }>();
    for (let n = 0; n < 20_000; n++) heap.push({ due: (n * 7_919) % 20_011 });
    heap.push({ due: Number.POSITIVE_INFINITY });
    const dues = Array.from({ length: 20_001 }, () => heap.pop()?.due ?? Number.NaN);
    expect(dues).toEqual(dues.toSorted((a, b) => a - b));
    expect(dues.at(-1)).toBe(Number.POSITIVE_INFINITY);
    expect(heap.pop()).toBeUndefined();
    expect(heap.peek()).toBeUndefined();
  });

  test('looks at a due date some n log n times, not n² times', () => {
    let looks = 0;
    const heap = new DueHeap<{ due: number }>();
    const count = 2 ** 14;
    for (let n = 0; n < count; n++) {
      const due = (n * 7_919) % count;
      heap.push({
        get due() {
          looks++;
          return due;
        },
      });
    }
    while (heap.size > 0) heap.pop();
    // Two at each of the 14 levels going in, four coming out, and no more.
    expect(looks).toBeLessThan(count * 14 * 6);
    expect(looks).toBeGreaterThan(count * 14);
  });
});
