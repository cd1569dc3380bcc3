import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../scripts/soak/sheet.ts';
import {
  against,
  cli,
  csvCells,
  newFolder,
  put,
  reportOf,
  rows,
  type Served,
  serve,
  sheet,
  until,
} from './support.ts';

const placed = ({ sandbox }: Served) => sandbox.calls().map(({ id }) => sandbox.callsPlaced(id));
const triggers = (server: Served) => server.operations().filter((name) => name === 'triggerCall').length;

describe('the same command again', () => {
  it('goes on where an interrupted one stopped, and places nothing twice', async () => {
    const server = await serve();
    const [args, around] = against(server);
    const command = ['run', sheet(newFolder(), rows(40)), ...args, '--rate', '50'];
    const interrupt = new AbortController();
    const first = cli(command, { ...around, interrupted: interrupt.signal });
    await until(() => triggers(server) >= 8);
    interrupt.abort();
    const stopped = await first;
    expect(stopped.stderr).toMatch(
      /^Interrupted: calls already triggered go on\. The same command goes on from here\.$/m,
    );
    expect(stopped.code).toBe(130);
    expect(triggers(server)).toBeLessThan(40);

    const ended = await cli([...command, '--json'], around);
    expect(reportOf(ended).totals).toMatchObject({ accepted: 40, complete: 40, pending: 0 });
    expect(ended.code).toBe(0);
    // A batch that was queued when the run was stopped may be queued again: never triggered, it calls nobody.
    expect(placed(server).filter((count) => count > 0)).toEqual(Array(40).fill(1));
  });

  it('reads the outcomes of an earlier run again, and sends nothing else', async () => {
    const folder = newFolder();
    const server = await serve();
    const [args, around] = against(server);
    const command = ['run', sheet(folder, rows(3)), ...args];
    await cli(command, around);
    const before = { cells: csvCells(join(folder, 'rows.outcomes.csv')), sent: server.operations().length };
    const { code, stderr } = await cli(command, around);
    expect(code).toBe(0);
    expect(csvCells(join(folder, 'rows.outcomes.csv'))).toEqual(before.cells);
    expect(new Set(server.operations().slice(before.sent))).toEqual(new Set(['getCall']));
    expect(stderr).not.toMatch(/^0\/3/m);
  });

  it('tells of a row that was edited after it was queued, and does not send it again', async () => {
    const folder = newFolder();
    const server = await serve();
    const [args, around] = against(server);
    const file = sheet(folder, rows(3));
    await cli(['run', file, ...args], around);
    sheet(folder, rows(3, { 1: { body_part: 'Right knee' } }));
    const shown = await cli(['run', file, ...args], around);
    expect(shown.stdout).toMatch(
      /^Changed since their calls were queued: soak-00002\. What may have been started keeps what was sent/m,
    );
    const ended = await cli(['run', file, ...args, '--json'], around);
    expect(reportOf(ended).issues).toMatchObject([{ line: 3, code: 'row.edited', severity: 'warning' }]);
    expect(ended.code).toBe(0);
    expect(placed(server)).toEqual([1, 1, 1]);
  });

  it('sends a row that was rejected and is mended', async () => {
    const folder = newFolder();
    const server = await serve();
    const [args, around] = against(server);
    const file = sheet(folder, rows(2, { 1: { patient_dob: '2026-02-30' } }));
    expect((await cli(['run', file, ...args], around)).code).toBe(1);
    sheet(folder, rows(2));
    expect((await cli(['run', file, ...args], around)).code).toBe(0);
    expect(placed(server)).toEqual([1, 1]);
  });

  it('leaves rows alone that are no longer in the file, and says so', async () => {
    const folder = newFolder();
    const server = await serve();
    const [args, around] = against(server);
    const file = sheet(folder, rows(3));
    await cli(['run', file, ...args], around);
    writeFileSync(file, toCsv(rows(4).slice(2)));
    const { code, stdout } = await cli(['run', file, ...args], around);
    expect(stdout).toMatch(/^2 rows of the journal not in the file: left alone\.$/m);
    expect(code).toBe(0);
    expect(placed(server)).toEqual([1, 1, 1, 1]);
  });

  it('calls a row once it is off the --suppress list', async () => {
    const folder = newFolder();
    const server = await serve();
    const [args, around] = against(server);
    const command = ['run', sheet(folder, rows(2)), ...args];
    const held = await cli([...command, '--suppress', put(folder, 'never.txt', 'soak-00002')], around);
    expect(held.stdout).toMatch(/^line 3: soak-00002: vetoed: on the --suppress list, not called$/m);
    expect(placed(server)).toEqual([1]);
    await cli(command, around);
    expect(placed(server)).toEqual([1, 1]);
  });
});

