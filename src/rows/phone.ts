import type { Reading } from './reading.ts';
import type { RowRule } from './row-rules.ts';

const MAX_LENGTH = 100;
const FULL_WIDTH = /[\uff01-\uff5e]/gu;
const FULL_WIDTH_SHIFT = 0xfee0;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d*)?e[+-]?\d+$/iu;
const DECIMAL = /^\+?\d{7,}[.,]\d+$/u;
const NUMBER = /(?:\+?1[\s.-]*)?\(?\d{3}\)?[\s./-]*\d{3}[\s.-]*\d{4}/gu;
const EXTENSION = /^(.*\d)?[\s,;.)-]*(?:;ext=|\(?(?:ext(?:ension|n)?|x|#)[\s.:#=]*)(\d{1,8})\)?$/isu;
const PUNCTUATION = /[\s().\-/'\u2019\u2010-\u2015\u2212\u00b7\u2022]/gu;

// Judged on the ten national digits, in this order: the first that matches rejects the number.
const NATIONAL: readonly (readonly [RowRule, RegExp])[] = [
  ['placeholder', /(\d)\1{9}/u],
  ['area_code', /^[01]/u],
  ['exchange', /^\d{3}[01]/u],
  ['n11', /^(?:\d{3})?\d11/u],
  ['middle_nine', /^\d9/u],
  ['premium', /^900/u],
  ['directory_assistance', /5551212$/u],
];

/** Reads a phone number of the North American plan (NANP) into E.164, `+1NXXNXXXXXX`; an extension comes back apart. */
export function readPhone(text: string): Reading {
  if (text.length > MAX_LENGTH) return { rule: 'too_long' };
  const whole = narrow(text).replace(/^tel:\s*/iu, '');
  if (SCIENTIFIC.test(whole)) return { rule: 'scientific_notation' };
  if ((whole.match(NUMBER)?.length ?? 0) > 1) return { rule: 'two_numbers' };
  if (DECIMAL.test(whole)) return { rule: 'decimal' };
  const [, number = '', extension] = EXTENSION.exec(whole) ?? [];
  const dialled = readDialled(extension === undefined ? whole : number);
  if ('rule' in dialled || extension === undefined) return dialled;
  return { ...dialled, warnings: ['extension'], extension };
}

// Full-width forms only: NFKC would also make digits of superscripts and of digits in circles.
function narrow(text: string): string {
  return text.replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_SHIFT));
}

function readDialled(text: string): Reading {
  if (/\p{L}/u.test(text)) return { rule: 'letters' };
  const compact = text.replace(PUNCTUATION, '');
  const digits = compact.replace(/^\+/u, '');
  if (!/^[0-9]*$/u.test(digits)) return { rule: 'characters' };
  if (digits.length > 6 && /^(\d)\1*$/u.test(digits)) return { rule: 'placeholder' };
  if (isAbroad(compact)) return { rule: 'country' };
  const national = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  if (national.length < 10 || (compact.startsWith('+') && digits.length === 10)) return { rule: 'too_short' };
  if (national.length > 10) return { rule: 'too_long' };
  const broken = NATIONAL.find(([, pattern]) => pattern.test(national));
  return broken === undefined ? { value: `+1${national}` } : { rule: broken[0] };
}

// `+` names the country; 00 and 011 are what is dialled in its place.
function isAbroad(compact: string): boolean {
  return /^\+[02-9]|^(?:00|011)\d{10}/u.test(compact);
}
