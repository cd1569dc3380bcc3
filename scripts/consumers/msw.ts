import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Consumer, run } from './consumer.ts';

const program = resolve(import.meta.dirname, 'programs-msw/handlers.mjs');

/** Mock Service Worker in front of the global fetch, the sandbox behind it. */
export const msw: Consumer = {
  name: 'msw',
  proves: 'the sandbox answers what Mock Service Worker intercepts',
  dependencies: { msw: '^3.0.0' },
  use(project) {
    cpSync(program, join(project, 'handlers.mjs'));
    run(project, process.execPath, ['handlers.mjs']);
  },
};
