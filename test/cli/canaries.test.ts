import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callingServer } from '../../scripts/soak/calling-server.ts';
import { bundleProgram, startProgram } from '../../scripts/soak/program.ts';
import { randomStream } from '../../src/sandbox/random.ts';
import { type Canary, canary, fieldCanaries, keyCanary, leaks, planted } from '../client/canary.ts';
import { filesIn, newFolder, rows, sheet } from './support.ts';

/*
 * Unique values in every sensitive field, a server that fails and repeats what it was sent, a run that is killed: none
 * of them, in any form, is in what the command line leaves or says. The file of outcomes holds outcomes: that is its use.
 */

const ofThem = (schema: string) => fieldCanaries.filter(({ name }) => name.startsWith(`${schema}.`));
const { notes: _sameAsTheCalls, ...details } = planted('CallDetails');
const sent = { ...details, ...planted('CallInput') };
const outcomes = planted('GeneratedOutcomes');
/** What the import makes of them. */
const normalised = ['+16467182936', '6467182936', '918273645', '2026-12-19'].map((value) =>
  canary('normalised', value),
);
const wanted: Canary[] = [
  ...fieldCanaries.filter(({ value }) =>
    [...Object.values(sent), ...Object.values(outcomes)].includes(value),
  ),
  ...normalised,
  keyCanary,
];

describe('what a run leaves and says', () => {
  it('holds no sensitive value and no key', async () => {
    const folder = newFolder();
    const said: Record<string, string> = {};
    const program = await bundleProgram(folder);
    const file = sheet(
      folder,
      rows(12).map((row) => ({ ...row, ...sent })),
    );
    // One that nobody can read: what is said of it is another thing to search.
    const broken = sheet(
      folder,
      [{ ...rows(1)[0], ...sent, patient_dob: `${sent.patient_dob} x` }],
      'broken.csv',
    );
    let reads = 0;
    let kill = () => {};
    const server = await callingServer({
      random: randomStream('canaries', 3),
      faultShares: { upsertEntity: 0, queueCalls: 0, triggerCall: 0.3, getCall: 0.2 },
      mostLagMs: 100,
      mostDurationMs: 300,
      outcomes: outcomes as never,
      onMoment: (operation) => {
        if (operation === 'triggerCall' && ++reads === 6) kill();
      },
    });
    const env = { EVERGROVE_API_KEY: keyCanary.value };
    const common = [
      'run',
      file,
      '--base-url',
      server.url,
      '--poll-every',
      '1',
      '--quiet-time',
      '1',
      '--rate',
      '200',
    ];
    const start = (name: string, args: string[]) => {
      const started = startProgram(program, args, env);
      return {
        ...started,
        ended: started.ended.then(({ code, stdout, stderr }) => {
          said[`${name}: stdout`] = stdout;
          said[`${name}: stderr`] = stderr;
          return code;
        }),
      };
    };
    const files = (name: string) => {
      for (const left of filesIn(folder).filter((left) => left.startsWith('rows.journal')))
        said[`${name}: ${left}`] = readFileSync(join(folder, left), 'latin1');
    };

    const first = start('killed', common);
    kill = () => first.child.kill('SIGKILL');
    expect(await first.ended).toBe(null);
    files('killed');
    expect(Object.keys(said)).toContain('killed: rows.journal-wal');
    await start('again', common).ended;
    files('again');
    await start('json', [...common, '--json']).ended;
    await start('released', [...common, '--release-uncertain']).ended;
    files('released');
    await start('rejected', ['run', broken, ...common.slice(2)]).ended;
    await start('check', ['check', broken]).ended;
    await start('status', ['status', '--journal', join(folder, 'rows.journal')]).ended;
    await start('status json', ['status', '--json', '--journal', join(folder, 'rows.journal')]).ended;
    const [id = ''] = server.requests.keys();
    await start('wait', ['wait', id, '--base-url', server.url, '--timeout', '2']).ended;
    const out = join(folder, 'export.csv');
    await start('export', ['export', file, '--journal', join(folder, 'rows.journal'), '--out', out]).ended;
    const bodies = server.bodies.join('\n');
    await server.close();

    expect(leaks(said, wanted)).toEqual([]);
    // The search finds what is there: all of it went over the wire, and the outcomes into their file.
    expect(
      new Set(leaks({ bodies }, ofThem('CallDetails')).map((leak) => leak.split(' ')[1])).size,
    ).toBeGreaterThanOrEqual(8);
    const written = readFileSync(join(folder, 'rows.outcomes.csv'), 'utf8');
    expect(written).toContain(outcomes.summary?.replaceAll('"', '""'));
    expect(Object.keys(said).length).toBeGreaterThan(20);
    expect(said['json: stdout']).toContain('"complete"');
    expect(said['again: stdout']).toContain('The outcomes are in');
  }, 60_000);
});
