import { describe, expect, it } from 'vitest';
import { readAppointment } from '../../src/rows/appointment.ts';
import { readDate, readDay } from '../../src/rows/calendar-date.ts';
import { readPhone } from '../../src/rows/phone.ts';
import type { Reading } from '../../src/rows/reading.ts';
import { readSsn } from '../../src/rows/ssn.ts';
import { readState } from '../../src/rows/state.ts';
import { isMojibake } from '../../src/rows/text.ts';
import { readZone } from '../../src/rows/zone-label.ts';

/*
 * The readers of cells at their edges. What a user meets of them, cell by cell, is in normal-forms and verdicts.
 */

/** A reading in one word: the normal form, or the rule that rejects. */
function inShort(reading: Reading): string {
  return 'value' in reading ? [reading.value, ...(reading.warnings ?? [])].join(' ') : reading.rule;
}

describe('a phone number', () => {
  it.each([
    ['tel:+1-404-555-0112', '+14045550112'],
    ['TEL: 404-555-0112', '+14045550112'],
    ['tel:  4045550112.0', 'decimal'],
    ['home tel:404-555-0112', 'letters'],
    ['４０４　５５５　０１１２', '+14045550112'],
    ['000-000', 'too_short'],
    ['000-0000', 'placeholder'],
    ['0000001', 'too_short'],
    ['4440000000', 'exchange'],
    ['555-121-2404', 'exchange'],
    ['212-555-1213', '+12125551213'],
    ['+2 404 555 0112', 'country'],
    ['+0 404 555 0112', 'country'],
    ['+9 404 555 0112', 'country'],
    ['001 404 555 0112 22', 'country'],
    ['00 404 555 0112', 'country'],
    ['00 404 555 011', 'too_long'],
    ['404 555 0011 0112 345', 'too_long'],
    ['+4045550112', 'country'],
    ['+1404555011', 'too_short'],
    ['2125550112E0', 'scientific_notation'],
    ['-2,12555e9', 'scientific_notation'],
    ['2.12555E+09 home', 'letters'],
    ['a2.12555E+09', 'letters'],
    ['4045550112.05', 'decimal'],
    ['+14045550112,00', 'decimal'],
    ['404555.0112', '+14045550112'],
    ['4045550112.0.1', 'too_long'],
    ['x 4045550112.0', 'letters'],
    ['+14045550112+14045550113', 'two_numbers'],
    ['1.404.555.0112 1.404.555.0113', 'two_numbers'],
    ['(404)555-0112(404)555-0113', 'two_numbers'],
    ['404/555-0112 404/555-0113', 'two_numbers'],
    ['x204', 'too_short'],
    ['404-555-0112 extension 204', '+14045550112 extension'],
    ['404-555-0112 (ext. 45)', '+14045550112 extension'],
    ['404-555-0112 EXTN:45', '+14045550112 extension'],
    ['404-555-0112 #45', '+14045550112 extension'],
    ['404-555-0112;ext=45', '+14045550112 extension'],
    ['404-555-0112x12345678', '+14045550112 extension'],
    ['404-555-0112x123456789', 'letters'],
    ['404-555-0112 x45 home', 'letters'],
    ['ext 45 404-555-0112', 'letters'],
    [`404-555-0112${' '.repeat(88)}`, '+14045550112'],
    [`404-555-0112${' '.repeat(89)}`, 'too_long'],
  ])('%s is %s', (text, expected) => {
    expect(inShort(readPhone(text))).toBe(expected);
  });

  it('keeps the digits of an extension, and no other', () => {
    expect(readPhone('404-555-0112 ext. #0045')).toMatchObject({ value: '+14045550112', extension: '0045' });
  });
});

