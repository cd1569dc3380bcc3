import { type OutcomeRow, outcomesToCsv } from '@evergrove/scheduler/rows';
import { describe, expect, it } from 'vitest';

const HEADER =
  'external_reference_id,request_id,status,attempts,call_completed,call_completed_at,patient_attended,' +
  'non_attendance_reason,appointment_status,confirmed_appointment,rescheduled_appointment,future_appointments,' +
  'outcome,summary,follow_up,confidence';

const call = { external_reference_id: 'IECC-1', request_id: 'r-1', status: 'COMPLETE' };
const summary = (text: unknown): OutcomeRow => ({ ...call, generated_outcomes: { summary: text } });
const rowOf = (result: OutcomeRow) => outcomesToCsv([result]).slice(HEADER.length + 2);

describe('outcomesToCsv', () => {
  it('writes a header alone for no results', () => {
    expect(outcomesToCsv([])).toBe(`${HEADER}\r\n`);
  });

  it('writes one line per row, keyed by external_reference_id, in the order given', () => {
    const results = [call, { ...call, external_reference_id: null, request_id: 'r-2' }];
    expect(outcomesToCsv(results)).toBe(
      `${HEADER}\r\nIECC-1,r-1,COMPLETE,,,,,,,,,,,,,\r\n,r-2,COMPLETE,,,,,,,,,,,,,\r\n`,
    );
  });

  it('writes every outcome field', () => {
    const generated_outcomes = {
      call_completed: true,
      call_completed_at: '2026-12-02T10:00:00Z',
      patient_attended: false,
      non_attendance_reason: 'ill',
      appointment_status: 'moved',
      confirmed_appointment: null,
      rescheduled_appointment: { date: '2026-12-09', time: '09:00' },
      future_appointments: [
        { date: '2026-12-16', time: '09:00' },
        { date: '2026-12-23', time: '10:30' },
      ],
      outcome: 'rescheduled',
      summary: 'Moved by a week.',
      follow_up: { by: 'phone' },
      confidence: 0.9,
    };
    expect(rowOf({ ...call, attempts: 2, generated_outcomes })).toBe(
      'IECC-1,r-1,COMPLETE,2,true,2026-12-02T10:00:00Z,false,ill,moved,,2026-12-09 09:00,' +
        '2026-12-16 09:00; 2026-12-23 10:30,rescheduled,Moved by a week.,"{""by"":""phone""}",0.9\r\n',
    );
  });

  it.each([
    ['absent', {}],
    ['null', { generated_outcomes: null }],
    ['empty', { generated_outcomes: {} }],
    ['unknown fields only', { generated_outcomes: { brand_new: 'x' } as object }],
  ])('accepts outcomes that are %s', (_, more) => {
    expect(rowOf({ ...call, ...more })).toBe('IECC-1,r-1,COMPLETE,,,,,,,,,,,,,\r\n');
  });

  it.each([
    ['a, b', '"a, b"'],
    ['say "yes"', '"say ""yes"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x.example","y")', `"'=HYPERLINK(""http://x.example"",""y"")"`],
    ['+14045550112', "'+14045550112"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['\uff1d1+1', "'\uff1d1+1"],
    [-1, '-1'],
    [['=1', 'b'], "'=1; b"],
    [['a', '=1'], 'a; =1'],
    ['a=1', 'a=1'],
    [
      { date: '2026-12-09', time: '09:00', zone: 'x' },
      '"{""date"":""2026-12-09"",""time"":""09:00"",""zone"":""x""}"',
    ],
    [null, ''],
    [undefined, ''],
    [true, 'true'],
  ])('writes %j as %j', (value, cell) => {
    expect(rowOf(summary(value))).toBe(`IECC-1,r-1,COMPLETE,,,,,,,,,,,${cell},,\r\n`);
  });

  it('guards the id, the request id and the status alike', () => {
    expect(rowOf({ external_reference_id: '=a', request_id: '@b', status: '+c' })).toMatch(/^'=a,'@b,'\+c,/u);
  });
});
