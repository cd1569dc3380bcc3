import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { type Consumer, run } from './consumer.ts';
import { webGlobals } from './web-globals.ts';

/** What is bundled: the client, and a call of each kind that shows it at work. */
const ENTRY = `
import { createScheduler, isSchedulerError, validate } from '@evergrove/scheduler';
const replies = { triggered_request_ids: ['00000000-0000-4000-8000-000000000000'] };
const headers = { 'content-type': 'application/json' };
const fetch = async () => new Response(JSON.stringify(replies), { headers });
const scheduler = createScheduler({ apiKey: 'test', fetch });
globalThis.result = Promise.all([
  scheduler.triggerCall(replies.triggered_request_ids[0]).then(({ triggered_request_ids: [id] }) => id),
  scheduler.getCall('no id').catch((error) => isSchedulerError(error) && error.code),
  validate.callInputs([{}]).length > 0,
  typeof process,
]);
`;
const EXPECTED = ['00000000-0000-4000-8000-000000000000', 'invalid_input', true, 'undefined'];

/** How each bundler is asked for one script, in its own words, by the target. */
const bundlers = {
  esbuild: {
    browser: `await (await import('esbuild')).build({ entryPoints: ['entry.js'], bundle: true, format: 'iife', platform: 'browser', outfile: 'out.js' })`,
    worker: `await (await import('esbuild')).build({ entryPoints: ['entry.js'], bundle: true, format: 'iife', platform: 'neutral', conditions: ['worker', 'workerd'], mainFields: ['module', 'main'], outfile: 'out.js' })`,
  },
  rolldown: {
    browser: `await (await import('rolldown')).build({ input: 'entry.js', platform: 'browser', output: { format: 'iife', file: 'out.js' } })`,
    worker: `await (await import('rolldown')).build({ input: 'entry.js', platform: 'neutral', resolve: { conditionNames: ['worker', 'import'] }, output: { format: 'iife', file: 'out.js' } })`,
  },
  vite: {
    browser: viteBuild(''),
    worker: viteBuild(`resolve: { conditions: ['worker', 'module'] },`),
  },
} as const;

function viteBuild(more: string): string {
  return `await (await import('vite')).build({ configFile: false, logLevel: 'warn', ${more} build: { outDir: '.', emptyOutDir: false, lib: { entry: 'entry.js', formats: ['iife'], name: 'client', fileName: () => 'out.js' } } })`;
}

const versions = { esbuild: '^0.28.0', rolldown: '^1.2.0', vite: '^8.0.0' } as const;

/** The client entry bundled for browsers and workers, and run where there is nothing of Node's. */
export const bundles: Consumer[] = (Object.keys(bundlers) as (keyof typeof bundlers)[]).map((bundler) => ({
  name: bundler,
  proves: 'bundles the client for browsers and workers, and it runs without Node',
  dependencies: { [bundler]: versions[bundler] },
  async use(project) {
    writeFileSync(join(project, 'entry.js'), ENTRY);
    for (const [target, script] of Object.entries(bundlers[bundler])) {
      run(project, process.execPath, ['--input-type=module', '--eval', script]);
      const code = readFileSync(join(project, 'out.js'), 'utf8');
      if (/\b(?:require|import)\s*\(?\s*["'`]/.test(code)) {
        throw new Error(`the bundle for a ${target} asks for another module`);
      }
      const context = createContext(webGlobals());
      runInContext(code, context);
      const result: unknown = await runInContext('globalThis.result', context);
      if (JSON.stringify(result) !== JSON.stringify(EXPECTED)) {
        throw new Error(`in a ${target} it came to ${JSON.stringify(result)}`);
      }
    }
  },
}));
