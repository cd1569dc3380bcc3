import type {
  Effect,
  FetchLike,
  InvalidResponseReason,
  OperationId,
  SchedulerErrorCode,
} from '@evergrove/scheduler';
import {
  answer,
  body,
  brokenAfter,
  bytes,
  CANARY,
  drip,
  endlessBody,
  type Fault,
  fault,
  gzipBomb,
  silentAfter,
  stalledAfter,
  status,
  success,
} from './fault-server.ts';
import { OTHER_ID } from './samples.ts';

/*
 * The fault table: what goes wrong on the wire, and what must come of it for each operation. Rows that repeat a fault
 * repeat it for ever: only the policy ends it.
 */

/** What must come of a fault: how often the server sees the request, and what the caller is told. */
export interface Expected {
  requests: number;
  /** When the client's count is another one. */
  attempts?: number;
  /** Left out, the call resolves. */
  code?: SchedulerErrorCode;
  effect?: Effect;
  status?: number;
  reason?: InvalidResponseReason;
  retryAfterMs?: number;
  /** How much virtual time it takes. */
  afterMs?: number;
}

type Expectations = Record<OperationId, Expected>;

/** One fault and its consequences. */
export interface Row extends Expectations {
  fault: string;
  script: Fault[];
  /** Stands between the client and the server, for what loopback cannot do. */
  fetch?: FetchLike;
  /** The port is closed at this host. */
  down?: string;
}

export const TIMEOUT_MS = 30_000;
/** The cap on an answer, in bytes. */
export const CAP = 256 * 1_024;
/** Backoff before the first and the second repetition, at `random: () => 0.5`. */
const PAUSE_MS = 375;
const BOTH_PAUSES_MS = PAUSE_MS + 750;

const row = (
  fault: string,
  script: Fault | Fault[],
  expected: Expectations,
  more: Partial<Row> = {},
): Row => ({
  fault,
  script: [script].flat(),
  ...expected,
  ...more,
});

/* The classes of the table. */

function all(expected: Expected): Expectations {
  return { upsertEntity: expected, queueCalls: expected, triggerCall: expected, getCall: expected };
}

/** The call-placing operations send it once, the others `requests` times; reading has no effect. */
function onlySafe(expected: Omit<Expected, 'requests' | 'effect'>, requests: number): Expectations {
  const once: Expected = { ...expected, requests: 1, effect: 'unknown' };
  const upsertEntity: Expected = { ...once, requests };
  return { upsertEntity, queueCalls: once, triggerCall: once, getCall: { ...upsertEntity, effect: 'none' } };
}

const unsent = all({ requests: 0, attempts: 3, code: 'network', effect: 'none', afterMs: BOTH_PAUSES_MS });
const certificate = all({ requests: 0, attempts: 1, code: 'network', effect: 'none', afterMs: 0 });
const lost = onlySafe({ code: 'network' }, 3);
const timedOut = onlySafe({ code: 'timeout', afterMs: TIMEOUT_MS }, 1);
const broken = (status: number) => onlySafe({ code: 'http', status }, 3);
const unlisted = (status: number) => onlySafe({ code: 'http', status, afterMs: 0 }, 1);
const refused = (status: number) => all({ ...http(status, 'none'), afterMs: 0 });
const unusable = (reason: InvalidResponseReason, status = 200): Expectations => ({
  ...onlySafe({ code: 'invalid_response', status, reason }, 1),
  getCall: { requests: 2, code: 'invalid_response', status, reason, effect: 'none' },
});

function http(status: number, effect: Effect, requests = 1): Expected {
  return { requests, code: 'http', status, effect };
}
function network(effect: Effect, requests: number): Expected {
  return { requests, code: 'network', effect };
}
function resolves(requests: number, afterMs: number): Expected {
  return { requests, afterMs };
}

/* Before and around an answer. */

