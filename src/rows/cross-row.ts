import { runtimeZone } from '../zone-offset.ts';
import { addIssue, isRejected, type JudgedRow } from './judge-row.ts';
import type { NormalizedCallRow } from './normalized-call-row.ts';
import { type EntityName, officeName } from './office-name.ts';
import type { RowRule } from './row-rules.ts';

/** Judges each row by those before it, of which it keeps the ids, and per office what may not differ. */
export type JudgeAcrossRows = (judged: JudgedRow) => void;

/** What judging across rows is told. */
export interface AcrossRowsOptions {
  /** Whether any row of the source has an id; when that is not known, the first row decides for all. */
  hasIds?: boolean;
  entityName: EntityName | undefined;
}

/** Makes a {@link JudgeAcrossRows}: ids on all rows or none and unique, one entity one time zone. */
export function createAcrossRows({ hasIds, entityName }: AcrossRowsOptions): JudgeAcrossRows {
  let isWithIds = hasIds;
  const ids = new Set<string>();
  const offices = new Map<string, OfficeFacts>();

  function judgeId(judged: JudgedRow): void {
    const id = judged.fields.external_reference_id;
    isWithIds ??= id !== null;
    if (id === null && isWithIds) addIssue(judged, 'external_reference_id', 'missing');
    if (id === null || id === undefined) return;
    if (!isWithIds) addIssue(judged, 'external_reference_id', 'all_or_none');
    else if (ids.has(id)) addIssue(judged, 'external_reference_id', 'duplicate');
    else ids.add(copyOf(id));
  }

  // A rejected row becomes no entity, so it is in conflict with nobody.
  function judgeOffice(judged: JudgedRow): void {
    if (isRejected(judged)) return;
    const row = judged.fields as NormalizedCallRow;
    const name = officeName(row, entityName);
    const facts = OFFICE_FACTS.map(([, read]) => read(row));
    const first = offices.get(name);
    if (first === undefined) offices.set(copyOf(name), facts.map(copyOf));
    else judgeFacts(judged, facts, first);
  }

  return (judged) => {
    if (!judged.isUnreadable) judgeId(judged);
    judgeOffice(judged);
  };
}

type OfficeFacts = readonly string[];

// Which difference to the first accepted row of an office matters, and how; a conflict of zones needs no second word.
const OFFICE_FACTS: readonly (readonly [RowRule, (row: NormalizedCallRow) => string])[] = [
  ['timezone_conflict', (row) => runtimeZone(row.local_timezone)],
  ['address_conflict', (row) => row.provider_office_address],
  ['phone_conflict', (row) => row.outbound_phone_number],
];

function judgeFacts(judged: JudgedRow, facts: OfficeFacts, first: OfficeFacts): void {
  for (const [at, [rule]] of OFFICE_FACTS.entries()) {
    if (isRejected(judged)) return;
    if (facts[at] !== first[at]) addIssue(judged, 'provider_office', rule);
  }
}

// A cell may be a slice of the chunk that its reader was given: kept as it is, it would keep the chunk in memory.
function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text));
}
