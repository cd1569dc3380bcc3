import { readFileSync } from 'node:fs';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';

/*
 * The tables below are written by hand from the facts about the API, never from the description, and are compared with it both ways:
 * what is missing fails, and so does what was added.
 * A row of a schema is: name, `*` when required, type, mark.
 */
const REQUESTS: Record<string, string> = {
  EntityInput: `
    name * string published
    location_name string|null published
    location_timezone * string published
    working_hours_policy * WorkingHoursPolicy published
    ivr_answer_key_guide string|null published`,
  WorkingHoursPolicy: `
    monday WorkingDay inferred
    tuesday WorkingDay inferred
    wednesday WorkingDay inferred
    thursday WorkingDay inferred
    friday WorkingDay inferred
    saturday WorkingDay inferred
    sunday WorkingDay inferred`,
  OpenDay: `
    windows * CallWindow[1..] published
    default_call_time * HH:mm published`,
  ClosedDay: `
    default_call_time null published`,
  CallWindow: `
    start * HH:mm published
    end * HH:mm published`,
  QueueCallsInput: `
    calls * CallInput[1..] inferred`,
  CallInput: `
    entity_id * uuid inferred
    external_reference_id string published
    outbound_phone_number * E.164 published
    call_type * string placeholder
    notes string|null published
    deadline date-time|null inferred
    details * CallDetails inferred`,
  CallDetails: `
    organization_name * string positional
    patient_name * string positional
    patient_ssn ssn|null positional
    patient_dob * date positional
    patient_phone_number phone|null positional
    date_of_injury * date positional
    expected_appointment_date_time * date-time-local positional
    local_timezone * string positional
    service_modality * string positional
    claim_number string positional
    insurer_group_name * string positional
    body_part * string positional
    provider_office * string positional
    provider_office_address * string positional
    provider_state string|null positional
    eoc_number * string positional
    notes string|null positional`,
  TriggerInput: `
    request_ids * uuid[1..1] inferred
    mode TriggerMode=immediate placeholder`,
};

const RESPONSES: Record<string, string> = {
  Entity: `
    id * uuid published
    tenant_id * string published
    name * string published
    location_name * string|null published
    location_timezone * string published
    can_call * boolean published
    ivr_answer_key_guide * string|null published
    working_hours_policy * StoredWorkingHoursPolicy published
    working_hours_source * string|null published
    working_hours_updated_at * date-time|null published
    created_at * date-time published`,
  StoredWorkingHoursPolicy: `
    monday StoredWorkingDay inferred
    tuesday StoredWorkingDay inferred
    wednesday StoredWorkingDay inferred
    thursday StoredWorkingDay inferred
    friday StoredWorkingDay inferred
    saturday StoredWorkingDay inferred
    sunday StoredWorkingDay inferred`,
  StoredWorkingDay: `
    windows StoredCallWindow[] published
    default_call_time HH:mm|null published`,
  StoredCallWindow: `
    start * HH:mm published
    end * HH:mm published`,
  QueueCallsResult: `
    requests * ScheduledRequest[] inferred`,
  ScheduledRequest: `
    id * uuid inferred
    entity_id uuid inferred
    batch_id uuid placeholder
    external_reference_id string|null inferred
    outbound_phone_number string inferred
    status * OutboundCallStatus|string inferred
    completed_at date-time|null inferred
    generated_outcomes GeneratedOutcomes|null inferred
    created_at * date-time published
    updated_at date-time inferred`,
  TriggerResult: `
    triggered_request_ids * uuid[] inferred
    workflow_id string inferred
    status TriggerStatus|string placeholder
    errors string[] inferred
    message string inferred`,
  RequestStatus: `
    id * uuid inferred
    status * OutboundCallStatus|string inferred
    completed_at date-time|null inferred
    generated_outcomes GeneratedOutcomes|null inferred
    call_attempts CallAttempt[] inferred
    created_at * date-time published
    updated_at date-time inferred`,
  CallAttempt: `
    id string placeholder
    status CallAttemptStatus|string inferred
    disposition CallAttemptDisposition|string|null inferred
    started_at string|null placeholder
    ended_at string|null placeholder`,
  GeneratedOutcomes: `
    call_completed boolean placeholder
    call_completed_at date-time|null placeholder
    patient_attended boolean|null placeholder
    non_attendance_reason string|null placeholder
    appointment_status string placeholder
    confirmed_appointment AppointmentSlot|null placeholder
    rescheduled_appointment AppointmentSlot|null placeholder
    future_appointments AppointmentSlot[] placeholder
    outcome string placeholder
    summary string|null placeholder
    follow_up any placeholder
    confidence any placeholder`,
  AppointmentSlot: `
    date * string published
    time * string published`,
  Problem: `
    type string inferred
    title string inferred
    status integer inferred
    detail any inferred
    message string inferred
    error any inferred
    code string|integer inferred
    errors any inferred`,
};

