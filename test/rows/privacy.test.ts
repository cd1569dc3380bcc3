import { importRows } from '@evergrove/scheduler/rows';
import { describe, expect, it } from 'vitest';
import { ERRORS, WARNINGS } from './defects.ts';
import { type Cells, FIELDS, goodRow, importAtNow, NOW, toCsv } from './rows.ts';

const TEXTS = FIELDS.filter((field) => !/phone|ssn|date|dob|timezone|state/u.test(field));
const canary = (field: string) => `Canary ${field.replaceAll('_', '')}ZZ${TEXTS.indexOf(field as 'notes')}`;
const canaries = Object.fromEntries(TEXTS.map((field) => [field, canary(field)]));

// What a report says beside its accepted rows.
async function said(source: Parameters<typeof importRows>[0]): Promise<string> {
  const { accepted: _, ...rest } = await importAtNow(source);
  return JSON.stringify(rest);
}

function expectSilence(text: string, cells: Cells): void {
  for (const value of Object.values(cells)) {
    // shorter ones are found in any sentence
    if (typeof value === 'string' && value.length > 5) expect(text).not.toContain(value);
  }
  expect(text).not.toMatch(/canary/iu);
}

describe('no value is ever said', () => {
  it.each([...ERRORS, ...WARNINGS])('of a row with $title: $code', async ({ cells }) => {
    const row = goodRow('A', { ...canaries, ...cells });
    expectSilence(await said(toCsv([row, row])), row);
    expectSilence(await said([row, goodRow('B')]), row);
  });

  it.each([
    ['text after a quote', (csv: string) => `${csv}"Canary"Canary\r\n`],
    ['a quote inside a cell', (csv: string) => `${csv}Canary"Canary"\r\n`],
    ['an unterminated quote', (csv: string) => `${csv}"Canary\r\n`],
    ['a wrong cell count', (csv: string) => `${csv}Canary,Canary\r\n`],
    ['no header', (csv: string) => csv.slice(csv.indexOf('\r\n') + 2)],
    ['a header of one word', (csv: string) => `CanaryName${csv.slice(csv.indexOf('\r\n'))}`],
    ['Windows-1252', (csv: string) => Buffer.from(`${csv}Zo\u00eb Canary`, 'latin1')],
    ['old line ends and one line feed', (csv: string) => `${csv.replaceAll('\r\n', '\r')}\n`],
    ['UTF-16', (csv: string) => Buffer.from(csv, 'utf16le')],
    ['semicolons', (csv: string) => csv.replaceAll('","', '";"')],
    [
      'semicolons and no header',
      (csv: string) => csv.slice(csv.indexOf('\r\n') + 2).replaceAll('","', '";"'),
    ],
    [
      'a misspelt header, and data in others',
      (csv: string) => `patient_nam,Canary 1951-01-01${csv.slice(csv.indexOf(','))}`,
    ],
  ])('of a file with %s', async (_, spoil) => {
    expectSilence(await said(spoil(toCsv([goodRow('A', canaries), goodRow('B', canaries)]))), canaries);
  });

  it.each([
    ['chunks of text', ['Canary']],
    ['a source that is none', { Canary: 'Canary' }],
    ['records without the columns', [{ 'Canary 1951-01-01': 'Canary' }, { CanaryName: 'x' }]],
    ['values of a wrong type', [goodRow('A', { notes: { Canary: 1 }, body_part: Symbol('Canary') })]],
  ])('of %s', async (_, source) => {
    const text = await said(source as Cells[]).catch(
      (error: unknown) => `${error} ${(error as Error).stack}`,
    );
    expect(text.split('\n')[0]).not.toContain('Canary');
  });

  it.each([
    ['columns', { columns: { Canary: 'Canary' } }],
    ['zones', { zones: { Canary: 'Canary' } }],
    ['entityName', { entityName: () => ({ Canary: 1 }) as never }],
  ])('of the option %s', async (_, options) => {
    const rejection = importRows([goodRow('A')], { now: NOW, ...options });
    await expect(rejection).rejects.toThrow(TypeError);
    await expect(rejection).rejects.not.toThrow(/Canary/u);
  });
});
