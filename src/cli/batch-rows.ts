import type { CallInput, EntityInput } from '../../generated/types.ts';
import type { BatchRow } from '../batch/index.ts';
import { type AcceptedRow, groupByOffice, toCallInput } from '../rows/index.ts';

/** A row of the file on its way, and where in the file it stands. */
export interface FileRow {
  accepted: AcceptedRow;
  batchRow: BatchRow;
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
      const call = toCallInput(accepted.row, { call_type });
      if (!call.external_reference_id) return undefined;
      byReference.set(call.external_reference_id, { accepted, batchRow: { entity, call } });
    }
  }
  return new Map([...byReference].sort(([, a], [, b]) => a.accepted.line - b.accepted.line));
}