const ENUMS: Record<string, { mark: string; values: string[] }> = {
  OutboundCallStatus: {
    mark: 'published',
    values: ['ENQUEUED', 'ACTIVE', 'COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK'],
  },
  CallAttemptStatus: {
    mark: 'inferred',
    values: ['PLACED', 'ANSWERED', 'FAILED', 'COMPLETED', 'COMPLETE'],
  },
  CallAttemptDisposition: {
    mark: 'inferred',
    values: ['CONNECTED', 'TEMPORARY_FAILURE', 'PERMANENT_FAILURE'],
  },
  TriggerMode: { mark: 'placeholder', values: ['immediate', 'scheduled'] },
  TriggerStatus: { mark: 'placeholder', values: ['triggered', 'skipped', 'failed'] },
};

const UNIONS: Record<string, string[]> = { WorkingDay: ['OpenDay', 'ClosedDay'] };

const PATTERNED: Record<string, string> = {
  'OpenDay.default_call_time': 'HH:mm',
  'CallWindow.start': 'HH:mm',
  'CallWindow.end': 'HH:mm',
  'StoredWorkingDay.default_call_time': 'HH:mm',
  'StoredCallWindow.start': 'HH:mm',
  'StoredCallWindow.end': 'HH:mm',
  'CallInput.outbound_phone_number': 'E.164',
  'CallDetails.patient_ssn': 'ssn',
  'CallDetails.patient_phone_number': 'phone',
};

const RULES: Record<string, string[]> = {
  'CallInput.deadline': ['calendar_date_time'],
  'EntityInput.location_timezone': ['iana_time_zone'],
  OpenDay: ['window_order', 'windows_overlap', 'default_call_time_in_window'],
  QueueCallsInput: ['external_reference_id_all_or_none', 'external_reference_id_unique'],
  'CallDetails.patient_dob': ['calendar_date'],
  'CallDetails.date_of_injury': ['calendar_date'],
  'CallDetails.expected_appointment_date_time': ['calendar_date_time'],
  'CallDetails.local_timezone': ['iana_time_zone'],
};

const SENSITIVE = [
  ...['patient_name', 'patient_ssn', 'patient_dob', 'patient_phone_number', 'date_of_injury'],
  ...[
    'expected_appointment_date_time',
    'service_modality',
    'claim_number',
    'body_part',
    'eoc_number',
    'notes',
  ],
].map((name) => `CallDetails.${name}`);
SENSITIVE.push(
  'CallInput.notes',
  'AppointmentSlot.date',
  'AppointmentSlot.time',
  ...[
    'call_completed',
    'call_completed_at',
    'patient_attended',
    'non_attendance_reason',
    'appointment_status',
  ].map((name) => `GeneratedOutcomes.${name}`),
  ...['confirmed_appointment', 'rescheduled_appointment', 'future_appointments'].map(
    (name) => `GeneratedOutcomes.${name}`,
  ),
  ...['outcome', 'summary', 'follow_up', 'confidence'].map((name) => `GeneratedOutcomes.${name}`),
  // Not in the facts' list: text that the server writes and that may echo what was sent.
  ...['title', 'detail', 'message', 'error', 'errors'].map((name) => `Problem.${name}`),
  'TriggerResult.errors',
  'TriggerResult.message',
);

const ERRORS = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  422: 'unprocessableEntity',
  429: 'tooManyRequests',
  500: 'internalServerError',
  503: 'serviceUnavailable',
  default: 'unexpectedError',
};

