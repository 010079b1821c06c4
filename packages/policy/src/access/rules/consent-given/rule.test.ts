import { type AppId, known, type ServicePrincipalId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { AccessInput, RequiredScopes } from '../../input.js';
import { client, daemonInput, grant, personInput, resource } from '../../sample-input.fixture.js';
import { consentGiven } from './rule.js';

function asking(
  scopes: readonly string[],
  more: Partial<AccessInput> = {},
  request: Partial<AccessInput['request']> = {},
): AccessInput {
  const base = personInput(more);
  return { ...base, request: { ...base.request, scopes, ...request } };
}

function required(
  { id, appId }: { readonly id: ServicePrincipalId; readonly appId: AppId },
  ...values: readonly string[]
): RequiredScopes {
  const scopes = values.map((value) => ({
    value,
    type: value.endsWith('.Admin') ? ('Admin' as const) : ('User' as const),
    preAuthorized: false,
  }));
  return { resourceId: id, resourceAppId: appId, scopes };
}

describe('consent', () => {
  it('is silent when everything is granted, in any letter case', () => {
    expect(consentGiven.object(asking(['orders.read']))).toBeUndefined();
  });

  it('asks the person for a scope that people may grant', () => {
    expect(consentGiven.object(asking(['Orders.Read'], { grants: known([]) }))).toMatchObject({
      kind: 'require',
      error: 65001,
      requirement: { kind: 'consent', scopes: ['openid', 'profile', 'Orders.Read'], administratorOnly: false },
    });
  });

  it('names an administrator as the only one who may grant an admin scope', () => {
    expect(consentGiven.object(asking(['Orders.Write']))).toMatchObject({
      requirement: { scopes: ['Orders.Write'], administratorOnly: true },
    });
  });

  it('names an administrator where the application requires assignment', () => {
    const strict = known({
      ...client,
      servicePrincipal: { ...client.servicePrincipal!, appRoleAssignmentRequired: true },
    });
    expect(consentGiven.object(asking(['Orders.Read'], { client: strict, grants: known([]) }))).toMatchObject({
      requirement: { administratorOnly: true },
    });
  });

  it.each(['Orders.Nothing', 'Orders.Old'])('refuses %s, which the resource does not offer', (value) => {
    expect(consentGiven.object(asking([value]))).toMatchObject({ kind: 'refuse', error: 70011 });
  });

  it('needs no consent for a pre-authorised client, but no more than the scopes listed', () => {
    const [read] = resource.oauth2PermissionScopes;
    const facts = { ...resource, preAuthorized: [{ appId: client.appId, permissionIds: [read!.id] }] };
    const target = { kind: 'resource', name: 'api://orders', servicePrincipal: known(facts) } as const;
    expect(consentGiven.object(asking(['Orders.Read'], { target, grants: known([]) }))).toBeUndefined();
    expect(consentGiven.object(asking(['Orders.Write'], { target, grants: known([]) }))).toMatchObject({
      error: 65001,
    });
  });

  it('asks again for what is granted when prompt=consent', () => {
    expect(consentGiven.object(asking(['Orders.Read'], {}, { forceConsent: true }))).toMatchObject({
      requirement: { scopes: ['openid', 'profile', 'Orders.Read'] },
    });
  });

  it('asks for an OpenID scope once, also where the resource keeps it among its own', () => {
    const published = resource.oauth2PermissionScopes.map((scope) => ({ ...scope, value: 'openid' }));
    const facts = { ...resource, oauth2PermissionScopes: published };
    const target = { kind: 'resource', name: 'api://orders', servicePrincipal: known(facts) } as const;
    const grants = known([{ ...grant, scopes: ['openid'] }]);
    expect(
      consentGiven.object(asking([], { target, grants }, { usesDefault: true, forceConsent: true })),
    ).toMatchObject({ requirement: { scopes: ['openid', 'profile'] } });
  });

  it('takes `.default` as everything granted, without a prompt', () => {
    expect(consentGiven.object(asking([], {}, { usesDefault: true }))).toBeUndefined();
  });

  it('takes `.default` without any grant as what the registration requires', () => {
    const requiring = known({ ...client, requiredScopes: [required(resource, 'Orders.Read')] });
    expect(
      consentGiven.object(asking([], { client: requiring, grants: known([]) }, { usesDefault: true })),
    ).toMatchObject({
      requirement: { scopes: ['openid', 'profile', 'Orders.Read'], elsewhere: [] },
    });
  });

  describe('of an application that requires permissions of several resources', () => {
    const stock = {
      id: '60000000-0000-4000-8000-000000000009' as ServicePrincipalId,
      appId: '30000000-0000-4000-8000-000000000009' as AppId,
    };
    const requiring = (...stockScopes: string[]) =>
      known({ ...client, requiredScopes: [required(resource, 'Orders.Read'), required(stock, ...stockScopes)] });
    const stockGrant = { resourceId: stock.id, consentType: 'Principal', scopes: ['stock.read'] } as const;
    const byDefault = (more: Partial<AccessInput>, forceConsent = false) =>
      consentGiven.object(asking([], more, { usesDefault: true, forceConsent }));

    it('asks with `.default` for everything required of all of them, when nothing of the one asked for is granted', () => {
      const more = requiring('Stock.Read', 'Stock.Count', 'Stock.Admin');
      const held = { ...stockGrant, scopes: ['stock.read', 'stock.admin'] };
      expect(byDefault({ client: more, grants: known([held]) })).toMatchObject({
        requirement: {
          scopes: ['Orders.Read'],
          // The administrator has spoken of the third.
          elsewhere: [{ resource: stock.appId, scopes: ['Stock.Read', 'Stock.Count'] }],
          administratorOnly: false,
        },
        detail: 'not granted: Orders.Read Stock.Count',
      });
    });

    it('asks for nothing while anything is granted of the one asked for', () => {
      expect(byDefault({ client: requiring('Stock.Read') })).toBeUndefined();
    });

    it('asks for everything required when prompt=consent, what was added since included', () => {
      const added = known({
        ...client,
        requiredScopes: [required(resource, 'Orders.Read', 'Orders.Old'), required(stock, 'Stock.Read', 'Stock.Count')],
      });
      const published = resource.oauth2PermissionScopes.map((scope) => ({ ...scope, isEnabled: true }));
      const facts = known({ ...resource, oauth2PermissionScopes: published });
      const target = { kind: 'resource', name: 'api://orders', servicePrincipal: facts } as const;
      expect(byDefault({ client: added, target, grants: known([grant, stockGrant]) }, true)).toMatchObject({
        requirement: {
          scopes: ['openid', 'profile', 'Orders.Read', 'Orders.Old'],
          elsewhere: [{ resource: stock.appId, scopes: ['Stock.Read', 'Stock.Count'] }],
          administratorOnly: false,
        },
      });
    });

    it('names an administrator when one of them is for administrators', () => {
      expect(byDefault({ client: requiring('Stock.Admin'), grants: known([]) })).toMatchObject({
        requirement: { administratorOnly: true },
      });
    });

    it('asks for no scope that a resource pre-authorises', () => {
      const theirs = required(stock, 'Stock.Read', 'Stock.Count');
      const scopes = theirs.scopes.map((scope) => ({ ...scope, preAuthorized: scope.value === 'Stock.Read' }));
      const pre = known({ ...client, requiredScopes: [required(resource, 'Orders.Read'), { ...theirs, scopes }] });
      expect(byDefault({ client: pre, grants: known([]) })).toMatchObject({
        requirement: { elsewhere: [{ resource: stock.appId, scopes: ['Stock.Count'] }] },
      });
    });

    it('asks by name for what is named alone', () => {
      expect(
        consentGiven.object(asking(['Orders.Read'], { client: requiring('Stock.Read') }, { forceConsent: true })),
      ).toMatchObject({
        requirement: { scopes: ['openid', 'profile', 'Orders.Read'], elsewhere: [] },
      });
    });
  });

  it('brings a multi-tenant application into the tenant by consent even when nothing else is missing', () => {
    const foreign = known({ ...client, servicePrincipal: null });
    expect(consentGiven.object(asking(['Orders.Read'], { client: foreign, grants: known([grant]) }))).toMatchObject({
      error: 65001,
    });
  });

  it('has nothing to say of applications acting for themselves', () => {
    expect(consentGiven.object(daemonInput())).toBeUndefined();
  });
});
