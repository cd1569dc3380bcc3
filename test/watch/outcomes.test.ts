import {
  type CompletedCall,
  type FinalCall,
  type GeneratedOutcomes,
  isTerminalStatus,
  OutboundCallStatus,
  type TerminalStatus,
} from '@evergrove/scheduler';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { all, call, fleet, ID, inTurn } from './support.ts';

const outcomes = { appointment_confirmed: true };
const withOutcomes = (status: string) =>
  inTurn(({ id }) =>
    call(id, status, { generated_outcomes: outcomes, completed_at: '2026-11-24T12:00:00Z' }),
  );

describe('a result that cannot be misread', () => {
  test('has its outcomes on COMPLETE', async () => {
    const { clock, scheduler } = fleet(withOutcomes('COMPLETE'));
    expect(await clock.advanceUntil(scheduler.waitForCall(ID))).toMatchObject({
      generated_outcomes: outcomes,
    });
  });

  test.each(['ERROR', 'CANCELLED', 'DO_NOT_CALL_BACK'])(
    'has none on %s, even when the server sent some, and keeps everything else',
    async (status) => {
      const { clock, scheduler } = fleet(withOutcomes(status));
      const expected = { id: ID, status, completed_at: '2026-11-24T12:00:00Z' };
      expect(await clock.advanceUntil(scheduler.waitForCall(ID))).toEqual(expected);
      const [event] = await clock.advanceUntil(all(scheduler.watchCalls([ID])));
      expect(event).toEqual({ type: 'done', requestId: ID, call: expected, polls: 1 });
    },
  );

  test('is a union over the four terminal statuses, told apart by status alone', () => {
    expectTypeOf<FinalCall['status']>().toEqualTypeOf<
      'COMPLETE' | 'ERROR' | 'CANCELLED' | 'DO_NOT_CALL_BACK'
    >();
    expectTypeOf<TerminalStatus>().toEqualTypeOf<FinalCall['status']>();
    const outcomesOf = (call: FinalCall): unknown => {
      switch (call.status) {
        case 'COMPLETE':
          expectTypeOf(call).toEqualTypeOf<CompletedCall>();
          return call.generated_outcomes;
        case 'ERROR':
        case 'CANCELLED':
        case 'DO_NOT_CALL_BACK':
          expectTypeOf(call.generated_outcomes).toEqualTypeOf<undefined>();
          return call.status;
        default:
          return call satisfies never;
      }
    };
    expect(outcomesOf({ id: ID, status: 'COMPLETE', generated_outcomes: null } as FinalCall)).toBe(null);
    expectTypeOf<CompletedCall['generated_outcomes']>().toEqualTypeOf<GeneratedOutcomes | null | undefined>();
  });

  test('is terminal in four of the six statuses, and in no other word', () => {
    expect(Object.values(OutboundCallStatus).filter(isTerminalStatus)).toEqual([
      'COMPLETE',
      'ERROR',
      'CANCELLED',
      'DO_NOT_CALL_BACK',
    ]);
    for (const word of [
      '',
      'complete',
      'COMPLETED',
      'toString',
      '__proto__',
      'constructor',
      'hasOwnProperty',
    ])
      expect(isTerminalStatus(word)).toBe(false);
  });
});
