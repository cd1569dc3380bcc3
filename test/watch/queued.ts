import type { CallInput, Scheduler } from '@evergrove/scheduler';

const BATCH = 500;

/** Queues this many synthetic calls to one office, in batches, and triggers each once; their ids, in order. */
export async function queued(scheduler: Scheduler, count: number, together = 16): Promise<string[]> {
  const office = await scheduler.upsertEntity({
    name: 'Larkspur Imaging (synthetic)',
    location_timezone: 'America/New_York',
    working_hours_policy: {},
  });
  const ids: string[] = [];
  for (let from = 0; from < count; from += BATCH) {
    const calls = Array.from({ length: Math.min(BATCH, count - from) }, (_, n) =>
      callTo(office.id, from + n),
    );
    ids.push(...(await scheduler.queueCalls(calls)).map(({ id }) => id));
  }
  for (let from = 0; from < count; from += together)
    await Promise.all(ids.slice(from, from + together).map((id) => scheduler.triggerCall(id)));
  return ids;
}

function callTo(entity_id: string, n: number): CallInput {
  return {
    entity_id,
    external_reference_id: `row-${n}`,
    outbound_phone_number: '+12125550100',
    call_type: 'IECC',
    notes: 'Synthetic.',
    deadline: '2026-11-30T17:00:00-05:00',
    details: {
      organization_name: 'Example Claims Organization',
      patient_name: 'Zephyrine Testperson',
      patient_ssn: '***-**-1234',
      patient_dob: '1980-02-29',
      patient_phone_number: '(212) 555-0177',
      date_of_injury: '2026-09-14',
      expected_appointment_date_time: '2026-11-16T09:30:00',
      local_timezone: 'America/New_York',
      service_modality: 'MRI',
      claim_number: 'CLAIM-SYNTHETIC-0001',
      insurer_group_name: 'Example Insurer Group',
      body_part: 'Left knee',
      provider_office: 'Larkspur Imaging (synthetic)',
      provider_office_address: '1 Example Street, Springfield, NY 00000',
      provider_state: 'NY',
      eoc_number: 'EOC-SYNTHETIC-0001',
      notes: 'Synthetic row.',
    },
  };
}
