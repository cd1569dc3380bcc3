import type { WorkingHoursPolicy } from '../../generated/types.ts';
import { judgeWorkingHours } from '../rows/index.ts';
import type { Terminal } from './output.ts';
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

/** The hours of every office: those of a JSON file, or Monday to Friday. What is suspicious is told as a warning. */
export async function readHours(path: string | undefined, terminal: Terminal): Promise<WorkingHoursPolicy> {
  if (path === undefined) return officeHours;
  const policy = await readJsonObject(path);
  const issues = judgeWorkingHours(policy);
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new UsageError(`${path}: ${errors.map(({ hint }) => hint).join('; ')}`);
  for (const { hint } of issues) terminal.err(`warning: ${path}: ${hint}\n`);
  return policy as WorkingHoursPolicy;
}
