import type { OperationId } from '../../generated/operations.ts';
import type { FaultName } from './faults.ts';

/** One answered request: no body, no header. */
export interface SandboxRequest {
  /** Undefined when no operation has this method and path. */
  readonly operation: OperationId | undefined;
  /** The HTTP status of the answer; 0 when the connection was dropped instead. */
  readonly status: number;
  /** When it was answered, in milliseconds since the epoch on the sandbox's clock. */
  readonly at: number;
  /** The id (UUID) that a trigger or a poll named, where it was read that far. */
  readonly requestId?: string;
  /** What went wrong with it on purpose. */
  readonly fault?: FaultName;
}

/** The latest requests. */
export class RequestLog {
  readonly #kept: number;
  #entries: SandboxRequest[] = [];
  /** How many there were, dropped ones included. */
  count = 0;

  /** Keeps at least the latest `kept`, and at most twice as many. */
  constructor(kept: number) {
    this.#kept = kept;
  }

  add(entry: SandboxRequest): void {
    if (this.#entries.length >= 2 * this.#kept) this.#entries.splice(0, this.#entries.length - this.#kept);
    this.#entries.push(Object.freeze(entry));
    this.count++;
  }

  /** A copy, oldest first. */
  list(): SandboxRequest[] {
    return this.#entries.slice();
  }

  clear(): void {
    this.#entries = [];
    this.count = 0;
  }
}
