import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import SwaggerParser from '@apidevtools/swagger-parser';
import type { OperationId } from '@evergrove/scheduler';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaches, known } from './breaches.ts';
import { chromiumPath, HOW_TO_GET_IT, launch } from './chromium.ts';
import { deadLink, pagesOf, type SitePage } from './links.ts';
import { serveFolder } from './serve-folder.ts';

/* The site is built once, from the sources as they are, read as files, and then in a real browser. */

const root = resolve(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'evergrove-site-'));
const site = join(work, 'docs');
/** The headings of the operations, which are their summaries. */
const titles: Readonly<Record<string, string>> = {
  upsertEntity: 'Create or update a scheduler entity',
  queueCalls: 'Queue calls',
  triggerCall: 'Start one queued call',
  getCall: 'Poll a call',
} satisfies Record<OperationId, string>;
/** A page for each guide there is, the front page among them. */
const ownPages = readdirSync(join(root, 'openapi/guides')).map((name) => name.replace(/\.md$/, '.html'));
let pages: SitePage[];

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(root, 'scripts/docs.ts'), '--out', site], { cwd: work });
  pages = pagesOf(site);
}, 180_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('the site as files', () => {
  const page = (path: string) => pages.find((one) => one.path === path) as SitePage;

  it('has every page', () => {
    const paths = pages.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining([...ownPages, 'reference.html', 'typescript/index.html']));
    for (const name of ['index', 'rows', 'batch', 'sandbox'])
      expect(paths).toContain(`typescript/modules/${name}.html`);
  });

  it('has no link that leads nowhere, and none that is not relative', () => {
    // An icon's anchor comes with the page's own script.
    const isIcon = (link: string) => link.startsWith('#icon-');
    const links = pages
      .filter(({ path }) => path !== 'reference.html')
      .flatMap((one) =>
        [...one.links, ...one.loads]
          .filter((link) => !isIcon(link))
          .flatMap((link) => deadLink(site, one, link) ?? []),
      );
    expect(links).toEqual([]);
    const nav = page('reference.html').html.split('<nav class="site"')[1]?.split('</nav>')[0] ?? '';
    const shown = [...nav.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
    expect(shown.length).toBe(8);
    expect(shown.flatMap((link) => deadLink(site, page('reference.html'), link) ?? [])).toEqual([]);
  });

  it('would notice a dead link, a missing anchor and an absolute path', () => {
    const one = page('index.html');
    for (const link of [
      'nowhere.html',
      'errors.html#nowhere',
      '/errors.html',
      '../errors.html',
      'http://x.invalid',
    ])
      expect(deadLink(site, one, link)).toBeDefined();
    expect(deadLink(site, one, 'errors.html#effect')).toBeUndefined();
  });

  it.each(ownPages)('%s loads nothing, runs nothing, and says so in a policy', (path) => {
    const { html, loads } = page(path);
    expect(loads).toEqual(['data:,']);
    expect(html).not.toMatch(/<script|\son\w+=|\sstyle=/);
    expect(html).toContain(`content="default-src 'none'; style-src 'sha256-`);
  });

  it.each(ownPages)('%s has tables whose rows are all rows', (path) => {
    expect(page(path).html).not.toMatch(/<td><\/td>|&lt;!--|<p>\|/);
  });

  it('holds a reference that loads nothing and may connect to nothing', () => {
    const { html, loads } = page('reference.html');
    expect(loads.filter((url) => !/^(?:data:|#)/.test(url))).toEqual([]);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("connect-src 'none'");
  });

  it('offers the description as JSON and as YAML, and both say the same', async () => {
    const json = JSON.parse(readFileSync(join(site, 'openapi.json'), 'utf8'));
    expect(json).toEqual(JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8')));
    expect(await SwaggerParser.parse(join(site, 'openapi.yaml'))).toEqual(json);
  });

  it('tells of the generated types what the description says of them', () => {
    expect(pages.find(({ path }) => path.endsWith('/index.CallInput.html'))?.html).toContain(
      'Queueing places no call; a trigger does.',
    );
  });
});

describe.skipIf(chromiumPath === undefined)(
  `the site in a browser${chromiumPath ? '' : ` (${HOW_TO_GET_IT})`}`,
  () => {
    let browser: Browser;

    beforeAll(async () => {
      browser = await launch();
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
    });

    const urlOf = (path: string) => `${pathToFileURL(site)}/${path}`;

    /** Opens a page, uses it, and demands that it asked for nothing of others and complained of nothing. */
    async function visit(url: string, options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
      const context = await browser.newContext(options);
      const complaints: string[] = [];
      try {
        const page = await context.newPage();
        const origin = url.startsWith('file:') ? `${pathToFileURL(site)}/` : `${new URL(url).origin}/`;
        page.on('request', (request) => {
          if (!request.url().startsWith(origin) && !/^(?:data|blob):/.test(request.url()))
            complaints.push(request.url());
        });
        page.on('response', (response) => {
          if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
        });
        page.on('requestfailed', (request) => complaints.push(`failed ${request.url()}`));
        page.on('console', (message) => {
          if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
        });
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(url);
        if (url.includes('reference.html'))
          await page.getByText('Search', { exact: false }).first().waitFor({ state: 'attached' });
        if (url.includes('/typescript/'))
          await page.waitForFunction(() => getComputedStyle(document.body).display !== 'none');
        await use(page);
      } finally {
        await context.close();
      }
      expect(complaints).toEqual([]);
    }

    const narrow = { viewport: { width: 390, height: 844 } };
    /** One style is in all of them, and all that it styles in these. */
    const inTheDark = ['index.html', 'errors.html'];
    const wide = { viewport: { width: 1_440, height: 900 } };

    it.each(ownPages)(
      '%s reads well at 390 and at 1440 pixels, in the light and in the dark',
      async (path) => {
        await visit(urlOf(path), { ...narrow, colorScheme: 'light' }, async (page) => {
          const look = () =>
            page.evaluate(() => ({
              isTooWide: document.documentElement.scrollWidth > innerWidth,
              smallest: Math.min(
                ...[...document.querySelectorAll('main *, header *, nav *')]
                  .filter((element) => element.checkVisibility() && element.textContent?.trim())
                  .map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
              ),
            }));
          for (const { viewport } of [narrow, wide]) {
            await page.setViewportSize(viewport);
            const { isTooWide, smallest } = await look();
            expect(isTooWide).toBe(false);
            expect(smallest).toBeGreaterThanOrEqual(12.5);
          }
          expect(await breaches(page)).toEqual({});
          if (!inTheDark.includes(path)) return;
          await page.emulateMedia({ colorScheme: 'dark' });
          expect(await breaches(page, ['color-contrast'])).toEqual({});
        });
      },
      60_000,
    );

    it.each<[string, 'light' | 'dark', ...(typeof narrow)[]]>([
      ['reference.html#/requests/getcall', 'light', wide, narrow],
      ['reference.html#/requests/getcall', 'dark', narrow, wide],
      ['typescript/interfaces/index.Scheduler.html', 'light', narrow, wide],
    ])(
      '%s in the %s fits, and has no faults but the known ones',
      async (path, colorScheme, ...sizes) => {
        await visit(urlOf(path), { ...sizes[0], colorScheme }, async (page) => {
          if (path.startsWith('reference')) await page.getByText('Poll a call').last().waitFor();
          for (const { viewport } of sizes) {
            await page.setViewportSize(viewport);
            expect(
              await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
            ).toBeLessThanOrEqual(0);
          }
          const mostOf = known[path.split('#')[0] ?? ''] ?? {};
          const news = Object.entries(await breaches(page)).filter(
            ([id, count]) => count > (mostOf[id]?.most ?? 0),
          );
          expect(news).toEqual([]);
        });
      },
      60_000,
    );

    it('all four operations are reached by keyboard in the reference', async () => {
      await visit(urlOf('reference.html'), wide, async (page) => {
        const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
        for (const [operation, title] of Object.entries(titles)) {
          for (let presses = 0; (await focused()) !== operation; presses++) {
            expect(presses).toBeLessThan(10);
            await page.keyboard.press('Tab');
          }
          await page.keyboard.press('Enter');
          await page.waitForFunction((text) => {
            const heading = [...document.querySelectorAll('h1, h2')].find((one) =>
              one.textContent?.includes(text),
            );
            const top = heading?.getBoundingClientRect().top ?? Number.NaN;
            return top >= 0 && top < innerHeight / 2;
          }, title);
        }
      });
    }, 90_000);

    it('the reference shows provenance, values, replay, what is sensitive, and the magic numbers', async () => {
      await visit(urlOf('reference.html#/requests/getcall'), wide, async (page) => {
        const shows = (text: string) => page.getByText(text).first().waitFor({ state: 'attached' });
        await shows('may be repeated after any failure that may pass');
        await page.locator('[id="requests/getcall/responses"]').scrollIntoViewIfNeeded();
        await shows('Provenance: inferred · Values: published');
        await shows('Marked as do-not-call. Terminal.');
        await page.goto(urlOf('reference.html#/requests/queuecalls'));
        await shows('Provenance: positional · sensitive: never log it');
        await shows('is repeated only when it was certainly never sent');
        await page.goto(urlOf('reference.html#/section/magic-numbers'));
        await shows('+1 NXX 555-0123');
        await shows('see its parts');
      });
    }, 60_000);

    it('works under any path of a server as well', async () => {
      const server = await serveFolder(site, '/some/base/');
      try {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/base/`;
        for (const path of ['errors.html', 'reference.html', 'typescript/index.html'])
          await visit(url + path, wide, async (page) => {
            expect(await page.title()).toContain('cheduler');
          });
      } finally {
        server.closeAllConnections();
        server.close();
      }
    }, 60_000);

    it('notices a request, an error and a page that is too wide', async () => {
      const bad = `data:text/html,<title>x</title><img src="http://127.0.0.1:9/x.png"><script>console.error('x')</script>`;
      await expect(visit(bad, wide, async (page) => void (await page.waitForTimeout(50)))).rejects.toThrow();
    });
  },
);
