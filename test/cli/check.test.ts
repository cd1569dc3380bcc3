import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, filesIn, newFolder, put, rows, sheet } from './support.ts';

const sample = resolve(import.meta.dirname, '../../src/cli/data/rows-good.csv');

describe('check', () => {
  it('accepts the sample with its three warnings', async () => {
    const { code, stdout, stderr } = await cli(['check', sample]);
    expect(stdout).toMatch(/^60 rows: 60 accepted, 0 rejected; 3 warnings; 2 blank$/m);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('names line, rule and way out, and no value', async () => {
    const folder = newFolder();
    const canary = { patient_dob: '2026-02-30', patient_name: 'Canary Person' };
    const { code, stdout, stderr } = await cli(['check', sheet(folder, rows(3, { 1: canary }))]);
    expect(stdout).toMatch(/^line 3: error patient_dob\.\w+: \S.*$/m);
    expect(stdout).toMatch(/^3 rows: 2 accepted, 1 rejected; 0 warnings; 0 blank$/m);
    expect(stdout + stderr).not.toMatch(/2026-02-30|Canary/);
    expect({ code, files: filesIn(folder) }).toEqual({ code: 1, files: ['rows.csv'] });
  });

  it('lists a column that is not sent', async () => {
    const file = sheet(newFolder(), [{ ...rows(1)[0], shoe_size: '43' } as object]);
    expect((await cli(['check', file])).stdout).toMatch(
      /^not sent, since the API has no such field: shoe_size$/m,
    );
  });

  it('asks about a column that looks misspelt, in the words of the command', async () => {
    const { patient_ssn, ...rest } = rows(1)[0] ?? {};
    const file = sheet(newFolder(), [{ ...rest, patinet_ssn: patient_ssn } as object]);
    const { code, stdout } = await cli(['check', file]);
    expect(stdout).toMatch(
      /^line 1: warning patient_ssn\.similar_column: .*"patinet_ssn" meant\?.* --columns$/m,
    );
    expect(code).toBe(0);
  });

  it.each([[['check']], [['check', '--json']]])(
    'says --zones where it means the option (%j)',
    async (args) => {
      const file = sheet(newFolder(), rows(1, { 0: { local_timezone: 'ET' } }));
      const { stdout } = await cli([...args, file]);
      expect(stdout).toContain('say what the label means with --zones');
    },
  );

  it('says where notes go', async () => {
    const file = sheet(newFolder(), rows(2, { 0: { notes: 'Ask for the desk.' } }));
    expect((await cli(['check', file])).stdout).toMatch(
      /^notes: sent with their calls, for the agent \(1 row\)$/m,
    );
  });

  it('reports as JSON, without the rows themselves', async () => {
    const file = sheet(newFolder(), rows(3, { 1: { patient_dob: '2026-02-30' } }));
    const { code, stdout } = await cli(['check', file, '--json']);
    expect(JSON.parse(stdout)).toEqual({
      issues: [
        {
          line: 3,
          row: 2,
          field: 'patient_dob',
          code: expect.stringMatching(/^patient_dob\./),
          severity: 'error',
          hint: expect.any(String),
        },
      ],
      totals: { rows: 3, accepted: 2, rejected: 1, blank: 0 },
      unknownColumns: [],
    });
    expect(code).toBe(1);
  });

  it('takes --columns, --zones and --now', async () => {
    const folder = newFolder();
    const { body_part, ...rest } = rows(1)[0] ?? {};
    const file = sheet(folder, [{ ...rest, Region: body_part, local_timezone: 'Eastern' } as object]);
    const columns = put(folder, 'columns.json', { Region: 'body_part' });
    const zones = put(folder, 'zones.json', { Eastern: 'America/New_York' });
    const maps = ['--columns', columns, '--zones', zones];
    expect((await cli(['check', file, ...maps])).code).toBe(0);
    const past = await cli(['check', file, ...maps, '--now', '2025-01-01']);
    expect(past.stdout).toMatch(/date_of_injury\.future/);
    expect(past.code).toBe(1);
  });
});
