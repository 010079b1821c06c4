// Owns: two organisations that have the same things under names of their own, each with an administrator and an application that may do
// everything in it; and what each of them has, by what it is. Used by: tests/attacks/graph-*.
import type { TenantId } from '@gatehouse/model';
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { testStore } from './test-store.js';
import { trustingFetch } from './trusting-fetch.js';

/** `bravo` is what must stay unseen; no word or id of one is part of what the other has. */
export type TenantName = 'alfa' | 'bravo';
/** Who calls: the Global Administrator through an application that may ask for everything, or an application for itself. */
export const callers = ['administrator', 'application'] as const;
export type Caller = (typeof callers)[number];

const graph = '00000003-0000-0000-c000-000000000000';
const secret = 'fake-secret-of-two-tenants';
const password = 'not-a-secret-of-two-tenants';
const digits = { alfa: 'a', bravo: 'b' } as const;

/** A GUID that one of the two tenants has for itself. */
const guidOf = (name: TenantName, kind: number, number: number) =>
  `${digits[name].repeat(8)}-${String(kind).padStart(4, '0')}-4000-8000-${String(number).padStart(12, '0')}`;

export const tenantId = (name: TenantName) => guidOf(name, 0, 1);
const appIds = (name: TenantName) => ({
  manager: guidOf(name, 1, 1),
  console: guidOf(name, 1, 2),
  api: guidOf(name, 1, 3),
});
const userIds = (name: TenantName) => ({
  admin: guidOf(name, 2, 1),
  user: guidOf(name, 2, 2),
  gone: guidOf(name, 2, 3),
});

/** Whatever an operation of ours asks for. */
const everyRole = `
  AdministrativeUnit.ReadWrite.All AppRoleAssignment.ReadWrite.All Application.ReadWrite.All AuditLog.Read.All
  AuthenticationContext.ReadWrite.All CustomSecAttributeAssignment.ReadWrite.All CustomSecAttributeDefinition.ReadWrite.All
  DelegatedPermissionGrant.ReadWrite.All Device.ReadWrite.All Directory.ReadWrite.All Domain.ReadWrite.All Group.ReadWrite.All
  GroupMember.ReadWrite.All IdentityRiskEvent.Read.All Organization.ReadWrite.All Policy.Read.All Policy.ReadWrite.ApplicationConfiguration
  Policy.ReadWrite.AuthenticationFlows Policy.ReadWrite.AuthenticationMethod Policy.ReadWrite.Authorization
  Policy.ReadWrite.ConditionalAccess Policy.ReadWrite.ConsentRequest Policy.ReadWrite.CrossTenantAccess
  Policy.ReadWrite.PermissionGrant Policy.ReadWrite.SecurityDefaults RoleManagement.ReadWrite.Directory User.DeleteRestore.All
  User.EnableDisableAccount.All User.Invite.All User.ManageIdentities.All User.ReadWrite.All User.RevokeSessions.All`
  .trim()
  .split(/\s+/);
const everyScope = [
  // Devices are written by applications alone.
  ...everyRole.filter((name) => name !== 'Device.ReadWrite.All'),
  'Device.Read.All',
  'Directory.AccessAsUser.All',
];

/** What there is in a tenant and has an id or a name, by the names of places in paths. */
export type Holdings = Readonly<Record<string, string>>;

const rolesOf = (name: TenantName) => [
  { role: 'Global Administrator', members: [`${name}.admin@${name}.example`] },
  { role: 'Attribute Definition Administrator', members: [`${name}.admin@${name}.example`] },
  { role: 'Attribute Assignment Administrator', members: [`${name}.admin@${name}.example`] },
  { role: `${name} role`, members: [`${name}.user@${name}.example`] },
];

