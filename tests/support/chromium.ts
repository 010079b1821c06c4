// Owns: a real Chromium for tests, in a profile of its own, and what its pages complain about.
// Refuses: trusting every certificate: only the one key that the test names.
import { createHash, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type LaunchOptions } from 'playwright-core';

const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const alone = ['--disable-component-update', '--disable-sync', '--no-sandbox', '--headless'];

/** How to start Chromium so that it trusts servers with this certificate's key. @throws when the machine has no Chromium. */
export function chromiumOptions(certificatePem: string): LaunchOptions {
  const key = new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'der' });
  const trusted = createHash('sha256').update(key).digest('base64');
  return {
    executablePath: findChromium(),
    args: [...quiet, ...alone, `--ignore-certificate-errors-spki-list=${trusted}`],
  };
}

function findChromium(): string {
  const named = process.env['GATEHOUSE_TEST_CHROMIUM'] ?? '';
  if (named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, 'chromium')).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error('no Chromium on this machine: install it, or name the program in GATEHOUSE_TEST_CHROMIUM');
}

/** Somebody's browser: cookies and storage that nobody else has. */
export interface Visitor {
  readonly context: BrowserContext;
  /** What the browser reported since: breaches of the Content Security Policy, refused frames, failed scripts. */
  readonly complaints: string[];
}

export type VisitorOptions = Pick<BrowserContextOptions, 'javaScriptEnabled' | 'storageState' | 'locale' | 'viewport'>;

/** Listens to what the pages of a context complain about. */
export function watch(context: BrowserContext): Visitor {
  const complaints: string[] = [];
  context.on('console', (line) => {
    if (isComplaint(line.text())) complaints.push(`${line.page()?.url() ?? ''}: ${line.text()}`);
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  return { context, complaints };
}

function isComplaint(line: string): boolean {
  return /Content Security Policy|X-Frame-Options|Refused to|Mixed Content|violates/i.test(line);
}

export { chromium };
