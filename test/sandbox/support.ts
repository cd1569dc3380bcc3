import { readFileSync } from 'node:fs';
import { createSandbox, type Sandbox, type SandboxBehaviour, TestClock } from '@evergrove/scheduler/sandbox';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';

/** Noon UTC of Tuesday, 24 November 2026: 07:00 in New York. */
export const NOON = Date.UTC(2026, 10, 24, 12);

export const at = (ms: number) => new Date(NOON + ms).toISOString();

export const entity = {
  name: 'Larkspur Imaging (synthetic)',
  location_timezone: 'America/New_York',
  working_hours_policy: {
    monday: { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '09:30' },
    tuesday: { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '09:30' },
    saturday: {},
  },
};

export const details = {
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
};

export const callTo = (entity_id: string, reference = 'row-0001') => ({
  entity_id,
  external_reference_id: reference,
  outbound_phone_number: '+12125550100',
  call_type: 'IECC',
  notes: 'Ask for the front desk.',
  deadline: '2026-11-30T17:00:00-05:00',
  details,
});

/** What `fetch` takes apart from the URL. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail where it is not
  json: any;
}

const paths = {
  upsertEntity: '/scheduler/entities',
  queueCalls: '/scheduler/requests',
  triggerCall: '/scheduler/trigger/v2',
};

/** The four operations over a `fetch`; every answer is held against the description first. */
export function api(send: Send, origin = 'https://agent-api.evergrovelabs.com', key = 'test') {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const post = (operation: keyof typeof paths, body: unknown) =>
    checked(
      operation,
      send(origin + paths[operation], { method: 'POST', headers, body: JSON.stringify(body) }),
    );
  return {
    upsertEntity: (body: unknown = entity) => post('upsertEntity', body),
    queueCalls: (body: unknown) => post('queueCalls', body),
    triggerCall: (body: unknown) => post('triggerCall', body),
    getCall: (id: string, query = '') =>
      checked('getCall', send(`${origin}/scheduler/requests/${id}${query}`, { headers })),
  };
}

export type Api = ReturnType<typeof api>;

/** A sandbox on virtual time with one entity and one queued request. */
export async function withQueuedCall(options: SandboxBehaviour = {}) {
  const clock = new TestClock(NOON);
  const sandbox: Sandbox = createSandbox({ clock, ...options });
  const office = api(sandbox.fetch);
  const { id: entityId } = (await office.upsertEntity()).json;
  const { id } = (await office.queueCalls({ calls: [callTo(entityId)] })).json.requests[0];
  return { clock, sandbox, office, entityId: entityId as string, id: id as string };
}

const description = JSON.parse(
  readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(description, 'openapi');

type OperationId = keyof typeof paths | 'getCall';

/** The answer, once it has the status, the content type and the shape that the description gives it. */
export async function checked(operation: OperationId, pending: Promise<Response>): Promise<Reply> {
  const { status, headers, ...response } = await read(pending);
  const [path, method] =
    operation === 'getCall' ? ['/scheduler/requests/{requestId}', 'get'] : [paths[operation], 'post'];
  const { responses } = description.paths[path as string][method as string];
  const declared = responses[status] ?? responses.default;
  const pointer = declared.$ref ?? `#/paths/${escaped(path as string)}/${method}/responses/${status}`;
  const validate = ajv.getSchema(
    `openapi${pointer}/content/${escaped(headers.get('content-type') ?? '')}/schema`,
  );
  expect(validate, `the description of ${status} ${headers.get('content-type')}`).toBeDefined();
  expect(validate?.(response.json) ? [] : validate?.errors).toEqual([]);
  return { status, headers, ...response };
}

async function read(pending: Promise<Response>): Promise<Reply> {
  const response = await pending;
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
