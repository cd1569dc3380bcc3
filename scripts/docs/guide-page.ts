import MarkdownIt from 'markdown-it';
import type { Page } from './page.ts';

const markdown = new MarkdownIt({ html: false, linkify: false });
const { rules } = markdown.renderer;

// What may be wider than the page is moved by itself, by keyboard too.
rules.table_open = () => '<div class="table" role="region" aria-label="Table" tabindex="0"><table>\n';
rules.table_close = () => '</table></div>\n';
rules.fence = (tokens, index) =>
  `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[index]?.content ?? '')}</code></pre>\n`;

/**
 * The page of a guide. Its first line is the title, its first paragraph the summary; comments are for the tools that
 * read the source. Throws for a link that would lead nowhere on the site.
 */
export function guidePage(name: string, source: string): Page {
  const tokens = markdown.parse(source.replace(/<!--[\s\S]*?-->/g, ''), {});
  const used = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') token.attrSet('id', slug(tokens[index + 1]?.content ?? '', used));
    for (const child of token.children ?? []) {
      if (child.type === 'link_open')
        child.attrSet('href', siteLink(name, String(child.attrGet('href') ?? '')));
    }
  }
  const title = tokens[tokens.findIndex(({ type }) => type === 'heading_open') + 1]?.content ?? name;
  const summary = tokens[tokens.findIndex(({ type }) => type === 'paragraph_open') + 1]?.content ?? '';
  return {
    name,
    title,
    summary: summary.replace(/\s+/g, ' ').replace(/`|\[|\]\([^)]*\)/g, ''),
    html: markdown.renderer.render(tokens, markdown.options, {}),
  };
}

/** The anchor of a heading, as code hosts make it. */
function slug(text: string, used: Set<string>): string {
  const base = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
  let id = base;
  for (let count = 1; used.has(id); count++) id = `${base}-${count}`;
  used.add(id);
  return id;
}

function siteLink(name: string, href: string): string {
  if (/^(?:https:\/\/|#)/.test(href)) return href;
  if (/^[a-z-]+\.md(?:#.*)?$/.test(href)) return href.replace('.md', '.html');
  throw new Error(`openapi/guides/${name}.md: links to no guide, no heading and no https address`);
}
