import { TriggerStatus } from '../generated/enums.ts';
import type {
  Entity,
  QueueCallsResult,
  RequestStatus,
  ScheduledRequest,
  TriggerResult,
} from '../generated/types.ts';
import type { InvalidResponse, Rejection } from './request.ts';
import type { Unchecked } from './unchecked.ts';
import { isUuid } from './validate.ts';

/*
 * What the client itself relies on in an answer, and nothing more: an object, its ids, a status. Everything else
 * passes through, known or not.
 */

const shapeless: InvalidResponse = { code: 'invalid_response', reason: 'unexpected_shape' };

/** Why a parsed answer of upsertEntity cannot be used. */
export function rejectEntity(value: unknown): Rejection | undefined {
  return isObject<Entity>(value) && isUuid(value.id) ? undefined : shapeless;
}

/**
 * Why a parsed answer of queueCalls cannot be used. Once it lists requests, they were queued: what is then wrong with
 * them does not undo that. Each call must have one answer, or a caller would pair the wrong ones.
 */
export function rejectQueued(
  value: unknown,
  calls: number,
  references: readonly string[],
): Rejection | undefined {
  const requests = isObject<QueueCallsResult>(value) ? value.requests : undefined;
  if (!Array.isArray(requests) || requests.length === 0) return shapeless;
  if (
    !requests.every((item) => isObject<ScheduledRequest>(item) && isUuid(item.id) && isStatus(item.status))
  ) {
    return { ...shapeless, effect: 'done' };
  }
  const ids = new Set((requests as ScheduledRequest[]).map(({ id }) => id.toLowerCase()));
  if (requests.length !== calls || ids.size !== calls) return { ...shapeless, effect: 'done' };
  const echoed = (requests as Unchecked<ScheduledRequest>[]).map((item) => item.external_reference_id);
  // None is echoed: the order is all there is. Some are: those that are not could be anybody's.
  if (references.length === 0 || !echoed.some((id) => typeof id === 'string')) return undefined;
  const sent = new Set<unknown>(references);
  return echoed.every((id) => sent.delete(id))
    ? undefined
    : { code: 'invalid_response', reason: 'other_request', effect: 'done' };
}

/** The answers in the order of the calls, where each says which call it answers. */
export function inOrder(requests: ScheduledRequest[], references: readonly string[]): ScheduledRequest[] {
  const place = new Map(references.map((id, i) => [id, i]));
  const placeOf = (request: ScheduledRequest) => place.get(request.external_reference_id ?? '');
  if (references.length === 0 || requests.some((request) => placeOf(request) === undefined)) return requests;
  return requests.toSorted((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0));
}

/** Why a parsed answer of triggerCall is no confirmation: a 2xx can still carry a failure. */
export function rejectTrigger(value: unknown, requestId: string): Rejection | undefined {
  if (!isObject<TriggerResult>(value)) return shapeless;
  const { triggered_request_ids: ids, errors, status } = value;
  const listed = Array.isArray(ids) && ids.some((id) => isSame(id, requestId));
  const failed = Array.isArray(errors) ? errors.length > 0 : errors !== undefined && errors !== null;
  const denied = status === TriggerStatus.failed || status === TriggerStatus.skipped;
  return listed && !failed && !denied ? undefined : { code: 'not_triggered' };
}

/** Why a parsed answer of getCall cannot be used. */
export function rejectCall(value: unknown, requestId: string): Rejection | undefined {
  if (!isObject<RequestStatus>(value) || !isStatus(value.status)) return shapeless;
  if (isSame(value.id, requestId)) return undefined;
  return isUuid(value.id) ? { code: 'invalid_response', reason: 'other_request' } : shapeless;
}

function isObject<T>(value: unknown): value is Unchecked<T> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStatus(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** UUIDs are compared without regard to case (RFC 9562 §4). */
function isSame(id: unknown, requestId: string): boolean {
  return typeof id === 'string' && id.toLowerCase() === requestId.toLowerCase();
}
