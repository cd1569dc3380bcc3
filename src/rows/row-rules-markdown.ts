import { RULE_PARTS } from './row-rules.ts';
import type { Rule } from './rules/rule.ts';

/** Writes the table of rules as Markdown: a heading and a table per part, one line per rule and hint. */
export function rowRulesMarkdown(headingLevel = 2): string {
  return Object.entries(RULE_PARTS)
    .map(([title, rules]) => `${'#'.repeat(headingLevel)} ${title}\n\n${table(rules)}`)
    .join('\n');
}

function table(rules: Readonly<Record<string, Rule>>): string {
  const lines = Object.entries(rules).flatMap(([name, rule]) =>
    byHint(rule).map(([hint, fields]) => [
      `\`${name}\``,
      fields.map((field) => `\`${field}\``).join(', '),
      rule.severity,
      hint,
    ]),
  );
  return [['Rule', 'Fields', 'Verdict', 'How to mend it'], ['---', '---', '---', '---'], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

function byHint({ fields, hint, hints }: Rule): [hint: string, fields: string[]][] {
  const groups = new Map<string, string[]>();
  for (const field of fields) {
    const own = hints?.[field] ?? hint;
    groups.set(own, [...(groups.get(own) ?? []), field]);
  }
  return [...groups];
}
