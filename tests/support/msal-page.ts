// Owns: a single-page application whose page runs the unmodified msal-browser, and calls into it from the test.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AuthenticationResult, Configuration, PublicClientApplication } from '@azure/msal-browser';
import type { Page } from 'playwright-core';
import type { AppServer } from './app-server.js';

const { resolve: find } = createRequire(import.meta.url);
/** The library as it is published: the script files of the package, byte for byte. */
const scripts = {
  '/msal-browser.js': find('@azure/msal-browser').replace(/msal-browser\.cjs$/, 'msal-browser.min.js'),
  '/msal-redirect-bridge.js': find('@azure/msal-browser/redirect-bridge').replace(/\.cjs$/, '.min.js'),
} as const;

/** What a call into the library came to. */
export type Outcome =
  | { readonly kind: 'result'; readonly result: AuthenticationResult | null }
  | {
      readonly kind: 'error';
      /** The class of the error, for example `InteractionRequiredAuthError`. */
      readonly name: string;
      readonly errorCode: string;
      readonly errorMessage: string;
      readonly errorNo?: string;
      readonly subError?: string;
    };

declare global {
  /** What the page of the application holds. */
  var client: PublicClientApplication;
  /** Settled once the library has read what came back by redirect. */
  var returned: Promise<Outcome>;
  /** What the last pop-up comes to. */
  var popupOutcome: Promise<Outcome>;
  var outcomeOf: (pending: Promise<AuthenticationResult | null | void>) => Promise<Outcome>;
}

/** Puts the application on the server: its page at `/`, and the library's redirect bridge at `/redirect`. */
export function serveMsalApp(app: AppServer, configuration: Configuration): void {
  for (const [path, file] of Object.entries(scripts)) {
    app.pages.set(path, { body: readFileSync(file, 'utf8'), contentType: 'text/javascript' });
  }
  app.pages.set('/', { body: page(configuration) });
  app.pages.set('/redirect', {
    body:
      '<!doctype html><title>Expenses</title><script src="/msal-redirect-bridge.js"></script>' +
      '<script>msalRedirectBridge.broadcastResponseToMainFrame();</script>',
  });
}

function page(configuration: Configuration): string {
  return `<!doctype html><html lang="en"><title>Expenses</title><link rel="icon" href="data:,">
<h1>Expenses</h1><script src="/msal-browser.js"></script><script>
globalThis.outcomeOf = (pending) => pending.then(
  (result) => ({ kind: 'result', result: result ?? null }),
  ({ name, errorCode, errorMessage, errorNo, subError }) =>
    ({ kind: 'error', name, errorCode, errorMessage, errorNo, subError }));
globalThis.client = new msal.PublicClientApplication(${JSON.stringify(configuration)});
globalThis.returned = outcomeOf(client.initialize().then(() => client.handleRedirectPromise()));
</script>`;
}

type Calls = 'loginPopup' | 'acquireTokenPopup' | 'acquireTokenSilent' | 'ssoSilent' | 'logoutPopup';
type RequestOf<Call extends Calls> = NonNullable<Parameters<PublicClientApplication[Call]>[0]>;

/** Opens the application's page and waits for the library. */
export async function openMsalApp(visitor: Page, app: AppServer): Promise<Outcome> {
  await visitor.goto(`${app.origin}/`);
  return visitor.evaluate(() => returned);
}

/** Calls the library for the account that is signed in to in it, if any, and waits for what comes of it. */
export async function callMsal<Call extends Calls>(
  visitor: Page,
  call: Call,
  request: RequestOf<Call>,
): Promise<Outcome> {
  const wanted: { readonly name: Calls; readonly sent: object } = { name: call, sent: request };
  return visitor.evaluate(({ name, sent }) => {
    const [account] = client.getAllAccounts();
    const method = client[name] as (sent: object) => Promise<AuthenticationResult | void>;
    return outcomeOf(method.call(client, { ...(account === undefined ? {} : { account }), ...sent }));
  }, wanted);
}

/** The paths on the platform that a page, and the frames in it, asked for since: `token`, `authorize`, … */
export function watchEndpoints(visitor: Page, baseUrl: string): readonly string[] {
  const asked: string[] = [];
  visitor.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin === baseUrl && request.method() !== 'OPTIONS') asked.push(url.pathname.split('/').at(-1) ?? '');
  });
  return asked;
}

/** The tokens of an outcome. @throws Error with what went wrong instead. */
export function resultOf(outcome: Outcome): AuthenticationResult {
  if (outcome.kind === 'result' && outcome.result !== null) return outcome.result;
  throw new Error(`no tokens: ${JSON.stringify(outcome)}`);
}
