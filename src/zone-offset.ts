const FORMATS = new Map<string, Intl.DateTimeFormat>();
const NAMES = new Map<string, string>();

/** The offset of a zone at an instant: milliseconds east of UTC. Throws `RangeError` for a zone the runtime does not know. */
export function zoneOffsetMs(zone: string, epochMs: number): number {
  const wholeSecond = Math.floor(epochMs / 1000) * 1000;
  const part: Record<string, number> = {};
  for (const { type, value } of zoneFormat(zone).formatToParts(wholeSecond)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
}

/** The name under which the runtime knows a zone: two links to one zone give the same. Throws like {@link zoneOffsetMs}. */
export function runtimeZone(zone: string): string {
  const name = NAMES.get(zone) ?? zoneFormat(zone).resolvedOptions().timeZone;
  NAMES.set(zone, name);
  return name;
}

// A DateTimeFormat costs up to tens of milliseconds; the known zones are few, and unknown ones are never kept.
function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  FORMATS.set(zone, format);
  return format;
}
