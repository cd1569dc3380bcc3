import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page of ours: a guide, or the front page. */
export interface Page {
  /** Its file name without `.html`. */
  name: string;
  title: string;
  /** One sentence: what it is about. */
  summary: string;
  /** Its body, as HTML. */
  html: string;
}

const style = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8');
const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * A whole page: no script, no request, and a policy that allows neither. The style stands in the page, since a page
 * that is opened as a file may not be let near another file.
 */
export function pageHtml(page: Page, guides: readonly Page[]): string {
  const at = guides.findIndex(({ name }) => name === page.name);
  const [before, after] = at < 0 ? [undefined, guides[0]] : [guides[at - 1], guides[at + 1]];
  const items = guides.map(
    ({ name, title }) =>
      `<li><a href="${name}.html"${name === page.name ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${escapeHtml(page.summary)}">
<title>${escapeHtml(at < 0 ? page.title : `${page.title} · EverGrove Scheduler`)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><div class="frame">
<a class="name" href="index.html">EverGrove Scheduler</a>
<a href="reference.html">API reference</a>
<a href="typescript/index.html">TypeScript</a>
</div></header>
<div class="frame columns">
<nav class="guides" aria-label="Guides"><ul>
${items.join('\n')}
</ul></nav>
<main id="content">
${page.html}
<footer>${turn(before, 'prev', '← ')}${turn(after, 'next', '', ' →')}</footer>
</main>
</div>
</body>
</html>
`;
}

function turn(page: Page | undefined, rel: string, before: string, after = ''): string {
  if (!page) return '<span></span>';
  return `<a rel="${rel}" href="${page.name}.html">${before}${escapeHtml(page.title)}${after}</a>`;
}

/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
