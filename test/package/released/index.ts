import {
  type CallDetails,
  type CallInput,
  type Clock,
  type CompletedCall,
  channelName,
  createScheduler,
  defaultSchedule,
  type Effect,
  type Entity,
  type EntityInput,
  type FetchLike,
  type FinalCall,
  type GeneratedOutcomes,
  type Issue,
  isSchedulerError,
  isTerminalStatus,
  loggableFields,
  type OperationId,
  OutboundCallStatus,
  operations,
  type RawClient,
  type RequestStatus,
  type Schedule,
  type ScheduledRequest,
  type Scheduler,
  type SchedulerErrorCode,
  type SchedulerErrorOf,
  type SchedulerEvent,
  type SchedulerOptions,
  type StandardSchema,
  sensitiveFields,
  systemClock,
  type TerminalStatus,
  type TriggerResult,
  type Validate,
  validate,
  type WatchEvent,
  type WorkingDay,
  type WorkingHoursPolicy,
} from '@evergrove/scheduler';

/*
 * Programs that a user of the client may have written. They are compiled, never run; each assignment states a type.
 */

declare const signal: AbortSignal;
declare const fetchLike: FetchLike;

const clock: Clock = systemClock;
const schedule: Schedule = defaultSchedule;
const options: SchedulerOptions = {
  apiKey: async () => 'key',
  baseUrl: 'https://scheduler.example',
  fetch: fetchLike,
  clock,
  random: Math.random,
  timeoutMs: 30_000,
  retries: 2,
  maxResponseBytes: 1_000_000,
  onEvent: (event: SchedulerEvent) => void [event.event, event.duration_ms, event['evergrove.operation']],
};

export const scheduler: Scheduler = createScheduler(options);
export const platformFetch: Scheduler = createScheduler({ apiKey: 'key', fetch: globalThis.fetch });
export const raw: RawClient = scheduler.raw;
export const channel: string = channelName;

const days: WorkingDay[] = [{}, { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' }];
const working_hours_policy: WorkingHoursPolicy = { monday: {}, ...(days[1] && { tuesday: days[1] }) };
const office: EntityInput = { name: 'Office', location_timezone: 'America/New_York', working_hours_policy };
const details: CallDetails = {
  organization_name: 'Sample',
  patient_name: 'Zephyrine Testperson',
  patient_dob: '1951-01-01',
  date_of_injury: '2026-01-01',
  expected_appointment_date_time: '2026-12-01T08:30:00',
  local_timezone: 'America/New_York',
  service_modality: 'MRI',
  claim_number: 'WC-1',
  insurer_group_name: 'Acme',
  body_part: 'Knee',
  provider_office: 'Office',
  provider_office_address: '1 Way',
  eoc_number: 'EOC-1',
};
const call: CallInput = {
  entity_id: '00000000-0000-4000-8000-000000000000',
  outbound_phone_number: '+12125550101',
  call_type: 'IECC',
  external_reference_id: 'row-1',
  details,
};

/** The whole path. */
export async function place(): Promise<GeneratedOutcomes | null | undefined> {
  const entity: Entity = await scheduler.upsertEntity(office, { signal, timeoutMs: 1_000 });
  const queued: ScheduledRequest[] = await scheduler.queueCalls([{ ...call, entity_id: entity.id }] as const);
  const id: string = queued[0]?.id ?? '';
  const result: TriggerResult = await scheduler.triggerCall(id, { mode: 'immediate', reconcileMs: 60_000 });
  const read: RequestStatus = await scheduler.getCall(id, { includeCallAttempts: true });
  const final: FinalCall = await scheduler.waitForCall(id, { timeoutMs: 1, signal, schedule });
  const ids: string[] = result.triggered_request_ids;
  for await (const event of scheduler.watchCalls(new Set(ids), { ratePerSecond: 5, signal })) told(event);
  if (final.status === 'COMPLETE') return completed(final);
  const status: TerminalStatus = final.status;
  return isTerminalStatus(read.status) ? { outcome: status } : undefined;
}

function completed(final: CompletedCall): GeneratedOutcomes | null | undefined {
  return final.generated_outcomes;
}

function told(event: WatchEvent): boolean {
  switch (event.type) {
    case 'progress':
      return event.known;
    case 'done':
      return event.call.status === OutboundCallStatus.COMPLETE;
    case 'failed':
      return event.error.effect === 'unknown';
  }
}

/** What each code carries. */
export function explain(error: unknown): string | number | undefined {
  if (!isSchedulerError(error)) return undefined;
  const code: SchedulerErrorCode = error.code;
  const effect: Effect = error.effect;
  const operation: OperationId | undefined = error.operation;
  switch (error.code) {
    case 'invalid_input':
    case 'insecure_url':
      return first(error.issues);
    case 'http':
      return error.retryAfterMs ?? error.status;
    case 'network':
      return error.transportCode;
    case 'timeout':
      return error.timeoutMs;
    case 'invalid_response':
      return error.reason;
    case 'not_triggered':
      return error.status;
    case 'wait_timeout':
      return error.lastStatus ?? `${error.polls} ${code} ${effect} ${operation}`;
  }
}

function first([issue]: Issue[]): string | undefined {
  return issue && `${issue.path.join('.')} ${issue.rule} ${issue.message}`;
}

/** The server's own text is behind a method. */
export const serverText = (error: SchedulerErrorOf<'http'>): string | undefined => error.readServerText();

export const checks: Validate<CallInput[]> = validate.callInputs;
export const schema: StandardSchema<EntityInput> = validate.entityInput;
export const issues: Issue[] = validate.entityInput(office);
export const names: readonly string[] = [...sensitiveFields.CallDetails, ...loggableFields.CallInput];
export const replay: 'safe' | 'unsent-only' = operations.triggerCall.replay;
