import type { Tenant, VerifiedDomain } from '@gatehouse/model';
import { isPlainDomain } from '../seed/documents/domain-sections.js';
import { applicationItems, servicePrincipalItems } from './application-items.js';
import { documentItems, policyItems } from './document-items.js';
import { type ExportContext, inOrder, type Item, present } from './export-context.js';
import { furtherOrganizationProperties } from '../seed/schema/further-properties.data.js';
import { deviceItems, further, groupItems, unitItems, userItems } from './object-items.js';
import { assignmentItems, grantItems, roleItems } from './permission-items.js';

/** A whole tenant as a seed writes it. */
export function tenantItem(tenant: Tenant, context: ExportContext): Item {
  const documents = documentItems(context);
  const legacy = tenant.legacy.passwordGrant ? { legacy: { passwordGrant: true } } : {};
  const policies = { ...legacy, ...policyItems(context) };
  const [organization] = documents('organization');
  return present({
    id: tenant.id,
    displayName: tenant.displayName,
    isComplete: true,
    domains: domainItems(tenant, context),
    organization: organization && further(organization, furtherOrganizationProperties, context),
    users: userItems(context),
    groups: groupItems(context),
    devices: deviceItems(context),
    applications: applicationItems(context),
    servicePrincipals: servicePrincipalItems(context),
    oauth2PermissionGrants: grantItems(context),
    appRoleAssignments: assignmentItems(context),
    administrativeUnits: unitItems(context),
    roleDefinitions: documents('roleDefinitions'),
    directoryRoles: roleItems(context),
    schemaExtensions: documents('schemaExtensions'),
    attributeSets: documents('attributeSets'),
    customSecurityAttributeDefinitions: documents('customSecurityAttributeDefinitions'),
    namedLocations: documents('namedLocations'),
    conditionalAccessPolicies: documents('conditionalAccessPolicies'),
    policies: Object.keys(policies).length === 0 ? undefined : policies,
  });
}

/** The default domain first, then the others by name; the names that are claimed and not proved last. */
function domainItems({ domains }: Tenant, { facts }: ExportContext): readonly unknown[] {
  const settings = new Map(facts.documents.filter(({ kind }) => kind === 'domain').map(({ id, body }) => [id, body]));
  const verified = inOrder(
    domains,
    ({ isDefault }) => (isDefault ? '0' : '1'),
    ({ name }) => name,
  );
  // Which one a seed takes for the initial one when it is not told.
  const assumed = verified.find(({ name }) => name.includes('.onmicrosoft.')) ?? verified[0];
  const proved = new Set(domains.map(({ name }) => name));
  return [
    ...verified.map((domain) => domainItem(domain, assumed, domains.length, settings.get(domain.name))),
    ...[...settings]
      .filter(([name]) => !proved.has(name))
      .map(([id, body]) => present({ id, isVerified: false, ...body })),
  ];
}

function domainItem(
  domain: VerifiedDomain,
  assumed: VerifiedDomain | undefined,
  count: number,
  settings: Item | undefined,
): unknown {
  const item = present({
    id: domain.name,
    ...(domain.isDefault && count > 1 && { isDefault: true }),
    ...(domain.isInitial && domain !== assumed && { isInitial: true }),
    ...(isPlainDomain(settings) ? {} : settings),
  });
  return Object.keys(item).length === 1 ? domain.name : item;
}
