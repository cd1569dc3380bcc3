import type { SchedulerError } from '../errors.ts';
import { type KeyedRow, keyOf } from './options.ts';
import type { RunContext } from './run-context.ts';
import { reasonOf } from './verdict.ts';

/** So often an organisation may be refused before no more of its rows are sent. */
const MOST_REFUSALS = 3;

interface Refusal {
  row: KeyedRow;
  error: SchedulerError;
}

/**
 * Rows that were refused with 403. Either their organisation is not enabled, and they alone are rejected; or the key
 * is refused, and the run must stop with nothing rejected. An organisation that was accepted before, or nobody at all
 * accepted, tells that it is the key.
 */
export function createForbidden({ halt, ledger }: Pick<RunContext, 'halt' | 'ledger'>) {
  const accepted = new Set<string>();
  const refusals = new Map<string, Refusal[]>();
  const organization = (row: KeyedRow) => row.call.details.organization_name;

  function reject({ row, error }: Refusal): void {
    ledger.apply([{ key: keyOf(row), event: { type: 'queue_refused', reason: reasonOf(error) } }]);
  }

  return {
    /** Whether a row need not be sent, since others of its organisation were refused; it then shares their fate. */
    isHeld(row: KeyedRow): boolean {
      const those = refusals.get(organization(row)) ?? [];
      const [first] = those;
      if (!first || those.length < MOST_REFUSALS) return false;
      those.push({ row, error: first.error });
      return true;
    },

    add(row: KeyedRow, error: SchedulerError): void {
      if (accepted.has(organization(row))) return halt.stop(error);
      const those = refusals.get(organization(row)) ?? [];
      those.push({ row, error });
      refusals.set(organization(row), those);
    },

    accepted(rows: readonly KeyedRow[]): void {
      for (const row of rows) accepted.add(organization(row));
    },

    /** After the last row: who was refused is rejected, unless it was everybody, or the run was stopped meanwhile. */
    end(): void {
      const all = [...refusals.values()].flat();
      const [first] = all;
      if (!first || halt.isOn) return;
      if (accepted.size === 0) halt.stop(first.error);
      else all.forEach(reject);
    },
  };
}
