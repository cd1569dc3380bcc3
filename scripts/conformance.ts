/**
 * `EVERGROVE_API_KEY=… npm run conformance -- --base-url URL [--json FILE]`: checks a server against the description, by
 * requests that can place no call. `--allow-calls --number +1…` then places one. Exit code 0 when everything held, 1 when
 * something did not, 2 for a mistake in the arguments.
 */
import { closeSync, fchmodSync, openSync, readFileSync, writeSync } from 'node:fs';
import { type Arguments, readArguments, UsageError } from './conformance/arguments.ts';
import { FICTITIOUS_NUMBER, TEST_ENTITY } from './conformance/bodies.ts';
import type { Description } from './conformance/description.ts';
import { formatReport } from './conformance/format.ts';
import { heldAll } from './conformance/report.ts';
import { runConformance } from './conformance/run-conformance.ts';

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // A defect of ours: its message may quote what the server said.
  console.error(
    `conformance: ${error instanceof UsageError ? error.message : 'failed by a defect of its own'}`,
  );
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function main(argv: string[]): Promise<number> {
  const description: Description = JSON.parse(
    readFileSync(new URL('../generated/openapi.json', import.meta.url), 'utf8'),
  );
  const args = readArguments(argv, process.env, numberPattern(description));
  const file = args.json === undefined ? undefined : openPrivate(args.json);
  console.log(announcement(args));
  const report = await runConformance(args, description);
  process.stdout.write(formatReport(report));
  if (file !== undefined) {
    writeSync(file, `${JSON.stringify(report, null, 2)}\n`);
    closeSync(file);
  }
  return heldAll(report) ? 0 : 1;
}

/** Opened before the first request, so that a wrong path costs nothing; for its owner alone. */
function openPrivate(path: string): number {
  try {
    const file = openSync(path, 'w', 0o600);
    fchmodSync(file, 0o600);
    return file;
  } catch {
    throw new UsageError('--json names a file that cannot be written');
  }
}

function numberPattern({ components }: Description): string {
  return components.schemas.CallInput?.properties?.outbound_phone_number?.pattern ?? '$^';
}

function announcement({ call }: Arguments): string {
  const safe = `About to create or update one entity, "${TEST_ENTITY}", and to send requests that must be refused. None names a request that exists; their calls go to ${FICTITIOUS_NUMBER}, a number kept for fiction.`;
  if (!call) return `${safe} Nothing can ring.\n`;
  return `${safe}\nThen, because of --allow-calls: to queue ONE REAL CALL to ${call.number} with synthetic patient data, to trigger it once, and to poll it for up to ${Math.round(call.patienceMs / 60_000)} min. THAT PHONE WILL RING.\n`;
}
