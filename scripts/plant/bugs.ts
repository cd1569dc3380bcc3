/** One deadly bug: an exact text of one file in src/, what it becomes, and the test files that must notice. */
export interface Bug {
  bug: string;
  file: string;
  find: string;
  become: string;
  tests: string[];
}

const table = 'test/client/faults.test.ts';
const property = 'test/client/replay.property.test.ts';
const stops = 'test/client/faults-stops.test.ts';
const raw = 'test/client/faults-raw.test.ts';
const reconcile = 'test/client/faults-reconcile.test.ts';
const leftovers = 'test/client/leftovers.test.ts';
const anchors = 'test/watch/anchors.test.ts';
const fleet = 'test/watch/fleet.test.ts';
const checks = 'test/client/breaches.property.test.ts';
const methods = 'test/client/scheduler.test.ts';

/** Every bug here has been shipped by somebody. */
export const bugs: Bug[] = [
  {
    bug: 'a call-placing POST is repeated after a 500',
    file: 'failures.ts',
    find: "if (broken.has(status)) return { repeat: safe, effect: 'unknown' };",
    become: "if (broken.has(status)) return { repeat: true, effect: 'unknown' };",
    tests: [table],
  },
  {
    bug: 'a call-placing POST is repeated after a 500 (property test alone)',
    file: 'failures.ts',
    find: "if (broken.has(status)) return { repeat: safe, effect: 'unknown' };",
    become: "if (broken.has(status)) return { repeat: true, effect: 'unknown' };",
    tests: [property],
  },
  {
    bug: 'a call-placing POST is repeated after an unusable 200',
    file: 'failures.ts',
    find: "{ repeat: reads(policy), effect: 'unknown' }",
    become: "{ repeat: true, effect: 'unknown' }",
    tests: [table],
  },
  {
    bug: 'a call-placing POST is repeated after a 503 with Retry-After',
    file: 'failures.ts',
    find: "return safe ? { repeat: true, effect: 'none' } : unclear;",
    become: "return { repeat: true, effect: safe ? 'none' : 'unknown' };",
    tests: [table],
  },
  {
    bug: 'a reset counts as unsent',
    file: 'failures.ts',
    find: 'return neverConnected.has(found.code) ||',
    become: "return ['ECONNRESET', 'UND_ERR_SOCKET', ...neverConnected].includes(found.code) ||",
    tests: [table],
  },
  {
    bug: 'a reset counts as unsent (property test alone)',
    file: 'failures.ts',
    find: 'return neverConnected.has(found.code) ||',
    become: "return ['ECONNRESET', 'UND_ERR_SOCKET', ...neverConnected].includes(found.code) ||",
    tests: [property],
  },
  {
    bug: 'a timeout on an open connection counts as unsent',
    file: 'failures.ts',
    find: "(found.syscall === 'connect' && unreachable.has(found.code))",
    become: 'unreachable.has(found.code)',
    tests: [table],
  },
  {
    bug: 'several addresses count as unsent when one of them is',
    file: 'failures.ts',
    find: 'found.errors.every(isUnsent)',
    become: 'found.errors.some(isUnsent)',
    tests: [table],
  },
  {
    bug: 'a refused certificate is tried again',
    file: 'failures.ts',
    find: 'if (direct && refusal) return refused;',
    become: 'if (direct && refusal) return { ...refused, repeat: true };',
    tests: [table],
  },
  {
    bug: 'a connection that a fetch may have made for a second hop counts as the first',
    file: 'failures.ts',
    find: 'if (direct && isUnsent(error)) return',
    become: 'if (isUnsent(error)) return',
    tests: [table],
  },
  {
    bug: 'every fetch is believed to follow no redirects',
    file: 'attempt.ts',
    find: 'options.fetch.followsRedirects === false',
    become: 'true',
    tests: [table],
  },
  {
    bug: 'an unknown effect is cleared by a later 422',
    file: 'send.ts',
    find: "return a === 'unknown' ? a : b;",
    become: 'return b;',
    tests: [table],
  },
  {
    bug: 'a redirect is followed',
    file: 'attempt.ts',
    find: "redirect: 'manual',",
    become: "redirect: 'follow' as 'manual',",
    tests: [table],
  },
  {
    bug: "the server's words in a message",
    file: 'errors.ts',
    find: 'const where = fields.operation ?',
    become: 'const where = serverText ? serverText : fields.operation ?',
    tests: [table],
  },
  {
    bug: 'no size cap on a body in chunks',
    file: 'decode.ts',
    find: 'if (bytes > maxBytes) return undefined;',
    become: '',
    tests: [table],
  },
  {
    bug: 'the declared length is not checked',
    file: 'decode.ts',
    find: 'if (Number(declared) > maxBytes) {',
    become: 'if (Number(declared) < 0) {',
    tests: [table],
  },
  {
    bug: 'the content type is not checked',
    file: 'decode.ts',
    find: "if (!isJson(reply.headers.get('content-type'))) {",
    become: "if (isJson('text/plain')) {",
    tests: [table],
  },
  {
    bug: 'the deadline stops at the headers',
    file: 'attempt.ts',
    find: 'const decoded = await decodeJson(',
    become: 'call.deadline.end();\n    const decoded = await decodeJson(',
    tests: [table],
  },
  {
    bug: 'the deadline trusts fetch to honour its signal',
    file: 'deadline.ts',
    find: 'halt?.(new Error(reason));',
    become: '',
    tests: [stops],
  },
  {
    bug: 'an unbounded Retry-After',
    file: 'send.ts',
    find: 'return pause < call.deadline.remaining() ? pause : undefined;',
    become: 'return pause;',
    tests: [table],
  },
  {
    bug: 'a Retry-After date is measured against the local clock',
    file: 'backoff.ts',
    find: "httpDate(headers.get('date') ?? '') ?? now",
    become: 'now',
    tests: [table],
  },
  {
    bug: 'an abort waits for the repetition',
    file: 'send.ts',
    find: 'await sleep(pause, clock, call.deadline.signal);',
    become: 'await sleep(pause, clock);',
    tests: [stops],
  },
  {
    bug: 'a listener left',
    file: 'deadline.ts',
    find: 'ignore?.();',
    become: '',
    tests: [leftovers],
  },
  {
    bug: 'a timer left',
    file: 'deadline.ts',
    find: 'clock.clearTimeout(timer);',
    become: '',
    tests: [leftovers],
  },
  {
    bug: 'an unread answer is left before a repetition',
    file: 'send.ts',
    find: 'if (reply) cancelBody(reply);',
    become: '',
    tests: [leftovers],
  },
  {
    bug: 'an unknown status is polled at the usual pace',
    file: 'schedule.ts',
    find: 'return known ? jittered : Math.max(jittered, UNKNOWN_STATUS_MS);',
    become: 'return jittered;',
    tests: [anchors],
  },
  {
    bug: 'a 503 ends the wait',
    file: 'look.ts',
    find: 'return status >= 400 && status < 500 && !passing.has(status);',
    become: 'return status >= 400 && !passing.has(status);',
    tests: [anchors],
  },
  {
    bug: 'the fleet goes on after a 429',
    file: 'watcher.ts',
    find: 'this.#pace.refused(now, retryAfterMs);',
    become: '',
    tests: [fleet],
  },
  {
    bug: 'http is allowed',
    file: 'options.ts',
    find: "!(url.protocol === 'http:' && isLoopback(url.hostname))",
    become: "url.protocol !== 'http:'",
    tests: [raw],
  },
  {
    bug: 'loopback is whatever begins like it',
    file: 'options.ts',
    find: '/^127\\.\\d+\\.\\d+\\.\\d+$/',
    become: '/^127/',
    tests: [raw],
  },
  {
    bug: 'the key goes to the base URL of one call',
    file: 'request.ts',
    find: 'if (!request.url.startsWith(',
    become: "if (request.url === '' && !request.url.startsWith(",
    tests: [raw],
  },
  {
    bug: 'a GET without its content type',
    file: 'headers.ts',
    find: "'content-type': 'application/json',",
    become: "...(request.body && { 'content-type': 'application/json' }),",
    tests: [table],
  },
  {
    bug: 'the id of getCall unchecked',
    file: 'responses.ts',
    find: 'if (isSame(value.id, requestId)) return undefined;',
    become: 'if (isSame(value.id, String(value.id))) return undefined;',
    tests: [table],
  },
  {
    bug: 'the id of triggerCall unchecked',
    file: 'responses.ts',
    find: 'return listed && !failed && !denied ? undefined',
    become: 'return !failed && !denied ? undefined',
    tests: [table],
  },
  {
    bug: 'the errors of triggerCall unread',
    file: 'responses.ts',
    find: 'return listed && !failed && !denied ? undefined',
    become: 'return listed && !denied ? undefined',
    tests: [table],
  },
  {
    bug: 'a question that failed counts as a call that started',
    file: 'reconcile.ts',
    find: ".catch(() => 'ENQUEUED')",
    become: ".catch(() => 'ACTIVE')",
    tests: [reconcile],
  },
  {
    bug: 'a field that is none of the API goes out',
    file: 'breaches.ts',
    find: 'if (!Object.hasOwn(fields, name))',
    become: 'if (!(name in fields) && !name)',
    tests: [checks],
  },
  {
    bug: 'a pattern is not looked at',
    file: 'breaches.ts',
    find: 'if (pattern && !pattern.test(value))',
    become: 'if (pattern && !value)',
    tests: [checks],
  },
  {
    bug: 'what is sent is not what was checked',
    file: 'inputs.ts',
    find: 'JSON.parse(text)',
    become: 'input',
    tests: [methods],
  },
];
