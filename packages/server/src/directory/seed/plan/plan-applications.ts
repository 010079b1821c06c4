import type { AppId, Application, Tenant, TenantId } from '@gatehouse/model';
import { foldText, isMultiTenant, validateApplication } from '@gatehouse/policy';
import { builtInApplications } from '../../applications/graph-application.js';
import { derivedId } from '../derived-id.js';
import { type Place, within } from '../load-seed.js';
import type { SeedApplication } from '../schema/application.js';
import { applicationOfSeed } from './application-of-seed.js';
import type { Exactness } from './exactness.js';
import type { PlatformFacts, TenantFacts } from './seed-facts.js';
import { itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse } from './tenant-plan.js';

/** The applications of one tenant, judged by every rule of registrations; who owns them follows once all are known. */
export function planApplications(
  seeded: SeededTenant,
  facts: {
    readonly tenant: Tenant;
    readonly stored: TenantFacts;
    readonly platform: PlatformFacts;
    readonly exact: Exactness;
    /** The tenants that the seed makes the homes of applications. */
    readonly seededHomes: ReadonlyMap<AppId, TenantId>;
    readonly now: number;
  },
  refuse: Refuse,
): readonly Change<Application>[] {
  const byAppId = new Map(facts.stored.applications.map((application) => [application.appId, application]));
  const items = itemsOf(seeded, 'applications').map((item) => ({ ...item, appId: seededAppId(seeded, item.value) }));
  const seededAppIds = new Set(items.map((item) => item.appId));
  const seen = new Set<AppId>();
  const ids = new Set<string>();
  const publisherDomain = facts.tenant.domains.find((domain) => domain.isDefault)?.name;
  const changes = items.map(({ value, place, appId }) => {
    const at = within(place, value.appId === undefined ? 'displayName' : 'appId');
    const home = facts.platform.homes.get(appId) ?? facts.seededHomes.get(appId);
    if (seen.has(appId)) refuse(at, `the application ${appId} stands more than once`);
    if (builtInApplications.has(appId)) refuse(at, `${appId} is the platform's own application`);
    if (home !== undefined && home !== seeded.id) {
      refuse(at, `the application ${appId} is at home in another tenant`);
    }
    seen.add(appId);
    const before = byAppId.get(appId);
    if (before !== undefined && value.id !== undefined && before.id !== value.id) {
      refuse(within(place, 'id'), `the application ${appId} exists with the id ${before.id}`);
    }
    const { exact, now } = facts;
    const owners = before?.owners ?? [];
    const context = { tenant: seeded.id, appId, before, owners, publisherDomain, exact, now };
    const after = applicationOfSeed(value, context);
    if (ids.has(after.id)) refuse(within(place, 'id'), `the id ${after.id} stands more than once`);
    ids.add(after.id);
    judge(before, after, place, facts, seededAppIds, refuse);
    return { before, after };
  });
  refuseTakenNames(changes, items, facts, refuse);
  refuseUniqueNames(changes, items, facts.stored.applications, refuse);
  return changes;
}

/** The appId of a seeded application: as given, or made of its name. */
export function seededAppId(seeded: SeededTenant, item: SeedApplication): AppId {
  return item.appId ?? derivedId<AppId>(seeded.id, 'app', item.displayName);
}

function judge(
  before: Application | undefined,
  application: Application,
  place: Place,
  facts: { readonly tenant: Tenant; readonly stored: TenantFacts },
  seededAppIds: ReadonlySet<AppId>,
  refuse: Refuse,
): void {
  const verifiedDomains = facts.tenant.domains.map((domain) => domain.name);
  const own = new Set([...facts.stored.applications.map((one) => one.appId), ...seededAppIds]);
  const foreignResources = new Set(
    application.requiredResourceAccess.map((resource) => resource.resourceAppId).filter((appId) => !own.has(appId)),
  );
  for (const problem of validateApplication(application, { verifiedDomains, foreignResources })) {
    refuse(within(place, ...pathParts(problem.path)), problem.reason);
  }
  const { publisherDomain } = application;
  if (publisherDomain !== undefined && !verifiedDomains.includes(publisherDomain)) {
    refuse(within(place, 'publisherDomain'), `\`${publisherDomain}\` is not a verified domain of the tenant`);
  }
  application.passwordCredentials.forEach(({ keyId, digest, hint }, index) => {
    const isKept = before?.passwordCredentials.some((one) => one.keyId === keyId);
    if (digest === '' && hint === '' && isKept !== true) {
      refuse(within(place, 'passwordCredentials', index), 'needs a `secretText`');
    }
  });
}

/** An identifier URI leads to one application: in its tenant, and everywhere if people of other tenants may use it. */
function refuseTakenNames(
  changes: readonly Change<Application>[],
  items: readonly { readonly place: Place }[],
  facts: { readonly stored: TenantFacts; readonly platform: PlatformFacts },
  refuse: Refuse,
): void {
  const holders = new Map<string, AppId>();
  changes.forEach(({ after }, index) => {
    after.identifierUris.forEach((uri, nth) => {
      const holder =
        holders.get(uri) ??
        facts.stored.identifierUris.get(uri) ??
        (isMultiTenant(after.signInAudience) ? facts.platform.globalIdentifierUris.get(uri) : undefined);
      const place = items[index]?.place;
      if (holder !== undefined && holder !== after.appId && place !== undefined) {
        refuse(within(place, 'identifierUris', nth), `\`${uri}\` names the application ${holder} already`);
      }
      holders.set(uri, after.appId);
    });
  });
}

/** A unique name is that of one application of the tenant (Microsoft Graph documentation: application, uniqueName). */
function refuseUniqueNames(
  changes: readonly Change<Application>[],
  items: readonly { readonly place: Place }[],
  stored: readonly Application[],
  refuse: Refuse,
): void {
  const holders = new Map<unknown, AppId>();
  const planned = new Set(changes.map(({ after }) => after.appId));
  for (const { appId, properties } of stored)
    if (!planned.has(appId)) holders.set(folded(properties?.uniqueName), appId);
  changes.forEach(({ before, after }, index) => {
    const name = folded(after.properties?.uniqueName);
    const place = items[index]?.place;
    const holder = name === undefined ? undefined : holders.get(name);
    if (place === undefined || name === undefined) return;
    if (holder !== undefined) refuse(within(place, 'uniqueName'), `names the application ${holder} already`);
    const old = folded(before?.properties?.uniqueName);
    if (old !== undefined && old !== name) refuse(within(place, 'uniqueName'), 'never changes');
    holders.set(name, after.appId);
  });
}

function folded(name: unknown): string | undefined {
  return typeof name === 'string' ? foldText(name) : undefined;
}

/** `web.redirectUris[2]` as the parts of a path. */
export function pathParts(path: string): PropertyKey[] {
  return (path.match(/[^.[\]]+/g) ?? []).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
