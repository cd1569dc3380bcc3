// The replay policy is not public: it is imported from the source, as the pure table that it is.
import { describe, expect, it } from 'vitest';
import {
  isUnsent,
  judgeBody,
  judgeStatus,
  judgeTransport,
  type Policy,
  reads,
  transportCode,
} from '../../src/failures.ts';

const placing: Policy = { method: 'POST', replay: 'unsent-only' };
const upsert: Policy = { method: 'POST', replay: 'safe' };
const reading: Policy = { method: 'GET', replay: 'safe' };

/** A verdict in two words: whether it is repeated, and what may have happened. */
const said = ({ repeat, effect }: ReturnType<typeof judgeBody>) => `${repeat ? 'repeat' : 'stop'} ${effect}`;

describe('a status', () => {
  const refusals = [400, 401, 403, 404, 405, 413, 415, 421, 422];
  const gaveUp = [408, 500, 502, 503, 504];
  const proveNothing = [300, 302, 307, 402, 406, 409, 410, 418, 423, 501, 505, 599];

  it.each([
    ...refusals.map((status) => [status, 'stop none', 'stop none', 'stop none'] as const),
    ...gaveUp.map((status) => [status, 'stop unknown', 'repeat unknown', 'repeat none'] as const),
    ...proveNothing.map((status) => [status, 'stop unknown', 'stop unknown', 'stop none'] as const),
    [429, 'repeat none', 'repeat none', 'repeat none'] as const,
    [425, 'stop unknown', 'repeat none', 'repeat none'] as const,
  ])('%d: %s for a call that is placed, %s for an upsert, %s for a reading', (status, ...verdicts) => {
    const policies = [placing, upsert, reading];
    expect(policies.map((policy) => said(judgeStatus(status, false, policy)))).toEqual(verdicts);
  });

  it('a Retry-After makes a 503 a refusal for what is safe to repeat, and changes nothing else', () => {
    expect(said(judgeStatus(503, true, upsert))).toBe('repeat none');
    expect(said(judgeStatus(503, true, placing))).toBe('stop unknown');
    for (const status of [...refusals, 408, 500, 502, 504, ...proveNothing, 429, 425])
      expect(judgeStatus(status, true, upsert), `${status}`).toEqual(judgeStatus(status, false, upsert));
  });
});

describe('a body that cannot be used', () => {
  it('is asked for again by a reading alone', () => {
    expect([placing, upsert, reading].map((policy) => said(judgeBody(policy)))).toEqual([
      'stop unknown',
      'stop unknown',
      'repeat none',
    ]);
  });
});

describe('only a GET reads', () => {
  it.each([
    [placing, false],
    [upsert, false],
    [reading, true],
  ])('%o: %s', (policy, is) => {
    expect(reads(policy)).toBe(is);
  });
});

const system = (code: string, syscall?: string) =>
  Object.assign(new Error('made for this test'), { code, ...(syscall !== undefined && { syscall }) });
const wrapped = (cause: unknown, times = 1): unknown =>
  times === 0 ? cause : wrapped(new TypeError('fetch failed', { cause }), times - 1);
const several = (...errors: unknown[]) => Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' });

const neverConnected = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
];
const unreachable = ['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL'];

