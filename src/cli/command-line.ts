import { readFileSync } from 'node:fs';
import { JournalError } from '../batch/index.ts';
import { isSchedulerError } from '../index.ts';
import { check, checkUsage } from './check.ts';
import { exportOutcomes, exportUsage } from './export.ts';
import { meant } from './meant.ts';
import type { Terminal } from './output.ts';
import { run } from './run.ts';
import { runUsage } from './run-options.ts';
import { sandbox, sandboxUsage } from './sandbox.ts';
import { spec, specUsage } from './spec.ts';
import { status, statusUsage } from './status.ts';
import { InterruptedError, UsageError } from './usage-error.ts';
import { wait, waitUsage } from './wait.ts';

type Command = (args: string[], terminal: Terminal, interrupted: AbortSignal) => Promise<number>;

const commands: Record<string, { does: Command; usage: string }> = {
  check: { does: check, usage: checkUsage },
  run: { does: run, usage: runUsage },
  status: { does: status, usage: statusUsage },
  wait: { does: wait, usage: waitUsage },
  export: { does: exportOutcomes, usage: exportUsage },
  sandbox: { does: sandbox, usage: sandboxUsage },
  spec: { does: spec, usage: specUsage },
};

const usages = Object.values(commands).map(({ usage }) => usage);
const help = `evergrove-scheduler: phone calls to provider offices, from a spreadsheet to outcomes

  ${usages.join('\n\n  ')}

  COMMAND --help, --help, --version
`;

/** The first version that has all that is used here, `node:sqlite` included. */
const OLDEST_NODE = [22, 13] as const;

/** Does what the arguments after the program's name say; `interrupted` ends it in good order. Resolves to the exit code. */
export async function commandLine(
  [name, ...args]: string[],
  terminal: Terminal,
  interrupted: AbortSignal,
): Promise<number> {
  try {
    if (name === undefined || name === '--help' || name === '-h') {
      terminal.out(help);
      return name === undefined ? 2 : 0;
    }
    if (name === '--version') {
      terminal.out(`${version()}\n`);
      return 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) {
      const names = Object.keys(commands);
      throw new UsageError(`no such command${meant(name, names)}; there are ${names.join(', ')}, and --help`);
    }
    if (args.includes('--help')) {
      terminal.out(`  ${command.usage}\n`);
      return 0;
    }
    checkNode(process.versions.node);
    return await command.does(args, terminal, interrupted);
  } catch (error) {
    terminal.err(`evergrove-scheduler: ${oneLine(error)}\n`);
    if (error instanceof InterruptedError) return 130;
    return isMistake(error) ? 2 : 1;
  }
}

function checkNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldest, oldestMinor] = OLDEST_NODE;
  if (major > oldest || (major === oldest && minor >= oldestMinor)) return;
  throw new UsageError(`needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${version}`);
}

/** Whether the person at the keyboard can mend it: a bad argument, or an option the client refused to start with. */
function isMistake(error: unknown): boolean {
  return (
    error instanceof UsageError ||
    error instanceof JournalError ||
    (isSchedulerError(error) && error.operation === undefined)
  );
}

/** What may be shown of an error: words of this package. Any other error's could be a value. */
function oneLine(error: unknown): string {
  const isOurs = [UsageError, InterruptedError, JournalError].some((kind) => error instanceof kind);
  if (isOurs || isSchedulerError(error)) return (error as Error).message;
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return `an unexpected error (${[name, code].filter((word) => typeof word === 'string').join(' ')}); please report it`;
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return version;
}
