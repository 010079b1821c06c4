import { type AppId, type ServicePrincipalId, type TenantId, type UserId, graphAppId } from '@gatehouse/model';
import { expect, it } from 'vitest';
import { systemIds } from '../platform/ids/index.js';
import type { Store } from '../platform/store/index.js';
import { freshWorld } from './fresh-world.fixture.js';
import type { Directory } from './index.js';
import { exampleCertificate, platformActor, seedInto, type SeedTenantText } from './seeding.fixture.js';

/** Every table of the directory that belongs to a tenant. */
const tables = [
  'tenant_settings',
  'users',
  'groups',
  'group_members',
  'group_owners',
  'applications',
  'application_owners',
  'application_identifier_uris',
  'service_principals',
  'service_principal_owners',
  'password_credentials',
  'key_credentials',
  'federated_identity_credentials',
  'oauth2_permission_grants',
  'app_role_assignments',
];

/** A tenant's part of a seed that leaves a row in every table. */
function everything(id: TenantId, own: AppId): SeedTenantText {
  const domain = `${systemIds.bytes(5).toString('hex')}.example`;
  const owners = [`olga@${domain}`];
  return {
    id,
    domains: [domain],
    users: [{ userPrincipalName: owners[0] }],
    groups: [{ displayName: 'G', members: owners, owners }],
    applications: [
      {
        appId: own,
        displayName: 'Own',
        owners,
        passwordCredentials: [{ secretText: 'fake-secret-of-nothing' }],
        keyCredentials: [{ certificate: exampleCertificate }],
        federatedIdentityCredentials: [{ name: 'n', issuer: 'https://i.example', subject: 's', audiences: ['a'] }],
      },
    ],
    servicePrincipals: [{ appId: own, owners }],
    oauth2PermissionGrants: [{ client: own, resource: graphAppId, scope: 'User.Read', consentType: 'AllPrincipals' }],
    appRoleAssignments: [{ principal: owners[0], resource: own }],
  };
}

/** What stays inside one tenant. */
export function describeWalls(store: () => Store, directory: () => Directory): void {
  it("answers nothing of another tenant's people", async () => {
    const { first, second, alice } = await freshWorld(store());
    const standing = await directory().userByName(first, alice);
    expect(standing).toBeDefined();
    expect(await directory().userByName(second, alice)).toBeUndefined();
    expect(standing && (await directory().userById(second, standing.user.id))).toBeUndefined();
  });

  it('shows no row of another tenant, and lets none be removed, under a forgotten condition', async () => {
    const { first, second, own } = await freshWorld(store());
    await seedInto(store(), [everything(first, own)]);
    for (const table of tables) {
      const count = (tenant: TenantId) =>
        store().inTenant(tenant, (tx) =>
          tx.rows<{ rows: number }>(`select count(*) as rows from ${table} where tenant_id = $1`, [first]),
        );
      expect((await count(first))[0]?.rows, table).toBeGreaterThan(0);
      expect((await count(second))[0]?.rows, table).toBe(0);
      expect(await store().inTenant(second, (tx) => tx.run(`delete from ${table} where tenant_id = $1`, [first]))).toBe(
        0,
      );
    }
  });

  it("refuses a grant for another tenant's person, client or resource", async () => {
    const foreignApp = systemIds.guid<AppId>();
    const world = await freshWorld(store(), {
      second: { applications: [{ appId: foreignApp, displayName: 'Foreign' }] },
    });
    const here = await directory().configuration(world.first);
    const there = await directory().configuration(world.second);
    const resourceId = here?.servicePrincipal(graphAppId)?.id as ServicePrincipalId;
    const foreignId = there?.servicePrincipal(graphAppId)?.id as ServicePrincipalId;
    const principalId = (await directory().userByName(world.first, world.alice))?.user.id as UserId;
    const mallory = (await directory().userByName(world.second, world.mallory))?.user.id as UserId;
    const grant = (change: { client?: AppId; principalId?: UserId; id?: ServicePrincipalId }) => {
      const { id = resourceId, ...rest } = change;
      const resources = [{ id, scopes: ['User.Read'] }];
      const consent = { client: world.own, principalId, openIdScopes: [], resources, ...rest };
      return directory().recordConsent(world.first, consent, platformActor);
    };
    await expect(grant({ principalId: mallory })).rejects.toThrow('foreign key');
    await expect(grant({ client: foreignApp })).rejects.toThrow('does not reach');
    await expect(grant({ id: foreignId })).rejects.toThrow('foreign key');
    expect((await directory().userById(world.first, principalId))?.grants).toEqual([]);
  });
}
