import type { AppId, TenantId } from '@gatehouse/model';
import type { SeedExtension } from '../seed-extension.js';
import type { Exactness } from './exactness.js';
import { planApplications } from './plan-applications.js';
import { planDevices } from './plan-devices.js';
import { planGroups } from './plan-groups.js';
import { planTenant } from './plan-tenant.js';
import { planUnits } from './plan-units.js';
import { planUsers } from './plan-users.js';
import { refuseSharedIds } from './refuse-shared-ids.js';
import { nothingStored, type PlatformFacts, type TenantFacts } from './seed-facts.js';
import type { SeededTenant } from './seeded-tenants.js';
import type { Refuse, TenantPlan } from './tenant-plan.js';

/** One tenant's plan as far as it needs nothing of the others. */
export interface Half {
  readonly seeded: SeededTenant;
  readonly stored: TenantFacts;
  readonly exact: Exactness;
  readonly plan: Pick<TenantPlan, 'tenant' | 'users' | 'groups' | 'devices' | 'units' | 'applications'>;
}

/** The first half: what stands in one tenant alone, before anything refers to anything. */
export function planAlone(
  seeded: SeededTenant,
  input: {
    readonly stored: ReadonlyMap<TenantId, TenantFacts>;
    readonly platform: PlatformFacts;
    readonly extensions: readonly SeedExtension[];
    readonly domainOwners: ReadonlyMap<string, TenantId>;
    readonly seededHomes: ReadonlyMap<AppId, TenantId>;
    readonly exact: Exactness;
    readonly now: number;
  },
  refuse: Refuse,
): Half {
  const { platform, extensions, domainOwners, seededHomes, exact, now } = input;
  const stored = input.stored.get(seeded.id) ?? nothingStored;
  const tenant = planTenant(seeded, { before: stored.tenant, domainOwners, exact, now }, refuse);
  const people = { tenant: tenant.after, users: stored.users, domainOwners, extensions, exact, now };
  const plan = {
    tenant,
    users: planUsers(seeded, people, refuse),
    groups: planGroups(seeded, { groups: stored.groups, exact, now }, refuse),
    devices: planDevices(seeded, { stored: stored.devices, exact, now }, refuse),
    units: planUnits(seeded, { stored: stored.units, exact, now }, refuse),
    applications: planApplications(seeded, { tenant: tenant.after, stored, platform, exact, seededHomes, now }, refuse),
  };
  refuseSharedIds(seeded, stored.idHolders, refuse);
  return { seeded, stored, exact, plan };
}
