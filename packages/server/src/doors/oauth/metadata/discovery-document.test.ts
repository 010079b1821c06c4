import { consumersTenantId, type Tenant, type TenantId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { parseParameters } from '@gatehouse/wire';
import type { Authority } from '../authority/resolve-authority.js';
import { discoveryDocument } from './discovery-document.js';
import { instanceDiscovery } from './instance-discovery.js';

const baseUrl = 'https://login.example:8443';
const tenant = { id: '11111111-1111-4111-8111-111111111111' as TenantId, displayName: 'Contoso' } as Tenant;
const byId: Authority = { kind: 'tenant', tenant, spelled: tenant.id };
const byDomain: Authority = { kind: 'tenant', tenant, spelled: 'contoso.example' };
const alias = (kind: 'common' | 'organizations' | 'consumers'): Authority => ({ kind, tenant: null, spelled: kind });

function golden(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

describe('FAITHFUL-WIRE: the metadata document', () => {
  it.each([
    ['tenant-v2', byId, 2],
    ['tenant-v1', byId, 1],
    ['common-v2', alias('common'), 2],
    ['common-v1', alias('common'), 1],
    ['consumers-v2', alias('consumers'), 2],
  ] as const)('%s equals its golden file', async (name, authority, version) => {
    await expect(golden(discoveryDocument(authority, version, baseUrl))).toMatchFileSnapshot(
      `../golden/metadata-${name}.json`,
    );
  });

  it('is the same by GUID and by domain', () => {
    expect(discoveryDocument(byDomain, 2, baseUrl)).toEqual(discoveryDocument(byId, 2, baseUrl));
  });

  it('differs between authorities in the first path segment only', () => {
    const plain = (authority: Authority, segment: string): unknown => {
      const {
        issuer: _,
        authorization_response_iss_parameter_supported: __,
        ...rest
      } = discoveryDocument(authority, 2, baseUrl);
      return JSON.parse(JSON.stringify(rest).replaceAll(`${baseUrl}/${segment}/`, `${baseUrl}/*/`));
    };
    expect(plain(alias('organizations'), 'organizations')).toEqual(plain(byId, tenant.id));
  });

  it('names literally {tenantid} as issuer where the tenant is open, and the personal tenant for consumers', () => {
    expect(discoveryDocument(alias('organizations'), 2, baseUrl).issuer).toBe(`${baseUrl}/{tenantid}/v2.0`);
    expect(discoveryDocument(alias('consumers'), 2, baseUrl).issuer).toBe(`${baseUrl}/${consumersTenantId}/v2.0`);
  });

  it('has a device endpoint that is the token endpoint with another last word', () => {
    for (const version of [1, 2] as const) {
      const { token_endpoint: token, device_authorization_endpoint: device } = discoveryDocument(
        byId,
        version,
        baseUrl,
      );
      expect(device).toBe(String(token).replace('/token', '/devicecode'));
    }
  });
});

describe('instance discovery', () => {
  const ask = (query: string): object => instanceDiscovery({ query: parseParameters(query) }, baseUrl);

  it('equals its golden file', async () => {
    await expect(golden(ask('api-version=1.1'))).toMatchFileSnapshot('../golden/instance-discovery.json');
  });

  it.each([
    [`${baseUrl}/contoso.example/oauth2/v2.0/authorize`, 'contoso.example'],
    ['https://elsewhere.example/contoso.example/oauth2/v2.0/authorize', 'common'],
    [`${baseUrl}/<script>/oauth2/v2.0/authorize`, 'common'],
    [`${baseUrl}/`, 'common'],
    ['', 'common'],
  ])('for the authorization endpoint %s leads to %s', (endpoint, segment) => {
    expect(ask(`authorization_endpoint=${encodeURIComponent(endpoint)}`)).toMatchObject({
      tenant_discovery_endpoint: `${baseUrl}/${segment}/v2.0/.well-known/openid-configuration`,
    });
  });
});
