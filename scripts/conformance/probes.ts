import type { CallInput } from '../../generated/types.ts';
import { FICTITIOUS_NUMBER, NO_SUCH_FIELD, syntheticCall, testEntity, trigger } from './bodies.ts';
import type { Description } from './description.ts';
import { fieldsOf, illTyped, without } from './field.ts';
import type { Probe } from './probe.ts';

/** Three ids (UUID) that nothing has. */
export type Nowhere = readonly [string, string, string];

/** The first request of a run: it shows whether the key is right. */
export const firstUpsert: Probe = {
  name: 'the test entity is created or updated',
  operation: 'upsertEntity',
  request: { body: testEntity('17:00') },
  must: 'succeed',
};

/** The last request of the safe part: an upsert by name keeps the id, and mends what a wrongly accepted body changed. */
export const lastUpsert: Probe = {
  name: 'the same name with other hours keeps the id and updates the hours',
  operation: 'upsertEntity',
  request: { body: testEntity('16:00') },
  must: 'succeed',
};

/** Everything that must be refused, in the order in which it is sent: what could ring last. */
export function refusedProbes(description: Description, nowhere: Nowhere): Probe[] {
  return [
    ...keyProbes(nowhere),
    ...entityProbes(description),
    ...getCallProbes(nowhere),
    ...queueProbes(description, nowhere),
    ...triggerProbes(description, nowhere),
  ];
}

/** Bodies that are bad besides, so that a server that forgot its lock still has nothing to act upon. */
function keyProbes([id]: Nowhere): Probe[] {
  const requests: Pick<Probe, 'operation' | 'request'>[] = [
    { operation: 'upsertEntity', request: { body: testEntity('17:00') } },
    { operation: 'getCall', request: { requestId: id } },
    { operation: 'queueCalls', request: { body: { calls: [] } } },
    { operation: 'triggerCall', request: { body: trigger() } },
  ];
  return (['none', 'wrong'] as const).flatMap((key) =>
    requests.map(({ operation, request }) => ({
      name: key === 'none' ? 'a request without a key' : 'a request with a wrong key',
      operation,
      request: { ...request, key },
      must: 'be refused for its key' as const,
    })),
  );
}

