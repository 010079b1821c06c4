import { describe, expect, it } from 'vitest';
import { readAuthority } from './authority.js';

const tenant = '11111111-1111-4111-8111-111111111111';

describe('an authority', () => {
  it('of one tenant names its issuers and its metadata', () => {
    expect(readAuthority(`https://localhost:8443/${tenant.toUpperCase()}/`)).toEqual({
      origin: 'https://localhost:8443',
      tenants: { kind: 'one', id: tenant },
      issuers: { '1.0': 'https://localhost:8443/{tenantid}/', '2.0': 'https://localhost:8443/{tenantid}/v2.0' },
      metadataUrl: `https://localhost:8443/${tenant}/v2.0/.well-known/openid-configuration`,
      metadataIssuer: `https://localhost:8443/${tenant}/v2.0`,
    });
  });

  it.each([
    ['common', 'any'],
    ['organizations', 'organizations'],
  ])('%s stands for many tenants, and its metadata states the template', (segment, kind) => {
    const authority = readAuthority(`https://login.gatehouse.example/${segment}`);
    expect(authority.tenants).toEqual({ kind });
    expect(authority.metadataUrl).toBe(
      `https://login.gatehouse.example/${segment}/v2.0/.well-known/openid-configuration`,
    );
    expect(authority.metadataIssuer).toBe('https://login.gatehouse.example/{tenantid}/v2.0');
  });

  it.each([
    ['login.microsoftonline.com', 'https://sts.windows.net/{tenantid}/'],
    ['login.microsoftonline.us', 'https://sts.windows.net/{tenantid}/'],
    ['login.partner.microsoftonline.cn', 'https://sts.chinacloudapi.cn/{tenantid}/'],
  ])('on %s issues version 1 tokens under another host', (host, issuer) => {
    expect(readAuthority(`https://${host}/${tenant}`).issuers['1.0']).toBe(issuer);
  });

  it('may be told what its issuers are called', () => {
    const issuers = { '2.0': `https://${tenant}.ciam.example/{tenantid}/v2.0` };
    expect(readAuthority(`https://contoso.ciam.example/${tenant}`, issuers)).toMatchObject({
      issuers: { '1.0': 'https://contoso.ciam.example/{tenantid}/', ...issuers },
      metadataIssuer: `https://${tenant}.ciam.example/${tenant}/v2.0`,
    });
  });

  it('may be without TLS on this machine only', () => {
    for (const host of ['localhost:1', '127.0.0.1:1', '[::1]:1'])
      expect(() => readAuthority(`http://${host}/${tenant}`)).not.toThrow();
    expect(() => readAuthority(`http://login.gatehouse.example/${tenant}`)).toThrow(TypeError);
  });

  it.each([
    '',
    'login.gatehouse.example',
    'https://login.gatehouse.example',
    'https://login.gatehouse.example/',
    'https://login.gatehouse.example/contoso.example',
    'https://login.gatehouse.example/consumers',
    `https://login.gatehouse.example/${tenant}/v2.0`,
    `https://login.gatehouse.example/path/${tenant}`,
    `https://login.gatehouse.example/${tenant}?p=x`,
    `https://login.gatehouse.example/${tenant}#x`,
    `https://user:fake@login.gatehouse.example/${tenant}`,
    `ftp://login.gatehouse.example/${tenant}`,
  ])('is refused when it is `%s`', (text) => {
    expect(() => readAuthority(text)).toThrow(TypeError);
  });
});
