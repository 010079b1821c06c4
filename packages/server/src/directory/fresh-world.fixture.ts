import type { AppId, ServicePrincipal, TenantId, UserId } from '@gatehouse/model';
import type { Clock } from '../platform/clock/index.js';
import { systemIds } from '../platform/ids/index.js';
import type { Store } from '../platform/store/index.js';
import type { Directory } from './index.js';
import { platformActor, seedInto, type SeedTenantText } from './seeding.fixture.js';

/** A moment far from any real one, with milliseconds, standing still. */
export const suiteClock: Clock = { now: () => Date.UTC(2031, 4, 5, 12, 0, 0, 123) };

/** Two organizations that no other test has, one multi-tenant application between them. */
export async function freshWorld(store: Store, more: { first?: SeedTenantText; second?: SeedTenantText } = {}) {
  const name = systemIds.bytes(5).toString('hex');
  const [first, second] = [systemIds.guid<TenantId>(), systemIds.guid<TenantId>()];
  const [own, shared] = [systemIds.guid<AppId>(), systemIds.guid<AppId>()];
  const alice = `alice@${name}-first.example`;
  const mallory = `mallory@${name}-second.example`;
  const world = {
    first,
    second,
    own,
    shared,
    alice,
    mallory,
    domain: `${name}-first.example`,
    other: `${name}-second.example`,
  };
  await seedInto(store, [
    {
      id: first,
      displayName: 'First',
      domains: [world.domain],
      users: [
        { userPrincipalName: alice },
        { userPrincipalName: `bob@${world.domain}`, mail: `bob.mail@${world.domain}` },
      ],
      applications: [
        {
          appId: own,
          displayName: 'Own',
          identifierUris: [`api://${own}`],
          api: { oauth2PermissionScopes: [{ value: 'Use' }] },
        },
        {
          appId: shared,
          displayName: 'Shared',
          signInAudience: 'AzureADMultipleOrgs',
          identifierUris: [`api://${shared}`],
          api: { oauth2PermissionScopes: [{ value: 'Use' }] },
        },
      ],
      ...more.first,
    },
    {
      id: second,
      displayName: 'Second',
      domains: [world.other],
      users: [{ userPrincipalName: mallory }],
      ...more.second,
    },
  ]);
  return world;
}

/** Brings an application into a tenant, as a consent without permissions does. @returns its service principal there */
export async function bringInto(directory: Directory, tenant: TenantId, client: AppId): Promise<ServicePrincipal> {
  const consent = { client, principalId: systemIds.guid<UserId>(), openIdScopes: [], resources: [] };
  await directory.recordConsent(tenant, consent, platformActor);
  const made = (await directory.configuration(tenant))?.servicePrincipal(client);
  if (made === undefined) throw new Error('the application did not come into the tenant');
  return made;
}
