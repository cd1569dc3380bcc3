import type { RowRule } from './row-rules.ts';

/** What reading one filled cell gave: its normal form, perhaps with warnings, or the one rule that rejects it. */
export type Reading =
  | { readonly value: string; readonly warnings?: readonly RowRule[]; readonly extension?: string }
  | { readonly rule: RowRule; readonly hint?: string };
