// The verdict is not public: it is imported from the source, as the pure function of an error that it is.
import { describe, expect, it } from 'vitest';
import { reasonOf, type Verdict, verdictOn } from '../../src/batch/verdict.ts';
import { type Effect, type SchedulerError, schedulerError } from '../../src/errors.ts';

const common = (effect: Effect) => ({ operation: 'triggerCall' as const, attempts: 1, effect });
const http = (status: number, effect: Effect = 'none') =>
  schedulerError('http', { ...common(effect), status });
const network = (effect: Effect) => schedulerError('network', common(effect));
const timeout = (effect: Effect) => schedulerError('timeout', { ...common(effect), timeoutMs: 1 });

describe('what a failed request means for its rows', () => {
  it.each<[number, Verdict]>([
    [400, 'refused'],
    [401, 'stop'],
    [402, 'refused'],
    [403, 'stop'],
    [404, 'refused'],
    [408, 'unsent'],
    [409, 'refused'],
    [422, 'refused'],
    [425, 'unsent'],
    [429, 'unsent'],
    [499, 'refused'],
    [500, 'unsent'],
    [503, 'unsent'],
  ])('a %d that had no effect: %s', (status, verdict) => {
    expect(verdictOn(http(status))).toBe(verdict);
  });

  it.each<[string, SchedulerError, Verdict]>([
    ['a connection that was never made may be tried again', network('none'), 'unsent'],
    ['a deadline that passed before anything was sent, too', timeout('none'), 'unsent'],
    [
      'an input that was refused here stays refused',
      schedulerError('invalid_input', { ...common('none'), issues: [] }),
      'refused',
    ],
    ['an insecure URL too', schedulerError('insecure_url', { ...common('none'), issues: [] }), 'refused'],
  ])('%s', (_, error, verdict) => {
    expect(verdictOn(error)).toBe(verdict);
  });

  it.each<[string, SchedulerError]>([
    ['a broken connection', network('unknown')],
    ['a passed deadline', timeout('unknown')],
    ['a refused key', http(401, 'unknown')],
    ['a limit', http(429, 'unknown')],
    ['an answer that could not be used', http(500, 'done')],
  ])('%s after something may have happened is unclear, whatever it says', (_, error) => {
    expect(verdictOn(error)).toBe('unclear');
  });
});

describe('an error as a journal may show it', () => {
  it.each<[SchedulerError, string]>([
    [http(422), 'http_422'],
    [timeout('unknown'), 'timeout'],
    [
      schedulerError('invalid_response', { ...common('unknown'), status: 200, reason: 'empty' }),
      'invalid_response_200',
    ],
  ])('%s', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });
});
