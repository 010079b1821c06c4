import type { Tenant, TenantId } from '@gatehouse/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwnAudience, ownIssuerTenant } from './own-issuer.js';

const baseUrl = 'https://login.example:8443';
const id = '11111111-1111-4111-8111-111111111111' as TenantId;
const tenant: Tenant = {
  id,
  displayName: 'Contoso',
  domains: [{ name: 'contoso.example', isInitial: true, isDefault: true }],
  legacy: { passwordGrant: false },
  createdAt: 0,
};

describe('the audience of a client assertion', () => {
  it.each([
    `${baseUrl}/${id}/oauth2/v2.0/token`,
    `${baseUrl}/${id}/oauth2/token`,
    `${baseUrl}/${id}/v2.0`,
    `${baseUrl}/contoso.example/oauth2/v2.0/token`,
    `${baseUrl}/Contoso.Example/oauth2/token`,
    `${baseUrl}/common/oauth2/v2.0/token`,
    `${baseUrl}/organizations/oauth2/v2.0/token`,
  ])('%s is this platform', (audience) => {
    expect(isOwnAudience([audience], baseUrl, tenant)).toBe(true);
  });

  it.each([
    [[`${baseUrl}/22222222-2222-4222-8222-222222222222/oauth2/v2.0/token`]],
    [[`${baseUrl}/fabrikam.example/oauth2/v2.0/token`]],
    [[`${baseUrl}/contoso.example/v2.0`]],
    [[`${baseUrl}/common/v2.0`]],
    [[`${baseUrl}/${id}/oauth2/v2.0/authorize`]],
    [[`${baseUrl}/${id}/oauth2/v2.0/token/`]],
    [[`${baseUrl}/${id}/`]],
    [[baseUrl]],
    [[`https://login.example/${id}/oauth2/v2.0/token`]],
    [[`http://login.example:8443/${id}/oauth2/v2.0/token`]],
    [['api://AzureADTokenExchange']],
    [[`${baseUrl}/${id}/oauth2/v2.0/token`, 'https://elsewhere.example']],
  ])('%j is not', (audiences) => {
    expect(isOwnAudience(audiences, baseUrl, tenant)).toBe(false);
  });

  it('accepts nothing but aliases where no tenant is known', () => {
    expect(isOwnAudience([`${baseUrl}/common/oauth2/v2.0/token`], baseUrl, null)).toBe(true);
    expect(isOwnAudience([`${baseUrl}/${id}/oauth2/v2.0/token`], baseUrl, null)).toBe(false);
    expect(isOwnAudience([`${baseUrl}/undefined/v2.0`], baseUrl, null)).toBe(false);
  });

  it('is never a text that only begins like this platform', () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        expect(isOwnAudience([`${baseUrl}${rest}`], baseUrl, null)).toBe(
          /^\/(common|organizations|consumers)\/oauth2\/(v2\.0\/)?token$/i.test(rest) && !/OAUTH2|TOKEN/.test(rest),
        );
      }),
    );
  });
});

describe('issuers of this platform', () => {
  it.each([
    [`${baseUrl}/${id}/v2.0`, id],
    [`${baseUrl}/${id}/`, id],
    [`${baseUrl}/${id.toUpperCase()}/v2.0`, id],
    [`${baseUrl}/common/v2.0`, undefined],
    [`${baseUrl}/${id}`, undefined],
    [`${baseUrl}/${id}/v2.0/`, undefined],
    [`https://elsewhere.example/${id}/v2.0`, undefined],
  ])('%s: %s', (issuer, expected) => {
    expect(ownIssuerTenant(issuer, baseUrl)).toBe(expected);
  });
});
