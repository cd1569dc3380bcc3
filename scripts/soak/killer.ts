import type { OperationId } from '../../generated/operations.ts';
import type { Random } from '../../src/sandbox/random.ts';
import type { Moment } from './calling-server.ts';

/** How a process is to be killed: at whatever of these comes first. */
export interface KillPlan {
  /** This long after it was started, whether or not it has sent anything, in milliseconds. */
  afterStartMs: number;
  /** This long after its first request, in milliseconds. */
  afterFirstMs: number;
  /** At a moment of the nth request of an operation. */
  at: { operation: OperationId; moment: Moment; nth: number } | undefined;
  /** When so many of its triggers have been read: what is left must do for the kills to come. */
  mostTriggers: number;
}

/** What a process may be killed at; half of the time at what would hurt the most. */
const operations: readonly OperationId[] = [
  'upsertEntity',
  'queueCalls',
  'getCall',
  'triggerCall',
  'triggerCall',
  'triggerCall',
];
const NEVER_MS = 60_000;

/**
 * Draws a plan: one in ten by the time since the start, to hit a process that has barely begun; five in ten by the time
 * since the first request; four in ten at the very moment of a request.
 */
export function drawKill(
  random: Random,
  { lifeMs, mostTriggers }: { lifeMs: number; mostTriggers: number },
): KillPlan {
  const kind = random();
  const operation = operations[Math.floor(random() * operations.length)] ?? 'triggerCall';
  const few = operation === 'queueCalls' ? 2 : 8;
  return {
    afterStartMs: kind < 0.1 ? random() * lifeMs : NEVER_MS,
    afterFirstMs: kind < 0.6 ? random() * lifeMs : lifeMs,
    at:
      kind < 0.6
        ? undefined
        : { operation, moment: random() < 0.5 ? 'read' : 'acted', nth: 1 + Math.floor(random() * few) },
    mostTriggers,
  };
}

/** Watches the requests of one process and kills it as planned. */
export class Killer {
  readonly #plan: KillPlan;
  readonly #kill: () => void;
  readonly #seen = new Map<OperationId, number>();
  #timers: NodeJS.Timeout[];
  #last = 'before its first request';
  #killedAt: string | undefined;

  constructor(plan: KillPlan, kill: () => void) {
    this.#plan = plan;
    this.#kill = kill;
    this.#timers = [setTimeout(() => this.#strike(), plan.afterStartMs)];
  }

  /** What it was at when it was killed; undefined while it was not. */
  get killedAt(): string | undefined {
    return this.#killedAt;
  }

  /** A request of the process has come to a moment. */
  saw(operation: OperationId, moment: Moment): void {
    if (this.#seen.size === 0) this.#timers.push(setTimeout(() => this.#strike(), this.#plan.afterFirstMs));
    const count = (this.#seen.get(operation) ?? 0) + (moment === 'read' ? 1 : 0);
    this.#seen.set(operation, count);
    this.#last = operation;
    const { at, mostTriggers } = this.#plan;
    const isMoment = at?.operation === operation && at.moment === moment && count >= at.nth;
    if (isMoment || (this.#seen.get('triggerCall') ?? 0) >= mostTriggers) this.#strike();
  }

  /** The process has ended: nobody is left to be killed. */
  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  #strike(): void {
    if (this.#killedAt !== undefined) return;
    this.#killedAt = this.#last;
    this.#kill();
  }
}
