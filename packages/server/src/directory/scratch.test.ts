import { expect, it } from 'vitest';
import { openStore } from '../platform/store/index.js';
import { systemClock } from '../platform/clock/index.js';
import { systemIds } from '../platform/ids/index.js';
import { loadSeed, applySeed, openDirectory } from './index.js';

const yaml = `
tenants:
  - displayName: Contoso
    domains: [contoso.example, contoso.onmicrosoft.example]
    policies: { legacy: { passwordGrant: true } }
    users:
      - userPrincipalName: alex@contoso.example
        mail: alex.wilber@contoso.example
        businessPhones: ['+1 1', '+1 2']
      - userPrincipalName: kim@contoso.example
    groups:
      - displayName: All
        members: [alex@contoso.example, Inner]
        owners: [kim@contoso.example]
      - displayName: Inner
        members: [kim@contoso.example, All]
    applications:
      - appId: 20000000-0000-0000-0000-000000000001
        displayName: Orders API
        identifierUris: [api://20000000-0000-0000-0000-000000000001]
        api:
          requestedAccessTokenVersion: 2
          oauth2PermissionScopes: [{ value: Orders.Read, type: User }]
        appRoles: [{ value: Orders.All, allowedMemberTypes: [Application, User] }]
        owners: [alex@contoso.example]
        passwordCredentials: [{displayName: a, secretText: fake-secret}]
        federatedIdentityCredentials: [{name: main, issuer: 'https://i.example', subject: s, audiences: [a], jwks: {keys: [{kty: RSA, n: x}]}}]
    oauth2PermissionGrants:
      - { client: 20000000-0000-0000-0000-000000000001, resource: 00000003-0000-0000-c000-000000000000, scope: User.Read openid, consentType: Principal, principal: ALEX@contoso.example }
      - { client: 20000000-0000-0000-0000-000000000001, resource: 00000003-0000-0000-c000-000000000000, scope: User.Read openid, consentType: AllPrincipals }
    appRoleAssignments:
      - { principal: alex@contoso.example, resource: 20000000-0000-0000-0000-000000000001, role: Orders.All }
      - { principal: Inner, resource: 20000000-0000-0000-0000-000000000001, role: Orders.All }
      - { principal: 20000000-0000-0000-0000-000000000001, resource: 20000000-0000-0000-0000-000000000001, role: Orders.All }
`;
it('works', async () => {
  const store = await openStore({ engine: 'embedded', memory: true, clock: systemClock });
  const directory = openDirectory({ store, clock: systemClock, ids: systemIds });
  const loaded = loadSeed([{ name: 'a.yaml', content: yaml }]);
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems, null, 1));
  console.log(await applySeed(loaded.seed, { store, clock: systemClock }));
  const tenant = await directory.resolveTenant('CONTOSO.example');
  console.log(tenant);
  const head = await store.journal.head(tenant!.id);
  console.log(await applySeed(loaded.seed, { store, clock: systemClock }), head, await store.journal.head(tenant!.id));
  console.log(await directory.userByName(tenant!.id, 'Alex.Wilber@contoso.example'));
  const c = (await directory.configuration(tenant!.id))!;
  console.log(JSON.stringify(c.ownApplications(), null, 1));
  console.log(c.servicePrincipals().map((s) => [s.displayName, s.oauth2PermissionScopes.length, s.appRoles.length, s.servicePrincipalNames]));
  console.log((await store.journal.read(tenant!.id, 0, 100)).map((e) => [e.operation, JSON.stringify(e.target), JSON.stringify(e.changes).slice(0, 150)].join(' ')).join('\n'));
  directory.close();
  await store.close();
  expect(1).toBe(1);
});
