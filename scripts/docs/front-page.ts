import { escapeHtml, type Page } from './page.ts';

/** The front page: what the guide of that name says, then where everything is. */
export function frontPage(index: Page, guides: readonly Page[]): Page {
  const cards = [
    ...guides.map(({ name, title, summary }) => card(`${name}.html`, title, summary)),
    card('reference.html', 'API reference', 'Every operation, field and value, and how sure each name is.'),
    card('typescript/index.html', 'TypeScript', 'Every export of the package, with its types.'),
  ];
  return {
    ...index,
    html: `${index.html}
<h2 id="pages">Pages</h2>
<ul class="cards">
${cards.join('\n')}
</ul>
<h2 id="downloads">Downloads</h2>
<p>The description, OpenAPI 3.1: <a href="openapi.json" download>openapi.json</a> · <a href="openapi.yaml" download>openapi.yaml</a></p>`,
  };
}

function card(href: string, title: string, summary: string): string {
  return `<li><a href="${href}">${escapeHtml(title)}</a><span>${escapeHtml(summary)}</span></li>`;
}
