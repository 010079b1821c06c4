import { createHash } from 'node:crypto';
import type {
  AppId,
  Application,
  ApplicationId,
  CorrelationId,
  GroupId,
  RequestId,
  ServicePrincipal,
  ServicePrincipalId,
  SessionId,
  TenantId,
  User,
  UserId,
} from '@gatehouse/model';
import type { Grant } from '@gatehouse/policy';
import type { TenantConfiguration, UserStanding } from '../directory/index.js';
import type { Admitted } from '../gate/index.js';
import { AdjustableClock } from '../platform/clock/index.js';
import { systemIds } from '../platform/ids/index.js';
import { type KeyEncryptionKey, type Keys, loadKeyEncryptionKey, openKeys } from '../platform/keys/index.js';
import { openStore } from '../platform/store/index.js';
import type { RecipeTools } from './recipe.js';

// What recipes are tested with: real keys over a store in memory, and admissions as the gate would describe them.

export const now = Date.parse('2030-01-01T00:00:00Z');
export const tenant = '10000000-0000-4000-8000-000000000001' as TenantId;
export const session = '90000000-0000-4000-8000-000000000001' as SessionId;

export interface RecipeBench extends RecipeTools {
  readonly keys: Keys;
  readonly clock: AdjustableClock;
  close(): Promise<void>;
}

/** Opens the tools that recipes use, on a clock that stands at `now` and does not run. */
export async function openRecipeBench(): Promise<RecipeBench> {
  const clock = new AdjustableClock({ now: () => now });
  const store = await openStore({ engine: 'embedded', memory: true, clock });
  await store.inTenant(tenant, (tx) =>
    tx.run('insert into tenants (tenant_id, created_at) values ($1, $2)', [tenant, new Date(now)]),
  );
  const keys = await openKeys({ store, clock, ids: systemIds, keyEncryptionKey: await testKey() });
  const close = async () => {
    await keys.close();
    await store.close();
  };
  return { keys, clock, ids: systemIds, baseUrl: 'https://login.example', close };
}

async function testKey(): Promise<KeyEncryptionKey> {
  const keys = createHash('sha256').update('not a secret').digest('base64');
  const loaded = await loadKeyEncryptionKey({ kind: 'environment', keys }, systemIds);
  if (loaded.kind === 'invalid') throw new Error(loaded.problem);
  return loaded.key;
}

const clientPrincipal = { id: '60000000-0000-4000-8000-000000000001' as ServicePrincipalId } as ServicePrincipal;
const resourcePrincipal = {
  id: '60000000-0000-4000-8000-000000000002' as ServicePrincipalId,
  appId: '30000000-0000-4000-8000-000000000002' as AppId,
} as ServicePrincipal;

export const client = {
  id: '50000000-0000-4000-8000-000000000001' as ApplicationId,
  appId: '30000000-0000-4000-8000-000000000001' as AppId,
  tenant,
  optionalClaims: { idToken: [], accessToken: [], saml2Token: [] },
  groupMembershipClaims: [],
} as unknown as Application;

/** A resource that accepts tokens of `version`, signed with `algorithm`, with some settings of its registration replaced. */
export function resource(
  version: 1 | 2,
  algorithm: 'RS256' | 'ES256' = 'RS256',
  settings: Partial<Application> = {},
): NonNullable<Admitted['resource']> {
  return {
    name: 'api://orders',
    servicePrincipal: resourcePrincipal,
    application: {
      appId: resourcePrincipal.appId,
      api: { requestedAccessTokenVersion: version },
      optionalClaims: { idToken: [], accessToken: [], saml2Token: [] },
      groupMembershipClaims: [],
      gatehouse: { accessTokenSigningAlgorithm: algorithm },
      ...settings,
    } as unknown as Application,
  };
}

export const user = {
  id: '70000000-0000-4000-8000-000000000001' as UserId,
  tenant,
  userPrincipalName: 'avery@contoso.example',
  displayName: 'Avery Example',
  mail: 'avery.mail@contoso.example',
  userType: 'Member',
} as unknown as User;

/** The groups that the person is in, by what they are. */
export const groupIds = {
  /** Directly; assigned to the resource. */
  assigned: 'c0000000-0000-4000-8000-000000000001' as GroupId,
  /** Through another group; assigned to the client. */
  outer: 'c0000000-0000-4000-8000-000000000002' as GroupId,
  /** Directly, and no security group; assigned to the client. */
  mail: 'c0000000-0000-4000-8000-000000000003' as GroupId,
};

const standing = {
  user,
  directGroups: new Set([groupIds.assigned, groupIds.mail]),
  transitiveGroups: new Set([groupIds.assigned, groupIds.mail, groupIds.outer]),
  securityGroups: new Set([groupIds.assigned, groupIds.outer]),
} as unknown as UserStanding;

const nothing: Grant = { scopes: [], openIdScopes: [], roles: [], clientRoles: [] };

/** A person at the client, admitted with this grant. */
export function personAdmitted(grant: Partial<Grant>, target: Admitted['resource'] = null): Admitted {
  return admitted(grant, target, {
    principal: { kind: 'user', id: user.id, authentication: { methods: ['pwd'], at: now - 60_000 } },
    session,
  });
}

/** The client itself, admitted with these roles. */
export function daemonAdmitted(roles: readonly string[], target: Admitted['resource']): Admitted {
  return admitted({ roles }, target, { principal: { kind: 'application' } });
}

/** The tenant: one group is assigned to the resource, another to the client. */
const configuration = {
  tenant: { domains: [{ name: 'contoso.example', isInitial: true, isDefault: true }] },
  servicePrincipal: (appId: AppId) => (appId === client.appId ? clientPrincipal : resourcePrincipal),
  assignmentsOf: (principal: string) => [
    { resourceId: principal === groupIds.assigned ? resourcePrincipal.id : clientPrincipal.id },
  ],
} as unknown as TenantConfiguration;

function admitted(
  grant: Partial<Grant>,
  target: Admitted['resource'],
  attempt: Partial<Admitted['attempt']>,
): Admitted {
  const whole = { ...nothing, ...grant };
  return {
    attempt: {
      kind: 'authorization_code',
      tenant,
      authority: 'tenant',
      client: client.appId,
      requestId: 'r' as RequestId,
      correlationId: 'c' as CorrelationId,
      network: { address: '192.0.2.9', userAgent: undefined },
      ...attempt,
    } as Admitted['attempt'],
    decision: { kind: 'admit', grant: whole, reasons: [] },
    grant: whole,
    input: {} as Admitted['input'],
    configuration,
    client,
    user: attempt.principal?.kind === 'user' ? standing : null,
    resource: target,
  };
}