/**
 * A `fetch` that fails as the runtime's does, before or after it has delivered the request. It follows no redirects,
 * and says so, unless it is told to keep silent about it.
 */
function failing(cause: unknown, { delivers = false, silent = false } = {}): FetchLike {
  const failing: FetchLike = async (url, init) => {
    if (delivers) await fetch(url, init);
    throw new TypeError('fetch failed', { cause });
  };
  return silent ? failing : Object.assign(failing, { followsRedirects: false as const });
}

function coded(code: string, syscall?: string): Error {
  return Object.assign(new Error(`${CANARY} ${code}`), { code, ...(syscall && { syscall }) });
}

/** What Node makes of a name with several addresses. */
function several(...errors: Error[]): Error {
  return Object.assign(new AggregateError(errors, CANARY), { code: 'ECONNREFUSED' });
}

const certainlyUnsent: Record<string, Error> = {
  'a name that does not exist': coded('ENOTFOUND', 'getaddrinfo'),
  'a name server that does not answer': coded('EAI_AGAIN', 'getaddrinfo'),
  'a refused connection': coded('ECONNREFUSED', 'connect'),
  'an unreachable host': coded('EHOSTUNREACH', 'connect'),
  'an unreachable network': coded('ENETUNREACH', 'connect'),
  'no local address left': coded('EADDRNOTAVAIL', 'connect'),
  'a connect that the kernel gave up': coded('ETIMEDOUT', 'connect'),
  'a connect that undici gave up': coded('UND_ERR_CONNECT_TIMEOUT'),
  'several addresses, none of them reached': several(
    coded('ECONNREFUSED', 'connect'),
    coded('ENETUNREACH', 'connect'),
  ),
};

const certificateRefusals = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
];

const mayHaveArrived: Record<string, unknown> = {
  'several addresses, one of them reset': several(
    coded('ECONNREFUSED', 'connect'),
    coded('ECONNRESET', 'read'),
  ),
  'several addresses, of which nothing is said': new AggregateError([]),
  'an ECONNRESET': coded('ECONNRESET', 'read'),
  'an EPIPE': coded('EPIPE', 'write'),
  'an ETIMEDOUT on an open connection': coded('ETIMEDOUT', 'read'),
  'an EHOSTUNREACH on an open connection': coded('EHOSTUNREACH', 'write'),
  'a headers timeout of undici': coded('UND_ERR_HEADERS_TIMEOUT'),
  'a failure without a cause': undefined,
  'a cause without a code': new Error(CANARY),
};

const injected: Row[] = [
  ...Object.entries(certainlyUnsent).map(([fault, cause]) =>
    row(fault, [], unsent, { fetch: failing(cause) }),
  ),
  ...certificateRefusals.map((code) =>
    row(`a certificate refused with ${code}`, [], certificate, { fetch: failing(coded(code)) }),
  ),
  ...Object.entries(mayHaveArrived).map(([fault, cause]) =>
    row(fault, success, lost, { fetch: failing(cause, { delivers: true }) }),
  ),
  ...Object.entries(certainlyUnsent).map(([fault, cause]) =>
    row(`${fault}, it may be at a second hop`, success, lost, {
      fetch: failing(cause, { delivers: true, silent: true }),
    }),
  ),
  ...certificateRefusals.map((code) =>
    row(`${code}, it may be at a second hop`, success, onlySafe({ code: 'network', afterMs: 0 }, 1), {
      fetch: failing(coded(code), { delivers: true, silent: true }),
    }),
  ),
];

const json = { 'content-type': 'application/json' };
const head = (length: number | string) => bytes(200, { ...json, 'content-length': length });
const chunked = bytes(200, { ...json, 'transfer-encoding': 'chunked' });

