import type { RowRecord } from '../batch/index.ts';
import { paint, type Terminal } from './output.ts';
import { placeOf, type RunTotals } from './report.ts';

/** Shows how a run is going, on stderr. */
export interface Progress {
  changed(record: RowRecord): void;
  /** Leaves the last picture standing. */
  end(): void;
}

const BAR = 24;
const REDRAW_MS = 100;
const LINE_MS = 5_000;

/** How the counts are told, in this order; a count of 0 is not. */
const words: readonly (readonly [place: keyof RunTotals | RowRecord['state'], word: string])[] = [
  ['queued', 'queued'],
  ['trigger_intent', 'being triggered'],
  ['triggered', 'on the phone'],
  ['complete', 'complete'],
  ['error', 'failed'],
  ['cancelled', 'cancelled'],
  ['do_not_call_back', 'do not call back'],
  ['uncertain', 'uncertain'],
  ['vetoed', 'vetoed'],
  ['rejected', 'rejected'],
];

/** One that tells nothing. */
export const silent: Progress = { changed() {}, end() {} };

/**
 * A bar that is redrawn where a person looks, a line every few seconds elsewhere: the counts by state, how many calls
 * a second have ended in this run, and how long the rest takes at that rate.
 */
export function createProgress(all: number, terminal: Terminal): Progress {
  const started = performance.now();
  const records = new Map<string, keyof RunTotals | RowRecord['state']>();
  let isNew = true;
  let ended = 0;

  function changed(record: RowRecord): void {
    const place = placeOf(record);
    if (place !== 'pending' && records.get(record.key) !== place) ended++;
    records.set(record.key, place === 'pending' ? record.state : place);
    isNew = true;
  }

  function line(): string {
    const counts = Map.groupBy(records.values(), (place) => place);
    const told = words.flatMap(([place, word]) => {
      const count = counts.get(place)?.length ?? 0;
      return count === 0 ? [] : [`${count} ${word}`];
    });
    const perSecond = ended / ((performance.now() - started) / 1_000);
    const left = ended === 0 || ended >= all ? [] : [`${duration((all - ended) / perSecond)} left`];
    return [`${ended}/${all}`, ...told, ...(ended === 0 ? [] : [`${perSecond.toFixed(1)}/s`]), ...left].join(
      ' · ',
    );
  }

  function draw(): void {
    if (!isNew) return;
    isNew = false;
    if (!terminal.redraw) return terminal.err(`${line()}\n`);
    const full = Math.round((Math.min(ended, all) / Math.max(all, 1)) * BAR);
    const bar = paint(terminal, 'green', '█'.repeat(full)) + paint(terminal, 'dim', '░'.repeat(BAR - full));
    terminal.redraw(`${bar} ${line()}`);
  }

  const timer = setInterval(draw, terminal.redraw ? REDRAW_MS : LINE_MS);
  timer.unref();
  return {
    changed,
    end() {
      clearInterval(timer);
      draw();
      terminal.redraw?.();
    },
  };
}

/** `40 s`, `3 min`, `2 h` */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
