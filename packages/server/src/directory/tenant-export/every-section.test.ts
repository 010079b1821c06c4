import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore, type Store } from '../../platform/store/index.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { documentSections } from '../seed/documents/document-sections.js';
import * as tables from '../seed/schema/further-properties.data.js';
import { exportTenants, type ExportedTenants } from './export-tenants.js';
import { applyText } from './exported-store.fixture.js';
import { wholeTenant } from './whole-tenant.fixture.js';

// The test of round trips is worth what its tenant holds: nothing that a seed has a place for may be missing there.

let store: Store;
let exported: ExportedTenants;
beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
  await applyText(store, JSON.stringify({ tenants: [wholeTenant] }));
  exported = await exportTenants(store);
});
afterAll(() => store.close());

type Item = Readonly<Record<string, unknown>>;

/** The items of a list of the exported tenant, or the one that stands there. */
function itemsIn(property: string): readonly Item[] {
  const value = exported.tenants[0]?.[property];
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]) as readonly Item[];
}

it.each(documentSections.map(({ kind, within, property }) => [kind, within, property] as const))(
  'an export of a whole tenant holds something of the kind %s, in %s',
  (_kind, within, property) => {
    const holders = within === 'tenant' ? exported.tenants : itemsIn(within);
    expect(holders.filter((one) => one[property] !== undefined)).not.toEqual([]);
  },
);

it.each([
  ['users', tables.furtherUserProperties],
  ['groups', tables.furtherGroupProperties],
  ['devices', tables.furtherDeviceProperties],
  ['applications', tables.furtherApplicationProperties],
  ['servicePrincipals', tables.furtherServicePrincipalProperties],
  ['organization', tables.furtherOrganizationProperties],
] as const)('an export of a whole tenant holds every property that %s can have beside their own', (list, table) => {
  const held = new Set(itemsIn(list).flatMap((item) => Object.keys(item)));
  expect(Object.keys(table).filter((name) => !held.has(name))).toEqual([]);
});

const own = {
  users:
    'displayName givenName surname mail jobTitle department officeLocation mobilePhone businessPhones preferredLanguage usageLocation userType accountEnabled createdDateTime manager customSecurityAttributes externalIdentity',
  groups:
    'description mail mailNickname groupTypes mailEnabled visibility isAssignableToRole membershipRule membershipRuleProcessingState members owners',
  devices: 'deviceId accountEnabled isCompliant isManaged trustType registeredOwners registeredUsers',
  administrativeUnits: 'description visibility members',
  applications:
    'appId signInAudience description publisherDomain isDisabled identifierUris isFallbackPublicClient verifiedPublisher web spa publicClient api appRoles requiredResourceAccess optionalClaims info tags groupMembershipClaims passwordCredentials keyCredentials federatedIdentityCredentials owners gatehouse servicePrincipal',
  servicePrincipals:
    'displayName accountEnabled appRoleAssignmentRequired servicePrincipalNames tags passwordCredentials keyCredentials customSecurityAttributes owners',
  oauth2PermissionGrants: 'client resource scope consentType principal',
  appRoleAssignments: 'principal resource role',
  directoryRoles: 'role scope members',
} as const;

it.each(Object.entries(own))('an export of a whole tenant holds every property that %s have', (list, names) => {
  const held = new Set(itemsIn(list).flatMap((item) => Object.keys(item)));
  expect(names.split(' ').filter((name) => !held.has(name))).toEqual([]);
});

it('tells what it leaves out: passwords, secrets, and what nothing gives a meaning any more', () => {
  const secrets = (name: string) => ({
    tenant: wholeTenant.id,
    what: `the secrets of \`${name}\``,
    reason: 'secrets leave no store; what tells them apart is exported',
  });
  expect(exported.notes).toEqual([
    {
      tenant: wholeTenant.id,
      what: 'what people prove themselves with',
      reason: 'passwords and other proofs leave no store',
    },
    secrets('Client'),
    secrets('The API here'),
  ]);
  const text = JSON.stringify(exported.tenants);
  expect(text).not.toContain('fake-secret');
  expect(text).not.toContain('digest');
});
