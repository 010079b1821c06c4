import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.js';
import type { PageContext } from './page-context.js';
import type { PageView } from './pages/index.js';
import { sampleContext, sampleViews } from './samples/index.js';
import { all, parsePage, textOf } from './testing/parsed-page.js';
import { sample } from './testing/sample.js';

const message: PageView = { kind: 'message', title: 'Title', text: 'Text' };
const policyWith = (context: Partial<PageContext>) => contentSecurityPolicy(message, { ...sampleContext, ...context });
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the policy of a page', () => {
  it('allows nothing but our stylesheet, our pictures and our forms, and no frame around it', () => {
    expect(policyWith({})).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  });

  it('lets forms lead to where the application is, once each', () => {
    const formActionOrigins = ['https://app.example/cb', 'https://app.example/other', 'msal0123://auth'];
    expect(policyWith({ formActionOrigins })).toContain("form-action 'self' https://app.example msal0123:;");
  });

  it('refuses an address that would widen it', () => {
    expect(() => policyWith({ formActionOrigins: ["https://app.example; script-src 'unsafe-inline'"] })).toThrow(
      'Invalid URL',
    );
  });

  it('allows the colour of the tenant by its digest', () => {
    const { html, policy } = sample('identify-error');
    const [style] = all(parsePage(html), 'style');
    expect(style && textOf(style)).toBe(':root{--brand:#c2410c}');
    expect(policy).toContain(`style-src 'self' ${hashOf(':root{--brand:#c2410c}')};`);
  });

  it('allows a script on the self-posting page alone, by the digest of its text', () => {
    const withScript = sampleViews.filter(({ name }) => sample(name).policy.includes('script-src'));
    expect(withScript.map(({ name }) => name)).toEqual(['form-post']);
    const { html, policy } = sample('form-post');
    const text = /<script>(.*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(policy).toContain(`script-src ${hashOf(text)};`);
  });

  it('lets the self-posting page reach any https origin, since applications redirect further', () => {
    expect(sample('form-post').policy).toContain('; form-action https:;');
  });

  it('lets the self-posting page reach plain http only for an application on plain http', () => {
    const view: PageView = { kind: 'form-post', action: 'http://localhost:3000/cb', fields: [] };
    expect(contentSecurityPolicy(view, sampleContext)).toContain('; form-action https: http:;');
  });

  it('allows frames on the signed out page alone, by origin', () => {
    const withFrames = sampleViews.filter(({ name }) => sample(name).policy.includes('frame-src'));
    expect(withFrames.map(({ name }) => name)).toEqual(['signed-out', 'signed-out-continue']);
    expect(sample('signed-out').policy).toContain('frame-src https://sales.fabrikam.example http://localhost:3000;');
  });

  it('forbids frames around every page on which a person decides something', () => {
    const framable = sampleViews.filter(({ name }) => !sample(name).policy.includes("frame-ancestors 'none'"));
    expect(framable.map(({ view }) => view.kind)).toEqual(['form-post', 'signed-out', 'signed-out']);
  });
});
