import { contentSecurityPolicy } from '../content-security-policy.js';
import { renderPage } from '../render-page.js';
import { sampleContext, sampleViews } from '../samples/index.js';

/** A sample page as the browser gets it. */
export function sample(name: string): { readonly html: string; readonly policy: string } {
  const found = sampleViews.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`there is no sample view called \`${name}\``);
  const context = { ...sampleContext, ...found.context };
  return { html: renderPage(found.view, context).html, policy: contentSecurityPolicy(found.view, context) };
}
