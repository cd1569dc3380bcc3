import {
  type ImportRowsOptions,
  importRows,
  judgeRows,
  type RowReport,
  type RowSource,
} from '@evergrove/scheduler/rows';

export type Cells = Record<string, unknown>;

export const NOW = Date.parse('2026-11-22T12:00:00Z');

export const FIELDS = [
  'external_reference_id',
  'organization_name',
  'patient_name',
  'patient_ssn',
  'patient_dob',
  'patient_phone_number',
  'date_of_injury',
  'expected_appointment_date_time',
  'local_timezone',
  'service_modality',
  'claim_number',
  'insurer_group_name',
  'body_part',
  'provider_office',
  'provider_office_address',
  'provider_state',
  'outbound_phone_number',
  'eoc_number',
  'notes',
] as const;

export const OPTIONAL = ['patient_ssn', 'patient_phone_number', 'provider_state', 'notes'] as const;
export const REQUIRED = FIELDS.filter((field) => field !== FIELDS[0] && !OPTIONAL.includes(field as 'notes'));

/** A row without defect, already in its normal form; its office's name follows its id. */
export function goodRow(id: string, cells: Cells = {}): Cells {
  return {
    external_reference_id: id,
    organization_name: 'Sample IECC Services, LLC',
    patient_name: 'Quillon Samplewright',
    patient_ssn: null,
    patient_dob: '1958-06-12',
    patient_phone_number: null,
    date_of_injury: '2026-04-14',
    expected_appointment_date_time: '2026-12-02T09:00:00',
    local_timezone: 'America/New_York',
    service_modality: 'MRI',
    claim_number: 'ZQ-26000917',
    insurer_group_name: 'Placeholder Casualty & Surety',
    body_part: 'Left knee',
    provider_office: `Example Orthopedics ${id}`,
    provider_office_address: '22 Imaginary Blvd\nBuilding C, Floor 2',
    provider_state: null,
    outbound_phone_number: '+14045550112',
    eoc_number: 'EOC-7001',
    notes: null,
    ...cells,
  };
}

/** The ways of a file to hold the same rows, each starting at the same line. */
export const DRESSES: [title: string, dress: (csv: string) => string][] = [
  ['with CRLF', (csv) => csv],
  ['with LF', (csv) => csv.replaceAll('\r\n', '\n')],
  ['with CRLF and BOM', (csv) => `\ufeff${csv}`],
  ['with a delimiter at the end of every row', (csv) => csv.replaceAll('\r\n', ',\r\n')],
  ['without needless quotes', (csv) => csv.replaceAll(/"([^",\r\n]*)"(?=[,\r])/gu, '$1')],
];

/** CSV of records, every cell quoted; its columns are those of the first. */
export function toCsv(rows: readonly Cells[], lineBreak = '\r\n'): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
  return lines.map((cells) => cells.map(quote).join(',') + lineBreak).join('');
}

export function importAtNow(
  source: Parameters<typeof importRows>[0],
  options: ImportRowsOptions = {},
): Promise<RowReport> {
  return importRows(source, { now: NOW, ...options });
}

/** What judging row by row finds, put together again. */
export async function judgeAtNow(source: RowSource, options: ImportRowsOptions = {}): Promise<RowReport> {
  const verdicts = judgeRows(source, { now: NOW, ...options });
  const accepted: RowReport['accepted'] = [];
  const issues: RowReport['issues'] = [];
  for (;;) {
    const { done, value } = await verdicts.next();
    if (done) return { accepted, issues, ...value };
    if (value.accepted !== undefined) accepted.push(value.accepted);
    issues.push(...value.issues);
  }
}

/** What an import found, in one line per issue. */
export function verdicts({ issues }: RowReport): string[] {
  return issues.map(({ line, code, severity }) => `${line} ${severity} ${code}`);
}

function quote(cell: unknown): string {
  return `"${String(cell).replaceAll('"', '""')}"`;
}
