import { readFile } from 'node:fs/promises';
import { importRows, type RowReport } from '../rows/index.ts';
import { counted, paint, type Terminal } from './output.ts';
import { fileError, UsageError } from './usage-error.ts';

/** What the CSV calls by other names. */
export const mappingOptions = {
  column: { type: 'string', multiple: true },
  zone: { type: 'string', multiple: true },
} as const;

export const mappingUsage = `--column HEADER=FIELD, --zone LABEL=ZONE
                 what a header or a time zone of the file means; may be given more than once`;

/** Reads and judges a CSV file; `-` is standard input. */
export async function readRows(
  file: string,
  { column = [], zone = [] }: { column?: string[] | undefined; zone?: string[] | undefined },
): Promise<RowReport> {
  const options = { columns: pairs('column', column), zones: pairs('zone', zone) };
  const bytes = await readBytes(file);
  return importRows(bytes, options).catch((error) => {
    // Of a wrong option importRows says what is wrong with it, in words of its own.
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  });
}

function pairs(name: string, given: string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at < 1) throw new UsageError(`--${name} takes NAME=MEANING`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    if (file !== '-') return await readFile(file);
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    throw fileError(file, error);
  }
}

/** Shows what was found: every issue by line, field, rule and way out; never a value. */
export function showReport(report: RowReport, terminal: Terminal): void {
  for (const { line, code, severity, hint } of report.issues) {
    const mark =
      severity === 'error' ? paint(terminal, 'red', 'error') : paint(terminal, 'yellow', 'warning');
    terminal.out(`line ${line}: ${mark} ${code}: ${hint}\n`);
  }
  if (report.unknownColumns.length > 0) {
    terminal.out(`not sent, since the API has no such field: ${report.unknownColumns.join(', ')}\n`);
  }
  const { rows, accepted, rejected, blank } = report.totals;
  const warnings = report.issues.filter(({ severity }) => severity === 'warning').length;
  terminal.out(
    `${counted(rows, 'row')}: ${accepted} accepted, ${rejected} rejected; ${counted(warnings, 'warning')}; ${blank} blank\n`,
  );
  if (report.notes.rows > 0)
    terminal.out(`notes go to the agent who calls (${counted(report.notes.rows, 'row')})\n`);
}
