import { OutboundCallStatus } from '../../generated/enums.ts';
import { isKnownStatus, isTerminalStatus } from '../status.ts';
import type { RowRecord, RowState } from './row-record.ts';

/** What can happen to a row. */
export type RowEvent =
  /** It was queued, and this request answers it. */
  | { type: 'queued'; requestId: string; status: string }
  /** Queueing it was refused for good. */
  | { type: 'queue_refused'; reason: string }
  /** It may have been queued under an id that nobody knows. */
  | { type: 'queue_unclear'; reason: string }
  /** It is about to be triggered. Must be on the disk before the trigger leaves. */
  | { type: 'trigger_intended' }
  /** The trigger was confirmed. */
  | { type: 'trigger_confirmed' }
  /** The trigger certainly had no effect, and may be sent again. */
  | { type: 'trigger_unsent' }
  /** The trigger certainly had no effect, and never will. */
  | { type: 'trigger_refused'; reason: string }
  /** Its request was looked at. */
  | { type: 'seen'; status: string }
  /** Still `ENQUEUED` after the quiet time, or nobody could be asked. */
  | { type: 'doubted'; reason: string }
  /** Looking at it is over without an end. */
  | { type: 'lost'; reason: string }
  /** `beforeTrigger` held it. */
  | { type: 'vetoed' }
  /** `beforeTrigger` no longer holds it. */
  | { type: 'veto_lifted' }
  /** The caller takes it upon himself to have it triggered again. */
  | { type: 'released' }
  /** What is sent for it has changed since it was written down. */
  | { type: 'edited'; payload: string };

type EventType = RowEvent['type'];
type EventOf<T extends EventType> = Extract<RowEvent, { type: T }>;
type Change = Partial<Omit<RowRecord, 'key' | 'at'>>;

/** What is written down for a status that the contract does not know: it could be any text. */
const UNKNOWN_STATUS = '(unknown)';
/** The mark of a row that its owner released: its request may have been started after all. */
const RELEASED = 'released';
/** How often one row is queued without a clear answer before it is held. */
const MOST_UNCLEAR_QUEUEINGS = 3;

/** What each event makes of a row, by the states in which it may happen. In any other state it changes nothing. */
const transitions: {
  [T in EventType]: { from: readonly RowState[]; to: (row: RowRecord, event: EventOf<T>) => Change };
} = {
  queued: {
    from: ['new'],
    // One that is not waiting was started by somebody else: it is followed, and never triggered.
    to: (_, { requestId, status }) => ({
      state: status === OutboundCallStatus.ENQUEUED ? 'queued' : 'triggered',
      status: isKnownStatus(status) ? status : UNKNOWN_STATUS,
      reason: null,
      requestId,
      unclearQueueings: 0,
      triggers: 0,
    }),
  },
  queue_refused: { from: ['new'], to: (_, { reason }) => ({ state: 'rejected', reason }) },
  queue_unclear: {
    from: ['new'],
    to: ({ unclearQueueings }, { reason }) => ({
      state: unclearQueueings + 1 < MOST_UNCLEAR_QUEUEINGS ? 'new' : 'uncertain',
      unclearQueueings: unclearQueueings + 1,
      reason,
    }),
  },
  trigger_intended: {
    from: ['queued'],
    to: ({ triggers }) => ({ state: 'trigger_intent', triggers: triggers + 1 }),
  },
  trigger_confirmed: { from: ['trigger_intent'], to: () => ({ state: 'triggered', reason: null }) },
  trigger_unsent: {
    from: ['trigger_intent'],
    to: ({ triggers }) => ({ state: 'queued', triggers: triggers - 1 }),
  },
  trigger_refused: {
    from: ['trigger_intent'],
    // Of one that was released, the refusal may mean that it had been started before: it must keep its request.
    to: ({ triggers, reason: mark }, { reason }) => ({
      state: mark === RELEASED ? 'uncertain' : 'rejected',
      triggers: triggers - 1,
      reason,
    }),
  },
  seen: {
    from: ['queued', 'trigger_intent', 'triggered', 'uncertain'],
    to: (row, { status }) => seen(row, status),
  },
  doubted: { from: ['trigger_intent'], to: (_, { reason }) => ({ state: 'uncertain', reason }) },
  lost: {
    from: ['trigger_intent', 'triggered', 'uncertain'],
    // What was started is never held as uncertain: what is uncertain can be released to be triggered again.
    to: ({ state }, { reason }) => ({ state: state === 'trigger_intent' ? 'uncertain' : state, reason }),
  },
  vetoed: { from: ['new', 'queued'], to: () => ({ state: 'vetoed' }) },
  veto_lifted: {
    from: ['vetoed'],
    to: ({ requestId }) => ({ state: requestId === null ? 'new' : 'queued' }),
  },
  released: {
    from: ['uncertain'],
    to: ({ requestId }) =>
      requestId === null
        ? { state: 'new', unclearQueueings: 0, reason: null }
        : { state: 'queued', triggers: 0, reason: RELEASED },
  },
  // A request that may have been started keeps what was sent for it. One that certainly was not is forgotten, and
  // never triggered: an office is not called with what is no longer true.
  edited: {
    from: ['new', 'queued', 'rejected', 'vetoed', 'uncertain'],
    to: ({ state, requestId, reason }, { payload }) => {
      if (requestId !== null && (state === 'uncertain' || reason === RELEASED)) return {};
      if (state === 'uncertain') return { payload };
      const next = state === 'vetoed' ? 'vetoed' : 'new';
      return { state: next, payload, requestId: null, status: null, reason: null };
    },
  },
};

/**
 * The row after an event; the same object when the event changes nothing. Pure: a crash is nothing but going on
 * from a record that was written down.
 *
 * @param at when it happened, in milliseconds since the epoch
 * @throws Error for a `trigger_intended` in any state but `queued`: that would be a second call
 */
export function reduceRow(row: RowRecord, event: RowEvent, at: number): RowRecord {
  const { from, to } = transitions[event.type];
  if (!from.includes(row.state)) {
    if (event.type === 'trigger_intended')
      throw new Error(`a row that is ${row.state} must not be triggered`);
    return row;
  }
  const change = (to as (row: RowRecord, event: RowEvent) => Change)(row, event);
  const changed = (Object.keys(change) as (keyof Change)[]).some((name) => change[name] !== row[name]);
  return changed ? { ...row, ...change, at } : row;
}

/** Anything but `ENQUEUED` proves that the call was started. A row without a request has none that could be seen. */
function seen({ state, requestId, reason }: RowRecord, status: string): Change {
  if (requestId === null) return {};
  const known = isKnownStatus(status) ? status : UNKNOWN_STATUS;
  if (status === OutboundCallStatus.ENQUEUED) return { state, status: known };
  // One that waits to be triggered is followed first, so that its end is told.
  const isOver = isTerminalStatus(status) && state !== 'queued';
  return { state: isOver ? 'done' : 'triggered', status: known, reason: isOver ? null : reason };
}
