import { readDay } from './calendar-date.ts';
import type { Reading } from './reading.ts';

const DAY_AND_TIME = /^(?<day>[^\s,T]+)(?:T|,?\s+)(?<time>\S.*)$/u;
const OFFSET = /(?:z|\d\s*[+\-\u2212]\d{1,2}(?::?\d{2})?)$|.\b(?:utc|gmt|[acehmp][sd]?t|ak[sd]?t)\b|\[/iu;
const TIME =
  /^(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.0+)?)?(?:\s*(?<half>[ap])\.?m\.?)?$/iu;
const MAX_LENGTH = 100;

type TimeParts = { hour: string; minute: string; second?: string; half?: string };

/** Reads a local day and time of day into `YYYY-MM-DDTHH:mm:ss`; whether that hour exists is its zone's matter. */
export function readAppointment(text: string): Reading {
  const parts = text.length > MAX_LENGTH ? undefined : DAY_AND_TIME.exec(text)?.groups;
  const day = readDay(parts?.day ?? text);
  if ('rule' in day) return day;
  if (parts?.time === undefined) return { rule: 'no_time' };
  if (OFFSET.test(parts.time)) return { rule: 'offset' };
  const time = TIME.exec(parts.time)?.groups as TimeParts | undefined;
  if (time === undefined) return { rule: 'format' };
  const clock = readClock(time);
  return clock === undefined ? { rule: 'impossible' } : { value: `${day.value}T${clock}` };
}

function readClock({ hour, minute, second = '00', half }: TimeParts): string | undefined {
  const isHour = half === undefined ? Number(hour) <= 23 : Number(hour) >= 1 && Number(hour) <= 12;
  if (!isHour || Number(minute) > 59 || Number(second) > 59) return undefined;
  const hour24 =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${String(hour24).padStart(2, '0')}:${minute}:${second}`;
}
