import type { Reading } from './reading.ts';
import type { RowRule } from './row-rules.ts';

type DayPart = 'year' | 'month' | 'day';
const ISO = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/u;
const US = /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/u;
const MIDNIGHT = /[ T](?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?AM)$/iu;

const REFUSED: readonly (readonly [RowRule, RegExp])[] = [
  ['two_digit_year', /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/u],
  ['serial_number', /^\d{1,6}(?:[.,]\d+)?$/u],
];

/** Reads a day, `YYYY-MM-DD` or `M/D/YYYY`, with the midnight that a database may have added, into `YYYY-MM-DD`. */
export function readDate(text: string): Reading {
  const midnight = MIDNIGHT.exec(text);
  const reading = readDay(midnight === null ? text : text.slice(0, midnight.index));
  if ('value' in reading) return reading;
  const day = readDay(text.replace(/[ T].*/su, ''));
  return 'value' in day ? { rule: 'time' } : reading;
}

/** Reads a day without any time of day. */
export function readDay(text: string): Reading {
  const parts = (ISO.exec(text) ?? US.exec(text))?.groups as Record<DayPart, string> | undefined;
  if (parts !== undefined) {
    const { year, month, day } = parts;
    return isCalendarDay(Number(year), Number(month), Number(day))
      ? { value: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` }
      : { rule: 'impossible' };
  }
  const refused = REFUSED.find(([, pattern]) => pattern.test(text));
  return refused === undefined ? { rule: 'format' } : { rule: refused[0] };
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1 && day >= 1 && day <= days;
}
