import { type Cells, goodRow } from './rows.ts';

/** Rows that are good one by one, but not together. */
export interface AcrossCase {
  title: string;
  rows: Cells[];
  /** `position severity code` */
  verdicts: string[];
  /** What a stream says where it differs, since it must judge by the first row. */
  streamed?: string[];
}

const withIds = (ids: (string | null)[]) =>
  ids.map((id, index) => goodRow(String(index), { external_reference_id: id }));
const offices = (cells: Cells[]) =>
  cells.map((more, index) => goodRow(String(index), { provider_office: 'Mock Rehab', ...more }));
const CHICAGO = { local_timezone: 'America/Chicago' };

export const ID_CASES: AcrossCase[] = [
  { title: 'may be on all rows', rows: withIds(['A', 'B', 'C']), verdicts: [] },
  { title: 'may be on none', rows: withIds([null, '', 'N/A']), verdicts: [] },
  {
    title: 'must be on all if it is on one',
    rows: withIds(['A', null, '-']),
    verdicts: ['2 error external_reference_id.missing', '3 error external_reference_id.missing'],
  },
  {
    title: 'must be on all if it is on the last',
    rows: withIds([null, '', 'B']),
    verdicts: ['1 error external_reference_id.missing', '2 error external_reference_id.missing'],
    streamed: ['3 error external_reference_id.all_or_none'],
  },
  {
    title: 'must be unique: the later row is rejected',
    rows: withIds(['A', 'B', 'A', 'A']),
    verdicts: ['3 error external_reference_id.duplicate', '4 error external_reference_id.duplicate'],
  },
  {
    title: 'must be unique after trimming and normalising',
    rows: withIds(['A', '\u00a0A ', '\u200bA']),
    verdicts: ['2 error external_reference_id.duplicate', '3 error external_reference_id.duplicate'],
  },
  {
    title: 'is one however its accents were composed',
    rows: withIds(['Zo\u00eb', 'Zoe\u0308']),
    verdicts: ['2 error external_reference_id.duplicate'],
  },
  { title: 'differs by letter case', rows: withIds(['A', 'a']), verdicts: [] },
  {
    title: 'that is broken still is one',
    rows: withIds(['A\u0007', null]),
    verdicts: ['1 error external_reference_id.control_character', '2 error external_reference_id.missing'],
  },
  {
    title: 'is unique even where the earlier row was rejected',
    rows: [goodRow('A', { patient_dob: '' }), goodRow('A')],
    verdicts: ['1 error patient_dob.missing', '2 error external_reference_id.duplicate'],
  },
];

export const OFFICE_CASES: AcrossCase[] = [
  { title: 'in one time zone passes', rows: offices([{}, {}]), verdicts: [] },
  {
    title: 'in two time zones is rejected the second time',
    rows: offices([{}, CHICAGO]),
    verdicts: ['2 error provider_office.timezone_conflict'],
  },
  {
    title: 'in two zones of equal hours is rejected too',
    rows: offices([{}, { local_timezone: 'America/Detroit' }]),
    verdicts: ['2 error provider_office.timezone_conflict'],
  },
  {
    title: 'under two names of one zone passes',
    rows: offices([
      { local_timezone: 'America/Indianapolis' },
      { local_timezone: 'America/Indiana/Indianapolis' },
    ]),
    verdicts: [],
  },
  { title: 'under a link passes', rows: offices([{}, { local_timezone: 'US/Eastern' }]), verdicts: [] },
  {
    title: 'at two addresses is suspicious',
    rows: offices([{}, { provider_office_address: 'Elsewhere' }]),
    verdicts: ['2 warning provider_office.address_conflict'],
  },
  {
    title: 'with two numbers is suspicious',
    rows: offices([{}, { outbound_phone_number: '2125550199' }]),
    verdicts: ['2 warning provider_office.phone_conflict'],
  },
  {
    title: 'at another address with another number is suspicious for both',
    rows: offices([{}, { provider_office_address: 'Elsewhere', outbound_phone_number: '2125550199' }]),
    verdicts: ['2 warning provider_office.address_conflict', '2 warning provider_office.phone_conflict'],
  },
  {
    title: 'with one number in two ways of writing passes',
    rows: offices([{}, { outbound_phone_number: '(404) 555-0112' }]),
    verdicts: [],
  },
  {
    title: 'is judged by its first accepted row',
    rows: offices([{ patient_dob: '', ...CHICAGO }, {}, {}]),
    verdicts: ['1 error patient_dob.missing'],
  },
  {
    title: 'keeps the zone of its first row',
    rows: offices([{}, CHICAGO, {}, CHICAGO]),
    verdicts: ['2 error provider_office.timezone_conflict', '4 error provider_office.timezone_conflict'],
  },
  {
    title: 'with another zone, address and number is rejected once',
    rows: offices([{}, { ...CHICAGO, provider_office_address: 'x', outbound_phone_number: '2125550199' }]),
    verdicts: ['2 error provider_office.timezone_conflict'],
  },
  {
    title: 'is told by its name after trimming',
    rows: offices([{}, { provider_office: ' Mock\u00a0Rehab', ...CHICAGO }]),
    verdicts: ['2 error provider_office.timezone_conflict'],
  },
  {
    title: 'is told by its exact name',
    rows: offices([{}, { provider_office: 'Mock rehab', ...CHICAGO }]),
    verdicts: [],
  },
];
