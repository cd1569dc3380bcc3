import { stripVTControlCharacters, styleText } from 'node:util';

/** Where a command writes and what it reads; tests hand in their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether a person looks at it, who likes colours. */
  isTTY: boolean;
  /** Draws a text on stderr in the place of the last one; without a text, leaves that one standing. */
  redraw?(text?: string): void;
}

type Style = Parameters<typeof styleText>[0];

/** Colours where a person looks, plain text elsewhere. */
export function paint(terminal: Terminal, style: Style, text: string): string {
  return terminal.isTTY ? styleText(style, text, { validateStream: false }) : text;
}

/** Columns as wide as their widest cell; all but the first right-aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (text: string) => [...stripVTControlCharacters(text)].length;
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))));
  return rows
    .map((row) =>
      row
        .map((cell, i) => {
          const gap = ' '.repeat((widths[i] ?? 0) - width(cell));
          return i === 0 ? cell + gap : gap + cell;
        })
        .join('   ')
        .trimEnd(),
    )
    .map((line) => `  ${line}\n`)
    .join('');
}

/** `1 call`, `2 calls` */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
