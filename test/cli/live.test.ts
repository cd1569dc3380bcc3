import { afterEach, describe, expect, it, vi } from 'vitest';
import { cli, filesIn, KEY, newFolder, put, rows, sheet } from './support.ts';

const url = 'https://api.example.invalid';
const env = { EVERGROVE_API_KEY: KEY };

/** In place of the network: nothing leaves this machine. */
function nobody() {
  const fetch = vi.spyOn(globalThis, 'fetch');
  fetch.mockImplementation(async () => {
    throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } });
  });
  return fetch;
}

describe('a base URL that is not on this machine', () => {
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['by name', url],
    ['by address', 'https://192.0.2.7'],
    ['that begins like a loopback one', 'https://127.0.0.1.example.invalid'],
    ['that ends like one', 'https://example.invalid/localhost'],
  ])('is refused without --live, %s: nothing is sent', async (_, baseUrl) => {
    const folder = newFolder();
    const fetch = nobody();
    const { code, stdout, stderr } = await cli(['run', sheet(folder, rows(1)), '--base-url', baseUrl], {
      env,
    });
    expect(stderr).toMatch(
      /^evergrove-scheduler: run: https:\S+ is not on this machine, phones may ring: say so with --live\n$/,
    );
    expect({ code, stdout, files: filesIn(folder) }).toEqual({ code: 2, stdout: '', files: ['rows.csv'] });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('with --live tells what is about to happen before the first request', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 24, 15, 30) });
    const folder = newFolder();
    const day = {
      windows: [
        { start: '08:00', end: '11:00' },
        { start: '13:00', end: '18:30' },
      ],
      default_call_time: '09:00',
    };
    const hours = put(folder, 'hours.json', { tuesday: day });
    const list = put(folder, 'never.txt', 'soak-00001');
    const file = sheet(folder, rows(8, { 7: { patient_ssn: '000-00-0000' } }));
    let printed = '';
    let before = '';
    const fetch = nobody();
    fetch.mockImplementation(async () => {
      before ||= printed;
      throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } });
    });
    const ended = await cli(
      ['run', file, '--base-url', url, '--live', '--hours', hours, '--suppress', list, '--now', '2026-11-24'],
      {
        env,
        onPrint: (text) => {
          printed += text;
        },
      },
    );
    expect(before).toMatch(/^line 9: warning patient_ssn\.never_issued: /m);
    expect(before).toContain(`About to place 7 calls to 7 offices through ${url} (1 warning):
  America/Denver     4 calls   4 offices   hours 08:00–18:30   now Tuesday 08:30
  America/New_York   3 calls   3 offices   hours 08:00–18:30   now Tuesday 10:30
`);
    expect(ended.stdout).toMatch(
      /^7 rows not at the end yet \(the latest trouble: upsertEntity: ENOTFOUND\)/m,
    );
    expect(ended.code).toBe(1);
  });

  it.each([
    ['before they open', Date.UTC(2026, 10, 24, 13, 59), 'Tuesday 08:59, outside the hours'],
    ['when they open', Date.UTC(2026, 10, 24, 14, 0), 'Tuesday 09:00\n'],
    ['when they close', Date.UTC(2026, 10, 24, 22, 0), 'Tuesday 17:00, outside the hours'],
    ['on a day on which they are closed', Date.UTC(2026, 10, 22, 15, 0), 'Sunday 10:00, outside the hours'],
  ])('the plan shows the time at the offices: %s', async (_, now, expected) => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    const { stderr } = await cli(['run', sheet(newFolder(), rows(1)), '--dry-run', '--base-url', url]);
    expect(stderr).toContain(`hours 09:00–17:00   now ${expected}`);
  });

  it('--live without a base URL is a mistake', async () => {
    const { code, stderr } = await cli(['run', sheet(newFolder(), rows(1)), '--live']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'evergrove-scheduler: run: --live needs --base-url\n',
    });
  });
});