const connection: Row[] = [
  row('a closed port', [], unsent, { down: '127.0.0.1' }),
  row('a closed port on every address of localhost', [], unsent, { down: 'localhost' }),
  row('a reset before anything was read', brokenAfter('', 'reset', 'connection'), lost),
  row('a reset before the body was read', brokenAfter('', 'reset', 'head'), lost),
  row('a reset after the body was read', brokenAfter('', 'reset'), lost),
  row('a hang-up before the body was read', brokenAfter('', 'end', 'head'), lost),
  row('a hang-up after the body was read', brokenAfter('', 'end'), lost),
  row('a reset within the status line', brokenAfter('HTTP/1.1 2', 'reset'), lost),
  row('a hang-up within the headers', brokenAfter('HTTP/1.1 200 OK\r\nx: y', 'end'), lost),
  row('an answer that is not HTTP', silentAfter(`${CANARY}\r\n\r\n`), lost),
  row('headers beyond all measure', answer(200, '{}', { 'x-long': 'x'.repeat(70_000) }), lost),
  row('two different lengths', silentAfter(head('2\r\ncontent-length: 3')), lost),
  row('a switch of protocols', answer(101, '', { upgrade: 'x', connection: 'upgrade' }), lost),
  row('a 100 that nobody asked for', silentAfter('HTTP/1.1 100 Continue\r\n\r\n'), lost),
  row('a 407', status(407), lost),
];

const stalledProblem = (code: number) =>
  stalledAfter(bytes(code, { ...json, 'content-length': 100, 'retry-after': 3_600 }));
const stalledAnswer = { retryAfterMs: 3_600_000, afterMs: TIMEOUT_MS };

const stalls: Row[] = [
  row('a body that is not read', stalledAfter('', 'head'), timedOut),
  row('an answer that never begins', stalledAfter(''), timedOut),
  row('headers that stall', stalledAfter('HTTP/1.1 200 OK\r\ncontent-ty'), timedOut),
  row('a body that stalls before its first byte', stalledAfter(head(100)), timedOut),
  row('a body that stalls halfway', stalledAfter(`${head(100)}{"id":`), timedOut),
  row('a chunked body that stalls', stalledAfter(`${chunked}5\r\n{"id"\r\n`), timedOut),
  row('headers that drip', drip('HTTP/1.1 200 OK\r\nx: ', 'y'), timedOut),
  row('a body that drips', drip(head(100_000), ' '), timedOut),
  row('a chunked body that drips', drip(chunked, '1\r\n \r\n'), timedOut),
  ...[404, 422, 429].map((code) =>
    row(
      `a ${code} whose body stalls`,
      stalledProblem(code),
      all({ ...http(code, 'none'), ...stalledAnswer }),
    ),
  ),
  row(
    'a 500 whose body stalls',
    stalledProblem(500),
    onlySafe({ code: 'http', status: 500, ...stalledAnswer }, 1),
  ),
];

/* A 2xx that cannot be used. */

const html = { 'content-type': 'text/html; charset=utf-8' };
const page = `<!doctype html><title>${CANARY}</title>`;
const encoded = (how: string) => ({ ...json, 'content-encoding': how });
const notTriggered: Expected = { requests: 1, code: 'not_triggered', status: 200, effect: 'unknown' };
const queued = (reason: InvalidResponseReason): Expected => ({
  requests: 1,
  code: 'invalid_response',
  status: 200,
  reason,
  effect: 'done',
});

