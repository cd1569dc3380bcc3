import type { Entity } from '../../generated/types.ts';
import { testEntity } from './bodies.ts';
import type { Description } from './description.ts';
import { isSuccess } from './judge.ts';
import type { Probe } from './probe.ts';
import { firstUpsert, lastUpsert, type Nowhere, refusedProbes } from './probes.ts';
import type { Reply } from './reply.ts';
import type { Session } from './session.ts';

/** How the safe part went. */
export interface SafePart {
  /** Why it stopped early. */
  alarms: string[];
  /** The id (UUID) of the test entity, when the server gave one. */
  entityId?: string;
}

const MOST_UNANSWERED = 3;

/**
 * Creates the test entity, sends everything that must be refused, and updates the entity again. As soon as the server accepts
 * a queue or a trigger that it must refuse, no further one is sent.
 */
export async function safePart(
  session: Session,
  description: Description,
  nowhere: Nowhere,
): Promise<SafePart> {
  const probes = refusedProbes(description, nowhere);
  const first = await session.run(firstUpsert, echoes('17:00'));
  const early = notWorthGoingOn(first.reply);
  if (early) {
    for (const probe of [...probes, lastUpsert]) session.skip(probe);
    return { alarms: [early] };
  }
  const entityId = idOf(first.reply);
  const alarms: string[] = [];
  let isSilent = false;
  for (const probe of probes) {
    const mayAct = probe.operation === 'queueCalls' || probe.operation === 'triggerCall';
    if (isSilent || (mayAct && alarms.length > 0)) {
      session.skip(probe);
      continue;
    }
    const { reply, findings } = await session.run(probe);
    if (mayAct && isSuccess(reply.status) && findings.length > 0) alarms.push(accepted(probe));
    if (session.unanswered >= MOST_UNANSWERED) isSilent = true;
  }
  if (isSilent) {
    session.skip(lastUpsert);
    return {
      alarms: [...alarms, `${MOST_UNANSWERED} requests in a row got no answer: nothing more was sent.`],
    };
  }
  await session.run(lastUpsert, (reply) => [
    ...echoes('16:00')(reply),
    ...(idOf(reply) === entityId ? [] : ['another id than the first time, where an upsert by name keeps it']),
  ]);
  return { alarms, ...(entityId !== undefined && { entityId }) };
}

function accepted({ operation, name }: Probe): string {
  return `${operation} ACCEPTED what it must refuse (${name}). Nothing that exists was named and nothing can ring, but no further queueCalls or triggerCall was sent. Tell EverGrove.`;
}

/** Why the rest of the run would say nothing, if it would. */
function notWorthGoingOn({ status, flaw }: Reply): string | undefined {
  if (status === 0) return `The server could not be reached (${flaw}): nothing more was sent.`;
  if (status === 401 || status === 403)
    return `The server refused the key with ${status}: set EVERGROVE_API_KEY to one that it knows. Nothing more was sent.`;
  return undefined;
}

function idOf({ status, body }: Reply): string | undefined {
  const { id } = Object(body) as Partial<Entity>;
  return isSuccess(status) && typeof id === 'string' ? id : undefined;
}

/** What an upsert must give back of what it was sent. */
function echoes(closes: '16:00' | '17:00'): (reply: Reply) => string[] {
  const sent = testEntity(closes);
  return ({ status, body }) => {
    if (!isSuccess(status)) return [];
    const got = Object(body) as Partial<Entity>;
    const end = got.working_hours_policy?.monday?.windows?.[0]?.end;
    return [
      ...(got.name === sent.name ? [] : ['name is not what was sent']),
      ...(got.location_timezone === sent.location_timezone ? [] : ['location_timezone is not what was sent']),
      ...(end === closes ? [] : ['working_hours_policy does not hold the hours that were sent']),
    ];
  };
}
