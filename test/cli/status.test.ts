import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { against, cli, filesIn, newFolder, put, rows, serve, sheet } from './support.ts';

/** A folder in which a run was made: two rows done, one rejected by the server, one held. */
async function madeFolder() {
  const folder = newFolder();
  const server = await serve((call) =>
    call.external_reference_id === 'soak-00004'
      ? { refusal: 'organization_not_enabled' as never }
      : { startAfterMs: 0, durationMs: 1, status: 'COMPLETE' },
  );
  const [args, around] = against(server);
  const list = put(folder, 'never.txt', 'soak-00003');
  await cli(['run', sheet(folder, rows(3)), ...args, '--suppress', list], around);
  return { folder, server, journal: join(folder, 'rows.journal') };
}

describe('status', () => {
  it('tells how many rows stand where, and sends nothing', async () => {
    const { folder, server, journal } = await madeFolder();
    const sent = server.sandbox.requests.length;
    const { code, stdout, stderr } = await cli(['status', '--journal', journal]);
    expect(stdout).toBe('  rows       3\n  complete   2\n  vetoed     1\n');
    expect({ code, stderr, sent: server.sandbox.requests.length }).toEqual({ code: 0, stderr: '', sent });
    expect(filesIn(folder)).toEqual(['never.txt', 'rows.csv', 'rows.journal', 'rows.outcomes.csv']);
  });

  it('reports as JSON, row by row', async () => {
    const { journal, server } = await madeFolder();
    const { stdout } = await cli(['status', '--journal', journal, '--json']);
    const [first] = server.sandbox.calls();
    const report = JSON.parse(stdout);
    expect(report.totals).toEqual({ rows: 3, complete: 2, vetoed: 1 });
    expect(report.rows[0]).toEqual({
      external_reference_id: 'soak-00001',
      request_id: first?.id,
      state: 'done',
      status: 'COMPLETE',
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
  });

  it.each([
    ['without a journal', [], 'status: name the journal with --journal'],
    ['of a journal that is not there', ['--journal', '/nowhere/j'], '/nowhere/j does not exist'],
  ])('%s is a mistake, and makes none', async (_, args, says) => {
    expect(await cli(['status', ...args])).toEqual({
      code: 2,
      stdout: '',
      stderr: `evergrove-scheduler: ${says}\n`,
    });
  });

  it('of a file that is empty is a mistake, and leaves it so', async () => {
    const folder = newFolder();
    const path = put(folder, 'empty', '');
    const { code, stderr } = await cli(['status', '--journal', path]);
    expect(stderr).toBe(`evergrove-scheduler: ${path} is no journal: name another file\n`);
    expect({ code, files: filesIn(folder) }).toEqual({ code: 2, files: ['empty'] });
  });
});
