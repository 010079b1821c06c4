import { consumersTenantId, type SessionId, type TenantId, type UserId } from '@gatehouse/model';
import { describe, expect, test } from 'vitest';
import {
  type AccountFacts,
  type AccountWishes,
  authorityAccepts,
  hintNames,
  selectAccount,
  tenantOfHint,
} from './select-account.js';

const contoso = '11111111-1111-4111-8111-111111111111' as TenantId;
const fabrikam = '22222222-2222-4222-8222-222222222222' as TenantId;

const account = (tenant: TenantId, userName: string, number: number): AccountFacts => ({
  tenant,
  user: `aaaaaaaa-0000-4000-8000-00000000000${number}` as UserId,
  userName,
  mail: userName.replace('@', '.mail@'),
  session: `bbbbbbbb-0000-4000-8000-00000000000${number}` as SessionId,
});
const ann = account(contoso, 'ann@contoso.example', 1);
const ben = account(contoso, 'ben@contoso.example', 2);
const fay = account(fabrikam, 'fay@fabrikam.example', 3);
const pat = account(consumersTenantId, 'pat@mail.example', 4);

const atContoso: AccountWishes = {
  authority: 'tenant',
  tenant: contoso,
  loginHint: null,
  domain: null,
  session: null,
};
const atCommon: AccountWishes = { ...atContoso, authority: 'common', tenant: null };

describe('which account goes on', () => {
  test.each<[string, AccountWishes, readonly AccountFacts[], string, readonly AccountFacts[]]>([
    ['nobody is signed in', atContoso, [], 'none', []],
    ['one account of the tenant', atContoso, [ann], 'one', [ann]],
    ['two accounts of the tenant', atContoso, [ann, ben], 'several', [ann, ben]],
    ['one of the tenant beside a stranger', atContoso, [ann, fay], 'one', [ann]],
    ['only a stranger', atContoso, [fay], 'elsewhere', [fay]],
    ['only two strangers', atContoso, [fay, pat], 'none', []],
    ['a hint by user name', { ...atContoso, loginHint: 'BEN@contoso.example' }, [ann, ben], 'one', [ben]],
    ['a hint by mail address', { ...atContoso, loginHint: 'ben.mail@contoso.example' }, [ann, ben], 'one', [ben]],
    ['a hint by opaque name', { ...atContoso, loginHint: `O.${ben.user}.${contoso}` }, [ann, ben], 'one', [ben]],
    ['a hint that nobody bears', { ...atContoso, loginHint: 'eve@contoso.example' }, [ann], 'none', []],
    ['a hint that a stranger bears', { ...atContoso, loginHint: fay.userName }, [ann, fay], 'elsewhere', [fay]],
    ['a session', { ...atContoso, session: ben.session.toUpperCase() }, [ann, ben], 'one', [ben]],
    ['a session that ended', { ...atContoso, session: pat.session }, [ann, ben], 'none', []],
    [
      'a session beats a hint',
      { ...atContoso, session: ben.session, loginHint: ann.userName },
      [ann, ben],
      'one',
      [ben],
    ],
    ['common takes everybody', atCommon, [ann, pat], 'several', [ann, pat]],
    ['organizations takes no personal account', { ...atCommon, authority: 'organizations' }, [ann, pat], 'one', [ann]],
    ['consumers takes personal accounts only', { ...atCommon, authority: 'consumers' }, [ann, pat], 'one', [pat]],
    ['a domain hint', { ...atCommon, domain: fabrikam }, [ann, fay], 'one', [fay]],
    ['the domain hint of organizations', { ...atCommon, domain: 'organizations' }, [ann, pat], 'one', [ann]],
    ['the domain hint of consumers', { ...atCommon, domain: 'consumers' }, [ann, pat], 'one', [pat]],
    ['a domain hint that nobody fits', { ...atCommon, domain: fabrikam }, [ann], 'none', []],
    [
      'a login hint beats a domain hint',
      { ...atCommon, domain: fabrikam, loginHint: ann.userName },
      [ann],
      'one',
      [ann],
    ],
  ])('%s', (_, wishes, accounts, kind, expected) => {
    const choice = selectAccount(wishes, accounts);
    const chosen = choice.kind === 'several' ? choice.accounts : choice.kind === 'none' ? [] : [choice.account];
    expect([choice.kind, chosen]).toEqual([kind, expected]);
  });
});

test('an authority that names a tenant accepts that tenant alone', () => {
  expect(authorityAccepts(atContoso, contoso)).toBe(true);
  expect(authorityAccepts(atContoso, fabrikam)).toBe(false);
});

test('an opaque hint names no account of the same object id in another tenant', () => {
  expect(hintNames(`O.${ann.user}.${fabrikam}`, ann)).toBe(false);
});

test.each([
  [`O.${ann.user}.${fabrikam}`, fabrikam],
  [`o.${ann.user}.${fabrikam}`.toUpperCase(), fabrikam],
  ['ann@contoso.example', undefined],
  [`O.${ann.user}`, undefined],
  [`O.ann.${fabrikam}`, undefined],
  [`O.${ann.user}.fabrikam`, undefined],
  [`O.${ann.user}.${fabrikam}.more`, undefined],
])('the hint %s speaks of the tenant %s', (hint, tenant) => {
  expect(tenantOfHint(hint)).toBe(tenant);
});
