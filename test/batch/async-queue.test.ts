import { describe, expect, it } from 'vitest';
import { AsyncQueue } from '../../src/batch/async-queue.ts';
import { Halt } from '../../src/batch/halt.ts';
import { thrown } from './support.ts';

/** Takes all there is, by one hand. */
async function drain<T>(queue: AsyncQueue<T>, into: T[], most = Number.POSITIVE_INFINITY): Promise<void> {
  for await (const item of queue) if (into.push(item) >= most) return;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('AsyncQueue', () => {
  it('hands each item to one of several hands, in order, and ends all of them when it is closed', async () => {
    const queue = new AsyncQueue<number>();
    const taken: number[] = [];
    const hands = [1, 2, 3, 4].map(() => drain(queue, taken));
    for (let n = 0; n < 100; n++) {
      queue.push(n);
      if (n % 7 === 0) await turn();
    }
    queue.close();
    await Promise.all(hands);
    expect(taken).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('still hands out what is in it when it is closed', async () => {
    const queue = new AsyncQueue<number>();
    queue.push(1);
    queue.push(2);
    queue.close();
    const taken: number[] = [];
    await drain(queue, taken);
    expect(taken).toEqual([1, 2]);
    expect(queue.size).toBe(0);
  });

  it('drops what is in it when it is cleared, and ends hands that wait and hands that come', async () => {
    const queue = new AsyncQueue<number>();
    const taken: number[] = [];
    const waiting = drain(queue, taken);
    await turn();
    queue.clear();
    await waiting;
    queue.push(1);
    queue.clear();
    await drain(queue, taken);
    expect(taken).toEqual([]);
  });

  it('loses nothing when one of several hands leaves', async () => {
    const queue = new AsyncQueue<number>();
    const [first, second]: [number[], number[]] = [[], []];
    const hands = [drain(queue, first, 3), drain(queue, second)];
    for (let n = 0; n < 20; n++) {
      queue.push(n);
      await turn();
    }
    queue.close();
    await Promise.all(hands);
    expect(first).toHaveLength(3);
    expect([...first, ...second].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('tells when there is room', async () => {
    const queue = new AsyncQueue<number>();
    for (let n = 0; n < 5; n++) queue.push(n);
    let hasRoom = false;
    const room = queue.below(3).then(() => {
      hasRoom = true;
    });
    const hand = queue[Symbol.asyncIterator]();
    await hand.next();
    await hand.next();
    await turn();
    expect([hasRoom, queue.size]).toEqual([false, 3]);
    await hand.next();
    await room;
    await queue.below(3);
  });

  it.each(['close', 'clear'] as const)('does not let anybody wait for room after %s', async (how) => {
    const queue = new AsyncQueue<number>();
    for (let n = 0; n < 5; n++) queue.push(n);
    const waiting = queue.below(1);
    queue[how]();
    await waiting;
    await queue.below(1);
  });

  it('keeps nothing of what was taken', async () => {
    const queue = new AsyncQueue<object>();
    const hand = queue[Symbol.asyncIterator]();
    for (let n = 0; n < 1_000; n++) {
      queue.push({});
      await hand.next();
    }
    expect(queue.size).toBe(0);
  });
});

describe('Halt', () => {
  const aborted = (halt: Halt) =>
    new Promise<void>((_, reject) => halt.onEnd(() => reject(halt.signal.reason)));

  it.each<[string, (halt: Halt) => void, unknown]>([
    ['stop', (halt) => halt.stop('aborted'), 'aborted'],
    ['fail', (halt) => halt.fail(new Error('x')), undefined],
    ['finish', (halt) => halt.finish(), undefined],
  ])('%s: is on, and waits that it cut short are no failure', async (_, end, stopped) => {
    const halt = new Halt();
    const waiting = halt.guard(() => aborted(halt));
    expect(halt.isOn).toBe(false);
    end(halt);
    await waiting;
    expect([halt.isOn, halt.stopped]).toEqual([true, stopped]);
  });

  it.each<[string, (halt: Halt) => void]>([
    ['before it ended', () => {}],
    ['after it was stopped', (halt) => halt.stop('aborted')],
    ['after it came to its end', (halt) => halt.finish()],
  ])('what breaks %s is thrown', async (_, end) => {
    const halt = new Halt();
    const broken = new Error('broken');
    end(halt);
    await halt.guard(async () => {
      throw broken;
    });
    expect(halt.isOn).toBe(true);
    expect(await thrown((async () => halt.throwFailure())())).toBe(broken);
  });

  it('throws the first of several failures, a falsy one too', () => {
    const halt = new Halt();
    halt.fail(undefined);
    halt.fail(new Error('later'));
    let caught: unknown = 'nothing';
    try {
      halt.throwFailure();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeUndefined();
  });

  it('keeps the first reason, and none after the end', () => {
    const stopped = new Halt();
    stopped.stop('aborted');
    stopped.stop({ code: 'network' } as never);
    expect(stopped.stopped).toBe('aborted');
    const finished = new Halt();
    finished.finish();
    finished.stop('aborted');
    expect(finished.stopped).toBeUndefined();
  });

  it('onEnd is told once, of an end that has been too', () => {
    const halt = new Halt();
    let told = 0;
    halt.onEnd(() => told++);
    halt.finish();
    halt.stop('aborted');
    expect(told).toBe(1);
    halt.onEnd(() => told++);
    expect(told).toBe(2);
  });
});