const applicationsOf = (name: TenantName) => {
  const { manager, console, api } = appIds(name);
  const client = { passwordCredentials: [{ secretText: secret }], gatehouse: { allowPasswordGrant: true } };
  return [
    { appId: manager, displayName: `${name} manager`, ...client },
    { appId: console, displayName: `${name} console`, ...client },
    {
      id: guidOf(name, 3, 1),
      appId: api,
      displayName: `${name} api`,
      uniqueName: `${name}-api`,
      identifierUris: [`api://${name}.example/api`],
      owners: [`${name}.user@${name}.example`],
      api: { oauth2PermissionScopes: [{ id: guidOf(name, 3, 2), value: `${name}.Read`, type: 'User' }] },
      appRoles: [{ id: guidOf(name, 3, 3), value: `${name}.Clerk`, allowedMemberTypes: ['User', 'Application'] }],
      extensionProperties: [{ name: `${name}Badge`, dataType: 'String', targetObjects: ['User'] }],
      federatedIdentityCredentials: [
        {
          name: `${name}-pipeline`,
          issuer: `https://${name}.example`,
          subject: 'x',
          audiences: ['api://AzureADTokenExchange'],
        },
      ],
    },
  ];
};

const policiesOf = (name: TenantName) => {
  const { api } = appIds(name);
  const definition = (kind: string, body: object) => [
    { displayName: `${name} ${kind}`, definition: [JSON.stringify({ [kind]: body })] },
  ];
  return {
    legacy: { passwordGrant: true },
    groupSettings: [
      {
        templateId: '5cf42378-d67d-4f36-ba46-e8b86229381d',
        values: [{ name: 'BannedPasswordList', value: `${name}term` }],
      },
    ],
    activityBasedTimeoutPolicies: definition('ActivityBasedTimeoutPolicy', {
      Version: 1,
      ApplicationPolicies: [{ ApplicationId: 'default', WebSessionIdleTimeout: '01:00:00' }],
    }),
    claimsMappingPolicies: definition('ClaimsMappingPolicy', {
      Version: 1,
      IncludeBasicClaimSet: 'true',
      ClaimsSchema: [{ Source: 'user', ID: 'department', JwtClaimType: 'dept' }],
    }).map((one) => ({ ...one, appliesTo: [{ servicePrincipal: api }] })),
    homeRealmDiscoveryPolicies: definition('HomeRealmDiscoveryPolicy', { AccelerateToFederatedDomain: false }),
    tokenIssuancePolicies: definition('TokenIssuancePolicy', {
      Version: 1,
      SigningAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      TokenResponseSigningPolicy: 'TokenOnly',
    }),
    tokenLifetimePolicies: definition('TokenLifetimePolicy', { Version: 1, AccessTokenLifetime: '02:00:00' }),
    appManagementPolicies: [{ displayName: `${name} management`, appliesTo: [{ application: api }] }],
    authenticationContextClassReferences: [{ id: 'c1', displayName: `${name} context`, isAvailable: true }],
    authenticationStrengthPolicies: [
      { displayName: `${name} strength`, allowedCombinations: ['fido2'], description: null },
    ],
    crossTenantAccessPolicyPartners: [{ tenantId: guidOf(name, 9, 1), inboundTrust: { isMfaAccepted: true } }],
    permissionGrantPolicies: [
      { id: `${name}-grants`, displayName: `${name} grants`, includes: [{ permissionType: 'delegated' }] },
    ],
  };
};

