import type { EntityInput } from '../../../generated/types.ts';
import type { RowField } from '../normalized-call-row.ts';

/**
 * What an issue is about: one of the 19 fields, the whole `file`, a `row` as such, or the working hours, which
 * stand in no row.
 */
export type RowIssueField = RowField | 'file' | 'row' | keyof Pick<EntityInput, 'working_hours_policy'>;

/** One row of the table of rules. */
export interface Rule<Field extends RowIssueField = RowIssueField> {
  /** An `error` rejects the row (or the file), a `warning` does not. */
  readonly severity: 'error' | 'warning';
  /** What it can be broken by: an issue's `code` is one of these, a dot, and the rule's name. */
  readonly fields: readonly Field[];
  /** How to mend it. */
  readonly hint: string;
  /** How to mend it where that differs by field. */
  readonly hints?: Readonly<Partial<Record<Field, string>>>;
}

type Hints<Field extends string> = Readonly<Partial<Record<Field, string>>>;

/** A rule that rejects. */
export function error<const Field extends RowIssueField>(
  fields: readonly Field[],
  hint: string,
  hints?: Hints<NoInfer<Field>>,
): Rule<Field> & { readonly severity: 'error' } {
  return { severity: 'error', fields, hint, ...(hints && { hints }) };
}

/** A rule that does not reject. */
export function warning<const Field extends RowIssueField>(
  fields: readonly Field[],
  hint: string,
): Rule<Field> & { readonly severity: 'warning' } {
  return { severity: 'warning', fields, hint };
}
