import assert from 'node:assert/strict';
import { createScheduler } from '@evergrove/scheduler';
import { createSandbox, magicNumber, TestClock } from '@evergrove/scheduler/sandbox';
import { http } from 'msw';
import { setupServer } from 'msw/node';

const clock = new TestClock();
const sandbox = createSandbox({ clock });
const server = setupServer(http.all('https://scheduler.invalid/*', ({ request }) => sandbox.fetch(request)));
server.listen({ onUnhandledRequest: 'error' });

const scheduler = createScheduler({ apiKey: 'test', baseUrl: 'https://scheduler.invalid', clock });
const office = await scheduler.upsertEntity({
  name: 'Example Orthopedics',
  location_timezone: 'America/New_York',
  working_hours_policy: {
    monday: { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' },
  },
});
const [queued] = await scheduler.queueCalls([
  {
    entity_id: office.id,
    outbound_phone_number: magicNumber('doNotCallBack'),
    call_type: 'IECC',
    external_reference_id: 'row-1',
    details: {
      organization_name: 'Sample',
      patient_name: 'Zephyrine Testperson',
      patient_dob: '1951-01-01',
      date_of_injury: '2026-01-01',
      expected_appointment_date_time: '2026-12-01T08:30:00',
      local_timezone: 'America/New_York',
      service_modality: 'MRI',
      claim_number: 'WC-1',
      insurer_group_name: 'Acme',
      body_part: 'Knee',
      provider_office: 'Example Orthopedics',
      provider_office_address: '1 Way',
      eoc_number: 'EOC-1',
    },
  },
]);
await scheduler.triggerCall(queued.id);
await clock.advance(3_600_000);
assert.equal((await scheduler.getCall(queued.id)).status, 'DO_NOT_CALL_BACK');
assert.equal(sandbox.callsPlaced(queued.id), 1);

sandbox.failNext('notFound', { operation: 'getCall' });
await assert.rejects(scheduler.getCall(queued.id), { code: 'http', status: 404 });
server.close();
await assert.rejects(scheduler.getCall(queued.id, { timeoutMs: 50 }));
