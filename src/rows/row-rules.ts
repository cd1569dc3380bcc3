import { ACROSS_RULES } from './rules/across-rules.ts';
import { CELL_RULES } from './rules/cell-rules.ts';
import { DATE_RULES } from './rules/date-rules.ts';
import { FILE_RULES } from './rules/file-rules.ts';
import { OTHER_RULES } from './rules/other-rules.ts';
import { PHONE_RULES } from './rules/phone-rules.ts';
import type { RowIssueField, Rule } from './rules/rule.ts';
import { WORKING_HOURS_RULES } from './rules/working-hours-rules.ts';

/** The rules as people read them, part by part. */
export const RULE_PARTS = {
  'The file': FILE_RULES,
  'Any cell': CELL_RULES,
  'Phone numbers': PHONE_RULES,
  'Dates and times': DATE_RULES,
  'Time zones and social security numbers': OTHER_RULES,
  'Across rows': ACROSS_RULES,
  'Working hours': WORKING_HOURS_RULES,
} as const satisfies Record<string, Readonly<Record<string, Rule>>>;

/**
 * Every rule that a row, a file or working hours can break: which fields it is about, how bad it is, and how to mend
 * it. An issue's `code` is `field.rule`. An error rejects the row (an error of the file: all rows).
 */
export const ROW_RULES = {
  ...FILE_RULES,
  ...CELL_RULES,
  ...PHONE_RULES,
  ...DATE_RULES,
  ...OTHER_RULES,
  ...ACROSS_RULES,
  ...WORKING_HOURS_RULES,
} as const satisfies Record<string, Rule>;

/** The name of a rule: the part of an issue's `code` after the dot. */
export type RowRule = keyof typeof ROW_RULES;

/** A code that an issue can have: `field.rule`, e.g. `patient_dob.future`. */
export type RowCode = {
  [R in RowRule]: `${(typeof ROW_RULES)[R]['fields'][number]}.${R}`;
}[RowRule];

/** One code, and all that is said of it. */
export interface RowCodeEntry {
  readonly code: RowCode;
  readonly field: RowIssueField;
  readonly rule: RowRule;
  readonly severity: 'error' | 'warning';
  /** How to mend it; an issue may know better, and name the zone or the column that seems to be meant. */
  readonly hint: string;
}

/** Every code that an issue can have, in the order of the rules. */
export const ROW_CODES: readonly RowCodeEntry[] = (Object.keys(ROW_RULES) as RowRule[]).flatMap((rule) =>
  ROW_RULES[rule].fields.map((field) => ({
    code: rowCode(field, rule),
    field,
    rule,
    severity: ROW_RULES[rule].severity,
    hint: rowHint(field, rule),
  })),
);

/** Makes a code; that the rule can be broken by the field is the table's word, and its test's. */
export function rowCode(field: RowIssueField, rule: RowRule): RowCode {
  return `${field}.${rule}` as RowCode;
}

/** How to mend a field that breaks a rule. */
export function rowHint(field: RowIssueField, rule: RowRule): string {
  const { hint, hints }: Rule = ROW_RULES[rule];
  return hints?.[field] ?? hint;
}
