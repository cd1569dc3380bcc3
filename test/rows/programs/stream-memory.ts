/**
 * Streams many records through judgeRows and prints how the heap grew between a tenth of them and all, per record.
 * Ids are slices of a chunk of 4 KiB, as a reader's cells may be. To be run with --expose-gc.
 * Arguments: how many records, and what they are like: `ids`, `no-ids` (ever new days), or
 * `broken` (ever new zone labels and columns).
 */
import { judgeRows } from '../../../src/rows/index.ts';

const [, , count = '', kind = ''] = process.argv;
const COUNT = Number(count);
let pulled = 0;
let atTenth = 0;
let most = 0;

function heapUsed(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function id(n: number): string {
  const chunk = Buffer.alloc(4_096, 'x').toString('latin1');
  return `${chunk}IECC-2026-${String(n).padStart(8, '0')}`.replace('y', '').slice(chunk.length);
}

// Some 80 000 different ones.
function dayOf(n: number): string {
  const [month, day] = [1 + (n % 12), 1 + (n % 28)].map((part) => String(part).padStart(2, '0'));
  return `${2027 + (n % 991)}-${month}-${day}`;
}

function record(n: number): Record<string, unknown> {
  const office = n % 500;
  const broken = kind === 'broken' ? { [`column ${n}`]: 'x', local_timezone: `America/Nowhere${n}` } : {};
  return {
    external_reference_id: kind === 'ids' ? id(n) : null,
    organization_name: 'Sample IECC Services, LLC',
    patient_name: `Quillon Samplewright ${n}`,
    patient_dob: '1958-06-12',
    date_of_injury: '2026-04-14',
    expected_appointment_date_time: `${kind === 'no-ids' ? dayOf(n) : '2026-12-02'}T09:00:00`,
    local_timezone: 'America/New_York',
    service_modality: 'MRI',
    claim_number: `ZQ-${n}`,
    insurer_group_name: 'Placeholder Casualty & Surety',
    body_part: 'Left knee',
    provider_office: `Example Orthopedics ${office}`,
    provider_office_address: `${office} Imaginary Blvd`,
    outbound_phone_number: `+140455${String(50_000 + office).slice(0, 5)}`,
    eoc_number: `EOC-${n}`,
    notes: `Ask first. ${n} `.repeat(20),
    ...broken,
  };
}

async function* records(): AsyncGenerator<Record<string, unknown>> {
  for (; pulled < COUNT; ) yield record(pulled++);
}

const totals = { verdicts: 0, accepted: 0 };
let ahead = 0;
for await (const { accepted } of judgeRows(records(), { now: Date.parse('2026-11-22T12:00:00Z') })) {
  totals.verdicts += 1;
  if (accepted !== undefined) totals.accepted += 1;
  ahead = Math.max(ahead, pulled - totals.verdicts);
  if (totals.verdicts === COUNT / 10) atTenth = heapUsed();
  if (totals.verdicts % (COUNT / 10) === 0) most = Math.max(most, heapUsed());
}
const bytesPerRecord = Math.round((most - atTenth) / (COUNT * 0.9));
process.stdout.write(JSON.stringify({ ...totals, ahead, bytesPerRecord }));
