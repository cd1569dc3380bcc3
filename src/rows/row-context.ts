import { zoneOffsetMs } from '../zone-offset.ts';
import { createLocalTimeResolver, type ResolveLocalTime } from './local-time.ts';
import { memoize } from './memoize.ts';
import type { Reading } from './reading.ts';
import { readZone } from './zone-label.ts';

const HOUR_MS = 3_600_000;
const LAST_MS = Date.UTC(9999, 0);
// Zones are few; what goes beyond are broken labels, and a stream of them must not fill the memory.
const MAX_KNOWN = 1_000;

/** What judging the rows of one source needs beside them. */
export interface RowContext {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** The latest day on earth (UTC+14), `YYYY-MM-DD`: no honest date lies after it. */
  readonly today: string;
  readonly localTime: ResolveLocalTime;
  /** Reads a zone label, first by the caller's own labels. */
  readonly readZone: (label: string) => Reading;
  /** A zone's offsets in January and July of the current year, as one comparable text. */
  readonly offsetsOf: (zone: string) => string;
}

/** Throws `TypeError` when `now` is no time of day and age, or when `zones` leads to something that is no zone. */
export function createRowContext(
  now: Date | number = Date.now(),
  zones: Readonly<Record<string, string>> = {},
): RowContext {
  const nowMs = Number(now);
  if (!(nowMs >= 0 && nowMs < LAST_MS)) throw new TypeError('now: must be a Date or epoch milliseconds');
  const latest = new Date(nowMs + 14 * HOUR_MS);
  const year = latest.getUTCFullYear();
  const labels = readZones(zones);
  return {
    nowMs,
    today: latest.toISOString().slice(0, 10),
    localTime: createLocalTimeResolver(),
    readZone: memoize(MAX_KNOWN, (label: string) => labels.get(label.toLowerCase()) ?? readZone(label)),
    offsetsOf: memoize(MAX_KNOWN, (zone: string) =>
      [0, 6].map((month) => zoneOffsetMs(zone, Date.UTC(year, month, 15))).join(),
    ),
  };
}

function readZones(zones: Readonly<Record<string, string>>): ReadonlyMap<string, Reading> {
  const labels = new Map<string, Reading>();
  for (const [label, zone] of Object.entries(zones)) {
    const reading = readZone(zone);
    if ('rule' in reading) throw new TypeError('zones: every value must be an IANA time zone, Area/Location');
    labels.set(label.trim().toLowerCase(), reading);
  }
  return labels;
}
