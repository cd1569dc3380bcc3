import { describe, expect, it } from 'vitest';
import { createLocalTimeResolver } from '../../src/rows/local-time.ts';
import { goodRow, importAtNow, verdicts } from './rows.ts';

/*
 * Rules at their edges: the last day that passes and the first that does not. It is noon of 22 November 2026 in UTC, and
 * so no later than the 23rd anywhere on earth.
 */

describe('a day at its limit', () => {
  it.each([
    ['a birth on the latest today on earth', { patient_dob: '2026-11-23', date_of_injury: '2026-11-23' }, []],
    ['a birth a day later', { patient_dob: '2026-11-24' }, ['patient_dob.future']],
    ['a birth 120 years ago to the day', { patient_dob: '1906-11-23' }, []],
    ['a birth a day before that', { patient_dob: '1906-11-22' }, ['patient_dob.over_120_years']],
    ['an injury on the day of birth', { patient_dob: '2026-04-14', date_of_injury: '2026-04-14' }, []],
    [
      'an injury the day before birth',
      { patient_dob: '2026-04-14', date_of_injury: '2026-04-13' },
      ['date_of_injury.before_birth'],
    ],
    ['an injury on the latest today on earth', { date_of_injury: '2026-11-23' }, []],
    ['an injury a day later', { date_of_injury: '2026-11-24' }, ['date_of_injury.future']],
    [
      'an injury on the day of the appointment, whatever its hour',
      { date_of_injury: '2026-11-22', expected_appointment_date_time: '2026-11-22T09:00:00' },
      [],
    ],
    [
      'an injury the day after the appointment',
      { date_of_injury: '2026-11-22', expected_appointment_date_time: '2026-11-21T23:59:59' },
      ['date_of_injury.after_appointment', 'expected_appointment_date_time.past'],
    ],
  ])('%s', async (_, cells, codes) => {
    const { issues } = await importAtNow([goodRow('A', cells)]);
    expect(issues.map(({ code }) => code)).toEqual(codes);
  });
});

describe('what a rule needs and does not have', () => {
  it.each([
    [
      'a birth that cannot be read',
      { patient_dob: 'x', date_of_injury: '1800-01-01' },
      ['patient_dob.format'],
    ],
    [
      'a zone that cannot be read',
      {
        local_timezone: 'x',
        expected_appointment_date_time: '2020-01-01T09:00:00',
        date_of_injury: '2019-01-01',
      },
      ['local_timezone.abbreviation'],
    ],
    ['no number of the patient', { patient_phone_number: null }, []],
    [
      'no number of the office that can be called',
      { outbound_phone_number: '', patient_phone_number: '' },
      ['outbound_phone_number.missing'],
    ],
  ])('keeps it silent: %s', async (_, cells, codes) => {
    const { issues } = await importAtNow([goodRow('A', cells)]);
    expect(issues.map(({ code }) => code)).toEqual(codes);
  });
});

describe('a state and a zone', () => {
  it.each([
    ['IN', 'America/New_York', true],
    ['IN', 'America/Chicago', true],
    ['IN', 'America/Denver', false],
    ['AZ', 'America/Phoenix', true],
    ['AZ', 'America/Denver', true],
    ['AZ', 'America/Los_Angeles', false],
    ['GA', 'America/Detroit', true],
    ['GA', 'America/Chicago', false],
    ['AE', 'Europe/Berlin', true],
    ['AP', 'Asia/Tokyo', true],
    ['GU', 'Pacific/Guam', true],
    ['GU', 'America/New_York', false],
  ])('%s and %s fit: %s', async (provider_state, local_timezone, fits) => {
    const report = await importAtNow([goodRow('A', { provider_state, local_timezone })]);
    expect(verdicts(report)).toEqual(fits ? [] : ['1 warning local_timezone.state_mismatch']);
  });
});

