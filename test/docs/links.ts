import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** An HTML page of a site, and what it refers to. */
export interface SitePage {
  /** Relative to the site. */
  path: string;
  html: string;
  /** Where its links lead, as written. */
  links: string[];
  /** What it loads by itself: scripts, styles, images. */
  loads: string[];
}

/** Every HTML page below a folder. Pages are read without their scripts, which hold markup that is no page's. */
export function pagesOf(site: string): SitePage[] {
  return readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .map((path) => {
      const html = readFileSync(join(site, path), 'utf8');
      const markup = html.replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, '$1</script>');
      return {
        path,
        html,
        links: attributes(markup, /<a\b[^>]*?\shref="([^"]*)"/g),
        loads: attributes(markup, /<(?:script|img|link|iframe|source|use)\b[^>]*?\s(?:src|href)="([^"]*)"/g),
      };
    });
}

function attributes(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, value = '']) => value.replaceAll('&amp;', '&'));
}

/** Why a link of a page leads nowhere on the site; undefined when it leads somewhere, or away. */
export function deadLink(site: string, page: SitePage, link: string): string | undefined {
  if (/^(?:https:|data:)/.test(link)) return undefined;
  if (/^[a-z]+:/.test(link) || link.startsWith('/')) return `${page.path}: ${link} is not relative`;
  const [path = '', hash = ''] = link.split('#');
  const target = path === '' ? join(site, page.path) : resolve(site, dirname(page.path), path);
  if (relative(site, target).startsWith('..')) return `${page.path}: ${link} leads off the site`;
  if (!existsSync(target)) return `${page.path}: ${link} does not exist`;
  const isRoute = hash === '' || hash.startsWith('/');
  if (isRoute || readFileSync(target, 'utf8').includes(`id="${decodeURIComponent(hash)}"`)) return undefined;
  return `${page.path}: ${link} has no such anchor`;
}