describe('a social security number', () => {
  it.each([
    ['***-**-1234', '1234 masked'],
    ['xxx-xx-1234', '1234 masked'],
    ['●●●-●●-1234', '1234 masked'],
    ['***123456', '3456 masked'],
    ['**1234567', 'length'],
    ['***-**-123', 'length'],
    ['*1234', 'characters'],
    ['X1234', 'letters'],
    ['a**1234', 'letters'],
    ['***1234a', 'letters'],
    ['219099666', '219099666'],
    ['219000000', '219000000'],
    ['219 09 9999', '219099999'],
    ['000121234', '000121234 never_issued'],
    ['666121234', '666121234 never_issued'],
    ['912121234', '912121234 never_issued'],
    ['111111111', '111111111 never_issued'],
    ['111111112', '111111112'],
    ['211111111', '211111111'],
    ['123456789', '123456789 never_issued'],
    ['0000', '0000 never_issued'],
    ['9123', '9123'],
    ['6661', '6661'],
    ['0001', '0001'],
    ['12345', 'length'],
    ['12345678', 'length'],
    ['1234567890', 'length'],
  ])('%s is %s', (text, expected) => {
    expect(inShort(readSsn(text))).toBe(expected);
  });
});

describe('a day', () => {
  it.each([
    ['2026-02-28', '2026-02-28'],
    ['2026-02-29', 'impossible'],
    ['2028-02-29', '2028-02-29'],
    ['1900-02-29', 'impossible'],
    ['2000-02-29', '2000-02-29'],
    ['0000-01-01', 'impossible'],
    ['0001-01-01', '0001-01-01'],
    ['2026-00-10', 'impossible'],
    ['2026-13-10', 'impossible'],
    ['2026-04-31', 'impossible'],
    ['2026-12-31', '2026-12-31'],
    ['2026-12-00', 'impossible'],
    ['1/2/2026', '2026-01-02'],
    ['12/31/2026', '2026-12-31'],
    ['2/29/2026', 'impossible'],
    ['x1/2/2026', 'format'],
    ['1/2/20261', 'format'],
    ['12026-01-02', 'format'],
    ['2026-01-021', 'format'],
    ['1/2/26', 'two_digit_year'],
    ['1-2-26', 'two_digit_year'],
    ['1.2.26', 'two_digit_year'],
    ['46000', 'serial_number'],
    ['46000.5', 'serial_number'],
    ['1234567', 'format'],
  ])('%s is %s', (text, expected) => {
    expect(inShort(readDay(text))).toBe(expected);
  });

  it.each([
    ['2026-01-02 00:00', '2026-01-02'],
    ['2026-01-02T00:00:00.000', '2026-01-02'],
    ['1/2/2026 0:00', '2026-01-02'],
    ['1/2/2026 12:00 AM', '2026-01-02'],
    ['1/2/2026 12:00:00AM', '2026-01-02'],
    ['1/2/2026 12:00 PM', 'time'],
    ['2026-01-02 00:01', 'time'],
    ['2026-01-02T09:30:00', 'time'],
    ['2026-01-02 00:00 x', 'time'],
    ['2026-02-30 00:00', 'impossible'],
    ['2026-02-30 09:00', 'format'],
    ['someday 09:00', 'format'],
    ['1/2/26 00:00', 'two_digit_year'],
  ])('with a time, %s is %s where a day is asked for', (text, expected) => {
    expect(inShort(readDate(text))).toBe(expected);
  });
});

