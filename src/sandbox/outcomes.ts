import type { AppointmentSlot, CallDetails, GeneratedOutcomes } from '../../generated/types.ts';
import { pick, type Random } from './random.ts';
import { dateTime } from './timeline.ts';

/**
 * Outcomes as a call might have found them: synthetic, without a name or a number of the patient. Whether
 * the appointment has passed by `endsAt` (milliseconds since the epoch) decides what can have become of it.
 */
export function drawOutcomes(details: CallDetails, endsAt: number, random: Random): GeneratedOutcomes {
  const completedAt = dateTime(endsAt);
  const expected = slotOf(details.expected_appointment_date_time);
  const findings = expected.date < completedAt.slice(0, 10) ? afterwards : beforehand;
  const finding = pick(random, findings);
  const isMoved = finding.appointment_status === 'rescheduled';
  const rescheduled = isMoved ? later(expected, 1 + Math.floor(random() * 14), random) : null;
  const { patient_attended, appointment_status, outcome, summary } = finding;
  return {
    call_completed: true,
    call_completed_at: completedAt,
    patient_attended,
    non_attendance_reason: finding.reasons ? pick(random, finding.reasons) : null,
    appointment_status,
    confirmed_appointment: appointment_status === 'confirmed' ? expected : null,
    rescheduled_appointment: rescheduled,
    future_appointments: followUps(rescheduled ?? expected, random),
    outcome,
    summary,
    follow_up: finding.follow_up ?? null,
    confidence: Math.round((0.6 + 0.39 * random()) * 100) / 100,
  };
}

interface Finding {
  appointment_status: string;
  outcome: string;
  summary: string;
  patient_attended: boolean | null;
  reasons?: readonly [string, ...string[]];
  follow_up?: string;
}

const moved: Finding = {
  appointment_status: 'rescheduled',
  outcome: 'appointment_rescheduled',
  summary: 'The office moved the appointment to another day.',
  patient_attended: false,
  reasons: [
    'The patient asked for another day.',
    'The office was short of staff.',
    'The authorization was late.',
  ],
};

const cancelled: Finding = {
  appointment_status: 'cancelled',
  outcome: 'appointment_cancelled',
  summary: 'The appointment was cancelled and no new one was made.',
  patient_attended: false,
  reasons: ['The patient withdrew.', 'The service is no longer needed.'],
  follow_up: 'Ask the patient whether a new appointment is wanted.',
};

/** What an office can say of an appointment that has passed. */
const afterwards: readonly [Finding, ...Finding[]] = [
  {
    appointment_status: 'attended',
    outcome: 'patient_attended',
    summary: 'The front desk confirmed that the patient was seen.',
    patient_attended: true,
  },
  {
    appointment_status: 'no_show',
    outcome: 'patient_did_not_attend',
    summary: 'The patient did not come and did not call.',
    patient_attended: false,
    reasons: ['No reason was given.', 'The patient could not be reached.', 'The patient had no transport.'],
    follow_up: 'Make a new appointment.',
  },
  moved,
  cancelled,
];

/** What an office can say of an appointment that is still to come. */
const beforehand: readonly [Finding, ...Finding[]] = [
  {
    appointment_status: 'confirmed',
    outcome: 'appointment_confirmed',
    summary: 'The front desk confirmed the appointment.',
    patient_attended: null,
  },
  { ...moved, patient_attended: null },
  { ...cancelled, patient_attended: null },
];

function slotOf(naive: string): AppointmentSlot {
  return { date: naive.slice(0, 10), time: naive.slice(11, 16) };
}

/** The same office some days later, at a full or a half hour. */
function later({ date }: AppointmentSlot, days: number, random: Random): AppointmentSlot {
  const day = new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000);
  const time = pick(random, ['08:30', '09:00', '10:30', '11:00', '13:30', '15:00', '16:30']);
  return { date: day.toISOString().slice(0, 10), time };
}

function followUps(from: AppointmentSlot, random: Random): AppointmentSlot[] {
  return Array.from({ length: Math.floor(random() * 3) }, (_, i) => later(from, 7 * (i + 1), random));
}
