import { classifyFiles } from './classify-files.js';
import type { EntraFile, EntraKind, EntraRelation, Loss } from './entra-export.js';
import { relationOwners } from './entra-kinds.data.js';
import { type EntraNames, indexEntra, type KnownApplication } from './entra-names.js';
import { mapApplications } from './map-applications.js';
import { mapConditionalAccess } from './map-conditional-access.js';
import { mapDevices, mapUnits } from './map-devices.js';
import { extensionNamesIn, loseStrayExtensions } from './map-extensions.js';
import { mapGroups } from './map-groups.js';
import { mapAssignments, mapGrants } from './map-permissions.js';
import { mapContexts, mapLocations, mapStrengths } from './map-policies.js';
import { mapDirectoryRoles, mapRoleDefinitions } from './map-roles.js';
import { mapServicePrincipals } from './map-service-principals.js';
import { mapTenant } from './map-tenant.js';
import { mapUsers } from './map-users.js';
import type { Mapping, SeedItem } from './mapping.js';
import { mergeObjects } from './merge-objects.js';

/** What is known beside the files of an export. */
export interface EntraFacts {
  /** The domain that the tenant is to have first; the files may tell others. */
  readonly domain: string | undefined;
  /** The platform's own applications, and what they publish here. */
  readonly knownApplications: readonly KnownApplication[];
}

/** A tenant of a seed, made of an export, and what of the export it does not have. */
export interface MappedExport {
  readonly tenant: SeedItem;
  readonly losses: readonly Loss[];
  /** How many objects of each kind the files hold. */
  readonly counts: Readonly<Partial<Record<EntraKind, number>>>;
}

/**
 * Maps exports of Microsoft Graph to a tenant of a seed: what can be mapped, with names in place of ids, and for everything else the
 * reason why not. No object stops it. Whether the rules of seeds allow what comes of it, the directory says.
 * @param files the files of the export, parsed; pages (`value`), lists, single objects or answers to batches, in whatever folders.
 * @example mapEntraExport([{ path: 'users.json', value: { value: [user] } }], { domain: 'contoso.example', knownApplications: [] })
 */
export function mapEntraExport(files: readonly EntraFile[], facts: EntraFacts): MappedExport {
  const { objects: classified, relations, losses: unread } = classifyFiles(files);
  const losses: Loss[] = [...unread];
  const lose = (loss: Loss): void => void losses.push(loss);
  const objects = mergeObjects(classified, lose);
  const names = indexEntra(objects, relations, facts.knownApplications);
  loseStrayRelations(relations, names, lose);
  const mapping: Mapping = { names, lose, extensionNames: extensionNamesIn(names) };
  loseStrayExtensions(mapping);
  const counts: Partial<Record<EntraKind, number>> = {};
  for (const { kind } of objects) counts[kind] = (counts[kind] ?? 0) + 1;
  const tenant = mapTenant(mapping, facts.domain);
  const sections: Readonly<Record<string, readonly SeedItem[]>> = {
    users: mapUsers(mapping),
    groups: mapGroups(mapping),
    devices: mapDevices(mapping),
    applications: mapApplications(tenant['domains'] as readonly unknown[], mapping),
    servicePrincipals: mapServicePrincipals(mapping),
    oauth2PermissionGrants: mapGrants(mapping),
    appRoleAssignments: mapAssignments(mapping),
    administrativeUnits: mapUnits(mapping),
    roleDefinitions: mapRoleDefinitions(mapping),
    directoryRoles: mapDirectoryRoles(mapping),
    namedLocations: mapLocations(mapping),
    conditionalAccessPolicies: mapConditionalAccess(mapping),
  };
  const policies = filled({
    authenticationContextClassReferences: mapContexts(mapping),
    authenticationStrengthPolicies: mapStrengths(mapping),
  });
  const said = { ...tenant, ...filled(sections), ...(Object.keys(policies).length > 0 && { policies }) };
  return { tenant: said, losses, counts };
}

function filled(lists: Readonly<Record<string, readonly SeedItem[]>>): SeedItem {
  return Object.fromEntries(Object.entries(lists).filter(([, items]) => items.length > 0));
}

/** Files of members, owners … of what is not among the exported objects. */
function loseStrayRelations(relations: readonly EntraRelation[], names: EntraNames, lose: (loss: Loss) => void): void {
  for (const { relation, of, file } of relations) {
    const kinds = relationOwners.get(relation) ?? [];
    if (kinds.some((kind) => names.find(kind, of) !== undefined)) continue;
    lose({ kind: 'file', object: file, reason: `belongs to \`${of}\`, which is not among the exported objects` });
  }
}
