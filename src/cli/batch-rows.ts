import type { CallInput, EntityInput } from '../../generated/types.ts';
import type { KeyedRow } from '../batch/index.ts';
import { type AcceptedRow, groupByOffice, toCallInput } from '../rows/index.ts';

/** A row of the file on its way, and where in the file it stands. */
export interface FileRow {
  accepted: AcceptedRow;
  batchRow: KeyedRow;
}

/** The rows of a file by `external_reference_id`, in the order of the file; undefined when they have none. */
export function fileRows(
  rows: readonly AcceptedRow[],
  options: Pick<CallInput, 'call_type'> & Pick<EntityInput, 'working_hours_policy'>,
): Map<string, FileRow> | undefined {
  const { call_type, working_hours_policy } = options;
  const byReference = new Map<string, FileRow>();
  for (const office of groupByOffice(rows)) {
    const entity = { ...office.entity, working_hours_policy };
    for (const accepted of office.rows) {
      const { external_reference_id } = accepted.row;
      if (!external_reference_id) return undefined;
      const call = { ...toCallInput(accepted.row, { call_type }), external_reference_id };
      byReference.set(external_reference_id, { accepted, batchRow: { entity, call } });
    }
  }
  return new Map([...byReference].sort(([, a], [, b]) => a.accepted.line - b.accepted.line));
}
