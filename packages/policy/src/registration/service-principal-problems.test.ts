import type { AppId, CredentialId, KeyCredential, TenantId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { type JudgedServicePrincipal, servicePrincipalProblems } from './service-principal-problems.js';

const principal: JudgedServicePrincipal = {
  tenant: '11111111-0000-4000-8000-000000000001' as TenantId,
  appId: '22222222-0000-4000-8000-000000000001' as AppId,
  displayName: 'Ledger',
  servicePrincipalNames: [],
  tags: [],
  passwordCredentials: [],
  keyCredentials: [],
};
const encryption: KeyCredential = {
  keyId: 'k' as CredentialId,
  usage: 'Encrypt',
  type: 'AsymmetricX509Cert',
  startAt: 0,
  endAt: 1,
  certificate: 'fake',
  thumbprintSha1: 'fake',
  thumbprintSha256: 'fake',
};
const facts = { verifiedDomains: ['contoso.example'], isTaken: (name: string) => name.includes('taken') };
const paths = (change: Partial<JudgedServicePrincipal>) =>
  servicePrincipalProblems({ ...principal, ...change }, facts).map(({ path }) => path);

describe('what a tenant decides about an application', () => {
  it.each<[string, Partial<JudgedServicePrincipal>]>([
    ['nothing', {}],
    ['names of its own', { servicePrincipalNames: ['https://ledger.contoso.example', `api://${principal.appId}/x`] }],
    ['a mode of signing on', { properties: { preferredSingleSignOnMode: 'saml' } }],
    ['addresses', { properties: { homepage: 'https://x.example/a?b', loginUrl: 'http://x.example', logoutUrl: '' } }],
    ['tags', { tags: ['HideApp', 'WindowsAzureActiveDirectoryIntegratedApp'] }],
    ['an encryption key', { keyCredentials: [encryption], properties: { tokenEncryptionKeyId: 'k' } }],
  ])('may be %s', (_title, change) => {
    expect(paths(change)).toEqual([]);
  });

  it.each<[string, Partial<JudgedServicePrincipal>, string]>([
    ['no name', { displayName: ' ' }, 'displayName'],
    ['a tag with a space', { tags: ['a b'] }, 'tags[0]'],
    ['a tag that is too long', { tags: ['x'.repeat(257)] }, 'tags[0]'],
    ['a name of another organization', { servicePrincipalNames: ['https://graph.example'] }, 'servicePrincipalNames'],
    ['a name that is no URI', { servicePrincipalNames: ['ledger'] }, 'servicePrincipalNames'],
    [
      'a name twice',
      { servicePrincipalNames: ['api://contoso.example', 'api://contoso.example'] },
      'servicePrincipalNames',
    ],
    ['a name that is taken', { servicePrincipalNames: ['https://taken.contoso.example'] }, 'servicePrincipalNames'],
    [
      'an unknown mode of signing on',
      { properties: { preferredSingleSignOnMode: 'magic' } },
      'preferredSingleSignOnMode',
    ],
    ['a script as home page', { properties: { homepage: 'javascript:alert(1)' } }, 'homepage'],
    ['an address that is too long', { properties: { loginUrl: `https://x.example/${'x'.repeat(300)}` } }, 'loginUrl'],
    ['an encryption key that is not there', { properties: { tokenEncryptionKeyId: 'k' } }, 'tokenEncryptionKeyId'],
    [
      'an encryption key for verifying',
      { keyCredentials: [{ ...encryption, usage: 'Verify' }], properties: { tokenEncryptionKeyId: 'k' } },
      'tokenEncryptionKeyId',
    ],
    [
      'a certificate that ends before it begins',
      { keyCredentials: [{ ...encryption, endAt: -1 }] },
      'keyCredentials[0].endDateTime',
    ],
  ])('may not be %s', (_title, change, path) => {
    expect(paths(change)).toEqual([path]);
  });
});
