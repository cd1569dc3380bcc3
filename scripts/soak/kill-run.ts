import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunReport } from '../../src/cli/report.ts';
import { randomStream } from '../../src/sandbox/random.ts';
import { type CallingServer, callingServer } from './calling-server.ts';
import { drawKill, Killer } from './killer.ts';
import { bundleProgram, type Ended, startProgram } from './program.ts';
import { sheetRows, toCsv } from './sheet.ts';
import { judgeCalls, type Verdict } from './verdict.ts';

/** How much is to be killed. */
export interface KillRunOptions {
  rows: number;
  kills: number;
  /** Decides the faults, the moments of the kills and how long calls take; the machine's own pace is left to chance. */
  seed: number;
}

/** What came of it. */
export interface KillRunResult extends Verdict {
  kills: number;
  rows: number;
  /** How often a process was at what when it was killed. */
  killedAt: ReadonlyMap<string, number>;
  /** How often the server went wrong, by how. */
  faults: ReadonlyMap<string, number>;
  /** Rows that the last run before any release had to leave uncertain. */
  uncertain: number;
  /** Exit code of that run. */
  exitCode: number | null;
  /** What was wrong with a run, e.g. words on stderr that nobody expected. */
  surprises: string[];
}

const LIFE_MS = 1_500;
const MOST_LAG_MS = 500;
const MOST_DURATION_MS = 1_500;
/** Longer than the lag: after it, `ENQUEUED` is the truth. */
const QUIET_S = 1;
const MOST_FINISHES = 6;
/** Kills must not run out of rows: a life gets no more than this multiple of its fair share of triggers. */
const SHARE = 1.5;

/**
 * Runs the command line over a sheet, kills it again and again, and lets it come through; then looks at what the server
 * has placed. At last it releases what is uncertain, which must place the calls that were missing, and no other.
 */
export async function killRun({ rows, kills, seed }: KillRunOptions): Promise<KillRunResult> {
  const folder = await mkdtemp(join(tmpdir(), 'evergrove-soak-'));
  const random = randomStream('soak', seed);
  let killer: Killer | undefined;
  const server = await callingServer({
    random: randomStream('soak server', seed),
    faultShares: { upsertEntity: 0.05, queueCalls: 0.1, triggerCall: 0.2, getCall: 0.05 },
    mostLagMs: MOST_LAG_MS,
    mostDurationMs: MOST_DURATION_MS,
    onMoment: (operation, moment) => killer?.saw(operation, moment),
  });
  const sheet = sheetRows(rows);
  const file = join(folder, 'rows.csv');
  const killedAt = new Map<string, number>();
  const surprises: string[] = [];
  try {
    await writeFile(file, toCsv(sheet));
    const program = await bundleProgram(folder);
    const start = (rate: number, ...more: string[]) =>
      startProgram(
        program,
        [
          'run',
          file,
          '--base-url',
          server.url,
          '--json',
          '--poll-every',
          '1',
          '--quiet-time',
          String(QUIET_S),
        ].concat(['--rate', String(rate)], more),
        { EVERGROVE_API_KEY: 'test-soak' },
      );
    const references = sheet.map((row) => row.external_reference_id);

    let killed = 0;
    // One that came through before it was killed, or stumbled, is started again as a person would: not for ever.
    for (let lives = 0; killed < kills && lives < kills * 2; lives++) {
      const placed = [...server.requests.values()].filter((request) => request.placed > 0).length;
      const mostTriggers = Math.max(1, Math.floor((SHARE * (rows - placed)) / (kills - killed + 1)));
      const { child, ended } = start(60);
      killer = new Killer(drawKill(random, { lifeMs: LIFE_MS, mostTriggers }), () => child.kill('SIGKILL'));
      const { code, stderr } = await ended;
      killer.end();
      if (code === null) {
        killed++;
        const at = killer.killedAt ?? 'nobody knows when';
        killedAt.set(at, (killedAt.get(at) ?? 0) + 1);
      }
      if (stderr !== '') surprises.push(stderr.trim());
      killer = undefined;
    }

    const last = await finish(
      () => start(200),
      (report) => report.totals.pending === 0,
    );
    const before = judgeCalls(server.requests, references, last);
    const released = await finish(
      () => start(200, '--release-uncertain'),
      (report) => report.totals.pending + report.totals.uncertain === 0,
    );
    const after = judgeCalls(server.requests, references, released);
    return {
      kills: killed,
      rows,
      killedAt,
      faults: server.played,
      uncertain: before.report?.totals.uncertain ?? 0,
      exitCode: last.code,
      surprises: [
        ...surprises,
        ...[last, released].flatMap(({ stderr }) => (stderr === '' ? [] : [stderr.trim()])),
      ],
      calls: after.calls,
      triggeredTwice: after.triggeredTwice,
      calledTwice: after.calledTwice,
      lost: [...before.lost, ...after.lost],
      report: after.report,
    };
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lets it come through, as often as it takes. */
async function finish(
  start: () => { ended: Promise<Ended> },
  isThrough: (report: RunReport) => boolean,
): Promise<Ended> {
  let ended = await start().ended;
  for (let i = 1; i < MOST_FINISHES; i++) {
    const report = ended.stdout === '' ? undefined : (JSON.parse(ended.stdout) as RunReport);
    if (report && isThrough(report)) break;
    ended = await start().ended;
  }
  return ended;
}

export type { CallingServer };
