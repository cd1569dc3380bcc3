import {
  judgeWorkingHours,
  ROW_CODES,
  ROW_RULES,
  type RowCode,
  type RowIssue,
  type RowSource,
} from '@evergrove/scheduler/rows';
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { rowRulesMarkdown } from '../../src/rows/row-rules-markdown.ts';
import { ID_CASES, OFFICE_CASES } from './across-defects.ts';
import { ERRORS, WARNINGS } from './defects.ts';
import { FILE_DEFECTS, good } from './file-defects.ts';
import { HOURS_CASES } from './hours-defects.ts';
import { RECORD_DEFECTS } from './record-defects.ts';
import { FIELDS, goodRow, importAtNow, judgeAtNow, OPTIONAL, toCsv } from './rows.ts';

const sources = [
  ...[...ERRORS, ...WARNINGS].map(({ cells }) => toCsv([goodRow('A', cells)])),
  ...FILE_DEFECTS.map(({ source }) => source),
  ...RECORD_DEFECTS.map(({ record }) => [record]),
  ...[...ID_CASES, ...OFFICE_CASES].map(({ rows }) => rows),
  `${good}x,y\r\n`,
  ...['external_reference_id', ...OPTIONAL].map((field) =>
    good.replace(`"${field}"`, `"${field.slice(0, -1)}"`),
  ),
] as RowSource[];

const issues: RowIssue[] = [];

beforeAll(async () => {
  for (const source of sources) {
    issues.push(...(await importAtNow(source)).issues, ...(await judgeAtNow(source)).issues);
  }
  issues.push(...HOURS_CASES.flatMap(({ policy }) => judgeWorkingHours(policy)));
});

describe('the table of rules', () => {
  it('lists every code that any case produces, and no code that none does', () => {
    const produced = new Set(issues.map(({ code }) => code));
    const listed = ROW_CODES.map(({ code }) => code);
    expect([...produced].filter((code) => !listed.includes(code))).toEqual([]);
    expect(listed.filter((code) => !produced.has(code))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.length).toBeGreaterThan(200);
  });

  it('says of each code what its issues say: field and severity', () => {
    const byCode = new Map(ROW_CODES.map((entry) => [entry.code, entry]));
    for (const { code, field, severity } of issues) {
      expect(byCode.get(code)).toMatchObject({ field, severity });
    }
  });

  it('gives each code a hint that names the way out, and the fields in which it differs one of their own', () => {
    for (const { hint, code } of ROW_CODES) expect(hint.length, code).toBeGreaterThan(15);
    const hintOf = (code: RowCode) => ROW_CODES.find((entry) => entry.code === code)?.hint;
    expect(hintOf('patient_dob.format')).not.toBe(hintOf('expected_appointment_date_time.format'));
    expect(hintOf('provider_state.unknown')).not.toBe(hintOf('local_timezone.unknown'));
  });

  it('knows no field but the 19, the file, the row and the working hours', () => {
    const fields = new Set(ROW_CODES.map(({ field }) => field));
    expect([...fields].sort()).toEqual([...FIELDS, 'file', 'row', 'working_hours_policy'].sort());
  });

  it('is a type as well: a code that no rule makes does not compile', () => {
    expectTypeOf<'patient_dob.future'>().toExtend<RowCode>();
    expectTypeOf<'patient_name.future'>().not.toExtend<RowCode>();
    expectTypeOf<'file.missing'>().not.toExtend<RowCode>();
  });
});

describe('the list of rules in Markdown', () => {
  const lines = rowRulesMarkdown().split('\n');

  it('holds every code with its verdict and its hint', () => {
    for (const { rule, field, severity, hint } of ROW_CODES) {
      const line = lines.find(
        (text) => text.startsWith(`| \`${rule}\` |`) && text.includes(`\`${field}\``) && text.includes(hint),
      );
      expect(line, `${field}.${rule}`).toContain(`| ${severity} |`);
    }
  });

  it('holds every rule in one part, and tables of four columns alone', () => {
    const rules = lines.flatMap((line) => /^\| `(\w+)` \|/u.exec(line)?.[1] ?? []);
    expect([...new Set(rules)]).toEqual(Object.keys(ROW_RULES));
    for (const line of lines.filter((text) => text.startsWith('|'))) {
      expect(line.match(/(?<!\\)\|/gu)).toHaveLength(5);
    }
  });

  it('takes the level of its headings', () => {
    expect(rowRulesMarkdown(4).match(/^#+ .*$/gmu)).toEqual([
      '#### The file',
      '#### Any cell',
      '#### Phone numbers',
      '#### Dates and times',
      '#### Time zones and social security numbers',
      '#### Across rows',
      '#### Working hours',
    ]);
  });
});
