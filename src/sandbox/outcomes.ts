import type { AppointmentSlot, CallDetails, GeneratedOutcomes } from '../../generated/types.ts';
import { type Finding, type FindingName, findings } from './findings.ts';
import { pick, type Random } from './random.ts';
import { dateTime } from './timeline.ts';

/**
 * Outcomes as a call might have found them: synthetic, without a name or a number of the patient, and at one with
 * the appointment that was expected. Whether it has passed by `endsAt` (milliseconds since the epoch) decides
 * whether the patient was there.
 */
export function drawOutcomes(
  details: CallDetails,
  name: FindingName,
  endsAt: number,
  random: Random,
): GeneratedOutcomes {
  const completedAt = dateTime(endsAt);
  const expected = slotOf(details.expected_appointment_date_time);
  const hasPassed = expected.date < completedAt.slice(0, 10);
  const finding: Finding = findings[name];
  // What is still to come lies after the call, too.
  const from = hasPassed ? slotOf(completedAt) : expected;
  const rescheduled = name === 'rescheduled' ? later(from, 1 + Math.floor(random() * 14), random) : null;
  return {
    call_completed: true,
    call_completed_at: completedAt,
    patient_attended: hasPassed ? finding.attendance : null,
    non_attendance_reason: finding.reasons ? pick(random, finding.reasons) : null,
    appointment_status: finding.standing,
    confirmed_appointment: name === 'confirmed' ? expected : null,
    rescheduled_appointment: rescheduled,
    future_appointments: finding.goesOn ? followUps(rescheduled ?? from, random) : [],
    outcome: finding.result,
    summary: finding.sentence,
    follow_up: finding.task ?? null,
    confidence: Math.round((0.6 + 0.39 * random()) * 100) / 100,
  };
}

function slotOf(naive: string): AppointmentSlot {
  return { date: naive.slice(0, 10), time: naive.slice(11, 16) };
}

/** The last day whose year has four digits. */
const LAST_DAY = Date.UTC(9999, 11, 31);

/** The same office some days later, at a full or a half hour. */
function later({ date }: AppointmentSlot, days: number, random: Random): AppointmentSlot {
  const day = new Date(Math.min(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000, LAST_DAY));
  const time = pick(random, ['08:30', '09:00', '10:30', '11:00', '13:30', '15:00', '16:30']);
  return { date: day.toISOString().slice(0, 10), time };
}

function followUps(from: AppointmentSlot, random: Random): AppointmentSlot[] {
  return Array.from({ length: Math.floor(random() * 3) }, (_, i) => later(from, 7 * (i + 1), random));
}