describe('it is certain that nothing was sent', () => {
  it.each<[string, unknown]>([
    ...neverConnected.map((code): [string, unknown] => [code, system(code)]),
    ...unreachable.map((code): [string, unknown] => [`${code} of connect`, system(code, 'connect')]),
    ['a wrapped one', wrapped(system('ENOTFOUND'))],
    ['one wrapped three times', wrapped(system('ENOTFOUND'), 3)],
    ['several tries that all prove it', several(system('ECONNREFUSED'), system('ETIMEDOUT', 'connect'))],
    ['the like without a code', wrapped(new AggregateError([system('ENETUNREACH', 'connect')]))],
    ['no try at all, but a code that proves it', several()],
  ])('after %s', (_, error) => {
    expect(isUnsent(error)).toBe(true);
  });

  it.each<[string, unknown]>([
    ...unreachable.map((code): [string, unknown] => [`${code} of no known call`, system(code)]),
    ...unreachable.map((code): [string, unknown] => [`${code} of read`, system(code, 'read')]),
    ['a reset', system('ECONNRESET', 'read')],
    ['a reset in connect', system('ECONNRESET', 'connect')],
    ['a closed socket', wrapped(system('UND_ERR_SOCKET'))],
    ['one wrapped too deep to be looked for', wrapped(system('ENOTFOUND'), 4)],
    ['several tries of which one proves nothing', several(system('ECONNREFUSED'), system('ECONNRESET'))],
    ['several tries of which one is unknown', several(system('ECONNREFUSED'), undefined)],
    ['no try and no code', new AggregateError([])],
    ['a code that is no text', { code: 7, syscall: 'connect' }],
    ['an error without a code', new Error('x')],
    ['a text', 'ECONNREFUSED'],
    ['null', null],
    ['undefined', undefined],
    ['a cause that is null', { cause: null }],
    [
      'an error that throws when it is asked',
      {
        get code(): string {
          throw new Error('x');
        },
      },
    ],
  ])('not after %s', (_, error) => {
    expect(isUnsent(error)).toBe(false);
  });
});

describe('the code of the transport', () => {
  it.each([
    'ECONNRESET',
    'UND_ERR_SOCKET',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HPE_INVALID_CONSTANT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    `E${'A'.repeat(40)}`,
    'EA1',
  ])('%s is told', (code) => {
    expect(transportCode(wrapped(system(code)))).toBe(code);
  });

  it.each([
    'Zephyrine',
    'ECONNRESET Zephyrine',
    'see ECONNRESET',
    'econnreset',
    'E',
    'EA',
    `E${'A'.repeat(41)}`,
    'ABORT_ERR',
    '',
  ])('%j could be any text, and is not', (code) => {
    expect(transportCode(system(code))).toBeUndefined();
  });

  it('of something that is no error, or has none, is not told', () => {
    expect(
      [undefined, null, 'ECONNRESET', new Error('x'), new AggregateError([])].map(transportCode),
    ).toEqual(Array(5).fill(undefined));
  });
});

describe('an attempt that brought no answer', () => {
  const certificates = [
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ];

  it.each<[string, unknown, string, string, string]>([
    ['a refused connection', system('ECONNREFUSED'), 'repeat none', 'repeat none', 'repeat none'],
    ['a reset', system('ECONNRESET'), 'stop unknown', 'repeat unknown', 'repeat none'],
    [
      'a code with a certificate in it',
      system('ERR_MY_CERT_X'),
      'stop unknown',
      'repeat unknown',
      'repeat none',
    ],
    ['something unknown', 'x', 'stop unknown', 'repeat unknown', 'repeat none'],
    ...certificates.map((code): [string, unknown, string, string, string] => [
      code,
      wrapped(system(code)),
      'stop none',
      'stop none',
      'stop none',
    ]),
  ])('%s of the first hop', (_, error, ...verdicts) => {
    expect([placing, upsert, reading].map((policy) => said(judgeTransport(error, policy, true)))).toEqual(
      verdicts,
    );
  });

  it.each<[string, unknown, string, string, string]>([
    ['a refused connection', system('ECONNREFUSED'), 'stop unknown', 'repeat unknown', 'repeat none'],
    ['a refused certificate', system('CERT_HAS_EXPIRED'), 'stop unknown', 'stop unknown', 'stop none'],
  ])('%s of what may be a later hop proves nothing', (_, error, ...verdicts) => {
    expect([placing, upsert, reading].map((policy) => said(judgeTransport(error, policy, false)))).toEqual(
      verdicts,
    );
  });
});