const bodies: Row[] = [
  row('a truncated body', brokenAfter(`${head(100)}{"id":"${CANARY}`, 'end'), unusable('truncated')),
  row('a reset within the body', brokenAfter(`${head(100)}{"id":"${CANARY}`, 'reset'), unusable('truncated')),
  row('a reset after the head', brokenAfter(head(100), 'reset'), unusable('truncated')),
  row('a chunked body without its end', brokenAfter(`${chunked}2\r\n{}\r\n`, 'end'), unusable('truncated')),
  row('a chunk without a size', silentAfter(`${chunked}zz\r\n{}\r\n`), unusable('truncated')),
  row('a body said to be gzip that is not', answer(200, '{}', encoded('gzip')), unusable('truncated')),
  row('malformed JSON', body(`{"patient_name": "${CANARY}", }`), unusable('malformed_json')),
  row('JSON cut short by the server itself', body(`{"id": "${CANARY}`), unusable('malformed_json')),
  row('two JSON values', body('{}{}'), unusable('malformed_json')),
  row('a body of one space', body(' '), unusable('malformed_json')),
  row('an encoding nobody knows', answer(200, '\u0001', encoded('exotic')), unusable('malformed_json')),
  row('an empty body', body(''), unusable('empty')),
  row('an empty body in chunks', silentAfter(`${chunked}0\r\n\r\n`), unusable('empty')),
  row('a 204', answer(204, ''), unusable('empty', 204)),
  row('a 205', answer(205, ''), unusable('empty', 205)),
  row('an HTML page', answer(200, page, html), unusable('content_type')),
  row('an HTML page with status 202', answer(202, page, html), unusable('content_type', 202)),
  row(
    'an HTML page that stalls',
    silentAfter(bytes(200, { ...html, 'content-length': 100 })),
    unusable('content_type'),
  ),
  row('JSON as text/plain', answer(200, '{}', { 'content-type': 'text/plain' }), unusable('content_type')),
  row(
    'JSON as application/jsonp',
    answer(200, '{}', { 'content-type': 'application/jsonp' }),
    unusable('content_type'),
  ),
  row('a body without a content type', answer(200, '{}', {}), unusable('content_type')),
  row('a body that declares to be too large', silentAfter(head(CAP + 1)), unusable('too_large')),
  row('a body that is too large', body(`"${CANARY}${'x'.repeat(CAP)}"`), unusable('too_large')),
  row('a chunked body without end', endlessBody(), unusable('too_large')),
  row('a gzip bomb of 64 MiB', gzipBomb(64), unusable('too_large')),
  row('a JSON null', body('null'), unusable('unexpected_shape')),
  row('a JSON string', body(`"${CANARY}"`), unusable('unexpected_shape')),
  row('a JSON array', body('[{}]'), unusable('unexpected_shape')),
  row('the body of something else', body(`{"title":"${CANARY}"}`), {
    ...unusable('unexpected_shape'),
    triggerCall: notTriggered,
  }),
  row(
    'an id that is no UUID',
    body(
      '{"id":"1","status":"ACTIVE","requests":[{"id":"1","status":"ENQUEUED"}],"triggered_request_ids":["1"]}',
    ),
    { ...unusable('unexpected_shape'), queueCalls: queued('unexpected_shape'), triggerCall: notTriggered },
  ),
  row('an answer about another request', body(aboutAnother()), {
    ...unusable('other_request'),
    upsertEntity: resolves(1, 0),
    queueCalls: queued('other_request'),
    triggerCall: notTriggered,
  }),
];

function aboutAnother(): string {
  const queued = (external_reference_id: string, id = OTHER_ID) => ({
    id,
    status: 'ENQUEUED',
    external_reference_id,
  });
  const requests = [queued('x'), queued('y', OTHER_ID.replace(/^./, 'a'))];
  return JSON.stringify({ id: OTHER_ID, status: 'ACTIVE', requests, triggered_request_ids: [OTHER_ID] });
}

/* Statuses. */

const definite = [400, 401, 403, 404, 405, 413, 415, 422];
const gaveUp = [408, 500, 502, 503, 504];
const proveNothing = [
  ...[300, 301, 302, 303, 304, 305, 306, 307, 308],
  ...[402, 406, 409, 410, 411, 412, 414, 416, 417, 418, 423, 424, 426, 428, 431, 451, 499],
  ...[501, 505, 506, 507, 508, 510, 511, 520, 529, 599, 600, 999],
];

