import { createHash } from 'node:crypto';
import type {
  AppId,
  Application,
  ApplicationId,
  CorrelationId,
  RequestId,
  ServicePrincipal,
  ServicePrincipalId,
  SessionId,
  TenantId,
  User,
  UserId,
} from '@gatehouse/model';
import type { Grant } from '@gatehouse/policy';
import type { TenantConfiguration } from '../directory/index.js';
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
  await store.inPlatform((tx) =>
    tx.run('insert into tenants (tenant_id, display_name, created_at) values ($1, $2, $3)', [
      tenant,
      'Contoso',
      new Date(now),
    ]),
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

export const client = {
  id: '50000000-0000-4000-8000-000000000001' as ApplicationId,
  appId: '30000000-0000-4000-8000-000000000001' as AppId,
  tenant,
  optionalClaims: { idToken: [], accessToken: [], saml2Token: [] },
} as unknown as Application;

/** A resource that accepts tokens of `version`, signed with `algorithm`. */
export function resource(version: 1 | 2, algorithm: 'RS256' | 'ES256' = 'RS256'): NonNullable<Admitted['resource']> {
  const appId = '30000000-0000-4000-8000-000000000002' as AppId;
  return {
    name: 'api://orders',
    servicePrincipal: { appId } as ServicePrincipal,
    application: {
      appId,
      api: { requestedAccessTokenVersion: version },
      optionalClaims: { idToken: [], accessToken: [], saml2Token: [] },
      gatehouse: { accessTokenSigningAlgorithm: algorithm },
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
      ...attempt,
    } as Admitted['attempt'],
    decision: { kind: 'admit', grant: whole, reasons: [] },
    grant: whole,
    input: {} as Admitted['input'],
    configuration: { servicePrincipal: () => clientPrincipal } as unknown as TenantConfiguration,
    client,
    user: attempt.principal?.kind === 'user' ? ({ user } as Admitted['user']) : null,
    resource: target,
  };
}
