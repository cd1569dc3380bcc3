/**
 * Where one row of a durable run stands.
 * `new` not queued yet · `queued` queued, not triggered · `trigger_intent` a trigger may have left: never sent again
 * before somebody asked · `triggered` the call was started · `done` it has ended · `uncertain` nobody can say whether
 * it was started: held · `rejected` the server refused it for good · `vetoed` held by `beforeTrigger`.
 */
export type RowState =
  | 'new'
  | 'queued'
  | 'trigger_intent'
  | 'triggered'
  | 'done'
  | 'uncertain'
  | 'rejected'
  | 'vetoed';

/** What is known of one row, and all that is written down: nothing of it says whom the call is about. */
export interface RowRecord {
  /** The row's `external_reference_id`. */
  key: string;
  /** Keyed hash of what is sent for the row. */
  payload: string;
  state: RowState;
  /** Id (UUID) of the scheduled request, once there is one. */
  requestId: string | null;
  /** The status last seen; one that the contract does not know is `(unknown)`. */
  status: string | null;
  /** Why the row is not going on: a `SchedulerError` code, with its HTTP status. */
  reason: string | null;
  /** How many queueings of it in a row were left without a clear answer. */
  unclearQueueings: number;
  /** How many triggers of `requestId` may have left, by the journal's word. */
  triggers: number;
  /** When it came into this state, in milliseconds since the epoch. */
  at: number;
}

/** A row that no journal knows. */
export function newRecord(key: string, payload: string, at: number): RowRecord {
  return {
    key,
    payload,
    state: 'new',
    requestId: null,
    status: null,
    reason: null,
    unclearQueueings: 0,
    triggers: 0,
    at,
  };
}
