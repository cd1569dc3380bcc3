import type { GeneratedOutcomes, RequestStatus } from '../../generated/types.ts';
import type { Unchecked } from '../unchecked.ts';

// Which outcomes are written, in the order of the reference: a field that comes or goes must be entered here to compile.
const OUTCOME_COLUMNS = {
  call_completed: true,
  call_completed_at: true,
  patient_attended: true,
  non_attendance_reason: true,
  appointment_status: true,
  confirmed_appointment: true,
  rescheduled_appointment: true,
  future_appointments: true,
  outcome: true,
  summary: true,
  follow_up: true,
  confidence: true,
} as const satisfies Record<keyof GeneratedOutcomes, true>;

const OUTCOME_FIELDS = Object.keys(OUTCOME_COLUMNS) as (keyof GeneratedOutcomes)[];

/** One row of the way back: which call it was, and what came of it. */
export interface OutcomeRow extends WithOutcomes {
  external_reference_id: string | null;
  request_id: string;
  /** An `OutboundCallStatus`, or whatever newer status the API answered. */
  status: string;
  /** How often the call was placed. */
  attempts?: number | null | undefined;
}

/** `GeneratedOutcomes`; absent or null while there are none. */
type WithOutcomes = {
  [K in keyof Pick<RequestStatus, 'generated_outcomes'>]?:
    | Readonly<Unchecked<GeneratedOutcomes>>
    | null
    | undefined;
};

const CALL_FIELDS = ['external_reference_id', 'request_id', 'status', 'attempts'] as const;

// What a spreadsheet may run instead of showing it; the full-width forms count as well in some.
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

/**
 * Writes outcomes as CSV (RFC 4180, CRLF, a header row, no byte order mark), one line per row, in the order given.
 * An appointment is written `date time`, a list joined by `; `, another object as JSON. A text that starts like a
 * formula gets a leading `'`; numbers stay as they are.
 */
export function outcomesToCsv(results: Iterable<OutcomeRow>): string {
  const lines: (readonly unknown[])[] = [[...CALL_FIELDS, ...OUTCOME_FIELDS]];
  for (const result of results) {
    const outcomes = result.generated_outcomes ?? {};
    lines.push([
      ...CALL_FIELDS.map((field) => result[field]),
      ...OUTCOME_FIELDS.map((field) => outcomes[field]),
    ]);
  }
  return lines.map((cells) => `${cells.map(toCsvCell).join(',')}\r\n`).join('');
}

function toCsvCell(value: unknown): string {
  const text = toText(value);
  const safe = typeof value !== 'number' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(toText).join('; ');
  if (typeof value !== 'object') return String(value);
  const { date, time, ...rest } = value as Record<string, unknown>;
  const isSlot = typeof date === 'string' && typeof time === 'string' && Object.keys(rest).length === 0;
  return isSlot ? `${date} ${time}` : JSON.stringify(value);
}
