import {
  type CallDetails,
  type CallInput,
  type EntityInput,
  type Issue,
  type Validate,
  validate,
  type WorkingDay,
} from '@evergrove/scheduler';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OTHER_ID, REQUEST_ID, sampleCall, sampleDetails, sampleEntityInput } from './samples.ts';

const MINUTE = 'must be a time of day, HH:mm, from 00:00 to 23:59';

/** What is wrong, as `place rule: message`; the message begins with the same place. */
const told = (issues: Issue[]) => issues.map(({ rule, message }) => `${rule} | ${message}`);
/** Only where and which rule. */
const places = (issues: Issue[]) => issues.map(({ path, rule }) => `${path.join('.')} ${rule}`);

const entity = (over: object) => validate.entityInput({ ...sampleEntityInput(), ...over });
const call = (over: object) => validate.callInputs([{ ...sampleCall(), ...over }]);
const details = (over: object) => call({ details: { ...sampleDetails(), ...over } });
const day = (monday: unknown) => entity({ working_hours_policy: { monday } });

const without = (value: object, key: string) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));

const batch = (...references: (string | undefined | null)[]) =>
  validate.callInputs(
    references.map((reference) =>
      reference === undefined
        ? without(sampleCall(), 'external_reference_id')
        : { ...sampleCall(), external_reference_id: reference },
    ),
  );

describe('a valid input', () => {
  const minimalDetails = [
    'patient_ssn',
    'patient_phone_number',
    'claim_number',
    'provider_state',
    'notes',
  ].reduce(without, sampleDetails() as object);

  it.each<[string, Issue[]]>([
    ['an entity with everything', entity({})],
    ['an entity with its optional fields null', entity({ location_name: null, ivr_answer_key_guide: null })],
    [
      'an entity without its optional fields',
      validate.entityInput(without(without(sampleEntityInput(), 'location_name'), 'ivr_answer_key_guide')),
    ],
    ['an entity that has no hours', entity({ working_hours_policy: {} })],
    ['an undefined optional field, which JSON does not carry', entity({ location_name: undefined })],
    ['a call with everything', call({})],
    [
      'a call with what is required',
      call({ details: minimalDetails, notes: undefined, deadline: undefined }),
    ],
    [
      'a call with its optional fields null',
      details({ patient_ssn: null, patient_phone_number: null, provider_state: null, notes: null }),
    ],
    ['an empty claim number, which nothing forbids', details({ claim_number: '' })],
    ['a trigger', validate.triggerInput({ request_ids: [REQUEST_ID] })],
    ['a trigger with a mode', validate.triggerInput({ request_ids: [REQUEST_ID], mode: 'scheduled' })],
    ['a request id', validate.requestId(REQUEST_ID)],
    ['a request id in capitals', validate.requestId(REQUEST_ID.toUpperCase())],
    ['a batch without references', batch(undefined, undefined)],
    ['a batch of different references', batch('a', 'b', 'A')],
  ])('passes: %s', (_, issues) => {
    expect(issues).toEqual([]);
  });
});

