import type { EntraKind, Loss, SeedItem } from '@gatehouse/policy';
import { builtInApplications } from '../../applications/graph-application.js';
import { planTenants } from '../plan/plan-seed.js';
import type { Place } from '../load-seed.js';
import { gatherTenants } from '../plan/seeded-tenants.js';
import { seedSchema } from '../schema/tenant.js';
import { sentenceOf } from '../sentence.js';
import type { SeedSource } from '../seed-source.js';

/** A tenant without what no seed may say. */
export interface MendedTenant {
  readonly tenant: SeedItem;
  readonly losses: readonly Loss[];
}

/** A place inside the tenant, and why nothing like that may stand there. */
interface Fault {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/** Each round takes away what the one before was refused for; what still is after so many is taken away whole. */
const patience = 4;
const mostRounds = 40;

/**
 * Takes out of a tenant what the rules of seeds refuse, until they refuse nothing: an element of a list, else a property, else the whole
 * item. A policy without one of its conditions would be another policy: it goes as a whole.
 */
export function mendTenant(tenant: SeedItem, now: number, onProgress: (step: string) => void): MendedTenant {
  const losses: Loss[] = [];
  let mended = tenant;
  for (let round = 1; round <= mostRounds; round += 1) {
    const faults = faultsOf(mended, now);
    if (faults.length === 0) return { tenant: mended, losses };
    onProgress(`taking out what cannot be: ${faults.length}`);
    mended = without(mended, faults, round > patience, losses);
  }
  throw new Error('what came of the export cannot be made a seed');
}

/** Everything that the rules of seeds refuse, as if the store were empty. */
function faultsOf(tenant: SeedItem, now: number): readonly Fault[] {
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
  const source: SeedSource = { file: '', value: undefined, locate: () => undefined };
  const mentions = parsed.data.tenants.map((item, index) => ({ item, place: { source, path: ['tenants', index] } }));
  const tenants = gatherTenants({ tenants: mentions }, new Map(), refuse);
  const platform = {
    domainOwners: new Map(),
    homes: new Map(),
    globalIdentifierUris: new Map(),
    applications: new Map([...builtInApplications.values()].map((one) => [one.appId, one] as const)),
  };
  const input = { tenants, platform, stored: new Map(), extensions: [], isExact: false, now };
  planTenants(input, { refuse, warn: () => undefined });
  return faults;
}

/** Without what some faults are about; with `whole`, without the items they are in. */
function without(tenant: SeedItem, faults: readonly Fault[], whole: boolean, losses: Loss[]): SeedItem {
  const copy = structuredClone(tenant) as Record<string, unknown>;
  const told = new Set<string>();
  const cuts = new Map<string, readonly PropertyKey[]>();
  for (const fault of faults) {
    const cut = cutOf(fault.path, whole);
    const key = JSON.stringify(cut);
    if (!told.has(key)) losses.push(lossOf(tenant, fault, cut));
    told.add(key);
    cuts.set(key, cut);
  }
  // From the end, so that what goes does not move what is still to go; the longer paths of one place first.
  for (const cut of [...cuts.values()].sort(fromTheEnd)) remove(copy, cut);
  return copy;
}

/** Properties without which an item is none. */
const vital: ReadonlySet<PropertyKey> = new Set([
  'appId',
  'client',
  'consentType',
  'displayName',
  'id',
  'principal',
  'resource',
  'role',
  'scope',
  'userPrincipalName',
]);

function cutOf(path: readonly PropertyKey[], whole: boolean): readonly PropertyKey[] {
  const [section, index, property] = path;
  // Policies stand one level deeper.
  if (section === 'policies') return path.slice(0, typeof path[2] === 'number' ? 3 : 2);
  if (typeof index !== 'number') return path.slice(0, 1);
  const isWhole = whole || property === undefined || vital.has(property) || section === 'conditionalAccessPolicies';
  if (isWhole) return [section ?? '', index];
  const at = path.findLastIndex((part, place) => place > 1 && typeof part === 'number');
  return at < 0 ? path.slice(0, 3) : path.slice(0, at + 1);
}

const kinds: Readonly<Record<string, EntraKind>> = {
  administrativeUnits: 'administrativeUnit',
  applications: 'application',
  appRoleAssignments: 'appRoleAssignment',
  conditionalAccessPolicies: 'conditionalAccessPolicy',
  devices: 'device',
  directoryRoles: 'directoryRole',
  domains: 'domain',
  groups: 'group',
  namedLocations: 'namedLocation',
  oauth2PermissionGrants: 'oauth2PermissionGrant',
  policies: 'authenticationStrengthPolicy',
  roleDefinitions: 'roleDefinition',
  servicePrincipals: 'servicePrincipal',
  users: 'user',
};

function lossOf(tenant: SeedItem, { path, reason }: Fault, cut: readonly PropertyKey[]): Loss {
  const [section = '', index] = path;
  const item = (tenant[String(section)] as readonly SeedItem[] | undefined)?.[index as number] ?? {};
  const { userPrincipalName, displayName, appId, client, principal, role } = item;
  const names = [userPrincipalName, displayName, appId, client, principal, role, item];
  const property = path
    .slice(2)
    .map((part) => (typeof part === 'number' ? `[${part}]` : String(part)))
    .join('.')
    .replaceAll('.[', '[');
  const isWhole = cut.length <= 2;
  return {
    kind: kinds[String(section)] ?? 'organization',
    object: names.find((name) => typeof name === 'string') ?? '',
    ...(isWhole ? {} : { property }),
    reason: isWhole && property !== '' ? `${property}: ${reason}` : reason,
  };
}

function fromTheEnd(left: readonly PropertyKey[], right: readonly PropertyKey[]): number {
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [one, other] = [left[at], right[at]];
    if (one === other) continue;
    if (one === undefined) return 1;
    if (other === undefined) return -1;
    if (typeof one === 'number' && typeof other === 'number') return other - one;
    return String(one) < String(other) ? 1 : -1;
  }
  return 0;
}

function remove(holder: unknown, [first, ...rest]: readonly PropertyKey[]): void {
  if (typeof holder !== 'object' || holder === null || first === undefined) return;
  const inner = (holder as Record<PropertyKey, unknown>)[first];
  if (rest.length > 0) remove(inner, rest);
  else if (Array.isArray(holder)) holder.splice(first as number, 1);
  else delete (holder as Record<PropertyKey, unknown>)[first];
}
