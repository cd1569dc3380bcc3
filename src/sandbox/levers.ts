import type { Incoming } from './answer.ts';
import type { FaultOptions, PlannedFault } from './fault-queue.ts';
import type { FaultName } from './faults.ts';
import { type Answer, ok, problem } from './problem.ts';
import { readJson } from './read-json.ts';

/** What the levers move. */
export interface Controls {
  /** What is shown of the sandbox. */
  state(): { now: string; [name: string]: unknown };
  /** Undefined when the clock is one that cannot be moved. */
  advance: ((ms: number) => Promise<void>) | undefined;
  failNext(fault: FaultName, options: FaultOptions): void;
  reset(): void;
}

const ROOT = '/_sandbox/';
/** 366 days: a sandbox that lives beyond the years that a date-time can write helps nobody. */
const MOST_ADVANCED_MS = 366 * 86_400_000;

/** Whether a request is for a lever, and not for the API. */
export function isForLevers({ url }: Incoming): boolean {
  return url.pathname.startsWith(ROOT);
}

/**
 * Answers a request under `/_sandbox/`. No key is needed; the JSON content type is, so that no page in a browser can
 * move a lever by a form. Never rejects.
 */
export async function pullLever(controls: Controls, incoming: Incoming): Promise<Answer> {
  const name = incoming.url.pathname.slice(ROOT.length);
  const lever = Object.hasOwn(levers, name) ? levers[name] : undefined;
  if (!lever) return problem(404, `There is no such path. The levers are ${Object.keys(levers).join(', ')}.`);
  const { method: allow, pull } = lever;
  if (incoming.method !== allow) {
    return problem(405, `The path takes ${allow} only.`, { headers: { allow } });
  }
  if (allow === 'GET') return pull(controls, {});
  const body = readJson<unknown>(incoming, () => []);
  if ('refused' in body) return body.refused;
  const { value } = body;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return problem(422, 'The body must be an object.');
  }
  return pull(controls, value as Record<string, unknown>);
}

interface Lever {
  method: 'GET' | 'POST';
  pull(controls: Controls, body: Record<string, unknown>): Answer | Promise<Answer>;
}

const levers: Record<string, Lever> = {
  state: { method: 'GET', pull: (controls) => ok(controls.state()) },
  clock: { method: 'POST', pull: advance },
  fail: { method: 'POST', pull: fail },
  reset: {
    method: 'POST',
    pull(controls) {
      controls.reset();
      return ok({ now: controls.state().now });
    },
  },
};

async function advance(controls: Controls, { advance_ms: ms }: Record<string, unknown>): Promise<Answer> {
  if (!(typeof ms === 'number' && ms >= 0 && ms <= MOST_ADVANCED_MS)) {
    return problem(422, `advance_ms must be a number from 0 to ${MOST_ADVANCED_MS}.`);
  }
  if (!controls.advance) return problem(409, 'The sandbox was given a clock that cannot be advanced.');
  try {
    await controls.advance(ms);
  } catch {
    return problem(500, 'Something that waited on the clock failed when its time came.');
  }
  return ok({ now: controls.state().now });
}

function fail(controls: Controls, body: Record<string, unknown>): Answer {
  const { fault, operation, times = 1 } = body as Partial<PlannedFault>;
  try {
    controls.failNext(fault as FaultName, { ...(operation !== undefined && { operation }), times });
  } catch (error) {
    return problem(422, `${(error as Error).message}.`);
  }
  return ok({ fault, operation: operation ?? null, times });
}
