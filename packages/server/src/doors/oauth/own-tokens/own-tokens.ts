import type { TenantId } from '@gatehouse/model';
import {
  type Challenge,
  createProtector,
  type JsonWebKeySet,
  type Protector,
  type VerifyResult,
} from '@gatehouse/protect';
import type { Directory } from '../../../directory/index.js';
import type { Clock } from '../../../platform/clock/index.js';
import type { Keys, PublishedKey } from '../../../platform/keys/index.js';

/** Verifies access tokens that this platform issued, where somebody hands one back to us. */
export interface OwnTokens {
  /**
   * @param presented an `Authorization` header or a bare token.
   * @param audiences the names by which the token may call its API: application id and application ID URIs.
   */
  verify(presented: string | undefined, audiences: readonly string[]): Promise<VerifiedToken>;
}

export type VerifiedToken =
  | Extract<VerifyResult, { kind: 'valid' }>
  | (Extract<VerifyResult, { kind: 'invalid' }> & { readonly challenge: Challenge });

export interface OwnTokensDeps {
  readonly keys: Pick<Keys, 'published'>;
  readonly directory: Pick<Directory, 'resolveTenant'>;
  readonly clock: Clock;
  readonly baseUrl: string;
}

/** How many APIs' checkers are kept. */
const mostProtectors = 500;
/** RFC 7519 §4.1.3: an audience is plain text; other names match nothing. */
const audienceText = /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/;

/** Makes the checker, on our own keys: nothing is fetched. */
export function createOwnTokens({ keys, directory, clock, baseUrl }: OwnTokensDeps): OwnTokens {
  const protectors = new Map<string, Protector>();
  const sets = new WeakMap<readonly PublishedKey[], JsonWebKeySet>();

  const keySet = async (named: string): Promise<JsonWebKeySet | undefined> => {
    // A token can name any tenant; keys are made for whoever is asked about.
    const tenant = await directory.resolveTenant(named);
    if (tenant === undefined) return undefined;
    const published = await keys.published(tenant.id);
    const set = sets.get(published) ?? { keys: published.map((key) => ({ ...key })) };
    sets.set(published, set);
    return set;
  };

  const protectorFor = (audiences: readonly string[]): Protector => {
    const name = audiences.join(' ');
    const before = protectors.get(name);
    if (before !== undefined) return before;
    const protector = createProtector({
      issuers: { authority: `${baseUrl}/common`, keys: ({ tenantId }) => keySet(tenantId as TenantId) },
      audience: audiences,
      allowedTenants: 'any',
      // Our own clock wrote the times.
      clockToleranceSeconds: 0,
      tokenCache: { maxEntries: 0 },
      now: () => clock.now(),
    });
    protectors.set(name, protector);
    const oldest = protectors.keys().next().value;
    if (protectors.size > mostProtectors && oldest !== undefined) protectors.delete(oldest);
    return protector;
  };

  return {
    verify: async (presented, audiences) => {
      const protector = protectorFor(audiences.filter((name) => audienceText.test(name)));
      const result = await protector.verify(presented);
      return result.kind === 'valid' ? result : { ...result, challenge: protector.challenge(result.error) };
    },
  };
}