describe('an appointment', () => {
  it.each([
    ['2026-12-02T00:00', '2026-12-02T00:00:00'],
    ['2026-12-02 23:59:59', '2026-12-02T23:59:59'],
    ['2026-12-02 24:00', 'impossible'],
    ['2026-12-02 09:60', 'impossible'],
    ['2026-12-02 09:00:60', 'impossible'],
    ['12/2/2026 1:05 am', '2026-12-02T01:05:00'],
    ['12/2/2026 12:05 AM', '2026-12-02T00:05:00'],
    ['12/2/2026 12:05 p.m.', '2026-12-02T12:05:00'],
    ['12/2/2026, 11:05PM', '2026-12-02T23:05:00'],
    ['12/2/2026 0:05 AM', 'impossible'],
    ['12/2/2026 13:05 PM', 'impossible'],
    ['12/2/2026 9:05   PM', '2026-12-02T21:05:00'],
    ['2026-12-02   09:05', '2026-12-02T09:05:00'],
    ['2026-12-02 09:05:00.000', '2026-12-02T09:05:00'],
    ['2026-12-02 09:05:00.5', 'format'],
    ['2026-12-02 109:05', 'format'],
    ['2026-12-02 at 09:05', 'format'],
    ['on 2026-12-02 09:05', 'format'],
    ['2026-12-02', 'no_time'],
    ['2026-12-02 noon', 'format'],
    ['2026-12-02 zebra', 'format'],
    ['2026-12-02 09:00Z', 'offset'],
    ['2026-12-02 09:00-0500', 'offset'],
    ['2026-12-02 09:00 -05:00', 'offset'],
    ['2026-12-02 09:00 +5', 'offset'],
    ['2026-12-02 9:00 AM EST', 'offset'],
    ['2026-12-02 9:00 AM AKST', 'offset'],
    ['2026-12-02 9:00 AM AKT', 'offset'],
    ['2026-12-02T09:00[America/New_York]', 'offset'],
    [`2026-12-02${' '.repeat(85)}09:05`, '2026-12-02T09:05:00'],
    [`2026-12-02${' '.repeat(86)}09:05`, 'format'],
  ])('%s is %s', (text, expected) => {
    expect(inShort(readAppointment(text))).toBe(expected);
  });
});

describe('a state', () => {
  it.each([
    ['N.Y. ,', 'NY'],
    ['n y', 'NY'],
    ['new  york', 'NY'],
    ['in n y', 'unknown'],
    ['n y x', 'unknown'],
    ['United States Virgin Islands', 'VI'],
    ['U.S. Virgin Islands', 'VI'],
    ['Commonwealth of the Northern Mariana Islands', 'MP'],
    ['Washington, D.C.', 'DC'],
  ])('%s is %s', (text, expected) => {
    expect(inShort(readState(text))).toBe(expected);
  });
});

