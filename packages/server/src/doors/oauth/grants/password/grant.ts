import { consumersTenantId, type GrantFamilyId, type Refusal, refuse, type TenantId } from '@gatehouse/model';
import type { OAuthDoor } from '../../deps.js';
import { missing } from '../../token/read-token-request.js';
import type { Grant, PresentedGrant, ProvenClient, ProvenGrant, TokenRequest } from '../grant.js';

/**
 * The client sends the person's password (RFC 6749 §4.3). RFC 9700 §2.4 forbids it; it is off unless both the application and the
 * tenant allow it, for tests and for what cannot be changed yet.
 */
export const password: Grant = {
  types: ['password'],
  attempt: 'password',
  read: async (request, deps): Promise<PresentedGrant | Refusal> => {
    const { kind } = request.authority;
    const userName = request.field('username');
    const secret = request.field('password');
    const scope = request.field('scope');
    const personal = request.authority.tenant?.id === consumersTenantId;
    if (personal || kind === 'common' || kind === 'consumers') return refuse(9001023, `authority ${kind}`);
    if (userName === undefined) return missing('username');
    if (secret === undefined) return missing('password');
    if (scope === undefined) return refuse(90014, 'scope is missing', { field: 'scope' });
    const tenant = request.authority.tenant?.id ?? (await deps.directory.tenantOfUserName(userName));
    return {
      clientType: 'by_registration',
      tenant,
      scope,
      principal: await claimedPerson(request, tenant, userName, deps),
      prove: (client) => prove(request, { tenant, userName, secret, scope }, client, deps),
    };
  },
};

/** Whose password it is said to be, for the record of a failure; the password's own check looks the name up just the same. */
async function claimedPerson(
  { http }: TokenRequest,
  tenant: TenantId,
  userName: string,
  { directory }: OAuthDoor,
): Promise<PresentedGrant['principal']> {
  const standing = await directory.userByName(tenant, userName);
  return standing === undefined
    ? { kind: 'nobody' }
    : { kind: 'user', id: standing.user.id, authentication: { methods: [], at: http.arrivedAt } };
}

async function allowanceFault(
  { application }: ProvenClient,
  tenant: TenantId,
  { directory }: OAuthDoor,
): Promise<Refusal | undefined> {
  if (!application.gatehouse.allowPasswordGrant) return refuse(70001, 'the application does not allow passwords');
  // A user name whose domain nobody owns: no tenant could allow or forbid it.
  if (tenant === consumersTenantId) return undefined;
  const configuration = await directory.configuration(tenant);
  return configuration?.tenant.legacy.passwordGrant === true
    ? undefined
    : refuse(70001, 'the tenant does not allow passwords');
}

async function prove(
  { http }: TokenRequest,
  asked: { readonly tenant: TenantId; readonly userName: string; readonly secret: string; readonly scope: string },
  client: ProvenClient,
  deps: OAuthDoor,
): Promise<ProvenGrant | Refusal> {
  const { tenant, userName, secret, scope } = asked;
  const fault = await allowanceFault(client, tenant, deps);
  if (fault !== undefined) return fault;
  const network = { address: http.clientAddress };
  const proved = await deps.passwords.verifyPassword(tenant, userName, secret, network);
  if (proved.kind === 'refused') return proved;
  // Personal accounts have no password here. Refused after the check, so that its time is that of a wrong password.
  if (tenant === consumersTenantId) return refuse(50126, 'a personal account');
  return {
    tenant,
    principal: { kind: 'user', id: proved.user, authentication: proved.authentication },
    scope,
    session: null,
    family: deps.ids.guid<GrantFamilyId>(),
    nonce: null,
    refresh: {
      generation: 0,
      platform: client.method === 'none' ? 'publicClient' : 'confidential',
      origin: 'password',
      always: false,
      openIdScopes: [],
      scope,
    },
  };
}
