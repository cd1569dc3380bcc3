// Generated from openapi/ by `npm run generate`. Do not edit.
/** How a call attempt ended. The meanings are published, the literals are inferred. */
export const CallAttemptDisposition = {
  /** Connected with a person. */
  CONNECTED: 'CONNECTED',
  /** Temporary failure; may be retried. */
  TEMPORARY_FAILURE: 'TEMPORARY_FAILURE',
  /** Permanent failure. */
  PERMANENT_FAILURE: 'PERMANENT_FAILURE',
} as const;
/** How a call attempt ended. The meanings are published, the literals are inferred. */
export type CallAttemptDisposition = (typeof CallAttemptDisposition)[keyof typeof CallAttemptDisposition];

/** How far a call attempt got. The meanings are published, the literals are inferred. */
export const CallAttemptStatus = {
  /** The call was placed. */
  PLACED: 'PLACED',
  /** The call was answered. */
  ANSWERED: 'ANSWERED',
  /** The call attempt failed. */
  FAILED: 'FAILED',
  /** The attempt completed. */
  COMPLETED: 'COMPLETED',
  /** Legacy completed state. */
  COMPLETE: 'COMPLETE',
} as const;
/** How far a call attempt got. The meanings are published, the literals are inferred. */
export type CallAttemptStatus = (typeof CallAttemptStatus)[keyof typeof CallAttemptStatus];

/** Where an outbound call stands. `COMPLETE`, `ERROR`, `CANCELLED` and `DO_NOT_CALL_BACK` are terminal; keep polling on `ENQUEUED` and `ACTIVE`. */
export const OutboundCallStatus = {
  /** Waiting to start. */
  ENQUEUED: 'ENQUEUED',
  /** The call workflow is running. */
  ACTIVE: 'ACTIVE',
  /** Finished successfully. Terminal. */
  COMPLETE: 'COMPLETE',
  /** Encountered an unrecoverable error. Terminal. */
  ERROR: 'ERROR',
  /** Cancelled before completion. Terminal. */
  CANCELLED: 'CANCELLED',
  /** Marked as do-not-call. Terminal. */
  DO_NOT_CALL_BACK: 'DO_NOT_CALL_BACK',
} as const;
/** Where an outbound call stands. `COMPLETE`, `ERROR`, `CANCELLED` and `DO_NOT_CALL_BACK` are terminal; keep polling on `ENQUEUED` and `ACTIVE`. */
export type OutboundCallStatus = (typeof OutboundCallStatus)[keyof typeof OutboundCallStatus];

/** When a triggered request starts. The published literals are lost; these are stand-ins. */
export const TriggerMode = {
  /** Start now. */
  immediate: 'immediate',
  /** Wait for the entity's next `default_call_time`. */
  scheduled: 'scheduled',
} as const;
/** When a triggered request starts. The published literals are lost; these are stand-ins. */
export type TriggerMode = (typeof TriggerMode)[keyof typeof TriggerMode];

/** How a trigger went. The published literals are lost; these are stand-ins. */
export const TriggerStatus = {
  /** The call workflow was started. */
  triggered: 'triggered',
  /** The call workflow was not started, and nothing failed. */
  skipped: 'skipped',
  /** The call workflow could not be started. */
  failed: 'failed',
} as const;
/** How a trigger went. The published literals are lost; these are stand-ins. */
export type TriggerStatus = (typeof TriggerStatus)[keyof typeof TriggerStatus];
