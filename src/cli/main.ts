#!/usr/bin/env node
import { commandLine } from './command-line.ts';
import type { Terminal } from './output.ts';

const isPlain = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '';
const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTTY: process.stdout.isTTY === true && !isPlain,
};
if (process.stderr.isTTY && process.env.TERM !== 'dumb') {
  const { createLogUpdate } = await import('log-update');
  const draw = createLogUpdate(process.stderr);
  terminal.redraw = (text) => (text === undefined ? draw.done() : draw(text));
}

const interrupt = new AbortController();
// The first asks for an end in good order; whoever cannot wait says so again. What was done is on the disk by then.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => (interrupt.signal.aborted ? process.exit(130) : interrupt.abort()));
}
// A reader that has seen enough (`| head`) ends the printing, not the work; what could not be printed for another
// reason is missing somewhere.
let isLost = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    isLost ||= code !== 'EPIPE';
    if (isLost) process.exitCode = process.exitCode || 1;
  });
}

const exitCode = await commandLine(process.argv.slice(2), terminal, interrupt.signal);
process.exitCode = exitCode || (isLost ? 1 : 0);
