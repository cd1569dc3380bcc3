/** What a call can find out about an appointment. */
export interface Finding {
  /** Where the appointment stands. */
  standing: string;
  /** The outcome of the call. */
  result: string;
  sentence: string;
  /** Whether the patient was there, of an appointment that has passed. */
  attendance: boolean | null;
  /** Whether the office may name further appointments. */
  goesOn: boolean;
  reasons?: readonly [string, ...string[]];
  task?: string;
}

/** The findings by name. */
export const findings = {
  /** The office confirms the appointment: that it stands or, when it has passed, that the patient was there. */
  confirmed: {
    standing: 'confirmed',
    result: 'appointment_confirmed',
    sentence: 'The front desk confirmed the appointment.',
    attendance: true,
    goesOn: true,
  },
  /** The office answers, but cannot say whether the appointment stands. */
  unconfirmed: {
    standing: 'unconfirmed',
    result: 'appointment_not_confirmed',
    sentence: 'The front desk answered, but could not confirm the appointment.',
    attendance: null,
    goesOn: false,
    task: 'Call the office again.',
  },
  /** The office has moved the appointment to another day. */
  rescheduled: {
    standing: 'rescheduled',
    result: 'appointment_rescheduled',
    sentence: 'The office moved the appointment to another day.',
    attendance: false,
    goesOn: true,
    reasons: [
      'The patient asked for another day.',
      'The office was short of staff.',
      'The authorization was late.',
    ],
  },
  /** The appointment was cancelled, and there is no new one. */
  cancelled: {
    standing: 'cancelled',
    result: 'appointment_cancelled',
    sentence: 'The appointment was cancelled and no new one was made.',
    attendance: false,
    goesOn: false,
    reasons: ['The patient withdrew.', 'The service is no longer needed.'],
    task: 'Ask the patient whether a new appointment is wanted.',
  },
} as const satisfies Record<string, Finding>;

/** The name of a finding. */
export type FindingName = keyof typeof findings;
