// Owns: a platform whose Graph is driven by client libraries: one organisation with an administrator, plain people, a guest, groups and
// applications; another organisation beside it. Used by: tests/compat/graph-*, tests/journeys/graph-*.
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { testStore } from './test-store.js';
import { trustingFetch } from './trusting-fetch.js';

export const graphTenant = '33333333-3333-4333-8333-333333333333';
const otherGraphTenant = '44444444-4444-4444-8444-444444444444';
export const graphDomain = 'graph.example';
const graph = '00000003-0000-0000-c000-000000000000';

/** Object ids of people. The passwords are no secret. */
export const graphPeople = {
  ada: '33333333-0000-4000-8000-000000000001',
  ben: '33333333-0000-4000-8000-000000000002',
  cleo: '33333333-0000-4000-8000-000000000003',
  dan: '33333333-0000-4000-8000-000000000005',
  gus: '33333333-0000-4000-8000-000000000004',
  mallory: '44444444-0000-4000-8000-000000000001',
} as const;
/** The password of everybody. */
const graphPassword = 'not-a-secret-of-graph';

/** Client ids. `manager` may do everything by itself, `reader` reads users alone, `console` acts for people. */
export const graphApps = {
  manager: '33333333-aaaa-4000-8000-000000000001',
  reader: '33333333-aaaa-4000-8000-000000000002',
  console: '33333333-aaaa-4000-8000-000000000003',
  stranger: '44444444-aaaa-4000-8000-000000000001',
} as const;
export const graphSecret = 'fake-secret-of-graph-apps';

const managerRoles = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'AuditLog.Read.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Device.ReadWrite.All',
  'Directory.ReadWrite.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'Policy.Read.All',
  'RoleManagement.ReadWrite.Directory',
  'User.ReadWrite.All',
];
/** What the console may ask for people: far more than most of them may do. */
const consoleScopes = [
  'Application.ReadWrite.All',
  'Directory.AccessAsUser.All',
  'Directory.Read.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'User.Read',
  'User.ReadWrite.All',
];

const app = (appId: string, displayName: string) => ({
  appId,
  displayName,
  passwordCredentials: [{ secretText: graphSecret }],
  gatehouse: { allowPasswordGrant: true },
});

const seed = {
  tenants: [
    {
      id: graphTenant,
      displayName: 'Graph',
      domains: [graphDomain],
      users: [
        ...(['ada', 'ben', 'cleo', 'dan'] as const).map((name) => ({
          id: graphPeople[name],
          userPrincipalName: `${name}@${graphDomain}`,
          displayName: name,
          password: graphPassword,
        })),
        {
          id: graphPeople.gus,
          userPrincipalName: `gus@${graphDomain}`,
          displayName: 'gus',
          userType: 'Guest',
          password: graphPassword,
        },
      ],
      applications: [
        app(graphApps.manager, 'Manager'),
        app(graphApps.reader, 'Reader'),
        app(graphApps.console, 'Console'),
      ],
      oauth2PermissionGrants: [
        { client: graphApps.console, resource: graph, scope: consoleScopes.join(' '), consentType: 'AllPrincipals' },
      ],
      appRoleAssignments: [
        ...managerRoles.map((role) => ({ principal: graphApps.manager, resource: graph, role })),
        { principal: graphApps.reader, resource: graph, role: 'User.Read.All' },
      ],
      policies: { legacy: { passwordGrant: true } },
    },
    {
      id: otherGraphTenant,
      displayName: 'Elsewhere',
      domains: ['elsewhere.example'],
      users: [
        {
          id: graphPeople.mallory,
          userPrincipalName: 'mallory@elsewhere.example',
          displayName: 'mallory',
          password: graphPassword,
        },
      ],
      applications: [app(graphApps.stranger, 'Stranger')],
      appRoleAssignments: managerRoles.map((role) => ({ principal: graphApps.stranger, resource: graph, role })),
    },
  ],
};

export interface GraphWorld extends StartedPlatform {
  readonly fetch: typeof fetch;
  /** A token of an application for itself. */
  appToken(app: keyof typeof graphApps): Promise<string>;
  /** A token of a person through the console. */
  personToken(person: Exclude<keyof typeof graphPeople, 'mallory'>): Promise<string>;
}

/** Starts the platform with that world, on the store of this run. */
export async function startGraphWorld(): Promise<GraphWorld> {
  const platform = await startTestPlatform({ seed, ...(await testStore()) });
  const send = trustingFetch(platform.ca);
  const token = async (tenant: string, form: Record<string, string>): Promise<string> => {
    const answer = await send(`${platform.baseUrl}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_secret: graphSecret, ...form }),
    });
    const { access_token: given, error_description: why } = (await answer.json()) as Record<string, string>;
    if (given === undefined) throw new Error(`no token: ${why}`);
    return given;
  };
  return {
    ...platform,
    fetch: send,
    appToken: (name) =>
      token(name === 'stranger' ? otherGraphTenant : graphTenant, {
        grant_type: 'client_credentials',
        client_id: graphApps[name],
        scope: 'https://graph.microsoft.com/.default',
      }),
    personToken: (person) =>
      token(graphTenant, {
        grant_type: 'password',
        client_id: graphApps.console,
        username: `${person}@${graphDomain}`,
        password: graphPassword,
        scope: 'https://graph.microsoft.com/.default',
      }),
  };
}
