import type { AppId, Application, TenantId } from '@gatehouse/model';
import { isMultiTenant } from '@gatehouse/policy';
import { builtInApplications } from '../../applications/graph-application.js';
import { within } from '../load-seed.js';
import type { SeedExtension } from '../seed-extension.js';
import { type Exactness } from './exactness.js';
import { planExtensionNames } from './extension-values.js';
import { seededAppId } from './plan-applications.js';
import { type Half, planAlone } from './plan-alone.js';
import type { PlanNotes } from './plan-notes.js';
import { planTogether } from './plan-together.js';
import type { PlatformFacts, TenantFacts } from './seed-facts.js';
import { itemsOf, saysAll, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse, TenantPlan } from './tenant-plan.js';

/** What a seed is planned with. */
export interface PlanInput {
  readonly tenants: readonly SeededTenant[];
  readonly platform: PlatformFacts;
  /** Everything of each tenant, where `isExact`. */
  readonly stored: ReadonlyMap<TenantId, TenantFacts>;
  readonly extensions: readonly SeedExtension[];
  /** Whether what the seed does not name goes, in the lists that it has. */
  readonly isExact: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** Plans every tenant of a seed; pure. What cannot be is told to `refuse`, and the plan is then of no use. */
export function planTenants(input: PlanInput, notes: PlanNotes): ReadonlyMap<TenantId, TenantPlan> {
  const domainOwners = allDomainOwners(input);
  const seededHomes = homesInSeed(input.tenants);
  const halves = input.tenants.map((seeded) =>
    planAlone(seeded, { ...input, domainOwners, seededHomes, exact: exactnessOf(seeded, input) }, notes.refuse),
  );
  const applications = allApplications(input, halves);
  refuseSharedNames(halves, notes.refuse);
  return new Map(
    halves.map((half) => [half.seeded.id, planTogether(half, { applications, now: input.now }, notes)] as const),
  );
}

/** How exact one tenant is planned. */
function exactnessOf(seeded: SeededTenant, { isExact, stored }: PlanInput): Exactness {
  const names = planExtensionNames(seeded, stored.get(seeded.id)?.documents ?? []);
  return { lists: isExact, objects: isExact && saysAll(seeded), tellsExtension: (name) => names.has(name) };
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

function afterOf<Entity>(changes: readonly Change<Entity>[]): readonly Entity[] {
  return changes.map((change) => change.after);
}

/** Who holds which domain once the seed is applied: of two that claim one, the first. */
function allDomainOwners(input: PlanInput): ReadonlyMap<string, TenantId> {
  const owners = new Map(input.platform.domainOwners);
  for (const seeded of input.tenants) {
    for (const { value } of itemsOf(seeded, 'domains')) {
      const name = value.id.toLowerCase();
      if (value.isVerified !== false && !owners.has(name)) owners.set(name, seeded.id);
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
      ...halves.flatMap((half) => [...half.stored.applications, ...afterOf(half.plan.applications)]),
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
