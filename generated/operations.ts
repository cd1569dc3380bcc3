// Generated from openapi/ by `npm run generate`. Do not edit.
/** How an operation may be repeated: `safe` on most failures, `unsent-only` when it certainly was not acted upon. */
export type Replay = 'safe' | 'unsent-only';

/** The operations of the contract. */
export const operations = {
  /** Create or update a scheduler entity */
  upsertEntity: { method: 'POST', path: '/scheduler/entities', replay: 'safe' },
  /** Queue calls */
  queueCalls: { method: 'POST', path: '/scheduler/requests', replay: 'unsent-only' },
  /** Start one queued call */
  triggerCall: { method: 'POST', path: '/scheduler/trigger/v2', replay: 'unsent-only' },
  /** Poll a call */
  getCall: { method: 'GET', path: '/scheduler/requests/{requestId}', replay: 'safe' },
} as const satisfies Record<string, { method: 'GET' | 'POST'; path: string; replay: Replay }>;

/** The name of an operation: its operationId, and the method that calls it. */
export type OperationId = keyof typeof operations;
