import { sleep } from '../clock.ts';
import { isSchedulerError, type SchedulerError } from '../errors.ts';
import type { BatchRow } from './options.ts';
import type { RunContext } from './run-context.ts';
import { verdictOn } from './verdict.ts';

/** How often an upsert is tried before its rows are left for the next run. */
const MOST_TRIES = 3;
const PAUSE_MS = 5_000;

/** The id of an office's entity, or why it has none. */
export type OfficeId = { id: string } | { refusedBy: SchedulerError } | { missedBy: SchedulerError };

/** Upserts each office once a run: an upsert by name is safe to repeat, so nothing of it is written down. */
export function createOffices({ options, clock, halt, gate }: RunContext) {
  const known = new Map<string, OfficeId>();

  async function upsert({ entity }: BatchRow): Promise<OfficeId> {
    for (let tries = 1; ; tries++) {
      await gate.pass();
      try {
        const { id } = await options.scheduler.upsertEntity(entity);
        gate.accepted('upsertEntity');
        return { id };
      } catch (error) {
        if (!isSchedulerError(error)) throw error;
        const verdict = verdictOn(error);
        if (verdict === 'stop') halt.stop(error);
        if (verdict === 'refused') return { refusedBy: error };
        gate.failed(error);
        if (halt.isOn || tries === MOST_TRIES) return { missedBy: error };
        await sleep(PAUSE_MS * tries, clock, halt.signal);
      }
    }
  }

  return {
    async idOf(row: BatchRow): Promise<OfficeId> {
      const { name } = row.entity;
      const office = known.get(name) ?? (await upsert(row));
      known.set(name, office);
      return office;
    },
  };
}
