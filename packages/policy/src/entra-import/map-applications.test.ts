import { describe, expect, it } from 'vitest';
import { application, graphPrincipal, guid, mapped, principal } from './mapped.fixture.js';

const key = 'AAAA';
const withPrincipal = (more: Readonly<Record<string, unknown>>) => ({
  'applications.json': [application(1, more)],
  'servicePrincipals.json': [principal(1)],
});

describe('an application', () => {
  it('keeps what it registered, without what says nothing', () => {
    const { items, losses } = mapped(
      withPrincipal({
        createdDateTime: '2030-01-01T00:00:00Z',
        web: { redirectUris: ['https://a.example/'] },
        groupMembershipClaims: null,
        parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
        applicationTemplateId: '8adf8e6e-67b2-4cf2-a259-e3dc5476c621',
        info: { logoUrl: null, supportUrl: 'https://a.example/help' },
      }),
    );
    expect(losses).toEqual([]);
    expect(items('applications')).toEqual([
      {
        id: guid(1),
        appId: guid(101),
        displayName: 'App 1',
        signInAudience: 'AzureADMyOrg',
        web: { redirectUris: ['https://a.example/'] },
        info: { supportUrl: 'https://a.example/help' },
      },
    ]);
  });

  it('tells its secrets, and keeps the place of those that have a hint', () => {
    const passwordCredentials = [
      { keyId: guid(5), hint: 'abc', secretText: null, displayName: 'one' },
      { keyId: guid(6), hint: null },
    ];
    const { items, lines } = mapped(withPrincipal({ passwordCredentials }));
    expect(items('applications')[0]?.['passwordCredentials']).toEqual([
      { keyId: guid(5), displayName: 'one', hint: 'abc' },
    ]);
    expect(lines).toEqual([expect.stringMatching(/App 1 passwordCredentials: exports tell no secrets/)]);
  });

  it('keeps its certificates, and tells those that the export does not hold, private keys and keys that are gone', () => {
    const keyCredentials = [
      { keyId: guid(5), key, usage: 'Verify' },
      { keyId: guid(6), key: null },
      { keyId: guid(7), key, usage: 'Sign' },
    ];
    const { items, lines } = mapped(withPrincipal({ keyCredentials, tokenEncryptionKeyId: guid(6) }));
    expect(items('applications')[0]?.['keyCredentials']).toEqual([
      { keyId: guid(5), usage: 'Verify', certificate: expect.stringContaining(`BEGIN CERTIFICATE-----\n${key}\n`) },
    ]);
    expect(items('applications')[0]?.['tokenEncryptionKeyId']).toBeUndefined();
    expect(lines).toEqual([
      expect.stringContaining('keyCredentials: the export does not hold the certificate'),
      expect.stringContaining('keyCredentials: private keys are part of no export'),
      expect.stringContaining('tokenEncryptionKeyId: the key that it names is not imported'),
    ]);
  });

  it('keeps the trust in other issuers that is understood as a whole', () => {
    const trust = { id: guid(5), name: 'ci', issuer: 'https://ci.example', subject: 's', audiences: ['a'] };
    const { items, lines } = mapped({
      ...withPrincipal({
        federatedIdentityCredentials: [
          { ...trust, id: guid(6), name: 'pattern', claimsMatchingExpression: { value: 'x' } },
        ],
      }),
      [`applications/${guid(1)}/federatedIdentityCredentials.json`]: [trust],
    });
    expect(items('applications')[0]?.['federatedIdentityCredentials']).toEqual([trust]);
    expect(lines).toEqual([expect.stringMatching(/`pattern` says `claimsMatchingExpression`, .* left out/)]);
  });

  it('tells the logo, the template of a gallery and a publisher that the tenant is not', () => {
    const { lines } = mapped(
      withPrincipal({
        info: { logoUrl: 'https://x' },
        applicationTemplateId: guid(7),
        publisherDomain: 'other.example',
      }),
    );
    expect(lines).toEqual([
      expect.stringContaining('applicationTemplateId: the application was made of a template of the gallery'),
      expect.stringContaining('publisherDomain: it is no domain'),
      expect.stringContaining('info.logoUrl: logos'),
    ]);
  });

  it('without service principal is absent from its tenant; where none are exported, that is told', () => {
    const none = mapped({ 'applications.json': [application(1)], 'servicePrincipals.json': [graphPrincipal] });
    expect(none.items('applications')).toMatchObject([{ servicePrincipal: false }]);
    expect(none.losses).toEqual([]);
    expect(mapped({ 'applications.json': [application(1)] }).lines).toEqual([
      expect.stringContaining('App 1 servicePrincipal: the export holds no service principals'),
    ]);
  });
});

describe('a service principal', () => {
  const reasons = (...principals: readonly object[]) =>
    mapped({ 'applications.json': [application(1)], 'servicePrincipals.json': principals }).lines;

  it('of an application that will not be there is left out, and told why', () => {
    expect(
      reasons(
        principal(1),
        principal(2, { appOwnerOrganizationId: 'F8CDEF31-a31e-4b4a-93e4-5f571e91255a', displayName: 'Exchange' }),
        principal(3, { appOwnerOrganizationId: guid(77), displayName: 'Gallery' }),
        principal(4, { servicePrincipalType: 'ManagedIdentity', displayName: 'vm' }),
        principal(5, { displayName: 'Lone' }),
      ),
    ).toEqual([
      "servicePrincipal Exchange: it stands for an application of Microsoft's, which this platform does not have",
      `servicePrincipal Gallery: its application is at home in another organization (${guid(77)})`,
      'servicePrincipal vm: managed identities belong to machines of another platform',
      'servicePrincipal Lone: its application is not among the exported ones',
    ]);
  });

  it('keeps what guards it, and lets nobody in where the export does not tell', () => {
    const { items, lines } = mapped({
      'applications.json': [application(1), application(2)],
      'servicePrincipals.json': [
        principal(1, { accountEnabled: false, appRoleAssignmentRequired: true }),
        principal(2, { accountEnabled: undefined, appRoleAssignmentRequired: 'no' }),
      ],
    });
    expect(items('servicePrincipals')).toMatchObject([
      { accountEnabled: false, appRoleAssignmentRequired: true },
      { accountEnabled: false, appRoleAssignmentRequired: true },
    ]);
    expect(lines).toHaveLength(2);
  });

  it('repeats its application; where it says more, that is told', () => {
    const files = withPrincipal({ web: { redirectUris: ['https://A.example/'] }, identifierUris: ['api://a'] });
    const same = { replyUrls: ['https://a.example/'], servicePrincipalNames: [guid(101), 'api://a', 'urn:own'] };
    const kept = mapped({ ...files, 'servicePrincipals.json': [principal(1, same)] });
    expect(kept.losses).toEqual([]);
    expect(kept.items('servicePrincipals')[0]?.['servicePrincipalNames']).toEqual(['urn:own']);
    const more = { replyUrls: ['https://b.example/'], appRoles: [{ id: guid(3) }], oauth2PermissionScopes: 5 };
    expect(mapped({ ...files, 'servicePrincipals.json': [principal(1, more)] }).lines).toEqual(
      ['replyUrls', 'appRoles', 'oauth2PermissionScopes'].map((name) =>
        expect.stringContaining(`App 1 ${name}: it says what`),
      ),
    );
  });
});
