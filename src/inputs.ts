import type { OperationId } from '../generated/operations.ts';
import { MAX_TIMER_MS } from './clock.ts';
import { type Issue, schedulerError } from './errors.ts';
import { optionIssue, timeoutIssues } from './options.ts';
import { notJson, type Validate } from './validate.ts';
import type { WatchOptions } from './watch.ts';

/**
 * What will be sent, checked: the input as JSON carries it, so that nothing a getter, a prototype or `toJSON` does
 * later can slip past the check.
 */
export function checkedBody<T>(
  operation: OperationId,
  input: T,
  check: Validate<T>,
  options: { timeoutMs?: number },
  more: Issue[] = [],
): T {
  let body: T | undefined;
  let issues: Issue[];
  try {
    const text = JSON.stringify(input);
    body = text === undefined ? undefined : JSON.parse(text);
    issues = check(body);
  } catch {
    issues = [notJson()];
  }
  const refused = refusal(operation, [...issues, ...optionIssues(options), ...more]);
  if (refused) throw refused;
  return body as T;
}

/** The error for issues, if there are any. */
export function refusal(operation: OperationId, issues: Issue[]) {
  return issues.length === 0
    ? undefined
    : schedulerError('invalid_input', { operation, attempts: 0, effect: 'none', issues });
}

/** What is wrong with the options of a call. */
export function optionIssues({ timeoutMs }: { timeoutMs?: number }): Issue[] {
  return timeoutMs === undefined ? [] : timeoutIssues('timeoutMs', timeoutMs);
}

/** Throws `invalid_input` for options that no watch can follow. */
export function checkWatchOptions({ timeoutMs = 0, ratePerSecond = 1, inFlight = 1 }: WatchOptions): void {
  const issues = [
    ...(typeof timeoutMs === 'number' && timeoutMs >= 0
      ? []
      : [optionIssue('timeoutMs', 'must be milliseconds, 0 or more')]),
    ...(typeof ratePerSecond === 'number' && ratePerSecond > 0 && ratePerSecond <= 10_000
      ? []
      : [optionIssue('ratePerSecond', 'must be above 0 and at most 10 000')]),
    ...(Number.isInteger(inFlight) && inFlight > 0 && inFlight <= MAX_TIMER_MS
      ? []
      : [optionIssue('inFlight', 'must be a whole number above 0')]),
  ];
  const refused = refusal('getCall', issues);
  if (refused) throw refused;
}
