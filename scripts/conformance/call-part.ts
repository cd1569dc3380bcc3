import type { QueueCallsResult, RequestStatus, TriggerResult } from '../../generated/types.ts';
import { type CallChoices, syntheticCall, trigger } from './bodies.ts';
import type { Probe } from './probe.ts';
import type { Reply } from './reply.ts';
import type { Session } from './session.ts';

/** How the call is placed and waited for. */
export interface CallPlan extends CallChoices {
  pollMs: number;
  /** How long it may take from the trigger to a terminal status, in milliseconds. */
  patienceMs: number;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  signal: AbortSignal;
}

const terminal = ['COMPLETE', 'ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK'];

/**
 * The workflow: queues one call, triggers it once, polls it to a terminal status. Nothing is sent twice but the poll, and
 * nothing is triggered unless the queue answered with exactly one id. Returns why it stopped early, if it did.
 */
export async function callPart(session: Session, plan: CallPlan): Promise<string[]> {
  const { pollMs, patienceMs, now, sleep, signal, ...choices } = plan;
  const call = syntheticCall(choices);
  const queued = await session.run(
    step('queueCalls', 'one call is queued', { body: { calls: [call] } }),
    (reply) => (reply.status === 200 ? queueFindings(reply, call.external_reference_id) : []),
  );
  const id = queuedId(queued.reply);
  if (id === undefined)
    return ['The call was not queued, or its id could not be read: nothing was triggered.'];

  const started = await session.run(
    step('triggerCall', 'the call is triggered, once', { body: trigger(id) }),
    ({ body }) => triggerFindings(body, id),
  );
  if (started.reply.status >= 400 && started.reply.status < 500)
    return ['The trigger was refused: no call was placed.'];

  const deadline = now() + patienceMs;
  for (;;) {
    const isLast = now() + pollMs > deadline || signal.aborted;
    const { reply } = await session.run(poll(id), ({ body }) => pollFindings(body, id));
    const { status } = Object(reply.body) as Partial<RequestStatus>;
    if (typeof status === 'string' && terminal.includes(status)) return [];
    if (isLast || session.unanswered >= 3)
      return [
        `The call did not come to a terminal status within ${Math.round(patienceMs / 1_000)} s; it may still ring.`,
      ];
    await sleep(pollMs);
  }
}

function step(operation: Probe['operation'], name: string, request: Probe['request']): Probe {
  return { operation, name, request, must: 'succeed' };
}

function poll(requestId: string): Probe {
  return {
    ...step('getCall', 'the call is polled to a terminal status', {
      requestId,
      query: '?include_call_attempts=true',
    }),
    asks: { how: 'asked for', places: ['getCall?include_call_attempts', 'RequestStatus.call_attempts'] },
  };
}

/** The id, when it is a UUID: it goes into a path. */
function queuedId({ status, body }: Reply): string | undefined {
  const { requests } = Object(body) as Partial<QueueCallsResult>;
  const [only] = Array.isArray(requests) && requests.length === 1 ? requests : [];
  return status >= 200 && status < 300 && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(String(only?.id))
    ? only?.id
    : undefined;
}

function queueFindings({ body }: Reply, reference: string | undefined): string[] {
  const { requests } = Object(body) as Partial<QueueCallsResult>;
  if (!Array.isArray(requests) || requests.length !== 1)
    return ['one call was sent, another number came back'];
  const echoed = requests[0]?.external_reference_id;
  return echoed === undefined || echoed === reference ? [] : ['external_reference_id is not what was sent'];
}

function triggerFindings(body: unknown, id: string): string[] {
  const { triggered_request_ids: started, errors } = Object(body) as Partial<TriggerResult>;
  return [
    ...(Array.isArray(started) && started.includes(id) ? [] : ['triggered_request_ids does not list the id']),
    ...(Array.isArray(errors) && errors.length > 0 ? ['errors is not empty'] : []),
  ];
}

function pollFindings(body: unknown, id: string): string[] {
  const answered = Object(body) as Partial<RequestStatus>;
  return answered.id === undefined || answered.id === id ? [] : ['id is that of another request'];
}
