import { describe, expect, it } from 'vitest';
import { killRun } from '../../scripts/soak/kill-run.ts';
import { tell } from '../../scripts/soak/tell.ts';

/*
 * The short form of `npm run soak`: the real command line against a server that places a call for every trigger, killed
 * without warning and started again.
 */

describe('a run that is killed again and again', () => {
  it('calls nobody twice, and loses no row without saying so', async () => {
    const result = await killRun({ rows: 30, kills: 4, seed: 6 });
    console.log(tell(result));
    expect(result).toMatchObject({
      kills: 4,
      triggeredTwice: [],
      calledTwice: [],
      lost: [],
      surprises: [],
    });
    // What was left uncertain was not called: released, it makes the calls up to one a row.
    expect(result.calls).toBe(30);
    expect(result.report?.totals).toMatchObject({ rows: 30, complete: 30, uncertain: 0, pending: 0 });
  }, 120_000);
});