const tenantOf = (name: TenantName) => {
  const { manager, console, api } = appIds(name);
  const { admin, user, gone } = userIds(name);
  const upn = (who: string) => `${name}.${who}@${name}.example`;
  return {
    id: tenantId(name),
    displayName: `${name} organisation`,
    domains: [`${name}.example`],
    users: [
      { id: admin, userPrincipalName: upn('admin'), displayName: `${name} admin`, password },
      {
        id: user,
        userPrincipalName: upn('user'),
        displayName: `${name} user`,
        mail: `${name}.mail@${name}.example`,
        jobTitle: `${name} clerk`,
        manager: upn('admin'),
        extensions: [{ extensionName: `${name}.open.extension`, creator: manager, values: { x: name } }],
      },
      { id: gone, userPrincipalName: upn('gone'), displayName: `${name} gone` },
    ],
    groups: [
      { id: guidOf(name, 4, 1), displayName: `${name} group`, members: [upn('user')], owners: [upn('admin')] },
      { id: guidOf(name, 4, 2), displayName: `${name} nested`, members: [guidOf(name, 4, 1)] },
    ],
    devices: [
      {
        id: guidOf(name, 5, 1),
        deviceId: guidOf(name, 5, 2),
        displayName: `${name} device`,
        registeredOwners: [upn('user')],
      },
    ],
    applications: applicationsOf(name),
    oauth2PermissionGrants: [
      { client: console, resource: graph, scope: everyScope.join(' '), consentType: 'AllPrincipals' },
      { client: console, resource: api, scope: `${name}.Read`, consentType: 'Principal', principal: upn('user') },
    ],
    appRoleAssignments: [
      ...everyRole.map((role) => ({ principal: manager, resource: graph, role })),
      { principal: upn('user'), resource: api, role: `${name}.Clerk` },
    ],
    administrativeUnits: [{ id: guidOf(name, 6, 1), displayName: `${name} unit`, members: [upn('user')] }],
    roleDefinitions: [
      {
        displayName: `${name} role`,
        rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/basic/update'] }],
      },
    ],
    directoryRoles: [...rolesOf(name), { role: 'User Administrator', scope: `${name} unit`, members: [upn('user')] }],
    schemaExtensions: [
      {
        id: `${name}example_course`,
        owner: manager,
        targetTypes: ['User'],
        properties: [{ name: 'courseName', type: 'String' }],
      },
    ],
    attributeSets: [{ id: `${name}Set` }],
    customSecurityAttributeDefinitions: [
      {
        attributeSet: `${name}Set`,
        name: 'Level',
        type: 'String',
        usePreDefinedValuesOnly: true,
        allowedValues: [{ id: `${name}Value` }],
      },
    ],
    namedLocations: [{ displayName: `${name} location`, ipRanges: [{ cidrAddress: '203.0.113.0/24' }] }],
    conditionalAccessPolicies: [
      {
        displayName: `${name} access`,
        state: 'disabled',
        conditions: {
          applications: { includeApplications: ['All'] },
          users: { includeUsers: ['All'] },
          clientAppTypes: ['all'],
        },
        grantControls: { operator: 'OR', builtInControls: ['mfa'] },
      },
    ],
    policies: policiesOf(name),
  };
};

/** What came back: `text` is the body as it was sent. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface TwoTenants extends StartedPlatform {
  readonly fetch: typeof fetch;
  readonly has: Readonly<Record<TenantName, Holdings>>;
  /** Calls Graph in the name of one tenant's caller. `path` begins behind the version. */
  call(
    as: readonly [TenantName, Caller],
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<GraphAnswer>;
}

/** Starts the platform with both tenants, on the store of this run. */
export async function startTwoTenants(): Promise<TwoTenants> {
  const seed = { tenants: [tenantOf('alfa'), tenantOf('bravo')] };
  const platform = await startTestPlatform({ seed, ...(await testStore()) });
  const send = trustingFetch(platform.ca);
  const tokens = new Map<string, string>();
  for (const name of ['alfa', 'bravo'] as const) {
    for (const caller of callers) tokens.set(`${name} ${caller}`, await tokenOf(platform.baseUrl, send, name, caller));
  }
  const call: TwoTenants['call'] = async ([name, caller], method, path, body, headers = {}) => {
    const url = /^\/(?:v1\.0|beta)(?=\/)/.test(path) ? path : `/v1.0${path}`;
    const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await send(`${platform.baseUrl}${url}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens.get(`${name} ${caller}`)}`,
        'client-request-id': '00000000-0000-4000-8000-000000000000',
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').startsWith('application/json') && text !== '';
    return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : {} };
  };
  for (const name of ['alfa', 'bravo'] as const) await detectRisk(platform, name);
  const has = { alfa: await holdingsOf('alfa', call), bravo: await holdingsOf('bravo', call) };
  return { ...platform, fetch: send, has, call };
}

/** What a detector would have seen of the tenant's user. */
async function detectRisk({ parts }: StartedPlatform, name: TenantName): Promise<void> {
  const now = new Date(parts.clock.now());
  await parts.store.inTenant(tenantId(name) as TenantId, (tx) =>
    tx.run(
      `insert into risk_detections (tenant_id, id, user_id, risk_event_type, risk_level, risk_state, risk_detail, source, activity_at,
         detected_at, last_updated_at, additional_info)
       values ($1, $2, $3, 'passwordSpray', 'high', 'atRisk', 'none', 'test', $4, $4, $4, '{}')`,
      [tx.tenant, guidOf(name, 8, 1), userIds(name).user, now],
    ),
  );
}

