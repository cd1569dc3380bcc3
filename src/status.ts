import type { OutboundCallStatus } from '../generated/enums.ts';
import type { RequestStatus } from '../generated/types.ts';

/** The statuses after which nothing more happens to a request. */
export type TerminalStatus = Extract<
  OutboundCallStatus,
  'COMPLETE' | 'ERROR' | 'CANCELLED' | 'DO_NOT_CALL_BACK'
>;

const terminal: Record<OutboundCallStatus, boolean> = {
  ENQUEUED: false,
  ACTIVE: false,
  COMPLETE: true,
  ERROR: true,
  CANCELLED: true,
  DO_NOT_CALL_BACK: true,
};

type Outcomes = keyof Pick<RequestStatus, 'generated_outcomes'>;
type WithoutOutcomes = Omit<RequestStatus, 'status' | Outcomes> & { [K in Outcomes]?: never };

/** The call was completed: the only result that has outcomes. */
export type CompletedCall = Omit<RequestStatus, 'status'> & { status: 'COMPLETE' };
/** The call met an unrecoverable error. */
export type FailedCall = WithoutOutcomes & { status: 'ERROR' };
/** The call was cancelled before completion. */
export type CancelledCall = WithoutOutcomes & { status: 'CANCELLED' };
/** The office asked not to be called again: queue no further call to it. */
export type DoNotCallBackCall = WithoutOutcomes & { status: 'DO_NOT_CALL_BACK' };

/**
 * How a request ended, told apart by `status`. Terminal statuses are values, never exceptions; outcomes can
 * be read on `COMPLETE` only (`getCall` returns whatever the server sent).
 */
export type FinalCall = CompletedCall | FailedCall | CancelledCall | DoNotCallBackCall;

/** Whether nothing more will happen to a request. An unknown status is not terminal. */
export function isTerminalStatus(status: string): status is TerminalStatus {
  return Object.hasOwn(terminal, status) && terminal[status as OutboundCallStatus];
}

/** Whether the contract knows this status at all. */
export function isKnownStatus(status: string): status is OutboundCallStatus {
  return Object.hasOwn(terminal, status);
}

/** The final value of a request, or undefined while it is still going on. */
export function finalCall(call: RequestStatus): FinalCall | undefined {
  if (!isTerminalStatus(call.status)) return undefined;
  if (call.status === 'COMPLETE') return call as CompletedCall;
  const { generated_outcomes: _dropped, ...rest } = call;
  return rest as FinalCall;
}
