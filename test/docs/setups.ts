import { readFile } from 'node:fs/promises';
import { type CallInput, createScheduler, type WorkingHoursPolicy } from '@evergrove/scheduler';
import {
  createSandbox,
  magicNumber,
  type Sandbox,
  type ScenarioName,
  TestClock,
} from '@evergrove/scheduler/sandbox';
import { expect } from 'vitest';

/*
 * What a snippet of the README or of a guide finds at hand: what its own text leaves out. A comment before the snippet,
 * `<!-- setup: NAME -->`, asks for a special one.
 */

const day = { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' };
const working_hours_policy: WorkingHoursPolicy = { monday: day, tuesday: day, wednesday: day };
const location_timezone = 'America/New_York';

const details: CallInput['details'] = {
  organization_name: 'Sample IECC Services, LLC',
  patient_name: 'Zephyrine Testperson',
  patient_dob: '1951-01-01',
  date_of_injury: '2026-01-01',
  expected_appointment_date_time: '2026-12-01T08:30:00',
  local_timezone: location_timezone,
  service_modality: 'MRI',
  claim_number: 'WC-26000000',
  insurer_group_name: 'Acme Mutual Test Group',
  body_part: 'Left knee',
  eoc_number: 'EOC-7000',
  provider_office: 'Example Orthopedics, P.C.',
  provider_office_address: '22 Imaginary Blvd, Sampleton, GA 00000',
};

/** Types that a snippet may use without importing them, with where they come from. */
export const givenTypes: Readonly<Record<string, string>> = { FetchLike: '@evergrove/scheduler' };

/** Functions of the package that a snippet may use without importing them. */
export const givenImports: Readonly<Record<string, string>> = { isSchedulerError: '@evergrove/scheduler' };

async function ready(scenario: ScenarioName = 'answersAndConfirms') {
  const clock = new TestClock();
  const sandbox: Sandbox<TestClock> = createSandbox({ clock });
  const scheduler = createScheduler({ apiKey: 'test', fetch: sandbox.fetch, clock });
  const office = await scheduler.upsertEntity({ name: 'Office', location_timezone, working_hours_policy });
  const call = (name: ScenarioName, external_reference_id: string): CallInput => ({
    ...{ entity_id: office.id, call_type: 'IECC', external_reference_id, details },
    outbound_phone_number: magicNumber(name),
  });
  const queued = await scheduler.queueCalls([
    call(scenario, 'row-1'),
    ...['row-2', 'row-3', 'row-4'].map((row) => call('answersAndConfirms', row)),
  ]);
  const [id = '', other = '', ...ids] = queued.map((request) => request.id);
  for (const one of ids) await scheduler.triggerCall(one);

  const printed: string[] = [];
  return {
    /** What the test reads; no snippet sees it. */
    harness: { printed, hasOneSandbox: false },
    given: {
      clock,
      sandbox,
      scheduler,
      working_hours_policy,
      location_timezone,
      details,
      /** Queued, and not triggered; so is `other`. */
      id,
      other,
      /** Triggered. */
      ids,
      signal: new AbortController().signal,
      doNotCall: new Set<string>(),
      readFile,
      expect,
      save(..._: unknown[]) {},
      report(..._: unknown[]) {},
      writeBack(..._: unknown[]) {},
      console: { log: (...values: unknown[]) => void printed.push(values.join(' ')) },
    },
  };
}

/** A setup: what a snippet is given, and what the test knows beside it. */
export type Setup = Awaited<ReturnType<typeof ready>>;
/** What a snippet is given. */
export type Given = Setup['given'];

/** The setups by name. */
export const setups: Readonly<Record<string, () => Promise<Setup>>> = {
  ready,
  'the answer to the trigger is lost': async () => {
    const setup = await ready();
    setup.given.sandbox.failNext('actThenDrop', { operation: 'triggerCall' });
    return setup;
  },
  'the trigger is refused': async () => {
    const setup = await ready();
    setup.given.sandbox.failNext('notFound', { operation: 'triggerCall' });
    return setup;
  },
  /** `id` has been triggered, and the sandbox the snippet makes is the one that knows of it. */
  'a call that ends with DO_NOT_CALL_BACK': async () => {
    const setup = await ready('doNotCallBack');
    await setup.given.scheduler.triggerCall(setup.given.id);
    setup.harness.hasOneSandbox = true;
    return setup;
  },
};