const OPERATIONS = {
  'POST /scheduler/entities': {
    operationId: 'upsertEntity',
    replay: 'safe',
    parameters: [],
    request: 'EntityInput',
    result: 'Entity',
    requestExamples: ['full', 'minimal', 'openDay', 'closedDay'],
    resultExamples: ['full', 'minimal'],
  },
  'POST /scheduler/requests': {
    operationId: 'queueCalls',
    replay: 'unsent-only',
    parameters: [],
    request: 'QueueCallsInput',
    result: 'QueueCallsResult',
    requestExamples: ['full', 'minimal', 'maskedSsn', 'batchWithReferences', 'batchWithoutReferences'],
    resultExamples: ['queued', 'queuedBatch', 'queuedWithoutReferences'],
  },
  'POST /scheduler/trigger/v2': {
    operationId: 'triggerCall',
    replay: 'unsent-only',
    parameters: [],
    request: 'TriggerInput',
    result: 'TriggerResult',
    requestExamples: ['default', 'scheduled'],
    resultExamples: ['triggered', 'withErrors'],
  },
  'GET /scheduler/requests/{requestId}': {
    operationId: 'getCall',
    replay: 'safe',
    parameters: [
      'requestId path * uuid published public',
      'include_call_attempts query boolean=false inferred public',
    ],
    request: undefined,
    result: 'RequestStatus',
    requestExamples: [],
    resultExamples: [
      ...['complete', 'enqueued', 'active', 'activeWithCallAttempts', 'completeWithCallAttempts'],
      ...['error', 'cancelled', 'doNotCallBack'],
    ],
  },
};

const UUID = '3f6f1c2e-8a54-4d1b-9c70-5b2e9d0a4f11';
const VALUES: { at: string; accepted: unknown[]; refused: unknown[] }[] = [
  { at: 'EntityInput.name', accepted: ['A'], refused: ['', null] },
  { at: 'EntityInput.location_name', accepted: ['', null], refused: [1] },
  {
    at: 'OpenDay.default_call_time',
    accepted: ['00:00', '09:30', '23:59'],
    refused: ['9:30', '24:00', '09:60', '09:30:00', '09:30 ', '09:30\n', null],
  },
  { at: 'ClosedDay.default_call_time', accepted: [null], refused: ['09:30', ''] },
  { at: 'OpenDay.windows', accepted: [[{ start: '09:00', end: '10:00' }]], refused: [[], null] },
  {
    at: 'CallInput.entity_id',
    accepted: [UUID, UUID.toUpperCase()],
    refused: [`urn:uuid:${UUID}`, `{${UUID}}`, UUID.replaceAll('-', ''), ''],
  },
  {
    at: 'CallInput.outbound_phone_number',
    accepted: ['+12125550142'],
    refused: [
      '2125550142',
      '+1 212 555 0142',
      '+11125550142',
      '+12121550142',
      '+442071838750',
      '+121255501420',
    ],
  },
  { at: 'CallInput.call_type', accepted: ['IECC', 'anything'], refused: [''] },
  {
    at: 'CallInput.deadline',
    accepted: ['2026-11-17T17:00:00-05:00', '2026-11-17T22:00:00Z', '2026-11-17T22:00:00.123Z', null],
    refused: [
      '2026-11-17T17:00:00',
      '2026-11-17 17:00:00Z',
      '2026-11-17',
      '2026-13-17T22:00:00Z',
      '2026-11-17T22:00:60Z',
    ],
  },
  {
    at: 'CallDetails.patient_ssn',
    accepted: [
      '000001234',
      '1234',
      '000-00-1234',
      '***-**-1234',
      'XXX-XX-1234',
      'xxx-xx-1234',
      '*****1234',
      null,
    ],
    refused: ['123', '12345', '00-000-1234', '0000012345', '***-**-****', ''],
  },
  {
    at: 'CallDetails.patient_dob',
    accepted: ['1980-02-29'],
    refused: ['1980-2-29', '02/29/1980', '1980-00-10', '1980-01-32', '1980-02-29T00:00:00', ''],
  },
  {
    at: 'CallDetails.patient_phone_number',
    accepted: ['(212) 555-0177', '212.555.0177', '+1 212 555 0177', '1-212-555-0177 x12', null],
    refused: ['555-0177', 'unknown', ''],
  },
  {
    at: 'CallDetails.expected_appointment_date_time',
    accepted: ['2026-11-16T09:30:00'],
    refused: [
      ...[
        '2026-11-16T09:30:00Z',
        '2026-11-16T09:30:00-05:00',
        '2026-11-16T09:30:00.000',
        '2026-11-16 09:30:00',
      ],
      ...['2026-11-16T09:30', '2026-11-16T24:00:00', '2026-11-16t09:30:00'],
    ],
  },
  { at: 'CallDetails.claim_number', accepted: ['C-1', ''], refused: [null] },
  { at: 'TriggerInput.request_ids', accepted: [[UUID]], refused: [[], [UUID, UUID], ['x'], UUID] },
  { at: 'TriggerInput.mode', accepted: ['immediate', 'scheduled'], refused: ['later', null] },
  { at: 'RequestStatus.status', accepted: ['COMPLETE', 'A_STATUS_OF_TOMORROW'], refused: [null, 1] },
  { at: 'TriggerResult.status', accepted: ['triggered', 'a status of tomorrow'], refused: [1] },
  { at: 'CallAttempt.status', accepted: ['PLACED', 'A_STATUS_OF_TOMORROW'], refused: [1] },
  { at: 'CallAttempt.disposition', accepted: ['CONNECTED', 'A_STATUS_OF_TOMORROW', null], refused: [1] },
  { at: 'Problem.detail', accepted: ['text', [{ loc: ['body'] }], { a: 1 }], refused: [] },
];

