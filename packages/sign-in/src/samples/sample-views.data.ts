import type { ApplicationSummary } from '../elements/index.js';
import type { PageContext } from '../page-context.js';
import type { PageView } from '../pages/index.js';
import { stylesheetPath } from '../static-assets.js';

/** One sample at least of every page, and of every variant that looks different: for the laws all pages keep, and to look at. */
export interface SampleView {
  readonly name: string;
  readonly view: PageView;
  /** Differences from `sampleContext`. */
  readonly context?: Partial<PageContext>;
}

/** What surrounds each sample page. */
export const sampleContext: PageContext = {
  language: 'en',
  tenantName: 'Contoso',
  stylesheetHref: stylesheetPath,
  correlationId: '8f0c1b7e-43d2-4d0a-9a55-2f1f6f7c1a01',
  baseUrl: 'https://localhost:8443',
};

const target = { action: '/gatehouse/sign-in', flow: 'example-flow-state' };
const adele = { displayName: 'Adele Vance', userName: 'adele@contoso.example' };
const salesDesk: ApplicationSummary = {
  name: 'Sales Desk',
  publisher: { kind: 'verified', name: 'Fabrikam Software' },
  publisherDomain: 'fabrikam.example',
};
const unverified: ApplicationSummary = {
  name: 'Report Builder',
  publisher: { kind: 'unverified' },
  publisherDomain: 'reports.example',
};
const permissions = [
  {
    title: 'Sign you in and read your profile',
    description: 'Lets you sign in to the app and lets it read your profile.',
  },
  { title: 'Read your mail', description: 'Lets the app read the mail in your mailbox.' },
  {
    title: 'Keep access to data you have given it access to',
    description: 'Lets the app see and update the data you gave it access to, even when you are not using the app.',
  },
];
const redirectMismatch = {
  code: 50011,
  error: 'invalid_request',
  sentence: 'the redirect URI `{uri}` is not registered for application `{client}`',
  remedy: 'Register exactly this URI under the right platform of the application, or send one that is registered.',
};
const entries = [
  redirectMismatch,
  {
    code: 65001,
    error: 'consent_required',
    sentence: 'the person or an administrator has not consented to the use of application `{client}`',
    remedy: 'Send the person to the authorize endpoint for this application and resource.',
  },
  {
    code: 7000215,
    error: 'invalid_client',
    sentence: 'the client secret is wrong for application `{client}`',
    remedy: 'Send the value of the secret, not its id.',
  },
];

/** A name that tries everything: markup, a right-to-left override, and length. */
export const hostileName = `<script>alert(1)</script>"'&\u202egnp.tcartnoC ${'Averyverylongnamewithoutanyspace'.repeat(4)}`;

