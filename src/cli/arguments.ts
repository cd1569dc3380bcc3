import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The options and the one file (or none) that a command takes. A word too many is not repeated: it may be data. */
export function readArguments<O extends Options>(
  command: string,
  args: string[],
  options: O,
  takesFile: boolean,
) {
  let parsed: ReturnType<typeof parseArgs<{ args: string[]; options: O; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const known = Object.keys(options).map((name) => `--${name}`);
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
      throw new UsageError(
        `${command}: ${/--[a-z-]+/.exec(message)?.[0] ?? 'an option'} is used wrongly; see --help`,
      );
    }
    throw new UsageError(`${command}: unknown option; it takes ${known.join(', ') || 'none'}`);
  }
  const wanted = takesFile ? 1 : 0;
  if (parsed.positionals.length < wanted)
    throw new UsageError(`${command}: name the CSV file, or - for standard input`);
  if (parsed.positionals.length > wanted) throw new UsageError(`${command}: too many arguments; see --help`);
  return { values: parsed.values, file: parsed.positionals[0] ?? '' };
}

/** A whole number within bounds. */
export function readNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}`);
}
