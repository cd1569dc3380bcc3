import type { WorkingHoursPolicy } from '../../generated/types.ts';

const open = { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' };

/** The hours given to every office of a run, in its own time zone: the spreadsheet does not say. */
export const officeHours: WorkingHoursPolicy = {
  monday: open,
  tuesday: open,
  wednesday: open,
  thursday: open,
  friday: open,
};
