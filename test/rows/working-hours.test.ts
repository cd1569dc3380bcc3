import { validate } from '@evergrove/scheduler';
import { judgeWorkingHours } from '@evergrove/scheduler/rows';
import { describe, expect, it } from 'vitest';
import { HOURS_CASES } from './hours-defects.ts';

const judged = (policy: unknown) =>
  judgeWorkingHours(policy).map(({ severity, code, hint }) => {
    const place = hint.slice(0, hint.indexOf(': '));
    return `${severity} ${code.replace('working_hours_policy.', '')} ${place}`;
  });

describe('working hours', () => {
  it.each(HOURS_CASES)('$title: $verdicts', ({ policy, verdicts }) => {
    expect(judged(policy).sort()).toEqual([...verdicts].sort());
  });

  it.each(HOURS_CASES)('$title pass where upsertEntity lets them pass, and nowhere else', ({ policy }) => {
    const entity = { name: 'x', location_timezone: 'America/Chicago', working_hours_policy: policy };
    const isRefused = judgeWorkingHours(policy).some(({ severity }) => severity === 'error');
    expect(isRefused).toBe(validate.entityInput(entity).length > 0);
  });

  it('have issues in the shape of a row’s, with their path', () => {
    const night = { windows: [{ start: '22:00', end: '06:00' }], default_call_time: '23:00' };
    expect(judgeWorkingHours({ monday: night })).toEqual([
      {
        line: 0,
        row: 0,
        field: 'working_hours_policy',
        code: 'working_hours_policy.over_midnight',
        severity: 'error',
        hint: 'monday.windows[0].end: must be later than start: split a window over midnight on two days',
        path: ['monday', 'windows', 0, 'end'],
      },
    ]);
  });

  it.each(HOURS_CASES)('$title: no value is said', ({ policy }) => {
    const said = JSON.stringify(judgeWorkingHours(policy));
    const values = JSON.stringify(policy ?? '').match(/\d\d?:\d\d(?::\d\d| [AP]M)?/gu) ?? [];
    const named = ['08:00', '21:00', '24:00', '00:00', '23:59'];
    for (const value of values) if (!named.includes(value)) expect(said).not.toContain(value);
    expect(said).not.toContain('Zephyrine');
  });
});
