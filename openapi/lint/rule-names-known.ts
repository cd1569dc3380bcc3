import type { Rule } from './redocly.ts';

/** The rules that src/rules.ts implements: what a schema cannot say. */
const KNOWN = [
  'calendar_date',
  'calendar_date_time',
  'default_call_time_in_window',
  'external_reference_id_all_or_none',
  'external_reference_id_unique',
  'iana_time_zone',
  'window_order',
  'windows_overlap',
];

/** A misspelt rule name would check nothing, silently. */
export const ruleNamesKnown: Rule = () => ({
  Schema(schema, ctx) {
    const names = schema['x-rule'];
    if (names === undefined) return;
    if (!Array.isArray(names)) {
      ctx.report({ message: 'x-rule must be a list of rule names.' });
      return;
    }
    for (const name of names) {
      if (!KNOWN.includes(name)) ctx.report({ message: `x-rule names ${name}, which is not a known rule.` });
    }
  },
});
