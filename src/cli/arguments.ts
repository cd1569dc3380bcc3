import { type ParseArgsConfig, parseArgs } from 'node:util';
import { meant } from './meant.ts';
import { UsageError } from './usage-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** How many arguments a command takes beside its options, and what to say of one that is missing. */
export interface Positionals {
  least: number;
  most: number;
  missing: string;
}

/** A command that takes none. */
export const nothing: Positionals = { least: 0, most: 0, missing: '' };

/** A command that takes a CSV file. */
export const oneFile: Positionals = {
  least: 1,
  most: 1,
  missing: 'name the CSV file, or - for standard input',
};

/** The options and arguments of a command. A word too many is not repeated: it may be data. */
export function readArguments<O extends Options>(
  command: string,
  args: string[],
  options: O,
  { least, most, missing }: Positionals,
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
    const [option = ''] = /--[^\s'=]+/.exec(message) ?? [];
    throw new UsageError(
      `${command}: unknown option${meant(option, known)}; it takes ${known.join(', ') || 'none'}`,
    );
  }
  const { values, positionals } = parsed;
  if (positionals.length < least) throw new UsageError(`${command}: ${missing}`);
  if (positionals.length > most) throw new UsageError(`${command}: too many arguments; see --help`);
  return { values, positionals, file: positionals[0] ?? '' };
}

/** A whole number within bounds. */
export function readNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}`);
}

/** Seconds, with decimals or without, in milliseconds. */
export function readSeconds(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}(?:\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return Math.round(value * 1_000);
  throw new UsageError(`--${name} must be seconds, a number from ${least} to ${most}`);
}

/** An ISO 8601 date-time with an offset, or a day, in milliseconds since the epoch. */
export function readTime(name: string, text: string): number {
  const value = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(
    text,
  )
    ? Date.parse(text)
    : Number.NaN;
  // Date takes the 30th of February for the 2nd of March.
  const day = text.slice(0, 'YYYY-MM-DD'.length);
  if (!Number.isNaN(value) && new Date(day).toISOString().startsWith(day)) return value;
  throw new UsageError(`--${name} must be a date-time such as 2026-11-22T12:00:00Z`);
}
