import type { Scenario } from './scenario.ts';

/** A scenario that a magic number chooses. */
export interface NumberedScenario extends Scenario {
  /** The last two digits of the number: `+1 NXX 555-01dd`, any area code. */
  digits: string;
  description: string;
}

/**
 * What the magic numbers choose, by name. The last two digits of `+1 NXX 555-01dd` (numbers that are nobody's) decide
 * what becomes of a call, whatever the area code; `magicNumber` builds one.
 */
export const scenarios = {
  /** Answers and confirms the appointment. */
  answersAndConfirms: {
    digits: '01',
    description: 'Answers and confirms the appointment.',
    attempts: ['CONNECTED'],
    finding: 'confirmed',
  },
  /** Answers, but does not confirm the appointment. */
  answersWithoutConfirming: {
    digits: '02',
    description: 'Answers, but does not confirm the appointment.',
    attempts: ['CONNECTED'],
    finding: 'unconfirmed',
  },
  /** Answers: the appointment was moved to another day. */
  rescheduled: {
    digits: '03',
    description: 'Answers: the appointment was moved to another day.',
    attempts: ['CONNECTED'],
    finding: 'rescheduled',
  },
  /** The number is out of service: `ERROR`, after one attempt that failed for good. */
  outOfService: {
    digits: '11',
    description: 'The number is out of service: `ERROR`, after one attempt that failed for good.',
    status: 'ERROR',
    attempts: ['PERMANENT_FAILURE'],
  },
  /** Busy twice, then answers and confirms: three attempts. */
  busyTwiceThenAnswers: {
    digits: '12',
    description: 'Busy twice, then answers and confirms: three attempts.',
    attempts: ['TEMPORARY_FAILURE', 'TEMPORARY_FAILURE', 'CONNECTED'],
    finding: 'confirmed',
  },
  /** Never answers: `ERROR`, after three attempts. */
  neverAnswers: {
    digits: '13',
    description: 'Never answers: `ERROR`, after three attempts.',
    status: 'ERROR',
    attempts: ['TEMPORARY_FAILURE', 'TEMPORARY_FAILURE', 'TEMPORARY_FAILURE'],
  },
  /** Cancelled before completion: `CANCELLED`. */
  cancelled: {
    digits: '22',
    description: 'Cancelled before completion: `CANCELLED`.',
    status: 'CANCELLED',
    attempts: ['TEMPORARY_FAILURE'],
  },
  /** Answers and asks not to be called again: `DO_NOT_CALL_BACK`. */
  doNotCallBack: {
    digits: '23',
    description: 'Answers and asks not to be called again: `DO_NOT_CALL_BACK`.',
    status: 'DO_NOT_CALL_BACK',
    attempts: ['CONNECTED'],
  },
  /** queueCalls refuses the batch with 403: the organization is not enabled. */
  refusedWhenQueued: {
    digits: '31',
    description: 'queueCalls refuses the batch with 403: the organization is not enabled.',
    faults: [{ fault: 'organizationNotEnabled', times: Infinity }],
  },
  /** triggerCall answers 200 with an error in it and without the id; nothing is placed. */
  triggerReportsErrors: {
    digits: '32',
    description: 'triggerCall answers 200 with an error in it and without the id; nothing is placed.',
    faults: [{ fault: 'triggerErrors', times: Infinity }],
  },
  /** Starts, and never finishes: `ACTIVE` for good. */
  neverFinishes: {
    digits: '41',
    description: 'Starts, and never finishes: `ACTIVE` for good.',
    durationMs: Infinity,
    attempts: ['CONNECTED'],
  },
  /** Starts, and stays at a status of tomorrow: `ON_HOLD`. */
  statusOfTomorrow: {
    digits: '42',
    description: 'Starts, and stays at a status of tomorrow: `ON_HOLD`.',
    activeStatus: 'ON_HOLD',
    durationMs: Infinity,
    attempts: ['CONNECTED'],
  },
  /** triggerCall answers 429 with `Retry-After: 1` twice, then acts. */
  triggerTooManyRequestsTwice: {
    digits: '51',
    description: 'triggerCall answers 429 with `Retry-After: 1` twice, then acts.',
    faults: [{ fault: 'tooManyRequests', operation: 'triggerCall', times: 2 }],
  },
  /** triggerCall answers 500 before acting, every time: `ENQUEUED` for good. */
  triggerServerError: {
    digits: '52',
    description: 'triggerCall answers 500 before acting, every time: `ENQUEUED` for good.',
    faults: [{ fault: 'serverError', operation: 'triggerCall', times: Infinity }],
  },
  /** triggerCall acts, then drops the connection. */
  triggerActsThenDrops: {
    digits: '53',
    description: 'triggerCall acts, then drops the connection.',
    faults: [{ fault: 'actThenDrop', operation: 'triggerCall', times: Infinity }],
  },
  /** triggerCall acts at once and answers after 10 s of the sandbox’s time. */
  triggerSlow: {
    digits: '54',
    description: 'triggerCall acts at once and answers after 10 s of the sandbox’s time.',
    faults: [{ fault: 'slow', operation: 'triggerCall', times: Infinity }],
  },
  /** triggerCall acts, and its answer is malformed JSON. */
  triggerMalformedJson: {
    digits: '55',
    description: 'triggerCall acts, and its answer is malformed JSON.',
    faults: [{ fault: 'malformedJson', operation: 'triggerCall', times: Infinity }],
  },
  /** triggerCall acts, and its answer breaks off halfway. */
  triggerTruncatedBody: {
    digits: '57',
    description: 'triggerCall acts, and its answer breaks off halfway.',
    faults: [{ fault: 'truncatedBody', operation: 'triggerCall', times: Infinity }],
  },
} as const satisfies Record<string, NumberedScenario>;

/** The name of a scenario that a magic number chooses. */
export type ScenarioName = keyof typeof scenarios;

/** The number that chooses a scenario, in E.164: `magicNumber('rescheduled', '303')` is `+13035550103`. */
export function magicNumber(name: ScenarioName, areaCode = '212'): string {
  if (!Object.hasOwn(scenarios, name)) {
    throw new TypeError(`magicNumber: name must be one of ${Object.keys(scenarios).join(', ')}`);
  }
  if (!/^[2-9]\d\d$/.test(areaCode))
    throw new RangeError('magicNumber: areaCode must be three digits, the first 2 to 9');
  return `+1${areaCode}55501${scenarios[name].digits}`;
}

const byDigits: ReadonlyMap<string, Scenario> = new Map(
  Object.entries(scenarios).map(([name, scenario]) => [scenario.digits, { name, ...scenario }]),
);

/** What becomes of a call to a number: what its digits choose, or it answers and confirms. */
export function scenarioOf(number: string): Scenario {
  return byDigits.get(fictionalDigits(number) ?? '') ?? scenarios.answersAndConfirms;
}

/** The last two digits of a number that is nobody's, 555-0100 to 555-0199; undefined for any other. */
export function fictionalDigits(number: string): string | undefined {
  return /^\+1[2-9]\d\d55501(\d\d)$/.exec(number)?.[1];
}
