// Owns: what is wrong with a hosted page as somebody sees it: axe's serious findings and sideways scrolling, on a phone and on a desk.
// With GATEHOUSE_TEST_SCREENSHOTS naming a folder, each look leaves a picture there.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
/** Pages that this test file has looked at: each is looked over once. */
const seen = new Set<string>();

/** Looks a page over unless it was before. @returns the findings, one line each. */
export async function lookOver(page: Page): Promise<readonly string[]> {
  const title = await page.title();
  if (seen.has(title)) return [];
  seen.add(title);
  const findings: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    const problems = [...(await sidewaysScroll(page)), ...(await axeFindings(page))];
    findings.push(...problems.map((problem) => `${title} at ${size.width} px: ${problem}`));
    await picture(page, `${title}-${size.width}`);
  }
  return findings;
}

/** WCAG 2.2 §1.4.10. */
async function sidewaysScroll(page: Page): Promise<readonly string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  return wide ? ['scrolls sideways'] : [];
}

async function axeFindings(page: Page): Promise<readonly string[]> {
  const { violations } = await withScript(page, async () => {
    // The page's own policy keeps foreign script out, so axe comes in through the debugger.
    await page.evaluate(axe);
    return page.evaluate(
      (options) => (globalThis as unknown as { axe: Axe }).axe.run(document, options),
      { iframes: false, resultTypes: ['violations'] } as RunOptions,
    );
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

interface Axe {
  run(context: Document, options: RunOptions): Promise<AxeResults>;
}

const debuggers = new WeakMap<Page, CDPSession>();

/** Script is off on most of these pages, and axe is script. What the page itself brought along is not run by this. */
async function withScript<Value>(page: Page, act: () => Promise<Value>): Promise<Value> {
  const session = debuggers.get(page) ?? (await page.context().newCDPSession(page));
  debuggers.set(page, session);
  const off = !(await runsScript(page));
  if (off) await session.send('Emulation.setScriptExecutionDisabled', { value: false });
  try {
    return await act();
  } finally {
    if (off) await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  }
}

/** Where script is off, what waits for a promise waits forever: so the page is asked what it shows to browsers without script. */
async function runsScript(page: Page): Promise<boolean> {
  return page.evaluate(() => !matchMedia('(scripting: none)').matches);
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['GATEHOUSE_TEST_SCREENSHOTS'] ?? '';
  if (folder === '') return;
  await page.screenshot({ path: join(folder, `${name.replace(/[^\w-]+/g, '-')}.png`), fullPage: true });
}