function entityProbes(description: Description): Probe[] {
  const good = testEntity('17:00');
  const monday = { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' };
  const onMonday = (day: object) => ({
    ...good,
    working_hours_policy: { ...good.working_hours_policy, monday: day },
  });
  const bodies: Record<string, unknown> = {
    'a body without name': without(good, 'name'),
    'a body without location_timezone': without(good, 'location_timezone'),
    'a body without working_hours_policy': without(good, 'working_hours_policy'),
    'a time zone that does not exist': { ...good, location_timezone: 'Nowhere/Conformance' },
    'an extra field on a day': onMonday({ ...monday, [NO_SUCH_FIELD]: 1 }),
    'an extra field in a window': onMonday({
      ...monday,
      windows: [{ ...monday.windows[0], [NO_SUCH_FIELD]: 1 }],
    }),
    'windows without default_call_time': onMonday(without(monday, 'default_call_time')),
    'a default_call_time outside of the windows': onMonday({ ...monday, default_call_time: '20:00' }),
    'a closed day with a default_call_time': onMonday({ default_call_time: '10:00' }),
    'a window that ends before it starts': onMonday({
      ...monday,
      windows: [{ start: '17:00', end: '09:00' }],
    }),
    'a time that is not HH:mm': onMonday({ ...monday, windows: [{ start: '9 am', end: '17:00' }] }),
  };
  const refused = Object.entries(bodies).map(([name, body]) => ({ name, request: { body } }));
  return [
    ...refused,
    {
      name: 'an extra field in the policy',
      request: {
        body: { ...good, working_hours_policy: { ...good.working_hours_policy, [NO_SUCH_FIELD]: {} } },
      },
      asks: {
        how: 'beside an unknown field' as const,
        places: fieldsOf(description, 'WorkingHoursPolicy').map(({ place }) => place),
      },
    },
    { name: 'a body that is not JSON', request: { text: '{"name":' } },
    {
      name: 'a content type that is not JSON',
      request: { text: JSON.stringify(good), contentType: 'text/plain' },
    },
  ].map((probe) => ({ ...probe, operation: 'upsertEntity', must: 'be refused' }));
}

function getCallProbes([id]: Nowhere): Probe[] {
  const operation = 'getCall';
  return [
    {
      name: 'an id that nothing has',
      operation,
      request: { requestId: id },
      must: 'be refused or not found',
    },
    {
      name: 'an id that is no UUID',
      operation,
      request: { requestId: 'conformance' },
      must: 'be refused or not found',
    },
    {
      name: 'include_call_attempts that is no boolean',
      operation,
      request: { requestId: id, query: '?include_call_attempts=conformance' },
      must: 'be refused or not found',
      asks: { how: 'wrong type', places: ['getCall?include_call_attempts'] },
    },
  ];
}

/** Every call names an entity that exists nowhere and a number that nobody has. */
function queueProbes(description: Description, [entity_id]: Nowhere): Probe[] {
  const call = syntheticCall({
    entity_id,
    outbound_phone_number: FICTITIOUS_NUMBER,
    call_type: 'IECC',
    organization_name: 'Synthetic Organization',
  });
  const { details } = call;
  const queue = (name: string, body: unknown, asks?: Probe['asks'], must?: Probe['must']): Probe => ({
    name,
    operation: 'queueCalls',
    request: { body },
    must: must ?? 'be refused or not found',
    ...(asks && { asks }),
  });
  const one = (bad: unknown) => ({ calls: [bad] });
  const inDetails = (bad: unknown) => one({ ...call, details: bad });
  const leftOut = (place: string) => ({ how: 'left out' as const, places: [place] });
  const callFields = fieldsOf(description, 'CallInput');
  const detailFields = fieldsOf(description, 'CallDetails');
  return [
    queue('an entity that exists nowhere', one(call)),
    queue('a body that is not an object', [], undefined, 'be refused'),
    queue('a body without calls', {}, leftOut('QueueCallsInput.calls'), 'be refused'),
    queue('no call at all', { calls: [] }, undefined, 'be refused'),
    queue('a number that is not E.164', one({ ...call, outbound_phone_number: '555-0100' })),
    queue('a date of birth that is no date', inDetails({ ...details, patient_dob: '31 January' })),
    queue(
      'an appointment with an offset',
      inDetails({ ...details, expected_appointment_date_time: '2099-12-01T09:30:00Z' }),
    ),
    queue('a reference on one call of two', {
      calls: [call, without<CallInput>(call, 'external_reference_id')],
    }),
    queue('every field of a call with a value of the wrong type', one(illTyped(callFields)), {
      how: 'wrong type',
      places: callFields.map(({ place }) => place),
    }),
    queue('every field of the details with a value of the wrong type', inDetails(illTyped(detailFields)), {
      how: 'wrong type',
      places: detailFields.map(({ place }) => place),
    }),
    queue('a call with a field that no API has', one({ ...call, [NO_SUCH_FIELD]: 1 }), {
      how: 'beside an unknown field',
      places: callFields.map(({ place }) => place),
    }),
    queue('details with a field that no API has', inDetails({ ...details, [NO_SUCH_FIELD]: 1 }), {
      how: 'beside an unknown field',
      places: detailFields.map(({ place }) => place),
    }),
    ...callFields
      .filter(({ isRequired }) => isRequired)
      .map(({ name, place }) => queue(`a call without ${name}`, one(without(call, name)), leftOut(place))),
    ...detailFields
      .filter(({ isRequired }) => isRequired)
      .map(({ name, place }) =>
        queue(`details without ${name}`, inDetails(without(details, name)), leftOut(place)),
      ),
  ];
}

/** No id is that of a request, so no call can be started. */
function triggerProbes(description: Description, [id, first, second]: Nowhere): Probe[] {
  const send = (name: string, body: unknown, must: Probe['must'], asks?: Probe['asks']): Probe => ({
    name,
    operation: 'triggerCall',
    request: { body },
    must,
    ...(asks && { asks }),
  });
  return [
    send('no id at all', trigger(), 'be refused'),
    send('a body without request_ids', {}, 'be refused', {
      how: 'left out',
      places: ['TriggerInput.request_ids'],
    }),
    send('two ids', trigger(first, second), 'be refused or not found'),
    send('an id that is no UUID', trigger('conformance'), 'be refused or not found', {
      how: 'wrong type',
      places: ['TriggerInput.request_ids'],
    }),
    send('a mode that does not exist', { ...trigger(id), mode: 'conformance' }, 'be refused or not found', {
      how: 'wrong type',
      places: ['TriggerInput.mode'],
    }),
    ...(description.components.schemas.TriggerMode?.enum ?? []).map((mode) =>
      send(`an id that nothing has, mode ${mode}`, { ...trigger(id), mode }, 'start nothing', {
        how: 'with a listed value',
        places: [`TriggerMode: ${mode}`, 'TriggerInput.mode'],
      }),
    ),
    send('an id that nothing has', trigger(id), 'start nothing'),
  ];
}
