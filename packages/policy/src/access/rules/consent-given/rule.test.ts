import { known } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { AccessInput } from '../../input.js';
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

  it('takes `.default` as everything granted, without a prompt', () => {
    expect(consentGiven.object(asking([], {}, { usesDefault: true }))).toBeUndefined();
  });

  it('takes `.default` without any grant as what the registration requires', () => {
    const [read] = resource.oauth2PermissionScopes;
    const requiring = known({
      ...client,
      requiredResourceAccess: [
        { resourceAppId: resource.appId, resourceAccess: [{ id: read!.id, type: 'Scope' as const }] },
      ],
    });
    expect(
      consentGiven.object(asking([], { client: requiring, grants: known([]) }, { usesDefault: true })),
    ).toMatchObject({
      requirement: { scopes: ['openid', 'profile', 'Orders.Read'] },
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
