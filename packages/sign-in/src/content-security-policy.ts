import { cspSource } from './csp-source.js';
import { hashSource } from './digest.js';
import type { PageContext } from './page-context.js';
import { pageOf, type PageView } from './pages/index.js';
import { brandingStyle } from './style/index.js';

/**
 * The value of the `Content-Security-Policy` header for a page: nothing is allowed but our own stylesheet, pictures of this origin
 * and what the page asks for by name. Source: CSP Level 3.
 *
 * `frame-ancestors 'none'` is left out only for pages that must work in a hidden frame: the self-posting answer, and the page that
 * signs applications out.
 */
export function contentSecurityPolicy(view: PageView, context: PageContext): string {
  const needs = pageOf(view).needs?.(view) ?? {};
  const accent = brandingStyle(context.branding);
  const directives: readonly (readonly [name: string, sources: readonly string[]])[] = [
    ['default-src', ["'none'"]],
    ['style-src', ["'self'", ...(accent === undefined ? [] : [hashSource(accent)])]],
    ['img-src', ["'self'", 'data:']],
    ['script-src', needs.scripts ?? []],
    ['frame-src', (needs.frames ?? []).map(cspSource)],
    ['form-action', needs.formActions ?? ["'self'", ...(context.formActionOrigins ?? []).map(cspSource)]],
    ['frame-ancestors', needs.framable ? [] : ["'none'"]],
    ['base-uri', ["'none'"]],
  ];
  return directives
    .filter(([, sources]) => sources.length > 0)
    .map(([name, sources]) => `${name} ${[...new Set(sources)].join(' ')}`)
    .join('; ');
}
