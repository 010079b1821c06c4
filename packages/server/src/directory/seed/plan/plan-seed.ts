import type { AppId, Application, TenantId } from '@gatehouse/model';
import { isMultiTenant } from '@gatehouse/policy';
import { builtInApplications } from '../../applications/graph-application.js';
import { within } from '../load-seed.js';
import type { SeedExtension } from '../seed-extension.js';
import { planApplications, seededAppId } from './plan-applications.js';
import { planGroups, planMemberships } from './plan-groups.js';
import { planAssignments, planGrants } from './plan-permissions.js';
import { planServicePrincipals } from './plan-service-principals.js';
import { planUsers } from './plan-users.js';
import { indexPrincipals, type Principals } from './principals.js';
import { refuseSharedIds } from './refuse-shared-ids.js';
import type { PlatformFacts, TenantFacts } from './seed-facts.js';
import { itemsOf, planTenant, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse, TenantPlan, UserChange } from './tenant-plan.js';

/** What a seed is planned with. */
export interface PlanInput {
  readonly tenants: readonly SeededTenant[];
  readonly platform: PlatformFacts;
  readonly stored: ReadonlyMap<TenantId, TenantFacts>;
  readonly extensions: readonly SeedExtension[];
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** Plans every tenant of a seed; pure. What cannot be is told to `refuse`, and the plan is then of no use. */
export function planTenants(input: PlanInput, refuse: Refuse): ReadonlyMap<TenantId, TenantPlan> {
  const domainOwners = allDomainOwners(input);
  const seededHomes = homesInSeed(input.tenants);
  const halves = input.tenants.map((seeded) =>
    planPeopleAndApplications(seeded, input, domainOwners, seededHomes, refuse),
  );
  const applications = allApplications(input, halves);
  refuseSharedNames(halves, refuse);
  return new Map(halves.map((half) => [half.seeded.id, planPresence(half, input, applications, refuse)]));
}

/**
 * The input with which one tenant can be planned by itself once the whole seed was planned without a problem: what the other
 * tenants bring counts as if it were stored.
 */
export function withPlanned(input: PlanInput, plans: ReadonlyMap<TenantId, TenantPlan>): PlanInput {
  const applications = [...plans.values()].flatMap((plan) => afterOf(plan.applications));
  const named = applications
    .filter((application) => isMultiTenant(application.signInAudience))
    .flatMap((application) => application.identifierUris.map((uri) => [uri, application.appId] as const));
  return {
    ...input,
    platform: {
      domainOwners: allDomainOwners(input),
      homes: new Map([...input.platform.homes, ...homesInSeed(input.tenants)]),
      globalIdentifierUris: new Map([...input.platform.globalIdentifierUris, ...named]),
      applications: new Map([
        ...input.platform.applications,
        ...applications.map((application) => [application.appId, application] as const),
      ]),
    },
  };
}

interface Half {
  readonly seeded: SeededTenant;
  readonly stored: TenantFacts;
  readonly principals: Principals;
  readonly plan: Pick<TenantPlan, 'tenant' | 'users' | 'groups' | 'memberships' | 'applications'>;
}

const nothingStored: TenantFacts = {
  tenant: undefined,
  users: [],
  groups: [],
  applications: [],
  servicePrincipals: [],
  identifierUris: new Map(),
  idHolders: new Map(),
};

/** The first half: what stands in one tenant alone. */
function planPeopleAndApplications(
  seeded: SeededTenant,
  input: PlanInput,
  domainOwners: ReadonlyMap<string, TenantId>,
  seededHomes: ReadonlyMap<AppId, TenantId>,
  refuse: Refuse,
): Half {
  const { platform, extensions, now } = input;
  const stored = input.stored.get(seeded.id) ?? nothingStored;
  const tenant = planTenant(seeded, stored.tenant, domainOwners, now, refuse);
  const users = planUsers(seeded, { tenant: tenant.after, users: stored.users, domainOwners, extensions, now }, refuse);
  const allUsers = [...stored.users, ...afterOf<UserChange['after']>(users)];
  const groups = planGroups(seeded, { groups: stored.groups, principals: indexPrincipals(allUsers, []), now }, refuse);
  const principals = indexPrincipals(allUsers, [...stored.groups, ...afterOf(groups)]);
  const memberships = planMemberships(seeded, groups, principals, refuse);
  const applications = planApplications(
    seeded,
    { tenant: tenant.after, stored, platform, principals, seededHomes, now },
    refuse,
  );
  refuseSharedIds(seeded, stored.idHolders, refuse);
  return { seeded, stored, principals, plan: { tenant, users, groups, memberships, applications } };
}

/** The second half: which applications are present in the tenant, and what they and people may do. */
function planPresence(
  { seeded, stored, principals, plan }: Half,
  { now }: PlanInput,
  applications: ReadonlyMap<AppId, Application>,
  refuse: Refuse,
): TenantPlan {
  const applicationOf = (appId: AppId) => applications.get(appId);
  const ownApplications = afterOf(plan.applications);
  const servicePrincipals = planServicePrincipals(
    seeded,
    { stored: stored.servicePrincipals, ownApplications, applicationOf, principals, now },
    refuse,
  );
  const present = new Map(
    [...stored.servicePrincipals, ...afterOf(servicePrincipals)].map((principal) => [principal.appId, principal]),
  );
  const facts = { servicePrincipalOf: (appId: AppId) => present.get(appId), applicationOf, principals, now };
  return {
    ...plan,
    servicePrincipals,
    grants: planGrants(seeded, facts, refuse),
    assignments: planAssignments(seeded, facts, refuse),
  };
}

function afterOf<Entity>(changes: readonly Change<Entity>[]): readonly Entity[] {
  return changes.map((change) => change.after);
}

/** Who holds which domain once the seed is applied: of two that claim one, the first. */
function allDomainOwners(input: PlanInput): ReadonlyMap<string, TenantId> {
  const owners = new Map(input.platform.domainOwners);
  for (const seeded of input.tenants) {
    for (const { value } of itemsOf(seeded, 'domains')) {
      const name = value.toLowerCase();
      if (!owners.has(name)) owners.set(name, seeded.id);
    }
  }
  return owners;
}

function homesInSeed(tenants: readonly SeededTenant[]): ReadonlyMap<AppId, TenantId> {
  const homes = new Map<AppId, TenantId>();
  for (const seeded of tenants) {
    for (const { value } of itemsOf(seeded, 'applications')) {
      const appId = seededAppId(seeded, value);
      if (!homes.has(appId)) homes.set(appId, seeded.id);
    }
  }
  return homes;
}

function allApplications(input: PlanInput, halves: readonly Half[]): ReadonlyMap<AppId, Application> {
  return new Map(
    [
      ...builtInApplications.values(),
      ...input.platform.applications.values(),
      ...halves.flatMap((half) => afterOf(half.plan.applications)),
    ].map((application) => [application.appId, application]),
  );
}

/** Names of multi-tenant applications that two tenants of the seed both give. */
function refuseSharedNames(halves: readonly Half[], refuse: Refuse): void {
  const holders = new Map<string, Application>();
  for (const { seeded, plan } of halves) {
    const items = itemsOf(seeded, 'applications');
    plan.applications.forEach(({ after }, index) => {
      const place = items[index]?.place;
      for (const [nth, uri] of isMultiTenant(after.signInAudience) ? after.identifierUris.entries() : []) {
        const holder = holders.get(uri);
        if (holder !== undefined && holder.tenant !== after.tenant && place !== undefined) {
          refuse(within(place, 'identifierUris', nth), `\`${uri}\` names the application ${holder.appId} already`);
        }
        holders.set(uri, after);
      }
    });
  }
}
