/** A table in Markdown: its header, then its rows. Pipes in a cell are escaped. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [header, header.map(() => '---'), ...rows].map(line).join('\n');
}

/** Text as inline code. */
export function code(text: string): string {
  return `\`${text}\``;
}
