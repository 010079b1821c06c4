import {
  type AppId,
  type Fact,
  type GrantFamilyId,
  known,
  parseGuid,
  type TenantId,
  type UserId,
  unknown,
} from '@gatehouse/model';
import { decideTokenStanding } from '@gatehouse/policy';
import type { JsonWebKeySet, KeyFunction, Principal, Revocations } from '@gatehouse/protect';
import type { Directory } from '../../directory/index.js';
import type { Keys, PublishedKey } from '../../platform/keys/index.js';

/** What the platform's own doors need to verify tokens that the platform issued: nothing is fetched, nothing is stale. */
export interface OwnTokens {
  /** The published keys of a tenant, the same object until they change. */
  readonly keys: KeyFunction;
  /** Whether a token's access was ended before its time. */
  readonly revocations: Revocations;
}

/** What the standing of our own tokens is read from. */
export interface OwnTokensDeps {
  readonly directory: Pick<Directory, 'resolveTenant' | 'userById' | 'configuration'>;
  readonly keys: Pick<Keys, 'published'>;
  /** Whether a grant family was taken back. */
  readonly isRevoked: (tenant: TenantId, family: GrantFamilyId) => Promise<boolean>;
}

/**
 * Makes what a protector of our own APIs needs: the keys of tenants that exist, and whether access was taken back
 * meanwhile.
 */
export function createOwnTokens(deps: OwnTokensDeps): OwnTokens {
  const sets = new WeakMap<readonly PublishedKey[], JsonWebKeySet>();
  return {
    keys: async ({ tenantId }) => {
      // A token can name any tenant: only those that exist are asked for their keys.
      const tenant = await deps.directory.resolveTenant(tenantId);
      if (tenant === undefined) return undefined;
      const published = await deps.keys.published(tenant.id);
      const set = sets.get(published) ?? { keys: published.map((key) => ({ ...key })) };
      sets.set(published, set);
      return set;
    },
    revocations: {
      check: async (principal) => {
        const tenant = principal.tid as TenantId;
        const decision = decideTokenStanding({
          issuedAt: principal.issuedAt * 1000,
          familyRevoked: await familyRevoked(deps, tenant, principal),
          principal: await standingOf(deps, tenant, principal),
        });
        return decision.kind === 'honoured' ? { kind: 'active' } : { kind: 'revoked' };
      },
    },
  };
}

/** Tokens of applications descend from no grant; a person's token without a readable family is none of ours. */
async function familyRevoked(deps: OwnTokensDeps, tenant: TenantId, principal: Principal): Promise<Fact<boolean>> {
  if (principal.kind === 'app') return known(false);
  const family = typeof principal.claims.rh === 'string' ? parseGuid<GrantFamilyId>(principal.claims.rh) : undefined;
  return family === undefined ? unknown('no family') : known(await deps.isRevoked(tenant, family));
}

async function standingOf(
  { directory }: OwnTokensDeps,
  tenant: TenantId,
  principal: Principal,
): Promise<Fact<{ enabled: boolean; sessionsValidFrom: number }>> {
  const configuration = await directory.configuration(tenant);
  const client = configuration?.servicePrincipal(principal.appId as AppId);
  if (client === undefined) return unknown('the client is gone from the tenant');
  if (principal.kind === 'app') return known({ enabled: client.accountEnabled, sessionsValidFrom: 0 });
  const standing = await directory.userById(tenant, principal.oid as UserId);
  if (standing === undefined) return unknown('no such account');
  const { accountEnabled, signInSessionsValidFrom } = standing.user;
  return known({ enabled: client.accountEnabled && accountEnabled, sessionsValidFrom: signInSessionsValidFrom });
}
