import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Arguments } from './arguments.ts';
import { callPart } from './call-part.ts';
import type { Description } from './description.ts';
import type { Report } from './report.ts';
import { safePart } from './safe-part.ts';
import { createSend } from './send.ts';
import { createSession } from './session.ts';

const SAFE_PART_MS = 10 * 60_000;

/** Runs everything that the arguments allow, within ten minutes and the time given to a call. Rejects only on a defect of its own. */
export async function runConformance(
  { baseUrl, apiKey, timeoutMs, call }: Arguments,
  description: Description,
  wait: (ms: number, signal: AbortSignal) => Promise<void> = waitOrCut,
): Promise<Report> {
  const startedAt = new Date().toISOString();
  const signal = AbortSignal.timeout(Math.min(SAFE_PART_MS + (call?.patienceMs ?? 0), 2 ** 31 - 1));
  const sleep = (ms: number) => wait(ms, signal);
  const session = createSession({ description, send: createSend(baseUrl, timeoutMs, signal), apiKey, sleep });
  const { alarms, entityId } = await safePart(session, description, [
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ]);
  if (call) alarms.push(...(await placeCall(alarms, entityId)));
  return {
    startedAt,
    origin: new URL(baseUrl).origin,
    mode: call ? 'with a call' : 'safe',
    ...session.report(alarms),
  };

  async function placeCall(earlier: string[], entity_id: string | undefined): Promise<string[]> {
    if (!call || earlier.length > 0 || entity_id === undefined)
      return ['No call was queued or triggered: the safe part did not come to its end.'];
    return callPart(session, {
      entity_id,
      outbound_phone_number: call.number,
      call_type: call.callType,
      organization_name: call.organization,
      pollMs: call.pollMs,
      patienceMs: call.patienceMs,
      now: () => performance.now(),
      sleep,
      signal,
    });
  }
}

/** A wait that is cut short is no failure: the next request then fails by itself. */
function waitOrCut(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal }).catch(() => undefined);
}
