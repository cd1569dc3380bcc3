import { expect, test } from 'vitest';
import { run } from './programs/run.ts';

test.each(['default', 'endless'])(
  '100 000 ids under watch (%s timeoutMs) cost 200 bytes of heap each at most',
  async (timeout) => {
    const { code, stdout, stderr } = await run('memory', [timeout], { flags: ['--expose-gc'] });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { bytesPerId, pending } = JSON.parse(stdout);
    expect(bytesPerId).toBeLessThanOrEqual(200);
    // A figure too good to be true is one of something else.
    expect(bytesPerId).toBeGreaterThan(50);
    expect(pending).toBe(1);
  },
  30_000,
);
