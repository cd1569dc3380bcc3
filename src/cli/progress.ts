import type { RowRecord } from '../batch/index.ts';
import { paint, type Terminal } from './output.ts';
import { placeOf, type RunTotals } from './report.ts';

/** Shows how a run is going, on stderr. */
export interface Progress {
  changed(record: RowRecord): void;
  /** Shows a last picture and leaves it standing. */
  end(): void;
  /** Shows nothing more. */
  stop(): void;
}

type Place = keyof RunTotals | RowRecord['state'];

const BAR = 24;
const REDRAW_MS = 100;
const LINE_MS = 5_000;

/** How the counts are told, in this order; a count of 0 is not. */
const words: readonly (readonly [place: Place, word: string])[] = [
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

/** Ends of calls: by these the rate is counted. */
const ends: readonly Place[] = ['complete', 'error', 'cancelled', 'do_not_call_back'];

/** States in which a row is still on its way; in any other place it has ended, or is held. */
const under: ReadonlySet<Place> = new Set<RowRecord['state']>([
  'new',
  'queued',
  'trigger_intent',
  'triggered',
]);

/** One that tells nothing. */
export const silent: Progress = { changed() {}, end() {}, stop() {} };

/**
 * A bar that is redrawn where a person looks, a line every few seconds elsewhere: the counts by state, how many calls
 * a second have ended in this run, and how long the rest takes at that rate.
 *
 * @param all how many rows there are
 * @param earlier where the journal has them, from earlier runs
 */
export function createProgress(all: number, earlier: Iterable<RowRecord>, terminal: Terminal): Progress {
  const started = performance.now();
  const places = new Map<string, Place>();
  const counts = new Map<Place, number>();
  for (const record of earlier) note(record);
  const before = called();
  let isNew = true;

  function note(record: RowRecord): void {
    const place = placeOf(record);
    const now = place === 'pending' ? record.state : place;
    const old = places.get(record.key);
    if (old !== undefined) counts.set(old, (counts.get(old) ?? 0) - 1);
    counts.set(now, (counts.get(now) ?? 0) + 1);
    places.set(record.key, now);
  }

  function ended(): number {
    return [...counts].reduce((sum, [place, count]) => (under.has(place) ? sum : sum + count), 0);
  }

  function called(): number {
    return ends.reduce((sum, place) => sum + (counts.get(place) ?? 0), 0);
  }

  function line(done: number, isOver: boolean): string {
    const told = words.flatMap(([place, word]) => {
      const count = counts.get(place) ?? 0;
      return count === 0 ? [] : [`${count} ${word}`];
    });
    const since = called() - before;
    const perSecond = since / ((performance.now() - started) / 1_000);
    const pace = since > 0 ? [rate(perSecond)] : [];
    const left =
      since > 0 && done < all && !isOver ? [`about ${duration((all - done) / perSecond)} left`] : [];
    return [`${done}/${all}`, ...told, ...pace, ...left].join(' · ');
  }

  function draw(isOver = false): void {
    const done = ended();
    if (!terminal.redraw) {
      if (isNew) terminal.err(`${line(done, isOver)}\n`);
      isNew = false;
      return;
    }
    const full = Math.round((Math.min(done, all) / Math.max(all, 1)) * BAR);
    const bar = paint(terminal, 'green', '█'.repeat(full)) + paint(terminal, 'dim', '░'.repeat(BAR - full));
    terminal.redraw(`${bar} ${line(done, isOver)}`);
  }

  const timer = setInterval(() => draw(), terminal.redraw ? REDRAW_MS : LINE_MS);
  timer.unref();
  const stop = () => clearInterval(timer);
  return {
    stop,
    changed(record) {
      note(record);
      isNew = true;
    },
    end() {
      stop();
      draw(true);
      terminal.redraw?.();
    },
  };
}

/** `12.3/s`, or `4.5/min` when it is less than one a second */
function rate(perSecond: number): string {
  return perSecond < 1 ? `${(perSecond * 60).toFixed(1)}/min` : `${perSecond.toFixed(1)}/s`;
}

/** `40 s`, `3 min`, `2 h` */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
