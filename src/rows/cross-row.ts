import { runtimeZone } from '../zone-offset.ts';
import { addIssue, isRejected, type JudgedRow } from './judge-row.ts';
import type { NormalizedCallRow } from './normalized-call-row.ts';
import { type EntityName, officeName } from './office-name.ts';
import { type RowRule, rowHint } from './row-rules.ts';
import type { RowIssueField } from './rules/rule.ts';

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
  const ids = new Map<string, number>();
  const offices = new Map<string, Office>();

  function judgeId(judged: JudgedRow): void {
    const id = judged.fields.external_reference_id;
    isWithIds ??= id !== null;
    if (id === null && isWithIds) addIssue(judged, 'external_reference_id', 'missing');
    if (id === null || id === undefined) return;
    if (!isWithIds) addIssue(judged, 'external_reference_id', 'all_or_none');
    else judgeUnique(judged, id);
  }

  function judgeUnique(judged: JudgedRow, id: string): void {
    const line = ids.get(id);
    if (line === undefined) ids.set(copyOf(id), judged.line);
    else addConflict(judged, 'external_reference_id', 'duplicate', line);
  }

  // A rejected row becomes no entity, so it is in conflict with nobody.
  function judgeOffice(judged: JudgedRow): void {
    if (isRejected(judged)) return;
    const row = judged.fields as NormalizedCallRow;
    const name = officeName(row, entityName);
    const facts = OFFICE_FACTS.map(([, read]) => read(row));
    const first = offices.get(name);
    if (first === undefined) offices.set(copyOf(name), { line: judged.line, facts: facts.map(copyOf) });
    else judgeFacts(judged, facts, first);
  }

  return (judged) => {
    if (!judged.isUnreadable) judgeId(judged);
    judgeOffice(judged);
  };
}

/** What an office's first accepted row says of it. */
interface Office {
  readonly line: number;
  readonly facts: readonly string[];
}

// Which difference to the first accepted row of an office matters, and how; a conflict of zones needs no second word.
const OFFICE_FACTS: readonly (readonly [RowRule, (row: NormalizedCallRow) => string])[] = [
  ['timezone_conflict', (row) => runtimeZone(row.local_timezone)],
  ['address_conflict', (row) => row.provider_office_address],
  ['phone_conflict', (row) => row.outbound_phone_number],
];

function judgeFacts(judged: JudgedRow, facts: readonly string[], first: Office): void {
  for (const [at, [rule]] of OFFICE_FACTS.entries()) {
    if (isRejected(judged)) return;
    if (facts[at] !== first.facts[at]) addConflict(judged, 'provider_office', rule, first.line);
  }
}

// In the hint of the table, "an earlier row" is any.
function addConflict(judged: JudgedRow, field: RowIssueField, rule: RowRule, line: number): void {
  addIssue(judged, field, rule, rowHint(field, rule).replace('an earlier row', `line ${line}`));
}

// A cell may be a slice of the chunk that its reader was given: kept as it is, it would keep the chunk in memory.
function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text));
}
