/**
 * `@evergrove/scheduler`: the public surface, name by name.
 */

export {
  CallAttemptDisposition,
  CallAttemptStatus,
  OutboundCallStatus,
  TriggerMode,
  TriggerStatus,
} from '../generated/enums.ts';
export { type OperationId, operations, type Replay } from '../generated/operations.ts';
export { loggableFields, sensitiveFields } from '../generated/sensitive.ts';
export type {
  AppointmentSlot,
  CallAttempt,
  CallDetails,
  CallInput,
  CallWindow,
  ClosedDay,
  Entity,
  EntityInput,
  GeneratedOutcomes,
  OpenDay,
  Problem,
  RequestStatus,
  ScheduledRequest,
  TriggerInput,
  TriggerResult,
  WorkingDay,
  WorkingHoursPolicy,
} from '../generated/types.ts';
export type { FetchInit, FetchLike } from './attempt.ts';
export { type Clock, systemClock } from './clock.ts';
export type { FetchReply } from './decode.ts';
export {
  type Effect,
  type InvalidResponseReason,
  type Issue,
  isSchedulerError,
  type SchedulerError,
  type SchedulerErrorCode,
  type SchedulerErrorOf,
} from './errors.ts';
export { channelName, type SchedulerEvent } from './events.ts';
export type { ApiKey } from './headers.ts';
export type { RawClient } from './http.ts';
export type { SchedulerOptions } from './options.ts';
export { defaultSchedule, type Schedule } from './schedule.ts';
export {
  createScheduler,
  type GetCallOptions,
  type RequestOptions,
  type Scheduler,
  type TriggerOptions,
  type WaitOptions,
} from './scheduler.ts';
export {
  type CancelledCall,
  type CompletedCall,
  type DoNotCallBackCall,
  type FailedCall,
  type FinalCall,
  isTerminalStatus,
  type TerminalStatus,
} from './status.ts';
export { type StandardSchema, type Validate, validate } from './validate.ts';
export type { WatchEvent, WatchOptions, WatchProgress } from './watch.ts';
