import type { RowRecord } from '@evergrove/scheduler/batch';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Terminal } from '../../src/cli/output.ts';
import { createProgress } from '../../src/cli/progress.ts';

const record = (key: number, state: RowRecord['state'], status: string | null = null): RowRecord => ({
  key: `row-${key}`,
  payload: '',
  state,
  requestId: null,
  status,
  reason: null,
  unclearQueueings: 0,
  triggers: 0,
  at: 0,
});

let lines: string[];
let frames: (string | undefined)[];
let plain: Terminal;
let screen: Terminal;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  lines = [];
  frames = [];
  plain = { out: () => {}, err: (text) => lines.push(text), isTTY: false };
  screen = { ...plain, redraw: (text) => frames.push(text) };
});
afterEach(() => void vi.useRealTimers());

describe('progress on a terminal', () => {
  it('is a bar with counts by state, rate and time left, redrawn in its place', () => {
    const progress = createProgress(8, [], screen);
    for (const key of [1, 2, 3, 4]) progress.changed(record(key, 'triggered'));
    progress.changed(record(5, 'queued'));
    progress.changed(record(1, 'done', 'COMPLETE'));
    progress.changed(record(2, 'done', 'ERROR'));
    vi.advanceTimersByTime(4_000);
    expect(frames.at(-1)).toBe(
      `${'█'.repeat(6)}${'░'.repeat(18)} 2/8 · 1 queued · 2 on the phone · 1 complete · 1 failed · 30.0/min · about 12 s left`,
    );
    expect(lines).toEqual([]);
  });

  it('leaves its last picture standing, without a time left', () => {
    const progress = createProgress(2, [], screen);
    progress.changed(record(1, 'done', 'COMPLETE'));
    vi.advanceTimersByTime(1_000);
    progress.end();
    expect(frames.slice(-2)).toEqual([
      `${'█'.repeat(12)}${'░'.repeat(12)} 1/2 · 1 complete · 1.0/s`,
      undefined,
    ]);
    const drawn = frames.length;
    vi.advanceTimersByTime(10_000);
    expect(frames).toHaveLength(drawn);
  });
});

describe('progress elsewhere', () => {
  it('is a plain line every five seconds, if there is news', () => {
    const progress = createProgress(3, [], plain);
    progress.changed(record(1, 'queued'));
    vi.advanceTimersByTime(4_999);
    expect(lines).toEqual([]);
    vi.advanceTimersByTime(1);
    vi.advanceTimersByTime(20_000);
    expect(lines).toEqual(['0/3 · 1 queued\n']);
    progress.changed(record(1, 'done', 'COMPLETE'));
    vi.advanceTimersByTime(5_000);
    expect(lines.at(-1)).toMatch(/^1\/3 · 1 complete · 2\.0\/min · about 60 s left\n$/);
  });

  it('says nothing more once it is stopped', () => {
    const progress = createProgress(3, [], plain);
    progress.changed(record(1, 'queued'));
    progress.stop();
    vi.advanceTimersByTime(60_000);
    expect(lines).toEqual([]);
  });
});

describe('what it counts', () => {
  it('has the rows of earlier runs where the journal has them, and leaves them out of the rate', () => {
    const earlier = [record(1, 'done', 'COMPLETE'), record(2, 'done', 'COMPLETE'), record(3, 'uncertain')];
    const progress = createProgress(6, earlier, plain);
    progress.changed(record(4, 'done', 'COMPLETE'));
    vi.advanceTimersByTime(5_000);
    expect(lines).toEqual(['4/6 · 3 complete · 1 uncertain · 12.0/min · about 10 s left\n']);
  });

  it('has a row that was uncertain and ended after all once, where it is now', () => {
    const progress = createProgress(2, [record(1, 'uncertain')], plain);
    progress.changed(record(1, 'triggered'));
    vi.advanceTimersByTime(5_000);
    progress.changed(record(1, 'done', 'COMPLETE'));
    vi.advanceTimersByTime(5_000);
    expect(lines).toEqual(['0/2 · 1 on the phone\n', '1/2 · 1 complete · 6.0/min · about 10 s left\n']);
  });

  it.each([
    [18, '90 s', '2 min'],
    [17, '85 s', '85 s'],
    [1_060, '5 300 s', '89 min'],
    [1_081, '5 405 s', '2 h'],
  ])('with %i rows left, five seconds each, %s are told as %s', (rows, _, told) => {
    const progress = createProgress(rows + 1, [], plain);
    progress.changed(record(0, 'done', 'COMPLETE'));
    vi.advanceTimersByTime(5_000);
    expect(lines[0]).toContain(`about ${told} left`);
  });
});