describe('a row of which nobody can say whether it was called', () => {
  /** A run whose first trigger is answered by a dropped connection, before or after the call was placed. */
  async function doubtful(fault: 'dropBefore' | 'actThenDrop') {
    // Nothing shows of a call for an hour.
    const server = await serve(() => ({ startAfterMs: 3_600_000, durationMs: 1, status: 'COMPLETE' }));
    const [args, around] = against(server);
    const command = ['run', sheet(newFolder(), rows(1)), ...args];
    server.sandbox.failNext(fault, { operation: 'triggerCall' });
    const ended = await cli([...command, '--quiet-time', '2', '--json'], around);
    return { server, command, around, ended };
  }

  it.each(['dropBefore', 'actThenDrop'] as const)('is held and reported with 1, after %s', async (fault) => {
    const { ended, server, command, around } = await doubtful(fault);
    expect(reportOf(ended)).toMatchObject({
      totals: { uncertain: 1, complete: 0 },
      rows: [{ state: 'uncertain', status: 'ENQUEUED', request_id: expect.any(String) }],
    });
    expect(ended.code).toBe(1);
    const again = await cli(command, around);
    expect(again.stdout).toMatch(
      /^line 2: soak-00001: uncertain: request [0-9a-f-]{36} may have been started \(still_enqueued\); /m,
    );
    expect(again.code).toBe(1);
    expect(triggers(server)).toBe(1);
  });

  it('is triggered again by --release-uncertain, with the same request id', async () => {
    const { server, command, around } = await doubtful('dropBefore');
    const interrupt = new AbortController();
    const released = cli([...command, '--release-uncertain'], { ...around, interrupted: interrupt.signal });
    await until(() => triggers(server) >= 2);
    interrupt.abort();
    await released;
    // One request, and it is that one which is called.
    expect(placed(server)).toEqual([1]);
  });

  it('is triggered again alone by --release with its id', async () => {
    const server = await serve();
    const [args, around] = against(server);
    const command = ['run', sheet(newFolder(), rows(2)), ...args, '--json', '--quiet-time', '1'];
    server.sandbox.failNext('dropBefore', { operation: 'triggerCall', times: 2 });
    expect(reportOf(await cli(command, around)).totals.uncertain).toBe(2);
    const released = reportOf(await cli([...command, '--release', 'soak-00002'], around));
    expect(released.rows.map(({ state }) => state)).toEqual(['uncertain', 'done']);
    expect(triggers(server)).toBe(3);
  });

  it('that shows a sign of life after all is called no second time, even if it is released', async () => {
    const server = await serve(() => ({ startAfterMs: 20_000, durationMs: 1, status: 'COMPLETE' }));
    const [args, around] = against(server);
    const command = ['run', sheet(newFolder(), rows(1)), ...args, '--json'];
    server.sandbox.failNext('actThenDrop', { operation: 'triggerCall' });
    const doubted = await cli([...command, '--quiet-time', '2'], around);
    expect(reportOf(doubted).totals.uncertain).toBe(1);
    await until(() => server.sandbox.calls()[0]?.status !== 'ENQUEUED');
    const ended = await cli([...command, '--release-uncertain'], around);
    expect(reportOf(ended).totals).toMatchObject({ complete: 1, uncertain: 0 });
    expect({ code: ended.code, triggers: triggers(server) }).toEqual({ code: 0, triggers: 1 });
  });
});

describe('an interruption', () => {
  it('before anything was sent leaves everything for the next run', async () => {
    const folder = newFolder();
    const server = await serve();
    const [args, around] = against(server);
    const ended = await cli(['run', sheet(folder, rows(2)), ...args, '--json'], {
      ...around,
      interrupted: AbortSignal.abort(),
    });
    expect(reportOf(ended).totals).toMatchObject({ accepted: 2, pending: 2 });
    expect({ code: ended.code, sent: server.operations() }).toEqual({ code: 130, sent: [] });
  });

  it('while the outcomes of an earlier run are read writes down what is known', async () => {
    const folder = newFolder();
    const server = await serve();
    const [args, around] = against(server);
    const command = ['run', sheet(folder, rows(30)), ...args];
    await cli(command, around);
    const interrupt = new AbortController();
    const before = server.operations().length;
    const reading = cli([...command, '--rate', '5'], { ...around, interrupted: interrupt.signal });
    await until(() => server.operations().length >= before + 3);
    interrupt.abort();
    const { code } = await reading;
    expect(code).toBe(130);
    expect(server.operations().length).toBeLessThan(before + 30);
    expect(readFileSync(join(folder, 'rows.outcomes.csv'), 'utf8').match(/,COMPLETE,/g)).toHaveLength(30);
  });
});
