import type { Reading } from './reading.ts';

const SEPARATORS = /[\s\-\u2010-\u2015\u2212]/gu;
const MASKED = /^[*xX#\u2022\u25cf\u00b7]{2,}\d*$/u;
// Of nine digits.
const NEVER_ISSUED = /^(?:000|666|9)|(\d)\1{8}|123456789/u;

/** Reads a social security number: nine digits, or the last four, which is also what a masked one keeps. */
export function readSsn(text: string): Reading {
  const compact = text.replace(SEPARATORS, '');
  if (MASKED.test(compact)) {
    const digits = compact.replace(/\D/gu, '');
    const hasLastFour = digits.length >= 4 && digits.length <= 6;
    return hasLastFour ? { value: digits.slice(-4), warnings: ['masked'] } : { rule: 'length' };
  }
  if (/\p{L}/u.test(compact)) return { rule: 'letters' };
  if (!/^[0-9]*$/u.test(compact)) return { rule: 'characters' };
  if (compact.length !== 9 && compact.length !== 4) return { rule: 'length' };
  const isNeverIssued = compact === '0000' || (compact.length === 9 && NEVER_ISSUED.test(compact));
  return isNeverIssued ? { value: compact, warnings: ['never_issued'] } : { value: compact };
}
