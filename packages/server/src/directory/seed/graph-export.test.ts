import { describe, expect, it } from 'vitest';
import { exampleCertificate } from '../seeding.fixture.js';
import { loadSeed } from './load-seed.js';
import type { SeedProblem } from './seed-source.js';

// What Graph shows of an application or service principal, and this version does not keep.

function problemsOf(content: string): readonly SeedProblem[] {
  const loaded = loadSeed([{ name: 'seed.yaml', content }]);
  return loaded.kind === 'refused' ? loaded.problems : [];
}

/** A tenant with one line more. */
const tenantWith = (line: string) => `tenants:\n  - displayName: T\n    ${line}\n`;

describe('a seed file is accepted', () => {
  it.each(['[]', '{}', 'null'])('with sections of later versions that hold nothing: %s', (nothing) => {
    const sections = ['managedIdentities', 'vaults'];
    expect(problemsOf(tenantWith(sections.map((section) => `${section}: ${nothing}`).join('\n    ')))).toEqual([]);
  });

  it('with what Graph exports of an application and a service principal beside what is written', () => {
    const graphsOwn = { createdDateTime: '2030-01-01T00:00:00Z', deletedDateTime: null, notes: null, addIns: [] };
    const application = {
      ...graphsOwn,
      displayName: 'A',
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#applications/$entity',
      applicationTemplateId: null,
      certification: null,
      disabledByMicrosoftStatus: null,
      publisherDomain: null,
      verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
      uniqueName: null,
      defaultRedirectUri: null,
      serviceManagementReference: null,
      servicePrincipalLockConfiguration: null,
      authenticationBehaviors: { blockAzureADGraphAccess: null, removeUnverifiedEmailClaim: false },
      requestSignatureVerification: null,
      tokenEncryptionKeyId: null,
      samlMetadataUrl: null,
      isDeviceOnlyAuthSupported: null,
      nativeAuthenticationApisEnabled: 'none',
      parentalControlSettings: { legalAgeGroupRule: 'Allow', countriesBlockedForMinors: [] },
      info: { logoUrl: 'https://contoso.example/logo.png' },
      web: { redirectUris: ['https://a.example/'], redirectUriSettings: [{ uri: 'https://a.example/', index: null }] },
      api: { oauth2PermissionScopes: [{ value: 'S', origin: 'Application' }] },
      appRoles: [{ value: 'R', allowedMemberTypes: ['User'], origin: 'Application' }],
      passwordCredentials: [
        { displayName: 'p', hint: 'abc', customKeyIdentifier: null, secretText: 'fake-secret-of-a' },
      ],
      keyCredentials: [{ certificate: exampleCertificate, key: null, customKeyIdentifier: 'AAAA' }],
    };
    const principal = {
      ...graphsOwn,
      appId: '10000000-0000-4000-8000-000000000001',
      servicePrincipalType: 'Application',
      appDisplayName: 'A',
      appOwnerOrganizationId: '10000000-0000-4000-8000-000000000002',
      signInAudience: 'AzureADMyOrg',
      loginUrl: null,
      homepage: null,
      alternativeNames: [],
      preferredSingleSignOnMode: null,
      samlSingleSignOnSettings: { relayState: null },
      oauth2PermissionScopes: [{ value: 'S' }],
    };
    const tenant = { displayName: 'T', applications: [application], servicePrincipals: [principal] };
    expect(problemsOf(JSON.stringify({ tenants: [tenant] }))).toEqual([]);
  });
});

describe('a seed file is refused, saying where and why,', () => {
  const appId = '10000000-0000-4000-8000-000000000001';

  it.each([
    ['applications', 'deletedDateTime'],
    ['servicePrincipals', 'deletedDateTime'],
    ['servicePrincipals', 'servicePrincipalType'],
  ])('in %s for %s, which this version does not support yet', (list, property) => {
    const name = list === 'applications' ? 'displayName: A' : `appId: ${appId}`;
    for (const value of ['x', '{ isEnabled: true }', '&loop [*loop]']) {
      expect(problemsOf(tenantWith(`${list}: [{ ${name}, ${property}: ${value} }]`))).toEqual([
        expect.objectContaining({
          path: `tenants[0].${list}[0].${property}`,
          reason: `this version does not support \`${property}\` yet`,
        }),
      ]);
    }
  });

  it.each([
    ['users', 'userPrincipalName: a@b.example', 'officePhone: x', 'officePhone', /unknown property/],
    ['users', 'userPrincipalName: a@b.example', 'city: 5', 'city', /in quotes/],
    ['users', 'userPrincipalName: a@b.example', 'employeeHireDate: today', 'employeeHireDate', /a date/],
    ['users', 'userPrincipalName: a@b.example', 'otherMails: x', 'otherMails', /a list/],
    ['users', 'userPrincipalName: a@b.example', 'employeeOrgData: { cost: 5 }', 'employeeOrgData.cost', /unknown/],
    [
      'users',
      'userPrincipalName: a@b.example',
      'passwordProfile: { password: x }',
      'passwordProfile.password',
      /unknown/,
    ],
    ['groups', 'displayName: G', 'theme: 5', 'theme', /in quotes/],
    ['devices', 'displayName: D', 'deviceVersion: 1.5', 'deviceVersion', /./],
    ['applications', 'displayName: A', 'notes: [x]', 'notes', /text/],
    ['servicePrincipals', `appId: ${appId}`, 'samlSingleSignOnSettings: x', 'samlSingleSignOnSettings', /an object/],
    ['administrativeUnits', 'displayName: U', 'membershipRule: x', 'membershipRule', /does not support/],
    ['namedLocations', 'displayName: L', 'ipRanges: [{ cidrAddress: x, cidr: x }]', 'ipRanges[0].cidr', /unknown/],
    [
      'conditionalAccessPolicies',
      'displayName: P',
      'conditions: { moon: full }',
      'conditions.moon',
      /unknown property/,
    ],
    ['conditionalAccessPolicies', 'displayName: P', 'state: on', 'state', /`enabled`/],
  ])('in %s: { %s, %s }', (list, name, line, path, reason) => {
    expect(problemsOf(tenantWith(`${list}: [{ ${name}, ${line} }]`))).toEqual([
      expect.objectContaining({
        path: `tenants[0].${list}[0].${path}`,
        reason: expect.stringMatching(reason),
        line: 3,
      }),
    ]);
  });
});

describe('a seed that asks for what does nothing', () => {
  it('is accepted with a warning for each optional claim that no token has', () => {
    const claims = (...names: string[]) => names.map((name) => ({ name }));
    const optionalClaims = {
      accessToken: claims('email', 'idtyp', 'fwd'),
      idToken: claims('extension_x', 'login_hint'),
    };
    const applications = [{ displayName: 'A', optionalClaims }];
    const content = JSON.stringify({ tenants: [{ displayName: 'T', applications }] });
    const loaded = loadSeed([{ name: 'seed.json', content }]);
    const at = 'tenants[0].applications[0].optionalClaims';
    expect(loaded.kind === 'ok' && loaded.warnings.map(({ path, reason }) => [path, reason])).toEqual([
      [`${at}.idToken[0].name`, 'no ID token has the optional claim `extension_x`; it is kept and does nothing'],
      [`${at}.accessToken[2].name`, 'no access token has the optional claim `fwd`; it is kept and does nothing'],
    ]);
  });
});
