import { type Clock, isTerminalStatus } from '../index.ts';
import { counted, paint, type Terminal } from './output.ts';
import type { PlaceCallsEvents } from './place-calls.ts';

const BAR = 24;
/** Where lines cannot be rewritten, every tenth part gets one. */
const PARTS = 10;

/** Shows how a run is going: one line that is rewritten, or a line now and then where that is not possible. */
export function createProgress(terminal: Terminal, clock: Clock): PlaceCallsEvents & { end(): void } {
  const started = clock.now();
  let label = '';
  let part = -1;

  function show(what: string, done: number, all: number, rest: string): void {
    const line = `${what.padEnd(10)} ${bar(done, all)} ${done}/${all} ${rest}`;
    const now = Math.floor((done / Math.max(all, 1)) * PARTS);
    if (terminal.isTTY) {
      const fresh = label !== '' && label !== what ? '\n' : '\r\u001b[K';
      terminal.out(fresh + line.slice(0, terminal.columns - 1));
    } else if (what !== label || now !== part) {
      terminal.out(`${line.trimEnd()}\n`);
    }
    label = what;
    part = now;
  }

  function bar(done: number, all: number): string {
    const full = Math.round((done / Math.max(all, 1)) * BAR);
    return paint(terminal, 'green', '█'.repeat(full)) + paint(terminal, 'dim', '░'.repeat(BAR - full));
  }

  return {
    upserted: (done, all) => show('offices', done, all, ''),
    queued: (calls, all) => show('queued', calls.length, all, ''),
    triggered: (done, all) => show('triggered', done, all, ''),
    waiting(calls) {
      const ended = calls.filter(({ status }) => isTerminalStatus(status)).length;
      const active = calls.filter(({ status }) => status === 'ACTIVE').length;
      const minutes = Math.floor((clock.now() - started) / 60_000);
      show('ended', ended, calls.length, `(${active} on the phone, ${counted(minutes, 'minute')} in)`);
    },
    end: () => terminal.out(terminal.isTTY ? '\n' : ''),
  };
}