/** A view for every page and every state of it, with ordinary and with hostile texts: for tests and pictures. */
export const sampleViews: readonly SampleView[] = [
  { name: 'identify', view: { kind: 'identify', ...target, applicationName: 'Sales Desk', wayBack: 'cancel' } },
  {
    name: 'identify-error',
    view: {
      kind: 'identify',
      ...target,
      userName: 'adele',
      userNameExample: 'name@contoso.example',
      error: 'Enter a user name in the form name@example.com.',
      recoverHref: '/recover',
    },
    context: { branding: { accentColor: '#c2410c' } },
  },
  { name: 'password', view: { kind: 'password', ...target, account: { userName: adele.userName } } },
  {
    name: 'password-error',
    view: {
      kind: 'password',
      ...target,
      account: { userName: adele.userName },
      error: 'The user name or the password is wrong.',
      cancellable: true,
    },
  },
  {
    name: 'pick-account',
    view: {
      kind: 'pick-account',
      ...target,
      applicationName: 'Sales Desk',
      accounts: [
        { id: 'a1', ...adele, state: 'signed-in' },
        { id: 'a2', displayName: 'سارة الأحمد', userName: 'sara@contoso.example', state: 'signed-out' },
        { id: 'a3', userName: 'alex@fabrikam.example', state: 'signed-out' },
      ],
      cancellable: true,
    },
  },
  { name: 'stay-signed-in', view: { kind: 'stay-signed-in', ...target, account: adele } },
  {
    name: 'consent',
    view: {
      kind: 'consent',
      ...target,
      application: {
        ...salesDesk,
        termsOfServiceUrl: 'https://fabrikam.example/terms',
        privacyStatementUrl: 'https://fabrikam.example/privacy',
      },
      account: adele,
      permissions,
      grantee: 'person',
      reviewHref: '/myapps',
    },
  },
  {
    name: 'consent-administrator',
    view: {
      kind: 'consent',
      ...target,
      application: unverified,
      account: adele,
      permissions,
      grantee: 'person-or-organization',
      reviewHref: '/myapps',
    },
  },
  {
    name: 'consent-organization',
    view: { kind: 'consent', ...target, application: salesDesk, account: adele, permissions, grantee: 'organization' },
  },
  {
    name: 'consent-hostile',
    view: {
      kind: 'consent',
      ...target,
      application: {
        name: hostileName,
        publisher: { kind: 'verified', name: hostileName },
        publisherDomain: hostileName,
      },
      account: { displayName: hostileName, userName: hostileName },
      permissions: [{ title: hostileName, description: hostileName }],
      grantee: 'person-or-organization',
    },
    context: { tenantName: hostileName },
  },
  {
    name: 'admin-consent-required',
    view: { kind: 'admin-consent-required', ...target, application: unverified, account: adele, permissions },
  },
  { name: 'device-code', view: { kind: 'device-code', ...target } },
  {
    name: 'device-code-error',
    view: {
      kind: 'device-code',
      ...target,
      userCode: 'BCDF-GHJK',
      error: 'That code is not valid or has expired. Check it, or get a new one on your device.',
    },
  },
  {
    name: 'device-confirm',
    view: {
      kind: 'device-confirm',
      ...target,
      application: salesDesk,
      account: adele,
      origin: '203.0.113.7 (Bergen, Norway)',
    },
  },
  {
    name: 'device-done-approved',
    view: { kind: 'device-done', outcome: 'approved', applicationName: 'Sales Desk' },
  },
  {
    name: 'device-done-declined',
    view: { kind: 'device-done', outcome: 'declined', applicationName: 'Sales Desk' },
  },
  {
    name: 'form-post',
    view: {
      kind: 'form-post',
      action: 'https://sales.fabrikam.example/callback',
      fields: [
        { name: 'code', value: 'example-code' },
        { name: 'state', value: 'example-state' },
      ],
    },
  },
  {
    name: 'signed-out',
    view: {
      kind: 'signed-out',
      frontChannelLogoutUrls: ['https://sales.fabrikam.example/signout?sid=1&iss=x', 'http://localhost:3000/signout'],
    },
  },
  {
    name: 'signed-out-continue',
    view: {
      kind: 'signed-out',
      frontChannelLogoutUrls: ['https://sales.fabrikam.example/signout?sid=1'],
      continueTo: 'https://sales.fabrikam.example/bye?state=1',
    },
  },
  {
    name: 'sign-out-confirm',
    view: {
      kind: 'sign-out-confirm',
      ...target,
      accounts: [
        { id: 'a1', ...adele, state: 'signed-in' },
        { id: 'a2', displayName: 'Alex Wilber', userName: 'alex@contoso.example', state: 'signed-in' },
      ],
    },
  },
  {
    name: 'error',
    view: {
      kind: 'error',
      code: 50011,
      sentence:
        'the redirect URI `https://sales.fabrikam.example/callback` is not registered for application `6f7c1a01-43d2-4d0a-9a55-2f1f8f0c1b7e`',
      remedy: 'Register exactly this URI under the right platform of the application, or send one that is registered.',
      requestId: '0b6a6b0e-5f35-4a5c-8a35-9d1b2a0f1d00',
      timestamp: '2026-03-04 10:11:12Z',
    },
  },
  {
    name: 'error-recovery',
    view: {
      kind: 'error',
      code: 50105,
      title: 'You are not assigned to this application',
      sentence: 'the account `adele@contoso.example` is not assigned to a role of application `Sales Desk`',
      remedy: 'An administrator can assign you or one of your groups to the application.',
      requestId: '0b6a6b0e-5f35-4a5c-8a35-9d1b2a0f1d00',
      timestamp: '2026-03-04 10:11:12Z',
      recovery: { ...target, choices: ['another-account', 'return'] },
    },
  },
  { name: 'error-list', view: { kind: 'error-list', entries } },
  {
    name: 'error-detail',
    view: { kind: 'error-detail', found: true, entry: redirectMismatch },
  },
  { name: 'error-detail-unknown', view: { kind: 'error-detail', found: false, code: '99999' } },
  {
    name: 'home',
    view: {
      kind: 'home',
      tenants: [
        {
          displayName: 'Contoso',
          metadataUrl:
            'https://localhost:8443/11111111-1111-4111-8111-111111111111/v2.0/.well-known/openid-configuration',
        },
        {
          displayName: 'Fabrikam',
          metadataUrl:
            'https://localhost:8443/22222222-2222-4222-8222-222222222222/v2.0/.well-known/openid-configuration',
        },
      ],
      developmentHints: ['Sign in as adele@contoso.example with the password of the seed file.'],
    },
  },
  {
    name: 'message',
    view: {
      kind: 'message',
      title: 'Your request was sent',
      text: 'An administrator of Contoso will look at it. You can close this window.',
      tone: 'success',
    },
  },
];
