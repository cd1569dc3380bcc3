import type { OperationId } from '../generated/operations.ts';
import type { Effect, SchedulerErrorCode } from './errors.ts';

/**
 * What the client tells of its work: an allow-list of metadata, never a body, a header or a key.
 * Attribute names are those of OpenTelemetry's HTTP conventions where they exist; the package's own begin
 * with `evergrove.`. The same objects go to `onEvent` and to the diagnostics channel `evergrove.scheduler`.
 *
 * - `attempt`: one request was answered, or failed
 * - `retry`: it will be repeated after `delay_ms`
 * - `settled`: the method call is over
 */
export interface SchedulerEvent {
  event: 'attempt' | 'retry' | 'settled';
  'evergrove.operation': OperationId;
  'http.request.method': 'GET' | 'POST';
  /** The path with its parameters still in braces. */
  'url.template': string;
  'server.address': string;
  /** 0 for the first attempt. */
  'http.request.resend_count': number;
  'http.response.status_code'?: number;
  /** A status, a transport code or a `SchedulerError` code; `aborted` when the caller's signal ended the call. */
  'error.type'?: string;
  /** How long the attempt, or for `settled` the whole call, took, in milliseconds. */
  duration_ms: number;
  /** On `retry`: how long the pause before the next attempt is, in milliseconds. */
  delay_ms?: number;
  /** On `settled`, when it failed: what may have happened on the other side. */
  'evergrove.effect'?: Effect;
  /** The scheduled request it is about. */
  'evergrove.request_id'?: string;
  /** On `queueCalls`: the caller's own ids of the rows in the batch. */
  'evergrove.external_reference_ids'?: string[];
}

/** How a call was settled, for `error.type`. */
export type Settlement = SchedulerErrorCode | 'aborted';

/** The name of the `node:diagnostics_channel` that carries every `SchedulerEvent`. */
export const channelName = 'evergrove.scheduler';

interface Channel {
  hasSubscribers: boolean;
  publish(message: unknown): void;
}

let channel: Channel | undefined;

/** Looked up when the first request is made: a built-in module is reached without importing it. */
function diagnosticsChannel(): Channel | undefined {
  const builtin = (globalThis as { process?: { getBuiltinModule?(id: string): unknown } }).process;
  if (channel === undefined) {
    const module = builtin?.getBuiltinModule?.('node:diagnostics_channel');
    channel = (module as { channel(name: string): Channel } | undefined)?.channel(channelName);
  }
  return channel;
}

/** Hands events to the listeners there are. A listener that throws cannot disturb a call. */
export function createEmitter(onEvent: ((event: SchedulerEvent) => void) | undefined): {
  /** Whether anybody listens: when nobody does, no event is built. */
  active(): boolean;
  emit(event: SchedulerEvent): void;
} {
  return {
    active: () => onEvent !== undefined || diagnosticsChannel()?.hasSubscribers === true,
    emit(event) {
      try {
        // The listener's own trouble, at once or later, is not the call's.
        Promise.resolve(onEvent?.(event)).catch(() => {});
      } catch {}
      const channel = diagnosticsChannel();
      if (channel?.hasSubscribers) channel.publish(event);
    },
  };
}
