// Owns: what is wrong with a hosted page as somebody sees it: axe's serious findings and sideways scrolling, on a phone and on a desk.
// With GATEHOUSE_TEST_SCREENSHOTS naming a folder, each look leaves a picture there.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
/** Pages that this test file has looked at: each is looked over once. */
const seen = new Set<string>();

/**
 * Looks a page over unless it was before. The page itself is left alone, for axe is script and these pages have none: what it shows is
 * shown once more by `examiner`, a page that nobody else uses.
 * @returns the findings, one line each.
 */
export async function lookOver(page: Page, examiner: Page): Promise<readonly string[]> {
  const title = await page.title();
  if (seen.has(title)) return [];
  seen.add(title);
  await copy(page, examiner);
  const findings: string[] = [];
  for (const size of sizes) {
    await examiner.setViewportSize(size);
    const problems = [...(await sidewaysScroll(examiner)), ...(await axeFindings(examiner))];
    findings.push(...problems.map((problem) => `${title} at ${size.width} px: ${problem}`));
    await picture(examiner, `${title}-${size.width}`);
  }
  return findings;
}

/** Shows the same document at the same address, without what would lead away from it. */
async function copy(page: Page, examiner: Page): Promise<void> {
  const html = await page.content();
  const body = html.replace(/<script\b.*?<\/script>|<meta http-equiv="refresh"[^>]*>/gs, '');
  const address = new URL(page.url());
  await examiner.route(
    (url) => url.href === address.href,
    (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }),
    { times: 1 },
  );
  await examiner.goto(address.href);
}

/** WCAG 2.2 §1.4.10. */
async function sidewaysScroll(page: Page): Promise<readonly string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  return wide ? ['scrolls sideways'] : [];
}

async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: Axe }).axe.run(document, options),
    { iframes: false, resultTypes: ['violations'] } as RunOptions,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

interface Axe {
  run(context: Document, options: RunOptions): Promise<AxeResults>;
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['GATEHOUSE_TEST_SCREENSHOTS'] ?? '';
  if (folder === '') return;
  await page.screenshot({ path: join(folder, `${name.replace(/[^\w-]+/g, '-')}.png`), fullPage: true });
}
