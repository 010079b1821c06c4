import { contentSecurityPolicy, type PageContext, type PageView, renderPage, stylesheetPath } from '@gatehouse/sign-in';
import type { HttpAnswer, HttpRequest } from './route.js';

/** A hosted page, with what only the door knows. */
export interface PageAnswer {
  readonly view: PageView;
  /** 200 when absent. */
  readonly status?: number;
  /** BCP 47 tag; the browser's first preference when absent. */
  readonly language?: string;
  readonly tenantName?: string | undefined;
  /** Where the page's forms may end up besides this origin, for example the redirect URI. */
  readonly leadsTo?: string | null;
  /** `Set-Cookie` values. */
  readonly cookies?: readonly string[];
}

/** Renders a page as an answer, with the headers that keep it from being framed, cached, or adding anything to itself. */
export function pageAnswer(request: HttpRequest, baseUrl: string, page: PageAnswer): HttpAnswer {
  const context: PageContext = {
    language: page.language ?? request.headers['accept-language']?.split(/[,;]/, 1)[0]?.trim() ?? 'en',
    stylesheetHref: stylesheetPath,
    correlationId: request.correlationId,
    baseUrl,
    ...(page.tenantName === undefined ? {} : { tenantName: page.tenantName }),
    // Chromium applies `form-action` to the redirects behind a form as well, also to those that the application adds: so schemes, not
    // origins. Plain http is allowed only where the application itself is on plain http (loopback).
    ...(page.leadsTo == null ? {} : { formActionOrigins: ['https:', new URL(page.leadsTo).protocol] }),
  };
  const policy = contentSecurityPolicy(page.view, context);
  return {
    status: page.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy,
      // For browsers that know no `frame-ancestors` (RFC 9700 §4.16).
      ...(policy.includes("frame-ancestors 'none'") ? { 'x-frame-options': 'DENY' } : {}),
      // Addresses hold state; `no-referrer` would also take the Origin header from the page's own forms.
      'referrer-policy': 'strict-origin',
      ...(page.cookies === undefined || page.cookies.length === 0 ? {} : { 'set-cookie': page.cookies }),
    },
    body: renderPage(page.view, context).html,
  };
}
