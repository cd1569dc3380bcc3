import type { OperationId } from '../../generated/operations.ts';
import { type Description, type Operation, operationsOf, responseOf } from './description.ts';
import { showable, textsOf } from './identifier.ts';
import { createJudge, isSuccess } from './judge.ts';
import { namesTable } from './names-table.ts';
import type { Observation } from './observation.ts';
import type { Probe } from './probe.ts';
import { type Reading, readAnswer } from './read-answer.ts';
import { readReaction } from './read-reaction.ts';
import type { Reply } from './reply.ts';
import type { ProbeResult, Report, UnknownField } from './report.ts';
import type { Send } from './send.ts';
import { toSent } from './to-sent.ts';

/** A run under way: what was sent so far, and what it said. */
export interface Session {
  /** Sends a probe, judges its answer and reads its names. `more` are findings that only the caller can make. */
  run(probe: Probe, more?: (reply: Reply) => string[]): Promise<{ reply: Reply; findings: string[] }>;
  /** Puts a probe down as not sent. */
  skip(probe: Probe): void;
  /** How many requests in a row, the last one included, were not answered at all. */
  readonly unanswered: number;
  report(alarms: string[]): Pick<Report, 'probes' | 'names' | 'unknown' | 'alarms'>;
}

/** What a session depends on. */
export interface SessionOptions {
  description: Description;
  send: Send;
  apiKey: string;
  sleep: (ms: number) => Promise<void>;
}

const MOST_WAITS = 2;
const LONGEST_WAIT_MS = 30_000;

/** Starts a session. It sends one request at a time, and repeats only one that was answered 429 and starts no call. */
export function createSession({ description, send, apiKey, sleep }: SessionOptions): Session {
  const operations = new Map(
    operationsOf(description).map((operation) => [operation.operationId, operation]),
  );
  const judge = createJudge(description);
  const results = new Map<string, ProbeResult>();
  const observations: Observation[] = [];
  const unknown: UnknownField[] = [];
  const fields = new Set(
    Object.values(description.components.schemas).flatMap(({ properties = {} }) => Object.keys(properties)),
  );
  const wasSent = new Set(textsOf(apiKey));
  let unanswered = 0;

  async function patiently(operation: Operation, probe: Probe): Promise<Reply> {
    const sent = toSent(operation, probe.request, apiKey);
    let reply = await send(sent);
    const mayRepeat = probe.must !== 'succeed' || probe.operation !== 'triggerCall';
    for (let waits = 0; mayRepeat && reply.status === 429 && waits < MOST_WAITS; waits++) {
      await sleep(Math.min(reply.retryAfterMs ?? 5_000, LONGEST_WAIT_MS));
      reply = await send(sent);
    }
    return reply;
  }

  function take(reading: Reading): void {
    observations.push(...reading.observations);
    for (const { schema, field } of reading.unknown) {
      const shown = showable(field, wasSent);
      unknown.push({ schema, ...(shown !== undefined && { field: shown }) });
    }
  }

  function readNames(operation: Operation, { must, asks }: Probe, reply: Reply): void {
    if (must === 'succeed' && isSuccess(reply.status)) {
      observations.push(
        reply.status === 200
          ? { place: `${operation.operationId} 200`, verdict: 'confirmed', why: 'the status of a success' }
          : {
              place: `${operation.operationId} 200`,
              verdict: 'contradicted',
              why: 'a success has another status',
            },
      );
    }
    if (reply.flaw) return;
    const { content = {} } = responseOf(description, operation, isSuccess(reply.status) ? 200 : reply.status);
    const schema = Object.values(content)[0]?.schema;
    if (schema) take(readAnswer(description, schema, reply.body));
    if (asks) take(readReaction(asks, reply, { fields, observations }));
  }

  /** A probe that is sent again, a poll, keeps what did not hold before. */
  function put({ name, operation }: Probe, now: Omit<ProbeResult, 'name' | 'operation'>): void {
    const key = `${operation} ${name}`;
    const findings = [...new Set([...(results.get(key)?.findings ?? []), ...now.findings])];
    const outcome = findings.length > 0 ? 'not held' : now.outcome;
    results.set(key, { name, operation, ...now, outcome, findings });
  }

  return {
    async run(probe, more = () => []) {
      const operation = operations.get(probe.operation) as Operation;
      for (const text of textsOf(probe.request)) wasSent.add(text);
      const reply = await patiently(operation, probe);
      unanswered = isUnanswered(reply) ? unanswered + 1 : 0;
      readNames(operation, probe, reply);
      const findings = [...judge(probe, operation, reply), ...more(reply)];
      put(probe, { status: reply.status, outcome: findings.length === 0 ? 'held' : 'not held', findings });
      return { reply, findings };
    },

    skip: (probe) => put(probe, { outcome: 'not sent', findings: [] }),

    get unanswered() {
      return unanswered;
    },

    report: (alarms) => ({
      probes: [...results.values()].toSorted(
        (a, b) => order.indexOf(a.operation) - order.indexOf(b.operation),
      ),
      names: namesTable(description, observations),
      unknown: distinct(unknown),
      alarms,
    }),
  };
}

const order: OperationId[] = ['upsertEntity', 'queueCalls', 'triggerCall', 'getCall'];

function distinct(fields: UnknownField[]): UnknownField[] {
  return [...new Map(fields.map((field) => [`${field.schema}.${field.field}`, field])).values()];
}

/** Whether nothing came, or no end of it. */
function isUnanswered({ flaw }: Reply): boolean {
  return flaw === 'the connection failed' || flaw === 'no answer in time';
}