describe('each keyword says where, which rule and how to mend it', () => {
  it.each<[string, Issue[], string[]]>([
    [
      'required',
      validate.entityInput({}),
      [
        'required | name: is required',
        'required | location_timezone: is required',
        'required | working_hours_policy: is required',
      ],
    ],
    ['required, of undefined', entity({ name: undefined }), ['required | name: is required']],
    [
      'additionalProperties',
      entity({ nmae: 'x' }),
      ['additionalProperties | nmae: is not a field of the API; check the spelling'],
    ],
    [
      'additionalProperties, two deep',
      details({ patientName: 'x' }),
      ['additionalProperties | calls[0].details.patientName: is not a field of the API; check the spelling'],
    ],
    [
      'additionalProperties, of a window',
      day({ windows: [{ start: '09:00', end: '10:00', step: 5 }], default_call_time: '09:00' }),
      [
        'additionalProperties | working_hours_policy.monday.windows[0].step: is not a field of the API; check the spelling',
      ],
    ],
    [
      'additionalProperties, of an eighth day',
      entity({ working_hours_policy: { Monday: {} } }),
      ['additionalProperties | working_hours_policy.Monday: is not a field of the API; check the spelling'],
    ],
    ['type', entity({ name: 5 }), ['type | name: must be string']],
    ['type, of a null that is not allowed', entity({ name: null }), ['type | name: must be string']],
    [
      'type, of a nullable field',
      entity({ location_name: 5 }),
      ['type | location_name: must be string or null'],
    ],
    [
      'type, of a list for an object',
      entity({ working_hours_policy: [] }),
      ['type | working_hours_policy: must be object'],
    ],
    [
      'type, of a text for a list',
      day({ windows: '09:00', default_call_time: '09:00' }),
      ['type | working_hours_policy.monday.windows: must be array'],
    ],
    ['type, of the whole', validate.entityInput([]), ['type | input: must be object']],
    ['minLength', entity({ name: '' }), ['minLength | name: must not be empty']],
    ['minItems', validate.callInputs([]), ['minItems | calls: must have at least 1 item']],
    [
      'maxItems',
      validate.triggerInput({ request_ids: [REQUEST_ID, OTHER_ID] }),
      ['maxItems | request_ids: must have at most 1 item'],
    ],
    [
      'enum',
      validate.triggerInput({ request_ids: [REQUEST_ID], mode: 'now' }),
      ['enum | mode: must be one of immediate, scheduled'],
    ],
    ['pattern, of a UUID', validate.requestId('x'), ['pattern | requestId: must be a UUID']],
    [
      'pattern, of an office’s number',
      call({ outbound_phone_number: '212-555-0123' }),
      ['pattern | calls[0].outbound_phone_number: must be a NANP number in E.164, +1NXXNXXXXXX'],
    ],
    [
      'pattern, of a deadline',
      call({ deadline: '2026-12-01T17:00:00' }),
      ['pattern | calls[0].deadline: must be a time with its offset, such as 2026-12-01T17:00:00Z'],
    ],
    [
      'pattern, of a date',
      details({ patient_dob: '04/12/1980' }),
      ['pattern | calls[0].details.patient_dob: must be a calendar date, YYYY-MM-DD'],
    ],
    [
      'pattern, of a local time',
      details({ expected_appointment_date_time: '2026-12-01T09:30:00Z' }),
      [
        'pattern | calls[0].details.expected_appointment_date_time: must be a local time without offset, YYYY-MM-DDTHH:mm:ss',
      ],
    ],
    [
      'pattern, of a patient’s number',
      details({ patient_phone_number: '555-0123' }),
      ['pattern | calls[0].details.patient_phone_number: must be a NANP number with at least ten digits'],
    ],
    [
      'pattern, of an SSN',
      details({ patient_ssn: '12345' }),
      [
        'pattern | calls[0].details.patient_ssn: must be nine digits, NNN-NN-NNNN, the last four, or a form masked down to the last four',
      ],
    ],
    [
      'pattern, of a time of day',
      day({ windows: [{ start: '9:00', end: '17:00' }], default_call_time: '10:00' }),
      [`pattern | working_hours_policy.monday.windows[0].start: ${MINUTE}`],
    ],
    [
      'calendar_date',
      details({ date_of_injury: '2026-02-30' }),
      ['calendar_date | calls[0].details.date_of_injury: must be a day that exists in the calendar'],
    ],
    [
      'calendar_date_time',
      details({ expected_appointment_date_time: '2026-02-30T09:30:00' }),
      [
        'calendar_date_time | calls[0].details.expected_appointment_date_time: must be a day that exists in the calendar',
      ],
    ],
    [
      'iana_time_zone',
      entity({ location_timezone: 'Eastern' }),
      ['iana_time_zone | location_timezone: must be an IANA time zone such as America/New_York'],
    ],
    [
      'window_order',
      day({ windows: [{ start: '22:00', end: '02:00' }], default_call_time: null }),
      [
        'type | working_hours_policy.monday.default_call_time: must be string',
        'window_order | working_hours_policy.monday.windows[0].end: must be later than start; split a window over midnight on two days',
      ],
    ],
    [
      'windows_overlap',
      day({
        windows: [
          { start: '09:00', end: '12:00' },
          { start: '11:00', end: '13:00' },
        ],
        default_call_time: '10:00',
      }),
      ['windows_overlap | working_hours_policy.monday.windows[1]: must not overlap windows[0]'],
    ],
    [
      'default_call_time_in_window',
      day({ windows: [{ start: '09:00', end: '12:00' }], default_call_time: '12:01' }),
      [
        'default_call_time_in_window | working_hours_policy.monday.default_call_time: must lie inside one of the windows, ends included',
      ],
    ],
    [
      'external_reference_id_all_or_none',
      batch('a', undefined),
      [
        'external_reference_id_all_or_none | calls[1].external_reference_id: must be present, since another call of the batch has it',
      ],
    ],
    [
      'external_reference_id_unique',
      batch('a', 'b', 'a'),
      [
        'external_reference_id_unique | calls[2].external_reference_id: must be unique in the batch; calls[0] has the same',
      ],
    ],
  ])('%s', (_, issues, expected) => {
    expect(told(issues)).toEqual(expected);
  });

  it('has a path that says the same place as the message', () => {
    expect(details({ patient_dob: 1 })[0]?.path).toEqual(['calls', 0, 'details', 'patient_dob']);
    expect(validate.requestId(1)[0]?.path).toEqual(['requestId']);
    expect(validate.triggerInput({ request_ids: [1] })[0]?.path).toEqual(['request_ids', 0]);
  });
});

