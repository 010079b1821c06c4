// Owns: one running platform on https, applications for people to sign in to, and one Chromium. Used by: tests/journeys, tests/compat/browser.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import type { Browser, Page } from 'playwright-core';
import { type AppServer, startPlainApp, startTlsApp } from './app-server.js';
import { browserSeed } from './browser-seed.js';
import { chromium, chromiumOptions, type Visitor, type VisitorOptions, watch } from './chromium.js';
import { onArrival } from './hosted-pages.js';
import { lookOver } from './look-over.js';
import { testStore } from './test-store.js';
import { trustingFetch } from './trusting-fetch.js';

export interface BrowserWorld {
  readonly platform: StartedPlatform;
  readonly baseUrl: string;
  /** An application server on https: same-site with the platform, another origin. */
  readonly secure: AppServer;
  /** An application server on plain http: for browsers another site than the platform. */
  readonly plain: AppServer;
  /** The platform's certificate, in PEM. */
  readonly certificate: string;
  /** Calls the platform as a program would, outside of any browser. */
  readonly call: typeof fetch;
  /** A page in a fresh browser profile. `lookedOver`: every hosted page that it arrives at is examined. */
  visit(options?: VisitorOptions & { readonly lookedOver?: boolean }): Promise<Page>;
  /** Closes every page, and answers what their browsers complained about and what was wrong with the hosted pages. */
  leave(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Starts everything; each test file has its own. */
export async function startBrowserWorld(): Promise<BrowserWorld> {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-browser-'));
  const [secure, plain] = await Promise.all([startTlsApp(), startPlainApp()]);
  const seed = browserSeed({ secure: secure.origin, plain: plain.origin });
  const platform = await startTestPlatform({ seed, data, ...(await testStore()) });
  const pem = await readFile(join(data, 'tls', 'server.pem'), 'utf8');
  secure.useCertificate({ key: pem, cert: pem });
  const [certificate = ''] = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/s.exec(pem) ?? [];
  const browser = await chromium.launch(chromiumOptions(certificate));
  const visitors: Visitor[] = [];
  let examiner: Page | undefined;
  return {
    platform,
    baseUrl: platform.baseUrl,
    secure,
    plain,
    certificate,
    call: trustingFetch(platform.ca),
    visit: async ({ lookedOver = false, ...options } = {}) => {
      const visitor = await newVisitor(browser, options);
      visitors.push(visitor);
      const page = await visitor.context.newPage();
      if (lookedOver) {
        onArrival(page, async () => {
          if (new URL(page.url()).origin !== platform.baseUrl) return;
          examiner ??= await browser.newPage();
          visitor.complaints.push(...(await lookOver(page, examiner)));
        });
      }
      return page;
    },
    leave: async () => {
      const gone = visitors.splice(0);
      await Promise.all(gone.map(({ context }) => context.close()));
      return gone.flatMap(({ complaints }) => complaints);
    },
    stop: async () => {
      await browser.close();
      await Promise.all([platform.stop(), secure.close(), plain.close()]);
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function newVisitor(browser: Browser, options: VisitorOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(20_000);
  return watch(context);
}
