import { type AppId, type Application, graphAppId, type ServicePrincipalId } from '@gatehouse/model';
import { mayBePresentIn } from '@gatehouse/policy';
import { newServicePrincipal } from '../../service-principals/new-service-principal.js';
import type { StoredServicePrincipal } from '../../service-principals/repository.js';
import { derivedId } from '../derived-id.js';
import { within } from '../load-seed.js';
import type { SeedServicePrincipal } from '../schema/application.js';
import { ownersOf } from './owners.js';
import type { Principals } from './principals.js';
import { itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse } from './tenant-plan.js';

/** The service principals of one tenant: of the platform's Graph, of every application it seeds, and those it lists. */
export function planServicePrincipals(
  seeded: SeededTenant,
  facts: {
    readonly stored: readonly StoredServicePrincipal[];
    readonly ownApplications: readonly Application[];
    readonly applicationOf: (appId: AppId) => Application | undefined;
    readonly principals: Principals;
    readonly now: number;
  },
  refuse: Refuse,
): readonly Change<StoredServicePrincipal>[] {
  const stored = new Map(facts.stored.map((principal) => [principal.appId, principal]));
  const planned = new Map<AppId, Change<StoredServicePrincipal>>();
  const plan = (application: Application, id?: ServicePrincipalId): Change<StoredServicePrincipal> => {
    const before = stored.get(application.appId);
    const fresh = () =>
      newServicePrincipal(application, {
        tenant: seeded.id,
        id: id ?? derivedId<ServicePrincipalId>(seeded.id, 'service-principal', application.appId),
        createdAt: facts.now,
      });
    return { before, after: before ?? fresh() };
  };
  const graph = facts.applicationOf(graphAppId);
  for (const application of [...(graph === undefined ? [] : [graph]), ...facts.ownApplications]) {
    planned.set(application.appId, plan(application));
  }
  const listed = new Set<AppId>();
  for (const { value, place } of itemsOf(seeded, 'servicePrincipals')) {
    const application = facts.applicationOf(value.appId);
    const at = within(place, 'appId');
    if (application === undefined) {
      refuse(at, `no application has the appId ${value.appId}`);
      continue;
    }
    if (!mayBePresentIn(application, seeded.id))
      refuse(at, `the audience of ${value.appId} does not reach this tenant`);
    if (listed.has(value.appId)) refuse(at, `the service principal of ${value.appId} stands more than once`);
    listed.add(value.appId);
    const { before, after } = plan(application, value.id);
    if (before !== undefined && value.id !== undefined && before.id !== value.id) {
      refuse(within(place, 'id'), `the service principal of ${value.appId} exists with the id ${before.id}`);
    }
    const owners = ownersOf(value.owners, after.owners, place, facts.principals, refuse);
    planned.set(value.appId, { before, after: { ...servicePrincipalOf(value, after), owners } });
  }
  return [...planned.values()];
}

function servicePrincipalOf(item: SeedServicePrincipal, before: StoredServicePrincipal): StoredServicePrincipal {
  return {
    ...before,
    ...(item.displayName !== undefined && { displayName: item.displayName }),
    ...(item.accountEnabled !== undefined && { accountEnabled: item.accountEnabled }),
    ...(item.appRoleAssignmentRequired !== undefined && { appRoleAssignmentRequired: item.appRoleAssignmentRequired }),
    ...(item.servicePrincipalNames !== undefined && { servicePrincipalNames: item.servicePrincipalNames }),
    ...(item.tags !== undefined && { tags: item.tags }),
  };
}
