import { runtimeZone } from '../zone-offset.ts';
import { addIssue, isRejected, type JudgedRow } from './judge-row.ts';
import type { NormalizedCallRow } from './normalized-call-row.ts';
import type { RowRule } from './row-rules.ts';

/** Gives the name of the entity that a row's office becomes. */
export type EntityName = (row: NormalizedCallRow) => string;

/** Judges rows by each other: ids on all rows or none and unique, one entity one time zone. */
export function judgeAcrossRows(rows: readonly JudgedRow[], entityName: EntityName): void {
  judgeIds(rows.filter(({ issues }) => issues.every(({ field }) => field !== 'row')));
  judgeOffices(rows, entityName);
}

function judgeIds(rows: readonly JudgedRow[]): void {
  if (rows.every(({ fields }) => fields.external_reference_id === null)) return;
  const seen = new Set<string>();
  for (const judged of rows) {
    const id = judged.fields.external_reference_id;
    if (id === null) addIssue(judged, 'external_reference_id', 'missing');
    else if (id !== undefined && seen.has(id)) addIssue(judged, 'external_reference_id', 'duplicate');
    else if (id !== undefined) seen.add(id);
  }
}

// Which difference to the first accepted row of an office matters, and how; a conflict of zones needs no second word.
const OFFICE_RULES: readonly (readonly [RowRule, (row: NormalizedCallRow) => string])[] = [
  ['timezone_conflict', (row) => runtimeZone(row.local_timezone)],
  ['address_conflict', (row) => row.provider_office_address],
  ['phone_conflict', (row) => row.outbound_phone_number],
];

// A rejected row becomes no entity, so it is in conflict with nobody.
function judgeOffices(rows: readonly JudgedRow[], entityName: EntityName): void {
  const offices = new Map<string, NormalizedCallRow>();
  for (const judged of rows) {
    if (isRejected(judged)) continue;
    const row = judged.fields as NormalizedCallRow;
    const name = checkName(entityName({ ...row }));
    const first = offices.get(name);
    if (first === undefined) offices.set(name, row);
    else judgeOffice(judged, row, first);
  }
}

function judgeOffice(judged: JudgedRow, row: NormalizedCallRow, first: NormalizedCallRow): void {
  for (const [rule, read] of OFFICE_RULES) {
    if (isRejected(judged)) return;
    if (read(row) !== read(first)) addIssue(judged, 'provider_office', rule);
  }
}

function checkName(name: unknown): string {
  if (typeof name === 'string' && name !== '') return name;
  throw new TypeError('entityName: must return a name, a string that is not empty');
}
