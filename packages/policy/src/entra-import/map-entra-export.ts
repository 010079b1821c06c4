import { classifyFiles } from './classify-files.js';
import type { EntraFile, EntraKind, Loss } from './entra-export.js';
import { indexEntra, type KnownApplication } from './entra-names.js';
import { mapApplications, mapServicePrincipals } from './map-applications.js';
import { mapDevices, mapGroups, mapTenant, mapUnits, mapUsers } from './map-directory.js';
import { mapAssignments, mapDirectoryRoles, mapGrants, mapRoleDefinitions } from './map-permissions.js';
import { mapConditionalAccess, mapLocations, mapStrengths } from './map-policies.js';
import type { Mapping, SeedItem } from './mapping.js';

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
 * reason why not. No object stops it.
 * @param files the files of the export, parsed; pages (`value`), lists or single objects, in whatever folders.
 * @example mapEntraExport([{ path: 'users.json', value: { value: [user] } }], { domain: 'contoso.example', knownApplications: [] })
 */
export function mapEntraExport(files: readonly EntraFile[], facts: EntraFacts): MappedExport {
  const { objects, relations, losses: unread } = classifyFiles(files);
  const losses: Loss[] = [...unread];
  const names = indexEntra(objects, relations, facts.knownApplications);
  const mapping: Mapping = { names, lose: (loss) => void losses.push(loss) };
  const counts: Partial<Record<EntraKind, number>> = {};
  for (const { kind } of objects) counts[kind] = (counts[kind] ?? 0) + 1;
  const tenant = mapTenant(mapping, facts.domain);
  const strengths = mapStrengths(mapping);
  const sections: Readonly<Record<string, readonly SeedItem[]>> = {
    users: mapUsers(mapping),
    groups: mapGroups(mapping),
    devices: mapDevices(mapping),
    applications: mapApplications(tenant['domains'] as readonly string[], mapping),
    servicePrincipals: mapServicePrincipals(mapping),
    oauth2PermissionGrants: mapGrants(mapping),
    appRoleAssignments: mapAssignments(mapping),
    administrativeUnits: mapUnits(mapping),
    roleDefinitions: mapRoleDefinitions(mapping),
    directoryRoles: mapDirectoryRoles(mapping),
    namedLocations: mapLocations(mapping),
    conditionalAccessPolicies: mapConditionalAccess(mapping),
  };
  const said = Object.entries(sections).filter(([, items]) => items.length > 0);
  const policies = strengths.length === 0 ? {} : { policies: { authenticationStrengthPolicies: strengths } };
  return { tenant: { ...tenant, ...Object.fromEntries(said), ...policies }, losses, counts };
}
