import { consumersTenantId, type TenantId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { mayBePresentIn } from './audience.js';
import { domainOfUserName, isDomainName, userNameFault } from './user-name.js';

const contoso = { id: '10000000-0000-0000-0000-000000000001' as TenantId, verifiedDomains: ['contoso.example'] };
const fabrikam = '10000000-0000-0000-0000-000000000002' as TenantId;
const consumers = { id: consumersTenantId, verifiedDomains: [] };

describe('a user principal name', () => {
  it.each(['alex@contoso.example', "o'brien_1.x@CONTOSO.example", 'kim_fabrikam.example#EXT#@contoso.example'])(
    'may read %s',
    (name) => expect(userNameFault(name, contoso)).toBeUndefined(),
  );

  it.each([
    ['alex', /name@domain/],
    ['@contoso.example', /name@domain/],
    ['alex@', /name@domain/],
    ['alex@fabrikam.example', /not a verified domain/],
    ['alex@contoso', /not a domain name/],
    ['al ex@contoso.example', /letters, digits/],
    ['a@lex@contoso.example', /letters, digits/],
    ['.alex@contoso.example', /period/],
    [`${'x'.repeat(65)}@contoso.example`, /64/],
  ])('must not read %s', (name, reason) => expect(userNameFault(name, contoso)).toMatch(reason));

  it('may be of any domain for a personal account', () => {
    expect(userNameFault('sam@outlook.example', consumers)).toBeUndefined();
  });

  it('gives its domain in lower case', () => {
    expect(domainOfUserName('Alex@Contoso.Example')).toBe('contoso.example');
    expect(domainOfUserName('a@b@c.example')).toBe('c.example');
    expect(domainOfUserName('alex')).toBeUndefined();
  });
});

describe('a domain name', () => {
  it.each([
    ['contoso.example', true],
    ['Contoso.Example', true],
    ['a-b.c1.example', true],
    ['contoso', false],
    ['-a.example', false],
    ['a..example', false],
    ['1.2.3.4', false],
    [`${'a'.repeat(64)}.example`, false],
    [`${'a.'.repeat(130)}example`, false],
  ])('%s: %s', (name, expected) => expect(isDomainName(name)).toBe(expected));
});

describe('an application may be present', () => {
  it.each([
    ['AzureADMyOrg', contoso.id, true],
    ['AzureADMyOrg', fabrikam, false],
    ['AzureADMyOrg', consumersTenantId, false],
    ['AzureADMultipleOrgs', fabrikam, true],
    ['AzureADMultipleOrgs', consumersTenantId, false],
    ['AzureADandPersonalMicrosoftAccount', fabrikam, true],
    ['AzureADandPersonalMicrosoftAccount', consumersTenantId, true],
    ['PersonalMicrosoftAccount', contoso.id, true],
    ['PersonalMicrosoftAccount', fabrikam, false],
    ['PersonalMicrosoftAccount', consumersTenantId, true],
  ] as const)('%s in %s: %s', (signInAudience, tenant, expected) => {
    expect(mayBePresentIn({ tenant: contoso.id, signInAudience }, tenant)).toBe(expected);
  });
});