describe('a local time', () => {
  const instant = (kind: 'unique' | 'ambiguous', at: string) => ({ kind, epochMs: Date.parse(at) });

  it.each([
    [
      'the last second before the hour that is skipped',
      'America/New_York',
      '2026-03-08T01:59:59',
      instant('unique', '2026-03-08T06:59:59Z'),
    ],
    ['the first second of it', 'America/New_York', '2026-03-08T02:00:00', { kind: 'gap' }],
    ['the last second of it', 'America/New_York', '2026-03-08T02:59:59', { kind: 'gap' }],
    [
      'the first second after it',
      'America/New_York',
      '2026-03-08T03:00:00',
      instant('unique', '2026-03-08T07:00:00Z'),
    ],
    [
      'the last second before the hour that comes twice',
      'America/New_York',
      '2026-11-01T00:59:59',
      instant('unique', '2026-11-01T04:59:59Z'),
    ],
    [
      'the first second of it, the later of the two',
      'America/New_York',
      '2026-11-01T01:00:00',
      instant('ambiguous', '2026-11-01T06:00:00Z'),
    ],
    [
      'the last second of it',
      'America/New_York',
      '2026-11-01T01:59:59',
      instant('ambiguous', '2026-11-01T06:59:59Z'),
    ],
    [
      'the first second after it',
      'America/New_York',
      '2026-11-01T02:00:00',
      instant('unique', '2026-11-01T07:00:00Z'),
    ],
    [
      'an hour that is skipped in the southern spring',
      'Australia/Sydney',
      '2026-10-04T02:30:00',
      { kind: 'gap' },
    ],
    [
      'half an hour that comes twice',
      'Australia/Lord_Howe',
      '2026-04-05T01:45:00',
      instant('ambiguous', '2026-04-04T15:15:00Z'),
    ],
    ['a day that was skipped whole', 'Pacific/Apia', '2011-12-30T12:00:00', { kind: 'gap' }],
    [
      'a time where the clocks never change',
      'America/Phoenix',
      '2026-03-08T02:30:00',
      instant('unique', '2026-03-08T09:30:00Z'),
    ],
    [
      'the day before the clocks change',
      'America/New_York',
      '2026-03-07T02:30:00',
      instant('unique', '2026-03-07T07:30:00Z'),
    ],
    [
      'a year before there was standard time',
      'America/New_York',
      '1899-12-31T23:59:59',
      instant('unique', '1899-12-31T23:59:59Z'),
    ],
    [
      'the first moment after that',
      'America/New_York',
      '1900-01-01T00:00:00',
      instant('unique', '1900-01-01T05:00:00Z'),
    ],
    [
      'a year of two digits',
      'America/New_York',
      '0026-03-08T02:30:00',
      instant('unique', '0026-03-08T02:30:00Z'),
    ],
  ])('%s (%s, %s)', (_, zone, local, expected) => {
    const resolve = createLocalTimeResolver();
    expect(resolve(zone, local)).toEqual(expected);
    // The second time from what is remembered of that day.
    expect(resolve(zone, local)).toEqual(expected);
  });

  it('is not mixed up with that of another zone or day', () => {
    const resolve = createLocalTimeResolver();
    expect(resolve('America/New_York', '2026-03-08T02:30:00')).toEqual({ kind: 'gap' });
    expect(resolve('America/Phoenix', '2026-03-08T02:30:00').kind).toBe('unique');
    expect(resolve('America/New_York', '2026-03-09T02:30:00').kind).toBe('unique');
  });
});

describe('headers of the caller’s own', () => {
  const { body_part, ...rest } = goodRow('A');

  it.each([
    ['written as in the file', 'Pt.Body', 'Pt.Body'],
    ['with space around them in the file', ' Pt.Body ', 'Pt.Body'],
    ['with space around them in `columns`', 'Pt.Body', ' Pt.Body '],
    ['in another letter case', 'PT BODY', 'pt_body'],
    ['in signs alone', '身体', '身体'],
  ])('are found %s', async (_, name, key) => {
    const report = await importAtNow([{ ...rest, [name]: body_part }], { columns: { [key]: 'body_part' } });
    expect(verdicts(report)).toEqual([]);
    expect(report.accepted[0]?.row.body_part).toBe(body_part);
  });

  it.each([
    ['身体', '電話'],
    ['Größe', 'Grüße'],
    ['#', '%'],
    ['№', '#'],
    ['\u0928\u093e\u092e', '\u0928\u0940\u092e'],
  ])('are not taken for others that share their signs alone (%s, %s)', async (mapped, other) => {
    const row = { ...rest, [mapped]: body_part, [other]: 'x' };
    const report = await importAtNow([row], { columns: { [mapped]: 'body_part' } });
    expect(verdicts(report)).toEqual([]);
    expect(report.accepted[0]?.row.body_part).toBe(body_part);
    expect(report.unknownColumns).toHaveLength(1);
  });

  it('stand for nothing where two that are alike stand for two fields, but as they are written', async () => {
    const columns = { 'Id #1': 'claim_number', 'ID 1': 'body_part', 'id/1': 'eoc_number' };
    const { claim_number, eoc_number, ...row } = rest;
    const written = { ...row, 'Id #1': claim_number, 'ID 1': body_part, 'id/1': eoc_number };
    const report = await importAtNow([{ ...written, 'ID-1': 'x' }], { columns });
    expect(report).toMatchObject({ issues: [], unknownColumns: ['ID-1'] });
    expect(report.accepted[0]?.row).toEqual(goodRow('A'));
  });

  it('are not taken in a third way of writing them, even one of their own normal form', async () => {
    const columns = { id: 'notes', ID: 'body_part' };
    const report = await importAtNow([{ ...rest, notes: undefined, Id: 'x' }], { columns });
    expect(report).toMatchObject({ unknownColumns: ['Id'], issues: [{ code: 'body_part.missing_column' }] });
  });

  it('go by the name as written before its normal form', async () => {
    const columns = { 'Body-Part': 'notes', 'Body Part': 'body_part' };
    const report = await importAtNow([{ ...rest, notes: undefined, 'Body-Part': 'x', 'Body Part': 'y' }], {
      columns,
    });
    expect(verdicts(report)).toEqual(['1 error notes.doubled_column']);
  });

  it('must lead to a field, and say so', async () => {
    await expect(importAtNow([], { columns: { Pt: 'patient' } })).rejects.toThrow(
      'columns: every value must be the name of a row field',
    );
  });
});
