import assert from 'node:assert/strict';
import { createScheduler, isSchedulerError } from '@evergrove/scheduler';
import { openJournal, runBatch } from '@evergrove/scheduler/batch';
import description from '@evergrove/scheduler/openapi.json' with { type: 'json' };
import { groupByOffice, importRows, toCallInput } from '@evergrove/scheduler/rows';
import { createSandbox, magicNumber, TestClock } from '@evergrove/scheduler/sandbox';

assert.equal(description.openapi, '3.1.2');

const csv = [
  'organization_name,patient_name,patient_dob,date_of_injury,expected_appointment_date_time,local_timezone,service_modality,claim_number,insurer_group_name,body_part,provider_office,provider_office_address,eoc_number,external_reference_id,outbound_phone_number',
  `Sample,Zephyrine Testperson,1951-01-01,2026-01-01,2026-12-01T08:30:00,America/New_York,MRI,WC-1,Acme,Knee,Example Orthopedics,1 Way,EOC-1,row-1,${magicNumber('answersAndConfirms')}`,
].join('\n');
const working_hours_policy = {
  monday: { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' },
};
const { accepted, issues } = await importRows(csv);
assert.equal(accepted.length, 1, JSON.stringify(issues));

const clock = new TestClock();
const sandbox = createSandbox({ clock });
const scheduler = createScheduler({ apiKey: 'test', fetch: sandbox.fetch, clock });
const journal = await openJournal('rows.journal');
const rows = groupByOffice(accepted).flatMap((office) =>
  office.rows.map(({ row }) => ({
    entity: { ...office.entity, working_hours_policy },
    call: toCallInput(row, { call_type: 'IECC' }),
  })),
);
const ended = [];
await clock.advanceUntil(
  runBatch(rows, { scheduler, journal, clock, onOutcome: (_, { status }) => void ended.push(status) }),
);
journal.close();
assert.deepEqual(ended, ['COMPLETE']);
assert.deepEqual(
  sandbox.calls().map(({ id }) => sandbox.callsPlaced(id)),
  [1],
);
await assert.rejects(
  scheduler.getCall('no id'),
  (error) => isSchedulerError(error) && error.code === 'invalid_input',
);
