import type { OperationId } from '../generated/operations.ts';
import { MAX_TIMER_MS } from './clock.ts';
import { type Issue, refusal } from './errors.ts';
import { isWhole, optionIssues, timeoutIssues } from './options.ts';
import { notJson } from './validate.ts';
import type { WatchOptions } from './watch.ts';

/** What will be sent. */
export interface CheckedBody<T> {
  text: string;
  /** What the text says. */
  body: T;
}

/**
 * What will be sent, checked: the input as JSON carries it, so that nothing a getter, a prototype or `toJSON` does
 * later can slip past the check.
 */
export function checkedBody<T>(
  operation: OperationId,
  input: T,
  check: (body: T) => Issue[],
  options: { timeoutMs?: number },
  more: Issue[] = [],
): CheckedBody<T> {
  let issues: Issue[];
  let checked: CheckedBody<T> | undefined;
  try {
    const text = JSON.stringify(input);
    checked = { text, body: text === undefined ? undefined : JSON.parse(text) };
    issues = check(checked.body);
  } catch {
    issues = [notJson()];
  }
  const refused = refusal([...issues, ...limitIssues(options), ...more], operation);
  if (refused) throw refused;
  return checked as CheckedBody<T>;
}

/** What is wrong with the options of a call. */
export function limitIssues({ timeoutMs }: { timeoutMs?: number }): Issue[] {
  return timeoutMs === undefined ? [] : timeoutIssues('timeoutMs', timeoutMs);
}

/** Throws `invalid_input` for options that no watch can follow. */
export function checkWatchOptions({ timeoutMs = 0, ratePerSecond = 1, inFlight = 1 }: WatchOptions): void {
  const isNumber = (value: unknown) => typeof value === 'number';
  const issues = [
    ...optionIssues('timeoutMs', isNumber(timeoutMs) && timeoutMs >= 0, 'must be milliseconds, 0 or more'),
    ...optionIssues(
      'ratePerSecond',
      isNumber(ratePerSecond) && ratePerSecond > 0 && ratePerSecond <= 10_000,
      'must be above 0 and at most 10 000',
    ),
    ...optionIssues('inFlight', isWhole(inFlight, 1, MAX_TIMER_MS), 'must be a whole number above 0'),
  ];
  const refused = refusal(issues, 'getCall');
  if (refused) throw refused;
}
