/**
 * Renders every hosted page in Chromium, narrow and wide, light and dark, into a folder of pictures, and runs axe over each.
 * Ends with status 1 when axe finds anything, when the browser reports a breach of the Content Security Policy, or when a page
 * scrolls sideways.
 *
 *     npx tsx --conditions=source --tsconfig tsconfig.check.json tools/screenshots/sign-in-pages.ts FOLDER [NAME…]
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { contentSecurityPolicy, renderPage, staticAssets } from '@gatehouse/sign-in';
import { sampleContext, type SampleView, sampleViews } from '@gatehouse/sign-in/samples';

const origin = 'https://sign-in.test';
const sizes = [
  { width: 320, height: 640 },
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
const schemes = ['light', 'dark'] as const;
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Look {
  readonly sample: SampleView;
  readonly size: { readonly width: number; readonly height: number };
  readonly scheme: (typeof schemes)[number];
  readonly forcedColors?: true;
}

const [folder, ...names] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: sign-in-pages.ts FOLDER [NAME…]');
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const findings: string[] = [];
for (const sample of sampleViews.filter(({ name }) => names.length === 0 || names.includes(name))) {
  for (const scheme of schemes) {
    for (const size of sizes) findings.push(...(await look(browser, folder, { sample, size, scheme })));
  }
  const forced = { sample, size: { width: 1280, height: 800 }, scheme: 'dark', forcedColors: true } as const;
  findings.push(...(await look(browser, folder, forced)));
}
await browser.close();
for (const finding of findings) console.error(finding);
console.log(`${findings.length} findings; pictures in ${folder}`);
process.exitCode = findings.length === 0 ? 0 : 1;

/** Takes one picture and answers what is wrong with the page. */
async function look(chrome: Browser, into: string, { sample, size, scheme, forcedColors }: Look): Promise<string[]> {
  const title = `${sample.name}-${size.width}-${forcedColors ? 'forced' : scheme}`;
  const context = await chrome.newContext({
    viewport: size,
    colorScheme: scheme,
    forcedColors: forcedColors ? 'active' : 'none',
    deviceScaleFactor: size.width < 1000 ? 2 : 1,
  });
  const page = await context.newPage();
  const found: string[] = [];
  page.on('console', (line) => {
    if (line.text().includes('Content Security Policy')) found.push(`${title}: ${line.text()}`);
  });
  await serve(page, sample);
  await page.goto(`${origin}/${sample.name}`, { waitUntil: 'commit' });
  await page.waitForSelector('h1');
  await page.screenshot({ path: join(into, `${title}.png`), fullPage: true });
  if (size.width === 320 || size.width === 1280) found.push(...(await measure(page, title)));
  found.push(...(await runAxe(page, title)));
  await context.close();
  return found;
}

/** Answers the page, its policy and its stylesheet; everything outside answers "no content", so that the browser stays on the page. */
async function serve(page: Page, { view, context, name }: SampleView): Promise<void> {
  const whole = { ...sampleContext, ...context };
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const asset = staticAssets.find(({ path }) => path === url.pathname);
    if (url.origin !== origin) return route.fulfill({ status: 204 });
    if (asset) return route.fulfill({ body: asset.body, contentType: asset.contentType });
    if (url.pathname !== `/${name}`) return route.abort();
    return route.fulfill({
      body: renderPage(view, whole).html,
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': contentSecurityPolicy(view, whole) },
    });
  });
}

/** Sideways scrolling (WCAG 2.2 §1.4.10) and touch targets under 44 px, links within sentences aside (§2.5.5). */
async function measure(page: Page, title: string): Promise<string[]> {
  const problems = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['scrolls sideways'] : [];
    const controls = [
      ...document.querySelectorAll('button, input:not([type=hidden]):not([hidden]), .links a, .tenants a'),
    ];
    const small = controls
      .filter((control) => !(control instanceof HTMLInputElement && control.type === 'checkbox'))
      .filter((control) => control.getBoundingClientRect().height < 44)
      .map((control) => `target under 44 px: ${control.outerHTML.slice(0, 80)}`);
    return [...wide, ...small];
  });
  return problems.map((problem) => `${title}: ${problem}`);
}

/** The findings of axe, best-practice rules included. */
async function runAxe(page: Page, title: string): Promise<string[]> {
  // The page's own policy keeps foreign script out, so axe comes in through the debugger, not as an element.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const result = await axe.run(document, { iframes: false });
    return result.violations.map(
      ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
    );
  });
  return violations.map((violation) => `${title}: ${violation}`);
}
