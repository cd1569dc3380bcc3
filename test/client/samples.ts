import {
  type CallDetails,
  type CallInput,
  type Entity,
  type EntityInput,
  type FetchInit,
  isSchedulerError,
  type RequestStatus,
  type ScheduledRequest,
  type SchedulerError,
  type TriggerResult,
} from '@evergrove/scheduler';

/** Sample inputs and answers, every one of them valid, with room for what a test is about. */

export const REQUEST_ID = '11111111-aaaa-4aaa-8aaa-111111111111';
export const OTHER_ID = '22222222-bbbb-4bbb-8bbb-222222222222';
export const ENTITY_ID = '33333333-cccc-4ccc-8ccc-333333333333';
export const API_KEY = 'sk-sample-key';
export const BASE_URL = 'https://api.example.test';

export function sampleEntityInput(over: Partial<EntityInput> = {}): EntityInput {
  return {
    name: 'Maple Street Imaging',
    location_name: 'Maple Street',
    location_timezone: 'America/New_York',
    working_hours_policy: {
      monday: { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' },
      sunday: {},
    },
    ivr_answer_key_guide: 'Press 2 for scheduling',
    ...over,
  };
}

export function sampleDetails(over: Partial<CallDetails> = {}): CallDetails {
  return {
    organization_name: 'Acme Claims',
    patient_name: 'Jordan Sample',
    patient_ssn: '***-**-1234',
    patient_dob: '1980-04-12',
    patient_phone_number: '(212) 555-0123',
    date_of_injury: '2026-01-15',
    expected_appointment_date_time: '2026-12-01T09:30:00',
    local_timezone: 'America/New_York',
    service_modality: 'MRI',
    claim_number: 'CLM-1',
    insurer_group_name: 'Group A',
    body_part: 'left knee',
    provider_office: 'Maple Street Imaging',
    provider_office_address: '1 Maple Street, Albany',
    provider_state: 'NY',
    eoc_number: 'EOC-1',
    notes: 'none',
    ...over,
  };
}

export function sampleCall(over: Partial<CallInput> = {}): CallInput {
  return {
    entity_id: ENTITY_ID,
    external_reference_id: 'row-1',
    outbound_phone_number: '+12125550123',
    call_type: 'IECC',
    notes: 'ask for records',
    deadline: '2026-12-01T17:00:00Z',
    details: sampleDetails(),
    ...over,
  };
}

export function sampleEntity(over: Partial<Entity> = {}): Entity {
  return {
    id: ENTITY_ID,
    tenant_id: 'tenant-1',
    can_call: true,
    name: 'Maple Street Imaging',
    location_name: null,
    location_timezone: 'America/New_York',
    ivr_answer_key_guide: null,
    working_hours_policy: {},
    working_hours_source: null,
    working_hours_updated_at: null,
    created_at: '2026-11-24T12:00:00Z',
    ...over,
  };
}

export function sampleQueued(over: Partial<ScheduledRequest> = {}): ScheduledRequest {
  return {
    id: REQUEST_ID,
    status: 'ENQUEUED',
    external_reference_id: 'row-1',
    created_at: '2026-11-24T12:00:00Z',
    ...over,
  };
}

export function sampleStatus(over: Partial<RequestStatus> = {}): RequestStatus {
  return { id: REQUEST_ID, status: 'ACTIVE', created_at: '2026-11-24T12:00:00Z', ...over };
}

export function sampleTriggered(over: Partial<TriggerResult> = {}): TriggerResult {
  return { triggered_request_ids: [REQUEST_ID], status: 'triggered', ...over };
}

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(typeof value === 'string' ? value : JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** A `fetch` that keeps what it was handed; the last answer stands for all that follow. */
export function recorder(...answers: ((url: string, init: FetchInit) => Response | Promise<Response>)[]) {
  const sent: { url: string; init: FetchInit; body: unknown }[] = [];
  const fetch = async (url: string, init: FetchInit): Promise<Response> => {
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push({ url, init, body: init.body === undefined ? undefined : JSON.parse(init.body) });
    if (answer === undefined) throw new Error('this fetch was given no answer');
    return answer(url, init);
  };
  return { fetch, sent };
}

/** The `SchedulerError` a call was refused with; anything else is thrown on. */
export async function failure(run: () => unknown): Promise<SchedulerError> {
  let value: unknown;
  try {
    value = await run();
  } catch (error) {
    if (isSchedulerError(error)) return error;
    throw error;
  }
  throw new Error(`expected a SchedulerError, got ${typeof value}`);
}
