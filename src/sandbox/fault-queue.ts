import { type OperationId, operations } from '../../generated/operations.ts';
import { type Fault, type FaultName, faultNamed, isKey } from './faults.ts';

/** When a fault happens. */
export interface FaultOptions {
  /** Only to requests of this operation. @default any, or the one that the fault can happen to */
  operation?: OperationId;
  /** To how many requests: 1 or more, Infinity included. @default 1 */
  times?: number;
}

/** A fault that is going to happen. */
export interface PlannedFault extends FaultOptions {
  fault: FaultName;
}

/** A fault that happens now. */
export interface TakenFault {
  name: FaultName;
  fault: Fault;
}

/** Faults that wait for their requests, first come, first served. */
export class FaultQueue {
  readonly #planned: Required<PlannedFaultOfAny>[] = [];

  /**
   * Throws, in one line that lists what is known, a TypeError for a fault or an operation that there is not, or that
   * do not go together, and a RangeError for a number of times that is none.
   */
  add({ fault, operation, times = 1 }: PlannedFault): void {
    const { only } = faultNamed(fault);
    if (operation !== undefined && !isKey(operations, operation)) {
      throw new TypeError(`operation must be one of ${Object.keys(operations).join(', ')}`);
    }
    if (only && operation && operation !== only) {
      throw new TypeError(`operation must be ${only}, the only one that this fault can happen to`);
    }
    if (!(times >= 1 && (Number.isInteger(times) || times === Infinity))) {
      throw new RangeError('times must be a whole number, 1 or more');
    }
    this.#planned.push({ fault, operation: operation ?? only, times });
  }

  /** The fault that a request of this operation meets, if any: it is used up by that. */
  take(operation: OperationId): TakenFault | undefined {
    const index = this.#planned.findIndex((planned) => (planned.operation ?? operation) === operation);
    const planned = this.#planned[index];
    if (!planned) return undefined;
    planned.times--;
    if (planned.times === 0) this.#planned.splice(index, 1);
    return { name: planned.fault, fault: faultNamed(planned.fault) };
  }

  clear(): void {
    this.#planned.length = 0;
  }
}

interface PlannedFaultOfAny {
  fault: FaultName;
  operation: OperationId | undefined;
  times: number;
}