describe('a whole batch', () => {
  it('is told all that is wrong with it at once', () => {
    const calls: unknown[] = [
      without({ ...sampleCall(), entity_id: 'office', call_type: '' }, 'external_reference_id'),
      {
        ...sampleCall({ external_reference_id: 'b' }),
        details: { ...sampleDetails(), patient_dob: '13 April 1980', local_timezone: 'EDT', patientNmae: 1 },
      },
      { ...sampleCall({ external_reference_id: 'b' }), outbound_phone_number: 12125550123, details: [] },
      null,
      {
        ...sampleCall({ external_reference_id: 'e' }),
        details: {
          ...sampleDetails(),
          date_of_injury: '2026-02-29',
          expected_appointment_date_time: '2026-02-29T09:00:00',
          notes: 5,
        },
      },
    ];
    expect(places(validate.callInputs(calls)).toSorted()).toEqual(
      [
        'calls.0.entity_id pattern',
        'calls.0.call_type minLength',
        'calls.0.external_reference_id external_reference_id_all_or_none',
        'calls.1.details.patientNmae additionalProperties',
        'calls.1.details.patient_dob pattern',
        'calls.1.details.local_timezone iana_time_zone',
        'calls.2.outbound_phone_number type',
        'calls.2.details type',
        'calls.2.external_reference_id external_reference_id_unique',
        'calls.3 type',
        'calls.3.external_reference_id external_reference_id_all_or_none',
        'calls.4.details.notes type',
        'calls.4.details.date_of_injury calendar_date',
        'calls.4.details.expected_appointment_date_time calendar_date_time',
      ].toSorted(),
    );
  });

  it.each([
    ['good', (i: number) => sampleCall({ external_reference_id: `row-${i}` }), 0],
    ['bad', (i: number) => sampleCall({ external_reference_id: `row-${i >> 1}`, entity_id: 'x' }), 15_000],
  ])('of 10 000 %s calls is checked in less than 2 s', (_, make, expected) => {
    const calls = Array.from({ length: 10_000 }, (_, i) => make(i));
    const started = performance.now();
    expect(validate.callInputs(calls)).toHaveLength(expected);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('a date must be in the calendar', () => {
  it.each(['2024-02-29', '2000-02-29', '1900-02-28', '2026-04-30', '2026-12-31', '0001-01-01'])(
    '%s is',
    (date) => {
      expect(details({ patient_dob: date })).toEqual([]);
      expect(details({ expected_appointment_date_time: `${date}T00:00:00` })).toEqual([]);
    },
  );

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2100-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-06-31',
    '2026-09-31',
    '2026-11-31',
  ])('%s is not', (date) => {
    expect(places(details({ patient_dob: date }))).toEqual(['calls.0.details.patient_dob calendar_date']);
    expect(places(details({ expected_appointment_date_time: `${date}T00:00:00` }))).toEqual([
      'calls.0.details.expected_appointment_date_time calendar_date_time',
    ]);
  });

  it.each([
    '2026-13-01',
    '2026-00-01',
    '2026-01-32',
    '2026-01-00',
    '26-01-01',
    '2026-1-1',
    '20260101',
    ' 2026-01-01',
    '2026-01-01\n',
    '2026-01-01T00:00:00',
    '',
  ])('%j is not even written like one', (date) => {
    const [first, ...more] = details({ patient_dob: date });
    expect(first).toMatchObject({ path: ['calls', 0, 'details', 'patient_dob'], rule: 'pattern' });
    expect(more.filter(({ path }) => path.join() !== first?.path.join())).toEqual([]);
  });

  it.each(['02:30:00', '00:00:00', '23:59:59'])(
    '%s is a local time on any day: no DST rule is applied to it',
    (time) => {
      expect(details({ expected_appointment_date_time: `2026-03-08T${time}` })).toEqual([]);
    },
  );

  it.each(['24:00:00', '23:60:00', '23:59:60', '09:30', '09:30:00.5', '09:30:00-05:00'])(
    '%s is no local time',
    (time) => {
      expect(places(details({ expected_appointment_date_time: `2026-03-08T${time}` }))).toEqual([
        'calls.0.details.expected_appointment_date_time pattern',
      ]);
    },
  );
});

describe('a time zone', () => {
  it.each([
    'America/New_York',
    'America/Indiana/Indianapolis',
    'America/Argentina/ComodRivadavia',
    'Pacific/Honolulu',
    'UTC',
    'Etc/GMT+5',
  ])('%s is one', (zone) => {
    expect(entity({ location_timezone: zone })).toEqual([]);
    expect(details({ local_timezone: zone })).toEqual([]);
  });

  it.each(['EST', 'EST5EDT', 'US/Eastern'])('%s is one too: old names that IANA keeps as links', (zone) => {
    expect(entity({ location_timezone: zone })).toEqual([]);
  });

  it('is taken in any case, as the runtime takes it', () => {
    expect(entity({ location_timezone: 'america/new_york' })).toEqual([]);
  });

  it.each([
    '-05:00',
    '+00:00',
    '+0500',
    '-05',
    'GMT-5',
    'EDT',
    'Eastern',
    'Eastern Time',
    'New York',
    'America/Nowhere',
    ' America/New_York',
    '__proto__',
    'constructor',
    '😀',
  ])('%s is none', (zone) => {
    expect(places(entity({ location_timezone: zone }))).toEqual(['location_timezone iana_time_zone']);
    expect(places(details({ local_timezone: zone }))).toEqual([
      'calls.0.details.local_timezone iana_time_zone',
    ]);
    expect(places(entity({ location_timezone: zone }))).toHaveLength(1);
  });

  it('that is empty is said to be so, once', () => {
    expect(places(entity({ location_timezone: '' }))).toEqual(['location_timezone minLength']);
  });

  it('is judged the same when thousands of others came before', () => {
    for (let i = 0; i < 1_100; i++) entity({ location_timezone: `Zone/${i}` });
    expect(places(entity({ location_timezone: 'Zone/1' }))).toHaveLength(1);
    expect(entity({ location_timezone: 'Europe/Vienna' })).toEqual([]);
    expect(places(entity({ location_timezone: 'Europe/Wien' }))).toHaveLength(1);
  });
});

describe('the hours of a day', () => {
  const hours = (text: string) =>
    text
      .split(' ')
      .filter(Boolean)
      .map((span) => {
        const [start, end] = span.split('-');
        return { start, end };
      });
  const open = (windows: string, time: string) =>
    places(day({ windows: hours(windows), default_call_time: time }));
  const at = 'working_hours_policy.monday.';

  it.each<[string, string, string, string[]]>([
    ['one window', '09:00-17:00', '12:00', []],
    ['a call at its first minute', '09:00-17:00', '09:00', []],
    ['a call at its last minute', '09:00-17:00', '17:00', []],
    [
      'a call one minute before',
      '09:00-17:00',
      '08:59',
      [`${at}default_call_time default_call_time_in_window`],
    ],
    [
      'a call one minute after',
      '09:00-17:00',
      '17:01',
      [`${at}default_call_time default_call_time_in_window`],
    ],
    [
      'a call between two windows',
      '09:00-12:00 13:00-17:00',
      '12:30',
      [`${at}default_call_time default_call_time_in_window`],
    ],
    ['a call in the second window', '09:00-12:00 13:00-17:00', '13:00', []],
    ['windows that touch', '09:00-12:00 12:00-17:00', '12:00', []],
    [
      'windows that overlap by a minute',
      '09:00-12:01 12:00-17:00',
      '10:00',
      [`${at}windows.1 windows_overlap`],
    ],
    ['windows out of order', '13:00-17:00 09:00-12:00', '10:00', []],
    ['one window within another', '09:00-17:00 10:00-11:00', '10:00', [`${at}windows.1 windows_overlap`]],
    ['the same window twice', '09:00-17:00 09:00-17:00', '10:00', [`${at}windows.1 windows_overlap`]],
    [
      'three that overlap',
      '09:00-12:00 11:00-14:00 13:00-15:00',
      '10:00',
      [`${at}windows.1 windows_overlap`, `${at}windows.2 windows_overlap`],
    ],
    ['the whole day', '00:00-23:59', '00:00', []],
    ['no length', '09:00-09:00', '09:00', [`${at}windows.0.end window_order`]],
    [
      'over midnight',
      '22:00-02:00',
      '23:00',
      [`${at}windows.0.end window_order`, `${at}default_call_time default_call_time_in_window`],
    ],
    ['24:00', '09:00-24:00', '10:00', [`${at}windows.0.end pattern`]],
    ['seconds', '09:00:00-17:00', '10:00', [`${at}windows.0.start pattern`]],
    ['no windows at all', '', '10:00', [`${at}windows minItems`]],
  ])('%s', (_, windows, time, expected) => {
    expect(open(windows, time)).toEqual(expected);
  });

  it.each<[string, unknown, string[]]>([
    ['closed, said by an empty object', {}, []],
    ['closed, with the time null', { default_call_time: null }, []],
    ['closed, with a time', { default_call_time: '09:00' }, [`${at}default_call_time type`]],
    ['open, without a time', { windows: hours('09:00-17:00') }, [`${at}default_call_time required`]],
    [
      'open, with the time null',
      { windows: hours('09:00-17:00'), default_call_time: null },
      [`${at}default_call_time type`],
    ],
    [
      'windows null',
      { windows: null, default_call_time: null },
      [`${at}windows type`, `${at}default_call_time type`],
    ],
    ['null', null, [`${at.slice(0, -1)} type`]],
    ['a list', [], [`${at.slice(0, -1)} type`]],
    [
      'windows that are no objects',
      { windows: [null, '09:00-17:00', 5], default_call_time: '09:00' },
      [`${at}windows.0 type`, `${at}windows.1 type`, `${at}windows.2 type`],
    ],
    [
      'a window without its ends',
      { windows: [{}], default_call_time: '09:00' },
      [`${at}windows.0.start required`, `${at}windows.0.end required`],
    ],
  ])('%s', (_, value, expected) => {
    expect(places(day(value))).toEqual(expected);
  });

  it('has no 24:00 to call at', () => {
    expect(open('09:00-17:00', '24:00')[0]).toBe(`${at}default_call_time pattern`);
  });

  it('hold for each of the seven days', () => {
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    const bad = { windows: hours('17:00-09:00'), default_call_time: '10:00' };
    expect(
      places(entity({ working_hours_policy: Object.fromEntries(days.map((name) => [name, bad])) })),
    ).toEqual(
      days.flatMap((name) => [
        `working_hours_policy.${name}.windows.0.end window_order`,
        `working_hours_policy.${name}.default_call_time default_call_time_in_window`,
      ]),
    );
  });
});

describe('external_reference_id', () => {
  it.each<[string, Issue[], string[]]>([
    ['on all', batch('a', 'b'), []],
    ['on none', batch(undefined, undefined), []],
    [
      'missing on the first',
      batch(undefined, 'b', 'c'),
      ['calls.0.external_reference_id external_reference_id_all_or_none'],
    ],
    [
      'missing on several',
      batch('a', undefined, undefined),
      [
        'calls.1.external_reference_id external_reference_id_all_or_none',
        'calls.2.external_reference_id external_reference_id_all_or_none',
      ],
    ],
    ['twice', batch('a', 'a'), ['calls.1.external_reference_id external_reference_id_unique']],
    [
      'three times',
      batch('b', 'a', 'a', 'a'),
      [
        'calls.2.external_reference_id external_reference_id_unique',
        'calls.3.external_reference_id external_reference_id_unique',
      ],
    ],
    ['empty', batch(''), ['calls.0.external_reference_id minLength']],
    ['null', batch(null), ['calls.0.external_reference_id type']],
    ['called like a property of every object', batch('__proto__', 'constructor', 'toString'), []],
  ])('%s', (_, issues, expected) => {
    expect(places(issues)).toEqual(expected);
  });
});

describe('names that a prototype has', () => {
  const parsed = (field: string) => JSON.parse(`{ ${JSON.stringify(field)}: { "name": "x" } }`) as object;

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    '%s is an unknown field',
    (field) => {
      const masked = field === '__proto__' ? '(unknown field)' : field;
      const input = Object.assign(parsed(field), {});
      Object.defineProperties(input, Object.getOwnPropertyDescriptors(sampleEntityInput()));
      expect(places(validate.entityInput(input))).toEqual([`${masked} additionalProperties`]);
      expect(Object.prototype).not.toHaveProperty('name');
    },
  );

  it.each<[string, (value: unknown) => unknown]>([
    ['an entity', validate.entityInput],
    ['a trigger', validate.triggerInput],
    ['a batch', (value) => validate.callInputs([value])],
  ])('a field of %s that only a prototype has is judged as JSON would carry it', (_, check) => {
    expect(check(JSON.parse(JSON.stringify(Object.create(sampleEntityInput()))))).not.toEqual([]);
  });
});

describe('an unknown field', () => {
  it.each([
    'Jane Canary Doe',
    '123-45-6789',
    '1987-03-29',
    'jane@example.test',
    'Zoë',
    '',
    ' ',
    '0',
    'a'.repeat(41),
    '<b>',
    'a.b',
  ])('called %j is told of without its name', (name) => {
    const [issue] = entity({ [name]: 1 });
    expect(issue).toEqual({
      path: ['(unknown field)'],
      rule: 'additionalProperties',
      message: '(unknown field): is not a field of the API; check the spelling',
    });
  });

  it.each(['nmae', 'locationName', 'location_nmae', 'x1'])(
    'called %s, as a field might be, is told of by its name',
    (name) => {
      expect(entity({ [name]: 1 })[0]?.path).toEqual([name]);
    },
  );
});

describe('as a Standard Schema', () => {
  const schemas: [string, Validate<unknown>, unknown, unknown][] = [
    ['entityInput', validate.entityInput as Validate<unknown>, sampleEntityInput(), { name: 5 }],
    ['callInputs', validate.callInputs as Validate<unknown>, [sampleCall()], [{}]],
    ['triggerInput', validate.triggerInput as Validate<unknown>, { request_ids: [REQUEST_ID] }, {}],
    ['requestId', validate.requestId as Validate<unknown>, REQUEST_ID, 'x'],
  ];

  it.each(schemas)(
    '%s says version 1 and its vendor, and hands the value through untouched',
    (_, schema, good) => {
      const { version, vendor, validate: check } = schema['~standard'];
      expect({ version, vendor }).toEqual({ version: 1, vendor: '@evergrove/scheduler' });
      const result = check(good);
      expect(result.issues).toBeUndefined();
      expect((result as { value: unknown }).value).toBe(good);
    },
  );

  it.each(schemas)('%s lists the issues that the function lists', (_, schema, __, bad) => {
    const result = schema['~standard'].validate(bad);
    expect(result.issues?.length).toBeGreaterThan(0);
    expect(result.issues).toEqual(schema(bad));
    expect(result).not.toHaveProperty('value');
  });
});

describe('properties', () => {
  const checks = Object.entries(validate) as [string, Validate<unknown>][];
  const MARK = '¤';

  /** Any value at all, in which every text has a mark that no message of ours has. */
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    key: fc.oneof(
      fc.string(),
      fc.constantFrom(
        'name',
        'details',
        'windows',
        'default_call_time',
        'request_ids',
        'monday',
        'working_hours_policy',
        '__proto__',
        'location_timezone',
        'external_reference_id',
      ),
    ),
    values: [
      fc.string().map((text) => `${text}${MARK}long`),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
      fc.double(),
    ],
  });

  it.each(checks)('%s never throws, whatever it is given, and never quotes it', (_, check) => {
    fc.assert(
      fc.property(anything, (value) => {
        for (const one of [
          value,
          [value],
          { calls: value },
          { ...sampleEntityInput(), working_hours_policy: { monday: value, friday: { windows: value } } },
          [{ ...sampleCall(), details: value, external_reference_id: value }],
        ]) {
          const issues = check(one);
          expect(issues.every(({ message, rule }) => message.length > 0 && rule.length > 0)).toBe(true);
          expect(issues.map(({ message }) => message).join()).not.toContain(MARK);
        }
      }),
      { numRuns: 300 },
    );
  });

  /** Every place of a valid sample that a request may have, as a path. */
  function leaves(value: unknown, path: (string | number)[] = []): (string | number)[][] {
    if (typeof value !== 'object' || value === null) return [path];
    return Object.entries(value).flatMap(([key, inner]) =>
      leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    );
  }

  function changed(value: unknown, [key, ...rest]: (string | number)[], to: unknown): unknown {
    if (key === undefined) return to;
    const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
    (copy as Record<string | number, unknown>)[key] = changed(
      (value as Record<string | number, unknown>)[key],
      rest,
      to,
    );
    return copy;
  }

  const samples: [string, Validate<unknown>, unknown, (path: (string | number)[]) => (string | number)[]][] =
    [
      ['entityInput', validate.entityInput as Validate<unknown>, sampleEntityInput(), (path) => path],
      [
        'callInputs',
        validate.callInputs as Validate<unknown>,
        [sampleCall({ external_reference_id: 'a' }), sampleCall({ external_reference_id: 'b' })],
        (path) => ['calls', ...path],
      ],
      [
        'triggerInput',
        validate.triggerInput as Validate<unknown>,
        { request_ids: [REQUEST_ID], mode: 'immediate' },
        (path) => path,
      ],
    ];

  it.each(samples)(
    '%s: a sample made wrong at one place has an issue at exactly that place',
    (_, check, sample, place) => {
      const wrong = fc.oneof(
        fc.integer(),
        fc.boolean(),
        fc.constant([]),
        fc.constant({}),
        fc.constant(['x']),
      );
      fc.assert(
        fc.property(fc.constantFrom(...leaves(sample)), wrong, (path, value) => {
          const issues = check(changed(sample, path, value));
          expect([...new Set(issues.map((issue) => issue.path.join('.')))]).toEqual([place(path).join('.')]);
        }),
        { numRuns: 400 },
      );
    },
  );

  it.each(samples)('%s: a field too much has an issue at exactly that place', (_, check, sample, place) => {
    const objects = [
      ...new Map(
        leaves(sample).flatMap((path) =>
          path.map((_, i) => path.slice(0, i)).map((at) => [at.join('.'), at] as const),
        ),
      ).values(),
    ].filter(
      (at) =>
        !Array.isArray(
          at.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], sample),
        ),
    );
    for (const at of objects) {
      const issues = check(changed(sample, [...at, 'extra_field'], 1));
      expect(places(issues)).toEqual([`${place([...at, 'extra_field']).join('.')} additionalProperties`]);
    }
    expect(objects.length).toBeGreaterThan(0);
  });
});

// The samples are typed: a field that is renamed in the contract fails to compile here.
sampleEntityInput() satisfies EntityInput;
sampleCall() satisfies CallInput;
sampleDetails() satisfies CallDetails;
({}) satisfies WorkingDay;
