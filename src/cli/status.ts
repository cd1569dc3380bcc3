import { nothing, readArguments } from './arguments.ts';
import { openKnownJournal } from './journal-file.ts';
import { type Terminal, table } from './output.ts';
import { placeOf } from './report.ts';
import { UsageError } from './usage-error.ts';

export const statusUsage = `status --journal FILE [--json]
    What a journal knows: how many rows stand where. Sends nothing.`;

const options = { journal: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

/** `status`: where the rows of a journal stand. */
export async function status(args: string[], terminal: Terminal): Promise<number> {
  const { values } = readArguments('status', args, options, nothing);
  const path = values.journal;
  if (path === undefined) throw new UsageError('status: name the journal with --journal');
  const journal = await openKnownJournal(path);
  const records = [...journal.load()];
  journal.close();
  const counts = Map.groupBy(records, (record) => {
    const place = placeOf(record);
    return place === 'pending' ? record.state : place;
  });
  const totals = {
    rows: records.length,
    ...Object.fromEntries([...counts].map(([place, those]) => [place, those.length])),
  };
  if (values.json) {
    const rows = records.map(({ key, requestId, state, status, at }) => ({
      external_reference_id: key,
      request_id: requestId,
      state,
      status,
      since: new Date(at).toISOString(),
    }));
    terminal.out(`${JSON.stringify({ totals, rows }, null, 2)}\n`);
  } else {
    terminal.out(table(Object.entries(totals).map(([place, count]) => [place, String(count)])));
  }
  return 0;
}
