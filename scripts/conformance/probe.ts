import type { OperationId } from '../../generated/operations.ts';

/** A request of a run, before it has a URL. */
export interface ProbeRequest {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  text?: string;
  /** The path parameter. */
  requestId?: string;
  query?: string;
  /** @default 'right' */
  key?: 'right' | 'wrong' | 'none';
  /** @default 'application/json' */
  contentType?: string;
}

/** What must hold of the answer. */
export type Must =
  | 'succeed'
  /** A body or a parameter that breaks a published rule. */
  | 'be refused'
  /** It names something that exists nowhere, and may break a rule besides. */
  | 'be refused or not found'
  /** A trigger of a request that exists nowhere; a 2xx that starts nothing and says so refuses it too. */
  | 'start nothing'
  | 'be refused for its key';

/**
 * What an answer can tell about a name: of a refusal, when it was left out, had a value of the wrong type, or stood beside an
 * unknown field, or had a value that the description lists; of a success, when it was asked for.
 */
export interface Question {
  how: 'left out' | 'wrong type' | 'beside an unknown field' | 'with a listed value' | 'asked for';
  /** Places such as `CallInput.entity_id`. */
  places: string[];
}

/** One request and what must hold of its answer. */
export interface Probe {
  name: string;
  operation: OperationId;
  request: ProbeRequest;
  must: Must;
  asks?: Question;
}
