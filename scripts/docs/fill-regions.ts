const REGION = /<!-- generated: ([a-z-]+) -->\n[\s\S]*?<!-- \/generated -->/g;

/**
 * Markdown with its generated regions, `<!-- generated: NAME -->` to `<!-- /generated -->`, filled from `texts`.
 * Throws for a name that nothing is generated for, and for a region that is not closed.
 */
export function fillRegions(markdown: string, texts: Readonly<Record<string, string>>): string {
  let filled = 0;
  const result = markdown.replace(REGION, (_, name: string) => {
    const text = texts[name];
    if (text === undefined) {
      throw new Error(`nothing is generated for ${name}; there are ${Object.keys(texts).join(', ')}`);
    }
    filled++;
    return `<!-- generated: ${name} -->\n${text.trim()}\n<!-- /generated -->`;
  });
  const opened = markdown.split('<!-- generated: ').length - 1;
  if (opened !== filled) throw new Error('a generated region is not closed by <!-- /generated -->');
  return result;
}
