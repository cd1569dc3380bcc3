/** Pure modules, and the tests that judge them. A mutant of a table is run against all the tests of its group. */
export interface Group {
  mutate: string[];
  tests: string[];
}

const rows = (...names: string[]) => names.map((name) => `src/rows/${name}.ts`);
const tests = (folder: string, ...names: string[]) => names.map((name) => `test/${folder}/${name}.test.ts`);

export const groups: Readonly<Record<string, Group>> = {
  batch: {
    mutate: ['src/batch/reduce-row.ts', 'src/batch/verdict.ts'],
    tests: tests('batch', 'reduce-row', 'verdict'),
  },
  replay: {
    mutate: ['src/failures.ts', 'src/backoff.ts'],
    tests: tests('client', 'failures', 'backoff'),
  },
  decode: { mutate: ['src/decode.ts'], tests: tests('client', 'decode') },
  schedule: { mutate: ['src/schedule.ts', 'src/pace.ts'], tests: tests('watch', 'schedule', 'pace') },
  errors: { mutate: ['src/errors.ts'], tests: tests('client', 'errors') },
  checks: {
    mutate: ['src/breaches.ts', 'src/rules.ts'],
    tests: tests('client', 'validate', 'breaches.property'),
  },
  cells: {
    mutate: rows('phone', 'calendar-date', 'appointment', 'ssn', 'cell', 'text'),
    tests: tests('rows', 'readers', 'normal-forms', 'verdicts', 'records'),
  },
  places: {
    mutate: rows('zone-label', 'state'),
    tests: tests('rows', 'readers', 'normal-forms'),
  },
  rows: {
    mutate: rows(
      'local-time',
      'memoize',
      'cross-field',
      'cross-row',
      'working-hours',
      'row-header',
      'column-names',
    ),
    tests: tests(
      'rows',
      'edges',
      'memoize',
      'verdicts',
      'across-rows',
      'working-hours',
      'inputs',
      'files',
      'records',
    ),
  },
};