async function tokenOf(baseUrl: string, send: typeof fetch, name: TenantName, caller: Caller): Promise<string> {
  const { manager, console } = appIds(name);
  const who: Readonly<Record<string, string>> =
    caller === 'application'
      ? { grant_type: 'client_credentials', client_id: manager }
      : { grant_type: 'password', client_id: console, username: `${name}.admin@${name}.example`, password };
  const answer = await send(`${baseUrl}/${tenantId(name)}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...who, client_secret: secret, scope: 'https://graph.microsoft.com/.default' }),
  });
  const { access_token: given, error_description: why } = (await answer.json()) as Record<string, string>;
  if (given === undefined) throw new Error(`no token: ${why}`);
  return given;
}

/** Looks up the ids that the seed did not give; one user is deleted on the way. */
async function holdingsOf(name: TenantName, call: TwoTenants['call']): Promise<Holdings> {
  const as = [name, 'administrator'] as const;
  const { user, admin, gone } = userIds(name);
  const { api, manager, console } = appIds(name);
  const get = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
    const { status, body, text } = await call(as, 'GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
    return body;
  };
  const only = async (path: string, test: (one: Readonly<Record<string, unknown>>) => boolean = () => true) => {
    const found = ((await get(path)).value as readonly Readonly<Record<string, unknown>>[]).find(test);
    if (found === undefined) throw new Error(`nothing of ${name} at ${path}`);
    return String(found.id);
  };
  const named = (path: string) => only(path, ({ displayName }) => String(displayName).includes(name));
  await call(as, 'DELETE', `/users/${gone}`);
  const servicePrincipal = String((await get(`/servicePrincipals(appId='${api}')`)).id);
  const unit = guidOf(name, 6, 1);
  const application = guidOf(name, 3, 1);
  return {
    tenant: tenantId(name),
    domain: `${name}.example`,
    user,
    admin,
    userPrincipalName: `${name}.user@${name}.example`,
    mail: `${name}.mail@${name}.example`,
    gone,
    group: guidOf(name, 4, 1),
    nested: guidOf(name, 4, 2),
    application,
    appId: api,
    managerAppId: manager,
    uniqueName: `${name}-api`,
    identifierUri: `api://${name}.example/api`,
    scope: guidOf(name, 3, 2),
    appRole: guidOf(name, 3, 3),
    servicePrincipal,
    client: String((await get(`/servicePrincipals(appId='${console}')`)).id),
    device: guidOf(name, 5, 1),
    deviceId: guidOf(name, 5, 2),
    administrativeUnit: unit,
    membership: await only(`/directory/administrativeUnits/${unit}/scopedRoleMembers`),
    grant: await only('/oauth2PermissionGrants', ({ principalId }) => principalId === user),
    assignment: await only(`/users/${user}/appRoleAssignments`),
    roleDefinition: await named('/roleManagement/directory/roleDefinitions'),
    roleAssignment: await only('/roleManagement/directory/roleAssignments', ({ principalId }) => principalId === user),
    extensionProperty: await only(`/applications/${application}/extensionProperties`),
    extensionName: `extension_${api.replaceAll('-', '')}_${name}Badge`,
    federatedCredential: await only(`/applications/${application}/federatedIdentityCredentials`),
    schemaExtension: `${name}example_course`,
    openExtension: `${name}.open.extension`,
    attributeSet: `${name}Set`,
    definition: `${name}Set_Level`,
    allowedValue: `${name}Value`,
    namedLocation: await named('/identity/conditionalAccess/namedLocations'),
    conditionalAccess: await named('/identity/conditionalAccess/policies'),
    strength: await named('/policies/authenticationStrengthPolicies'),
    partner: guidOf(name, 9, 1),
    permissionGrantPolicy: `${name}-grants`,
    appManagementPolicy: await named('/policies/appManagementPolicies'),
    activityBasedTimeoutPolicy: await named('/policies/activityBasedTimeoutPolicies'),
    claimsMappingPolicy: await named('/policies/claimsMappingPolicies'),
    homeRealmDiscoveryPolicy: await named('/policies/homeRealmDiscoveryPolicies'),
    tokenIssuancePolicy: await named('/policies/tokenIssuancePolicies'),
    tokenLifetimePolicy: await named('/policies/tokenLifetimePolicies'),
    groupSetting: await only('/groupSettings'),
    riskDetection: await only('/identityProtection/riskDetections'),
    signIn: await only('/auditLogs/signIns?$top=1'),
  };
}