// biome-ignore lint/suspicious/noExplicitAny: the description is walked as plain JSON.
type Json = any;

const description: Json = JSON.parse(
  readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'),
);
const { schemas, parameters, headers, securitySchemes, examples } = description.components;
const operations: [string, Json][] = Object.entries<Json>(description.paths).flatMap(([path, item]) =>
  Object.entries<Json>(item).map(([method, operation]): [string, Json] => [
    `${method.toUpperCase()} ${path}`,
    operation,
  ]),
);

const nameOf = (ref: string): string => ref.split('/').at(-1) ?? '';

function deref(node: Json): Json {
  if (typeof node.$ref !== 'string') return node;
  const target = node.$ref.split('/').slice(1);
  return target.reduce(
    (at: Json, key: string) => at[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    description,
  );
}

/** The type of a property in the notation of the tables. */
function typeOf(schema: Json, at = ''): string {
  const fallback = schema.default === undefined ? '' : `=${schema.default}`;
  if (schema.$ref) return nameOf(schema.$ref) + fallback;
  if (schema.anyOf) return schema.anyOf.map((branch: Json) => typeOf(branch)).join('|');
  if (schema.type === undefined) return 'any';
  const types: string[] = [schema.type].flat();
  if (types[0] === 'array') {
    const { minItems, maxItems } = schema;
    return `${typeOf(schema.items)}[${minItems === undefined ? '' : `${minItems}..`}${maxItems ?? ''}]`;
  }
  const special = schema.format ?? PATTERNED[at];
  return types.map((type) => (type === 'string' ? (special ?? type) : type)).join('|') + fallback;
}

function tableOf(name: string): string[] {
  const schema = schemas[name];
  return Object.entries<Json>(schema.properties).map(([key, property]) =>
    [
      ...[key, (schema.required ?? []).includes(key) ? '*' : ''],
      ...[typeOf(property, `${name}.${key}`), property['x-provenance']],
    ]
      .filter(Boolean)
      .join(' '),
  );
}

const rowsOf = (table: string): string[] => table.trim().split(/\s*\n\s*/);

const properties: [string, Json, string][] = Object.entries<Json>(schemas).flatMap(([name, schema]) =>
  Object.entries<Json>(schema.properties ?? {}).map(([key, property]): [string, Json, string] => [
    `${name}.${key}`,
    property,
    key,
  ]),
);

/** The names of all schemas that the body of an operation or response can hold. */
function reachable(node: Json, found: Set<string> = new Set()): Set<string> {
  if (typeof node !== 'object' || node === null) return found;
  if (typeof node.$ref === 'string' && !node.$ref.startsWith('#/components/examples/')) {
    const name = nameOf(node.$ref);
    if (found.has(name)) return found;
    if (node.$ref.startsWith('#/components/schemas/')) found.add(name);
    reachable(deref(node), found);
  }
  for (const child of Object.values(node)) reachable(child, found);
  return found;
}

const EXTENSIONS = ['x-provenance', 'x-sensitive', 'x-hint', 'x-rule', 'x-enumDescriptions'];

/** AJV in strict mode with every component schema under its name: it alone finds untyped branches and bad patterns. */
function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictRequired: true, allErrors: true });
  addFormats.default(ajv, ['uuid', 'date', 'date-time']);
  ajv.addFormat('date-time-local', true);
  for (const keyword of EXTENSIONS) ajv.addKeyword(keyword);
  for (const [name, schema] of Object.entries<Json>(schemas)) ajv.addSchema(relative(schema), name);
  return ajv;
}

