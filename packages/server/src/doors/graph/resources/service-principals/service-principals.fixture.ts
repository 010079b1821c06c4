import { expect } from 'vitest';
import { appObjectId, type GraphBench, openGraphBench, otherTenant, personId } from '../../graph-bench.fixture.js';

// What the tests of service principals have in common: a bench with applications at home, elsewhere and nowhere.

export const graphAppId = '00000003-0000-0000-c000-000000000000';
export const apps = {
  /** An API of the tenant, with scopes, roles and names. */
  ledger: '20000000-0000-4000-8000-000000000001',
  /** A client of the tenant, which blake owns. */
  scribe: '20000000-0000-4000-8000-000000000002',
  /** Whatever application calls. */
  bench: '80000000-0000-4000-8000-000000000002',
  /** Of the other tenant, for organizations everywhere. */
  shared: '20000000-0000-4000-8000-000000000003',
  /** Of the other tenant, and for it alone. */
  closed: '20000000-0000-4000-8000-000000000004',
} as const;

export const readScope = '30000000-0000-4000-8000-000000000001';
export const adminScope = '30000000-0000-4000-8000-000000000002';
export const offScope = '30000000-0000-4000-8000-000000000003';
const clerkRole = '40000000-0000-4000-8000-000000000001';
const botRole = '40000000-0000-4000-8000-000000000002';
const offRole = '40000000-0000-4000-8000-000000000003';

const scope = (id: string, value: string, type: string, isEnabled = true) => ({
  id,
  value,
  type,
  isEnabled,
  adminConsentDisplayName: value,
  adminConsentDescription: value,
});
const role = (id: string, value: string, member: string, isEnabled = true) => ({
  id,
  value,
  displayName: value,
  description: value,
  isEnabled,
  allowedMemberTypes: [member],
});

/** Opens the bench; `more` stands beside what is seeded of the tenant. */
export async function openServicePrincipalBench(more: object = {}): Promise<GraphBench> {
  const bench = await openGraphBench({
    applications: [
      {
        appId: apps.ledger,
        displayName: 'Ledger',
        identifierUris: ['api://contoso.example/ledger'],
        web: {
          homePageUrl: 'https://ledger.contoso.example',
          redirectUris: ['https://ledger.contoso.example/signed-in'],
        },
        api: {
          oauth2PermissionScopes: [
            scope(readScope, 'Ledger.Read', 'User'),
            scope(adminScope, 'Ledger.Close', 'Admin'),
            scope(offScope, 'Ledger.Old', 'User', false),
          ],
        },
        appRoles: [
          role(clerkRole, 'Clerk', 'User'),
          role(botRole, 'Ledger.Write.All', 'Application'),
          role(offRole, 'Former', 'User', false),
        ],
      },
      { appId: apps.scribe, displayName: 'Scribe', owners: ['blake@contoso.example'] },
      { appId: apps.bench, displayName: 'Bench' },
    ],
    servicePrincipals: [{ id: appObjectId, appId: apps.bench }],
    ...more,
  });
  await bench.seed([
    {
      id: otherTenant,
      applications: [
        {
          appId: apps.shared,
          displayName: 'Shared',
          signInAudience: 'AzureADMultipleOrgs',
          identifierUris: ['api://fabrikam.example/shared'],
          appRoles: [role('40000000-0000-4000-8000-000000000009', 'Guest.Write', 'Application')],
        },
        { appId: apps.closed, displayName: 'Closed' },
      ],
    },
  ]);
  return bench;
}

/** The id of the tenant's service principal of an application. */
export async function principalId(bench: GraphBench, appId: string): Promise<string> {
  const { status, body } = await bench.call('GET', `/servicePrincipals(appId='${appId}')?$select=id`);
  expect({ appId, status }).toEqual({ appId, status: 200 });
  return String(body.id);
}

/** Gives a person of the bench a directory role. */
export async function giveDirectoryRole(
  bench: GraphBench,
  who: Parameters<typeof personId>[0],
  roleDefinitionId: string,
): Promise<void> {
  const body = { principalId: personId(who), roleDefinitionId, directoryScopeId: '/' };
  const answer = await bench.call('POST', '/roleManagement/directory/roleAssignments', { body });
  expect(answer.status).toBe(201);
}
