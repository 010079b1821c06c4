import type { JsonObject, Loss } from './entra-export.js';
import { mapEntraExport } from './map-entra-export.js';
import type { SeedItem } from './mapping.js';

/** An id that is easy to tell. */
export const guid = (number: number) => `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Microsoft Graph as the tests know it. */
const graphApp = {
  appId: '00000003-0000-0000-c000-000000000000',
  scopes: ['User.Read', 'openid'],
  roles: [{ id: guid(900), value: 'User.Read.All' }],
};

/** What comes of files by their paths: a list of objects, or a file as it is. */
export function mapped(files: Readonly<Record<string, unknown>>) {
  const all = Object.entries(files).map(([path, value]) => ({ path, value }));
  const { tenant, losses, counts } = mapEntraExport(all, { domain: undefined, knownApplications: [graphApp] });
  const items = (section: string) => (tenant[section] ?? []) as readonly SeedItem[];
  return { tenant, losses, counts, items, lines: losses.map(lineOf) };
}

function lineOf({ kind, object, property, reason }: Loss): string {
  return `${kind} ${object}${property === undefined ? '' : ` ${property}`}: ${reason}`;
}

/** A user, a group, an application and a service principal with nothing but what they need. */
export const user = (number: number, more: JsonObject = {}) => ({
  id: guid(number),
  userPrincipalName: `user${number}@contoso.example`,
  accountEnabled: true,
  ...more,
});
export const group = (number: number, more: JsonObject = {}) => ({
  id: guid(number),
  displayName: `Group ${number}`,
  groupTypes: [],
  securityEnabled: true,
  mailEnabled: false,
  members: [],
  ...more,
});
export const application = (number: number, more: JsonObject = {}) => ({
  id: guid(number),
  appId: guid(number + 100),
  displayName: `App ${number}`,
  signInAudience: 'AzureADMyOrg',
  ...more,
});
/** The service principal of the application of a number. */
export const principal = (number: number, more: JsonObject = {}) => ({
  id: guid(number + 200),
  appId: guid(number + 100),
  displayName: `App ${number}`,
  servicePrincipalType: 'Application',
  accountEnabled: true,
  appRoleAssignmentRequired: false,
  ...more,
});
export const graphPrincipal = {
  id: guid(800),
  appId: graphApp.appId,
  displayName: 'Microsoft Graph',
  servicePrincipalType: 'Application',
  accountEnabled: true,
  appRoleAssignmentRequired: false,
  appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
};