function relative(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"'));
}

const ajv = createAjv();

/** Every media type in the description, with its place, as [place, media type object]. */
function mediaTypes(): [string, Json][] {
  return operations.flatMap(([place, operation]) => {
    const bodies = Object.entries<Json>({ request: operation.requestBody, ...operation.responses });
    return bodies.flatMap(([status, body]) =>
      Object.entries<Json>(body ? deref(body).content : {}).map(([type, media]): [string, Json] => [
        `${place} ${status} ${type}`,
        media,
      ]),
    );
  });
}

describe('the root', () => {
  test('is OpenAPI 3.1.2 in the plain 2020-12 dialect', () => {
    expect(description.openapi).toBe('3.1.2');
    expect(description.jsonSchemaDialect).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  test('names the published server only, and a bearer key for every operation', () => {
    expect(description.servers.map(({ url }: Json) => url)).toEqual(['https://agent-api.evergrovelabs.com']);
    expect(description.security).toEqual([{ bearerAuth: [] }]);
    expect(securitySchemes.bearerAuth).toMatchObject({ type: 'http', scheme: 'bearer', 'x-sensitive': true });
    expect(operations.filter(([, { security }]) => security)).toEqual([]);
  });

  test('passes a second structural opinion', async () => {
    await expect(SwaggerParser.validate(structuredClone(description))).resolves.toBeDefined();
  });

  test('asks EverGrove its seven questions', () => {
    const questions = description.info.description.split('# Questions to EverGrove')[1];
    expect(questions.match(/^\d\. [\s\S]*?\?/gm)).toHaveLength(7);
  });
});

describe('schemas', () => {
  const tables = { ...REQUESTS, ...RESPONSES };

  test('are those of the tables, no more and no fewer', () => {
    const expected = [tables, ENUMS, UNIONS].flatMap((table) => Object.keys(table));
    expect(Object.keys(schemas).sort()).toEqual(expected.sort());
    expect(expected).toHaveLength(27);
  });

  test.each(Object.entries(tables))('%s has the properties of its table', (name, table) => {
    expect(tableOf(name)).toEqual(rowsOf(table));
    expect(schemas[name].type).toBe('object');
  });

  test('hold 116 properties in all', () => {
    expect(properties).toHaveLength(116);
  });

  test.each(Object.entries(UNIONS))('%s is one of %s', (name, names) => {
    expect(schemas[name].oneOf.map(({ $ref }: Json) => nameOf($ref))).toEqual(names);
  });

  test.each(Object.entries(ENUMS))(
    '%s has the values of its table, each described',
    (name, { mark, values }) => {
      expect(schemas[name].enum).toEqual(values);
      expect(schemas[name]['x-provenance']).toBe(mark);
      expect(Object.keys(schemas[name]['x-enumDescriptions'])).toEqual(values);
    },
  );

  test('claim_number has no default: the literal is lost', () => {
    expect(
      properties.filter(([, { default: value }]) => value !== undefined).map(([place]) => place),
    ).toEqual(['TriggerInput.mode']);
  });

  test('carry the rules that a schema cannot say', () => {
    const places: [string, Json][] = [
      ...Object.entries<Json>(schemas),
      ...properties.map(([at, p]): [string, Json] => [at, p]),
    ];
    const rules = places.flatMap(([at, node]) => (node['x-rule'] ? [[at, node['x-rule']]] : []));
    expect(Object.fromEntries(rules)).toEqual(RULES);
  });
});

describe('requests and responses', () => {
  const sent = new Set(operations.flatMap(([, { requestBody }]) => [...reachable(requestBody ?? {})]));
  const read = new Set(operations.flatMap(([, { responses }]) => [...reachable(responses)]));

  test('share no schema', () => {
    expect([...sent].filter((name) => read.has(name))).toEqual([]);
  });

  test('requests are closed, every object of them', () => {
    const objects = [...sent].filter((name) => schemas[name].type === 'object');
    expect(objects.sort()).toEqual(Object.keys(REQUESTS).sort());
    expect(objects.filter((name) => schemas[name].additionalProperties !== false)).toEqual([]);
  });

  test('responses are open, every object of them', () => {
    const objects = [...read].filter((name) => schemas[name].type === 'object');
    expect(objects.sort()).toEqual(Object.keys(RESPONSES).sort());
    expect(objects.filter((name) => 'additionalProperties' in schemas[name])).toEqual([]);
  });

  test('no object hides inside a property, where these tests would not see it', () => {
    const inline = properties.filter(([, property]) => JSON.stringify(property).includes('"properties"'));
    expect(inline.map(([at]) => at)).toEqual([]);
  });

  test('a stand-in name is required in no response', () => {
    const required = [...read].flatMap((name) =>
      (schemas[name].required ?? []).map((key: string) => [`${name}.${key}`, schemas[name].properties[key]]),
    );
    expect(required.length).toBeGreaterThan(20);
    expect(required.filter(([, property]) => property['x-provenance'] === 'placeholder')).toEqual([]);
  });
});

describe('marks', () => {
  test('x-sensitive: true stands on exactly the fields of the list', () => {
    const marked = properties.filter(([, property]) => property['x-sensitive'] === true).map(([at]) => at);
    expect(marked.sort()).toEqual([...SENSITIVE].sort());
  });

  test('x-sensitive stands on everything but objects and lists of objects', () => {
    const unmarked = properties.filter(([, property]) => typeof property['x-sensitive'] !== 'boolean');
    const containers = [
      'working_hours_policy',
      'windows',
      'calls',
      'details',
      'requests',
      'generated_outcomes',
      'call_attempts',
    ];
    containers.push('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday');
    expect([...new Set(unmarked.map(([, , key]) => key))].sort()).toEqual(containers.sort());
  });

  test('a description says that a name is reconstructed exactly when it is', () => {
    const said = {
      positional: 'Name positional',
      inferred: 'Name inferred',
      placeholder: 'Name is a stand-in',
    };
    const wrong = properties.filter(([, { description: text, 'x-provenance': mark }]) =>
      Object.entries(said).some(([key, phrase]) => text.includes(phrase) !== (mark === key)),
    );
    expect(wrong.map(([at]) => at)).toEqual([]);
  });

  test('Retry-After is marked as an assumption', () => {
    expect(headers.RetryAfter).toMatchObject({ 'x-provenance': 'inferred', 'x-sensitive': false });
  });
});

describe('operations', () => {
  test('are the four of the reference', () => {
    expect(operations.map(([place]) => place).sort()).toEqual(Object.keys(OPERATIONS).sort());
  });

  test.each(Object.entries(OPERATIONS))('%s carries its facts', (place, facts) => {
    const operation = Object.fromEntries(operations)[place];
    expect(operation.operationId).toBe(facts.operationId);
    expect(operation['x-replay']).toBe(facts.replay);
    expect(operation.description).toContain(`Vendor's reference: "${place}"`);
    expect(nameOf(operation.responses[200].content['application/json'].schema.$ref)).toBe(facts.result);
    const body = operation.requestBody?.content['application/json'].schema.$ref;
    expect(body && nameOf(body)).toBe(facts.request);
    expect(operation.requestBody?.required).toBe(facts.request ? true : undefined);
    const rows = (operation.parameters ?? [])
      .map(deref)
      .map((parameter: Json) =>
        [
          ...[parameter.name, parameter.in, parameter.required ? '*' : '', typeOf(parameter.schema)],
          ...[parameter['x-provenance'], parameter['x-sensitive'] ? 'sensitive' : 'public'],
        ]
          .filter(Boolean)
          .join(' '),
      );
    expect(rows).toEqual(facts.parameters);
  });

  test('use every parameter that is described', () => {
    expect(Object.keys(parameters)).toHaveLength(2);
  });

  test.each(Object.keys(OPERATIONS))(
    '%s declares every status, each error as an assumption in both media types',
    (place) => {
      const { responses } = Object.fromEntries(operations)[place];
      expect(Object.keys(responses).sort()).toEqual(['200', ...Object.keys(ERRORS)].sort());
      for (const [status, example] of Object.entries(ERRORS)) {
        const response = deref(responses[status]);
        expect(Object.keys(response.content)).toEqual(['application/json', 'application/problem+json']);
        expect(response.description).toContain('An assumption');
        expect(response['x-provenance']).toBe('inferred');
        expect(Object.keys(response.headers ?? {})).toEqual(
          ['429', '503'].includes(status) ? ['Retry-After'] : [],
        );
        for (const media of Object.values<Json>(response.content)) {
          expect(nameOf(media.schema.$ref)).toBe('Problem');
          expect(Object.keys(media.examples)).toEqual([example]);
        }
      }
    },
  );
});

describe('examples', () => {
  test.each(Object.entries(OPERATIONS))('%s has one for each case', (place, facts) => {
    const { requestBody, responses } = Object.fromEntries(operations)[place];
    expect(Object.keys(requestBody?.content['application/json'].examples ?? {})).toEqual(
      facts.requestExamples,
    );
    expect(Object.keys(responses[200].content['application/json'].examples)).toEqual(facts.resultExamples);
  });

  const cases = mediaTypes().flatMap(([place, media]) =>
    Object.entries<Json>(media.examples).map(([name, example]): [string, string, Json] => [
      `${place}: ${name}`,
      nameOf(media.schema.$ref),
      deref(example).value,
    ]),
  );

  test.each(cases)('%s fits %s', (_, schema, value) => {
    const validate = ajv.getSchema(schema);
    validate?.(value);
    expect(validate?.errors).toBe(null);
  });

  test('show every OutboundCallStatus', () => {
    const statuses = cases
      .filter(([, schema]) => schema === 'RequestStatus')
      .map(([, , { status }]) => status);
    expect([...new Set(statuses)].sort()).toEqual([...(ENUMS.OutboundCallStatus?.values ?? [])].sort());
  });

  test('hold synthetic people and reserved telephone numbers only', () => {
    const text = JSON.stringify(examples);
    const phones = text.match(/\+1\d{10}|\(\d{3}\) \d{3}-\d{4}/g) ?? [];
    expect(phones.length).toBeGreaterThan(5);
    expect(phones.filter((phone) => !/555-?01\d\d$/.test(phone))).toEqual([]);
    const names = text.match(/"patient_name":"[^"]*"/g) ?? [];
    expect(names.filter((name) => !name.endsWith(' Testperson"'))).toEqual([]);
  });
});

describe('validation', () => {
  test.each(Object.keys(schemas))('%s compiles in strict mode', (name) => {
    expect(ajv.getSchema(name)).toBeTypeOf('function');
  });

  test('every pattern compiles under the u flag and is linear', () => {
    const patterns = new Set(
      [...JSON.stringify(description).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, p]) => p),
    );
    expect(patterns.size).toBe(9);
    for (const pattern of patterns) {
      const regex = new RegExp(JSON.parse(pattern as string), 'u');
      const started = performance.now();
      for (const unit of ['0', '-', '*', 'x', '2026-11-16T09:30:00.', '1 '])
        regex.test(`${unit.repeat(50_000)}!`);
      expect(performance.now() - started, regex.source).toBeLessThan(1_000);
    }
  });

  test.each(VALUES.map((row) => [row.at, row] as const))(
    '%s accepts and refuses the values of its list',
    (at, { accepted, refused }) => {
      const [name, key] = at.split('.') as [string, string];
      const validate = createAjv().compile(relative(schemas[name].properties[key]));
      expect(accepted.filter((value) => !validate(value))).toEqual([]);
      expect(refused.filter((value) => validate(value))).toEqual([]);
    },
  );
});
