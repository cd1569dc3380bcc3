import type { WorkingHoursPolicy } from '../../generated/types.ts';
import type { RowReport } from '../rows/index.ts';
import { type FileRow, fileRows } from './batch-rows.ts';
import { readHours } from './hours-file.ts';
import { readRows } from './rows-file.ts';
import { readSuppression, type Suppression } from './suppress-file.ts';
import { UsageError } from './usage-error.ts';

/** What a run is about, read and judged before anything is sent. */
export interface RunInput {
  report: RowReport;
  /** The rows that can be called, by their `external_reference_id`. */
  rows: ReadonlyMap<string, FileRow>;
  hours: WorkingHoursPolicy;
  suppression: Suppression;
}

interface Values {
  columns?: string | undefined;
  zones?: string | undefined;
  now?: string | undefined;
  hours?: string | undefined;
  suppress?: string | undefined;
  'call-type': string;
  release: readonly string[];
}

/** Reads the files of a run. Throws a UsageError for what is wrong with any of them. */
export async function readRunInput(
  file: string,
  values: Values,
  interrupted: AbortSignal,
): Promise<RunInput> {
  const { policy: hours, warnings } = await readHours(values.hours);
  const read = await readRows(file, values, interrupted);
  const report = { ...read, issues: [...warnings, ...read.issues] };
  const suppression = await readSuppression(values.suppress, report.accepted);
  const rows = fileRows(report.accepted, { call_type: values['call-type'], working_hours_policy: hours });
  if (!rows)
    throw new UsageError('run: the journal knows a row by its external_reference_id: add that column');
  const unknown = values.release.findIndex((key) => !rows.has(key));
  if (unknown >= 0)
    throw new UsageError(
      `run: --release ${unknown + 1} of ${values.release.length} is the external_reference_id of no row that can be called`,
    );
  return { report, rows, hours, suppression };
}