const statuses: Row[] = [
  ...definite.map((code) => row(`a ${code}`, status(code), refused(code))),
  ...gaveUp.map((code) => row(`a ${code}`, status(code), broken(code))),
  ...proveNothing.map((code) => row(`a ${code}`, status(code), unlisted(code))),
  row('a 421', status(421), all({ ...http(421, 'none', 2), attempts: 1, afterMs: 0 })),
  row('a 425', status(425), { ...broken(425), upsertEntity: http(425, 'none', 3) }),
  row('a 429', status(429), all({ ...http(429, 'none', 3), afterMs: BOTH_PAUSES_MS })),
];

/* Both forms of Retry-After. The local clock says 2026-11-24T12:00:00Z. */

const MAX_TIMER_MS = 2 ** 31 - 1;

/** A 429 with this `Retry-After`, then a healthy answer. */
function asks(value: string, expected: Expected, date?: string): Row {
  const shown = value.length > 40 ? `${value.length} digits` : JSON.stringify(value);
  const headers = { 'retry-after': value, ...(date && { date }) };
  return row(
    `a 429 with Retry-After ${shown}${date ? `, dated ${date}` : ''}`,
    [status(429, headers), success],
    all(expected),
  );
}
const waits = (ms: number) => resolves(2, ms);
const gives = (retryAfterMs: number): Expected => ({ ...http(429, 'none'), retryAfterMs, afterMs: 0 });
const ignored = waits(PAUSE_MS);
/** By this server's clock it is 1994. */
const LONG_AGO = 'Sun, 06 Nov 1994 08:49:37 GMT';
const unavailable = (seconds: number) => status(503, { 'retry-after': seconds });

const retryAfters: Row[] = [
  asks('0', waits(0)),
  asks('1', waits(1_000)),
  asks('1.5', waits(1_500)),
  asks('29', waits(29_000)),
  asks('30', gives(30_000)),
  asks('3600', gives(3_600_000)),
  asks('999999999', gives(MAX_TIMER_MS)),
  asks('9'.repeat(60), gives(MAX_TIMER_MS)),
  ...[
    '9'.repeat(400),
    '-5',
    'soon',
    '',
    '1e3',
    '0x10',
    'Infinity',
    '1, 2',
    'Tue, 99 Nov 2026 12:00:03 GMT',
  ].map((value) => asks(value, ignored)),
  asks('Sun, 06 Nov 1994 08:49:39 GMT', waits(2_000), LONG_AGO),
  asks('Sunday, 06-Nov-94 08:49:39 GMT', waits(2_000), LONG_AGO),
  asks('Sun Nov  6 08:49:39 1994', waits(2_000), LONG_AGO),
  asks('Sun, 06 Nov 1994 08:49:30 GMT', waits(0), LONG_AGO),
  asks('Sun, 06 Nov 1994 09:49:37 GMT', gives(3_600_000), LONG_AGO),
  asks('Tue, 24 Nov 2026 12:00:03 GMT', waits(3_000)),
  asks('Tue, 24 Nov 2026 12:00:03 GMT', waits(3_000), 'yesterday'),
  row('a 503 with Retry-After 2, then a healthy answer', [unavailable(2), success], {
    ...all({ ...http(503, 'unknown'), retryAfterMs: 2_000 }),
    upsertEntity: waits(2_000),
    getCall: waits(2_000),
  }),
  row('a 503 with Retry-After 2', unavailable(2), {
    ...onlySafe({ code: 'http', status: 503, retryAfterMs: 2_000 }, 3),
    upsertEntity: { ...http(503, 'none', 3), retryAfterMs: 2_000, afterMs: 4_000 },
  }),
  row('a 503 with Retry-After 60', unavailable(60), {
    ...onlySafe({ code: 'http', status: 503, retryAfterMs: 60_000, afterMs: 0 }, 1),
    upsertEntity: { ...http(503, 'none'), retryAfterMs: 60_000, afterMs: 0 },
  }),
  row('a 500 with Retry-After 3, then a healthy answer', [status(500, { 'retry-after': 3 }), success], {
    ...all({ ...http(500, 'unknown'), retryAfterMs: 3_000 }),
    upsertEntity: waits(3_000),
    getCall: waits(3_000),
  }),
];

