import { sleep } from '../clock.ts';
import { isSchedulerError } from '../errors.ts';
import { type KeyedRow, keyOf } from './options.ts';
import type { RowEvent } from './reduce-row.ts';
import type { RunContext } from './run-context.ts';
import { reasonOf, verdictOn } from './verdict.ts';

/** How often a run sends a trigger that certainly had no effect. */
const MOST_TRIES = 5;
const PAUSE_MS = 5_000;

/**
 * Triggers queued rows: the intent is on the disk before the trigger leaves, and a row whose intent is there is never
 * triggered again. What is under way when the run ends is waited for, and its answer written down.
 */
export function createTriggering({ options, clock, halt, gate, ledger }: RunContext) {
  const apply = (key: string, event: RowEvent) => ledger.apply([{ key, event }]);

  /** Whether the caller lets a row go on; written down when he does not. */
  async function isHeld(row: KeyedRow): Promise<boolean> {
    if (!options.beforeTrigger || (await options.beforeTrigger(row)) === true) return false;
    apply(keyOf(row), { type: 'vetoed' });
    return true;
  }

  async function trigger(row: KeyedRow): Promise<void> {
    const key = keyOf(row);
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      await gate.pass();
      const record = ledger.get(key);
      if (record?.state !== 'queued' || record.requestId === null) return;
      if (await isHeld(row)) return;
      if (halt.isOn) return;
      apply(key, { type: 'trigger_intended' });
      try {
        await options.scheduler.triggerCall(record.requestId);
        gate.accepted('triggerCall');
        return apply(key, { type: 'trigger_confirmed' });
      } catch (error) {
        if (!isSchedulerError(error)) throw error;
        const verdict = verdictOn(error);
        if (verdict === 'unclear') return gate.failed(error);
        if (verdict === 'refused') return apply(key, { type: 'trigger_refused', reason: reasonOf(error) });
        apply(key, { type: 'trigger_unsent' });
        if (verdict === 'stop') return halt.stop(error);
        gate.failed(error);
      }
      await sleep(PAUSE_MS * tries, clock, halt.signal);
    }
  }

  return { isHeld, trigger };
}
