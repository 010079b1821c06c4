import { describe, expect, it } from 'vitest';
import type { PageView } from './pages/index.js';
import { renderPage } from './render-page.js';
import { hostileName, sampleContext } from './samples/index.js';
import { all, descendants, parsePage, textOf } from './testing/parsed-page.js';

function titleOf(view: PageView, tenantName = 'Contoso'): string {
  const [title] = all(parsePage(renderPage(view, { ...sampleContext, tenantName }).html), 'title');
  return title === undefined ? '' : textOf(title);
}

/** The views with foreign text in every place that takes some. */
const target = { action: '/gatehouse/sign-in', flow: hostileName };
const account = { displayName: hostileName, userName: hostileName };
const application = {
  name: hostileName,
  publisher: { kind: 'verified', name: hostileName },
  publisherDomain: hostileName,
} as const;
const permissions = [{ title: hostileName, description: hostileName }];
const entry = { code: 1, error: hostileName, sentence: hostileName, remedy: hostileName };
const hostileViews: readonly PageView[] = [
  {
    kind: 'identify',
    ...target,
    userName: hostileName,
    userNameExample: hostileName,
    error: hostileName,
    applicationName: hostileName,
  },
  { kind: 'password', ...target, account, error: hostileName },
  {
    kind: 'pick-account',
    ...target,
    accounts: [{ id: hostileName, ...account, state: 'signed-in' }],
    applicationName: hostileName,
  },
  { kind: 'stay-signed-in', ...target, account },
  { kind: 'consent', ...target, application, account, permissions, grantee: 'person-or-organization' },
  { kind: 'admin-consent-required', ...target, application, account, permissions },
  { kind: 'device-code', ...target, userCode: hostileName, error: hostileName },
  { kind: 'device-confirm', ...target, application, account, origin: hostileName },
  { kind: 'device-done', outcome: 'approved', applicationName: hostileName },
  { kind: 'form-post', action: 'https://app.example/?"><script>', fields: [{ name: hostileName, value: hostileName }] },
  {
    kind: 'signed-out',
    frontChannelLogoutUrls: ['https://app.example/?"><script>'],
    continueTo: 'https://app.example/?"><b>',
  },
  { kind: 'sign-out-confirm', ...target, accounts: [{ id: hostileName, ...account, state: 'signed-out' }] },
  {
    kind: 'error',
    code: 50011,
    title: hostileName,
    sentence: hostileName,
    remedy: hostileName,
    requestId: hostileName,
    timestamp: hostileName,
  },
  { kind: 'error-list', entries: [entry] },
  { kind: 'error-detail', found: true, entry },
  { kind: 'error-detail', found: false, code: hostileName },
  {
    kind: 'home',
    tenants: [{ displayName: hostileName, metadataUrl: 'https://app.example/' }],
    developmentHints: [hostileName],
  },
  { kind: 'message', title: hostileName, text: hostileName },
];

describe.each(hostileViews)('the $kind page, filled with hostile text,', (view) => {
  const { html } = renderPage(view, { ...sampleContext, tenantName: hostileName, correlationId: hostileName });
  const page = parsePage(html);
  const [body] = all(page, 'body');

  it('stays one well-formed document without a script of theirs', () => {
    expect(all(page, 'script').map(textOf)).toEqual(
      view.kind === 'form-post' ? ['HTMLFormElement.prototype.submit.call(document.forms[0]);'] : [],
    );
    expect(
      descendants(page).flatMap(({ attributes }) => Object.keys(attributes).filter((name) => name.startsWith('on'))),
    ).toEqual([]);
  });

  it('shows no text that reorders what stands around it', () => {
    expect(body && textOf(body)).toContain('<script>alert(1)');
    expect(body && textOf(body)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it('keeps posted values as they were given', () => {
    for (const { attributes } of all(page, 'input').filter((input) => input.attributes['type'] === 'hidden')) {
      expect(attributes['value']).toBe(hostileName);
    }
  });
});

describe('a rendered page', () => {
  it('begins with the doctype', () => {
    expect(renderPage({ kind: 'message', title: 'Title', text: 'Text' }, sampleContext).html).toMatch(
      /^<!doctype html><html /,
    );
  });

  it('names the page and the tenant in the title', () => {
    expect(titleOf({ kind: 'device-code', ...target })).toBe('Enter the code · Contoso');
  });

  it('says in the title that a value was not accepted', () => {
    expect(titleOf({ kind: 'device-code', ...target, error: 'Wrong.' })).toBe('Error: Enter the code · Contoso');
  });

  it.each<PageView>([
    { kind: 'form-post', action: 'javascript:alert(1)', fields: [] },
    { kind: 'signed-out', frontChannelLogoutUrls: [], continueTo: 'data:text/html,x' },
    { kind: 'signed-out', frontChannelLogoutUrls: ['javascript:alert(1)'] },
    { kind: 'home', tenants: [{ displayName: 'Contoso', metadataUrl: 'javascript:alert(1)' }] },
    {
      kind: 'consent',
      ...target,
      application: { ...application, termsOfServiceUrl: 'javascript:alert(1)' },
      account,
      permissions,
      grantee: 'person',
    },
  ])('is refused when an address in it would run script: $kind', (view) => {
    expect(() => renderPage(view, sampleContext)).toThrow('must not reach a page');
  });
});