/* One thing after another. */

const reset = brokenAfter('', 'reset');
const garbage = body('{');
/** `safe` operations end so, the call-placing ones as the first failure says. */
const safeEnd = (placing: Expectations, safe: Expected): Expectations => ({
  ...placing,
  upsertEntity: safe,
  getCall: safe.effect ? { ...safe, effect: 'none' } : safe,
});
const placingEnd = (expected: Expected): Pick<Expectations, 'queueCalls' | 'triggerCall'> => ({
  queueCalls: expected,
  triggerCall: expected,
});
const before = (first: string, what: Fault) =>
  fault((exchange) => {
    exchange.socket.write(first);
    what.play(exchange);
  });

const sequences: Row[] = [
  row('a 500, then a healthy answer', [status(500), success], safeEnd(broken(500), resolves(2, PAUSE_MS))),
  row('a reset, then a healthy answer', [reset, success], safeEnd(lost, resolves(2, PAUSE_MS))),
  row(
    'two 500s, then a healthy answer',
    [status(500), status(500), success],
    safeEnd(broken(500), resolves(3, BOTH_PAUSES_MS)),
  ),
  row(
    'two 429s, then a healthy answer',
    [status(429), status(429), success],
    all(resolves(3, BOTH_PAUSES_MS)),
  ),
  row('a 500, then a 422', [status(500), status(422)], safeEnd(broken(500), http(422, 'unknown', 2))),
  row('a reset, then a 404', [reset, status(404)], safeEnd(lost, http(404, 'unknown', 2))),
  row('a reset, then 429s', [reset, status(429)], safeEnd(lost, http(429, 'unknown', 3))),
  row('a 429, then a 422', [status(429), status(422)], all(http(422, 'none', 2))),
  row('a 429, then 500s', [status(429), status(500)], {
    ...broken(500),
    ...placingEnd(http(500, 'unknown', 2)),
  }),
  row('a 429, then resets', [status(429), reset], { ...lost, ...placingEnd(network('unknown', 2)) }),
  row(
    'a 500, a 429, a reset',
    [status(500), status(429), reset],
    safeEnd(broken(500), network('unknown', 3)),
  ),
  row('a 429, then an answer that never begins', [status(429), stalledAfter('')], {
    ...onlySafe({ code: 'timeout', afterMs: TIMEOUT_MS }, 2),
    ...placingEnd({ requests: 2, code: 'timeout', effect: 'unknown', afterMs: TIMEOUT_MS }),
  }),
  row('malformed JSON, then a healthy answer', [garbage, success], {
    ...unusable('malformed_json'),
    getCall: resolves(2, PAUSE_MS),
  }),
  row('malformed JSON, a 500, malformed JSON', [garbage, status(500), garbage], {
    ...unusable('malformed_json'),
    getCall: { requests: 3, code: 'invalid_response', status: 200, reason: 'malformed_json', effect: 'none' },
  }),
  row('a 421, then a healthy answer', [status(421), success], all(resolves(2, 0))),
  row('a 421, a reset, then a healthy answer', [status(421), reset, success], {
    ...all(resolves(3, PAUSE_MS)),
    ...placingEnd({ ...network('unknown', 2), attempts: 1 }),
  }),
  row(
    'a 103 before a healthy answer',
    before('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n', success),
    all(resolves(1, 0)),
  ),
  row(
    'an answer that is sent twice',
    fault((exchange) => {
      success.play(exchange);
      success.play(exchange);
    }),
    all(resolves(1, 0)),
  ),
];

/** Every row of the table. */
export const table: Row[] = [
  ...injected,
  ...connection,
  ...stalls,
  ...bodies,
  ...statuses,
  ...retryAfters,
  ...sequences,
];
