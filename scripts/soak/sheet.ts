import type { RowField } from '../../src/rows/index.ts';

/** One row of a synthetic spreadsheet. */
export type SheetRow = Record<RowField, string>;

const OFFICES = 8;

/** Rows that nothing is wrong with, at a few offices in two time zones, all of the fictional number block. */
export function sheetRows(count: number): SheetRow[] {
  return Array.from({ length: count }, (_, i) => ({
    external_reference_id: `soak-${String(i + 1).padStart(5, '0')}`,
    organization_name: 'Sample Organization',
    patient_name: `Zephyrine Testperson ${i + 1}`,
    patient_ssn: '',
    patient_dob: '1951-01-01',
    patient_phone_number: '',
    date_of_injury: '2026-01-01',
    expected_appointment_date_time: '2030-12-02T08:30:00',
    local_timezone: i % OFFICES < OFFICES / 2 ? 'America/New_York' : 'America/Denver',
    service_modality: 'MRI',
    claim_number: `WC-${i + 1}`,
    insurer_group_name: 'Acme Mutual Test Group',
    body_part: 'Left knee',
    provider_office: `Imaginary Imaging ${(i % OFFICES) + 1}`,
    provider_office_address: `${(i % OFFICES) + 1} Placeholder Ave`,
    provider_state: i % OFFICES < OFFICES / 2 ? 'NY' : 'CO',
    outbound_phone_number: `+1212555010${i % OFFICES}`,
    eoc_number: `EOC-${i + 1}`,
    notes: '',
  }));
}

/** Rows as CSV, every cell in quotes. */
export function toCsv(rows: readonly Partial<SheetRow>[]): string {
  const header = Object.keys(rows[0] ?? {});
  const lines = [header, ...rows.map((row) => Object.values(row))];
  return lines
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`)
    .join('');
}
