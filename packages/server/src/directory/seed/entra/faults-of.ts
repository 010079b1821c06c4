import type { SeedItem } from '@gatehouse/policy';
import { builtInApplications } from '../../applications/graph-application.js';
import type { Place } from '../load-seed.js';
import { planTenants } from '../plan/plan-seed.js';
import { gatherTenants } from '../plan/seeded-tenants.js';
import { seedSchema } from '../schema/tenant.js';
import type { SeedSource } from '../seed-source.js';
import { sentenceOf } from '../sentence.js';

/** A place inside a tenant, and why nothing like that may stand there. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/**
 * Everything that the rules of seeds refuse of a tenant, as if the store were empty.
 * @param now milliseconds since the Unix epoch.
 */
export function faultsOf(tenant: SeedItem, now: number): readonly Fault[] {
  const parsed = seedSchema([]).safeParse({ tenants: [tenant] }, { error: sentenceOf });
  if (!parsed.success) {
    return parsed.error.issues.flatMap((issue) => {
      const path = issue.path.slice(2);
      if (issue.code !== 'unrecognized_keys') return [{ path, reason: issue.message }];
      const reasons = issue.message.split('\n');
      return issue.keys.map((key, index) => ({ path: [...path, key], reason: reasons[index] ?? issue.message }));
    });
  }
  const faults: Fault[] = [];
  const refuse = ({ path }: Place, reason: string) => void faults.push({ path: path.slice(2), reason });
  // What a seed may say of what is gone, a new tenant may not: nothing is left dangling.
  const warn = refuse;
  const source: SeedSource = { file: '', value: undefined, locate: () => undefined };
  const mentions = parsed.data.tenants.map((item, index) => ({ item, place: { source, path: ['tenants', index] } }));
  const tenants = gatherTenants({ tenants: mentions }, new Map(), refuse);
  const platform = {
    domainOwners: new Map(),
    homes: new Map(),
    globalIdentifierUris: new Map(),
    applications: new Map([...builtInApplications.values()].map((one) => [one.appId, one] as const)),
  };
  planTenants({ tenants, platform, stored: new Map(), extensions: [], isExact: false, now }, { refuse, warn });
  return faults;
}
