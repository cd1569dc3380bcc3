import type { WorkingHoursPolicy } from '../../generated/types.ts';
import { judgeWorkingHours, type RowIssue } from '../rows/index.ts';
import { readJsonObject } from './read-file.ts';
import { UsageError } from './usage-error.ts';

const open = { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' };

/** The hours given to every office of a run, in its own time zone, when the caller names none. */
const officeHours: WorkingHoursPolicy = {
  monday: open,
  tuesday: open,
  wednesday: open,
  thursday: open,
  friday: open,
};

/** Hours, and what is suspicious about them. */
export interface Hours {
  policy: WorkingHoursPolicy;
  warnings: RowIssue[];
}

/** The hours of every office: those of a JSON file, or Monday to Friday. */
export async function readHours(path: string | undefined): Promise<Hours> {
  if (path === undefined) return { policy: officeHours, warnings: [] };
  const policy = await readJsonObject(path);
  const issues = judgeWorkingHours(policy);
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new UsageError(`${path}: ${errors.map(({ hint }) => hint).join('; ')}`);
  return {
    policy: policy as WorkingHoursPolicy,
    warnings: issues.map(({ path: _place, ...issue }) => issue),
  };
}