describe('a time zone', () => {
  it.each([
    ...Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/') && !zone.startsWith('Etc/')),
    // Older names, which lead to another one.
    'Antarctica/DumontDUrville',
    'Antarctica/McMurdo',
    'Brazil/DeNoronha',
    'Chile/EasterIsland',
    'Mexico/BajaNorte',
    'Mexico/BajaSur',
    'America/Argentina/ComodRivadavia',
    'Australia/ACT',
    'Australia/NSW',
    'Australia/LHI',
    'America/Knox_IN',
    'Africa/Dar_es_Salaam',
    'America/Port_of_Spain',
    'America/Port-au-Prince',
    'America/Indianapolis',
    'America/New_York',
  ])('%s gets its own letter case back', (zone) => {
    expect(readZone(zone.toLowerCase())).toEqual({ value: zone });
    expect(readZone(zone.toUpperCase())).toEqual({ value: zone });
  });

  it.each([
    ['US/Alaska', 'America/Anchorage'],
    ['US/Aleutian', 'America/Adak'],
    ['US/Arizona', 'America/Phoenix'],
    ['US/Central', 'America/Chicago'],
    ['US/East-Indiana', 'America/Indiana/Indianapolis'],
    ['US/Eastern', 'America/New_York'],
    ['US/Hawaii', 'Pacific/Honolulu'],
    ['US/Indiana-Starke', 'America/Indiana/Knox'],
    ['US/Michigan', 'America/Detroit'],
    ['us/mountain', 'America/Denver'],
    ['US/PACIFIC', 'America/Los_Angeles'],
    ['US/Pacific-New', 'America/Los_Angeles'],
    ['US/Samoa', 'Pacific/Pago_Pago'],
  ])('%s is modernised to %s', (link, zone) => {
    expect(inShort(readZone(link))).toMatch(
      // The runtime may know Indianapolis by its older name.
      zone === 'America/Indiana/Indianapolis' ? /^America\/(?:Indiana\/)?Indianapolis$/u : zone,
    );
  });

  it.each([
    ['-4', 'America/New_York (summer) or America/Puerto_Rico'],
    ['UTC-05:00', 'America/New_York (winter) or America/Chicago (summer)'],
    ['(GMT-06:00) ', 'America/Chicago (winter) or America/Denver (summer)'],
    ['gmt -7', 'America/Denver (winter), America/Phoenix (no daylight saving) or America/Los_Angeles'],
    ['\u22128', 'America/Los_Angeles (winter) or America/Anchorage (summer)'],
    ['-09:00:00', 'America/Anchorage (winter)'],
    ['UTC - 10', 'Pacific/Honolulu'],
    ['+10', 'Pacific/Guam'],
    ['10', 'Pacific/Guam'],
    ['Etc/GMT+5', 'America/New_York (winter)'],
    ['Etc/GMT-10', 'Pacific/Guam'],
    ['+5', 'Area/Location'],
    ['Etc/GMT-5', 'Area/Location'],
    ['UTC', 'Area/Location'],
    ['Z', 'Area/Location'],
    ['Zulu', 'Area/Location'],
    ['SystemV/EST5EDT', 'America/New_York (winter)'],
    ['SystemV/Home', 'Area/Location'],
    ['UTC-05:00 home', 'America/New_York (winter)'],
  ])('%s is a fixed offset, and its hint names %s', (label, zones) => {
    const reading = readZone(label);
    expect(reading).toEqual({ rule: 'fixed_offset', hint: expect.stringContaining(`write ${zones}`) });
  });

  it.each([
    ['EST', 'abbreviation', 'America/New_York'],
    ['EST5EDT', 'abbreviation', 'America/New_York'],
    ['EST/EDT', 'abbreviation', 'America/New_York'],
    ['MST', 'abbreviation', 'America/Denver, or America/Phoenix where daylight saving is not kept'],
    ['Eastern Time (US & Canada)', 'abbreviation', 'America/New_York'],
    ['ABC', 'abbreviation', undefined],
    ['ABC1DEF', 'abbreviation', undefined],
    ['ABCD1EFG', 'unknown', undefined],
    ['ABC1DEFG', 'unknown', undefined],
    ['AB1CDE', 'unknown', undefined],
    ['abcdef', 'unknown', undefined],
    ['Summer Time', 'abbreviation', undefined],
    ['summertime', 'unknown', undefined],
    ['Mars/Olympus', 'unknown', undefined],
    ['Pacific/Eastern', 'unknown', undefined],
    ['Eastern/Daylight', 'abbreviation', 'America/New_York'],
    ['America/Eastern', 'unknown', undefined],
    ['America/New York', 'unknown', undefined],
    ['America/New_York/', 'unknown', undefined],
    ['/America/New_York', 'unknown', undefined],
    ['A'.repeat(101), 'unknown', undefined],
  ])('%s is refused as %s', (label, rule, zones) => {
    expect(readZone(label)).toEqual({
      rule,
      ...(zones && { hint: expect.stringContaining(`write ${zones}`) }),
    });
  });
});

describe('a wrong character set', () => {
  it.each([
    'Zo\u00c3\u00ab',
    'Mu\u00c3\u0178',
    '\u00e2\u20ac\u2122',
    'caf\ufffd',
    '\u00c2\u00a0x',
    '\u00f0\u0178\u02dc\u20ac',
  ])('shows in %j', (text) => {
    expect(isMojibake(text)).toBe(true);
  });

  it.each([
    'S\u00c3O PAULO',
    'Zo\u00eb',
    '\u00c2ge',
    '\u00e2me',
    '20\u00a0\u20ac',
    'na\u00efve',
    '\u00ab\u00bb',
  ])('does not show in %j', (text) => {
    expect(isMojibake(text)).toBe(false);
  });
});
