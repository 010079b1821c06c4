import type { ChallengeIdentity } from './challenge.js';
import type { ProtectError } from './errors/index.js';
import { type AllowedTenants, readAuthority, type TrustedAuthority } from './issuers/index.js';
import {
  defaultKeyCacheTimes,
  type FetchJson,
  givenKeys,
  type KeyCacheTimes,
  nodeFetchJson,
  remoteKeys,
} from './keys/index.js';
import type { TokenVersion } from './principal.js';
import type { IssuerOptions, ProtectorOptions } from './protector-options.js';
import type { Revocations } from './revocations.js';
import { type Algorithm, algorithms, defaultAlgorithms } from './token/index.js';
import { type VerifiedTokens, verifiedTokens } from './verified-tokens.js';

/** Checked options, in the form in which the checks use them. */
export interface Settings {
  readonly authorities: readonly TrustedAuthority[];
  readonly audiences: ReadonlySet<string>;
  readonly allowedTenants: AllowedTenants;
  readonly versions: ReadonlySet<TokenVersion>;
  readonly algorithms: ReadonlyMap<string, Algorithm>;
  readonly clockTolerance: number;
  readonly maxTokenLength: number;
  readonly cache: VerifiedTokens;
  readonly identity: ChallengeIdentity;
  readonly revocations: Revocations | undefined;
  readonly onRefused: (error: ProtectError) => void;
  /** Unix seconds. */
  readonly now: () => number;
}

/**
 * Checks the options of a protector. A mistake shows when the program starts, not at the first request.
 * @throws TypeError that names the option.
 */
export function readOptions(options: ProtectorOptions): Settings {
  const clock = options.now ?? Date.now;
  const now = (): number => Math.floor(clock() / 1000);
  const audiences = readAudiences(options.audience);
  const authorities = readAuthorities(options, now);
  const versions = new Set(options.acceptedVersions ?? (['1.0', '2.0'] as const));
  if (versions.size === 0) throw new TypeError('`acceptedVersions` is empty');
  const clientId = [...audiences].find((audience) => guid.test(audience));
  const { maxEntries, maxAgeSeconds } = options.tokenCache ?? {};
  return {
    authorities,
    audiences,
    allowedTenants: readAllowedTenants(options.allowedTenants, authorities),
    versions,
    algorithms: readAlgorithms(options.algorithms ?? defaultAlgorithms),
    clockTolerance: notNegative('clockToleranceSeconds', options.clockToleranceSeconds ?? 300),
    maxTokenLength: notNegative('maxTokenLength', options.maxTokenLength ?? 16_384),
    cache: verifiedTokens(
      notNegative('tokenCache.maxEntries', maxEntries ?? 10_000),
      notNegative('tokenCache.maxAgeSeconds', maxAgeSeconds ?? 300),
    ),
    identity: {
      authorizationUri: `${authorities[0]?.origin}/common/oauth2/authorize`,
      ...(clientId === undefined ? {} : { clientId }),
    },
    revocations: options.revocations,
    onRefused: options.onRefused ?? (() => undefined),
    now,
  };
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function readAudiences(audience: ProtectorOptions['audience']): ReadonlySet<string> {
  const audiences = new Set([audience].flat());
  // An empty audience would be met by nothing, or by a token without one.
  if (audiences.size === 0 || audiences.has('')) throw new TypeError('`audience` names no client id or App ID URI');
  for (const name of audiences) {
    if (/["\\]|[^\x20-\x7e]/.test(name)) throw new TypeError('`audience` is not a client id or App ID URI');
  }
  return audiences;
}

function readAuthorities(options: ProtectorOptions, now: () => number): readonly TrustedAuthority[] {
  if (options.ca !== undefined && options.fetchJson !== undefined) {
    throw new TypeError('`ca` has no effect on `fetchJson`: give one of them');
  }
  const fetchJson = options.fetchJson ?? nodeFetchJson(options.ca);
  const times: KeyCacheTimes = { ...defaultKeyCacheTimes, ...options.keyCache };
  for (const [name, seconds] of Object.entries<number>({ ...times })) notNegative(`keyCache.${name}`, seconds);
  const issuers = [options.issuers].flat() as readonly IssuerOptions[];
  if (issuers.length === 0) throw new TypeError('`issuers` is empty');
  return issuers.map((issuer) => trustedAuthority(issuer, fetchJson, times, now));
}

function trustedAuthority(
  issuer: IssuerOptions,
  fetchJson: FetchJson,
  times: KeyCacheTimes,
  now: () => number,
): TrustedAuthority {
  const authority = readAuthority(issuer.authority, issuer.issuerTemplates);
  const isOneTenant = authority.tenants.kind === 'one';
  const { metadataUrl, metadataIssuer: expectedIssuer } = authority;
  const keys =
    issuer.keys === undefined
      ? remoteKeys({ metadataUrl, expectedIssuer, servesManyTenants: !isOneTenant, fetchJson, times, now })
      : givenKeys(issuer.keys, isOneTenant);
  return { ...authority, keys };
}

function readAllowedTenants(
  allowed: ProtectorOptions['allowedTenants'],
  authorities: readonly TrustedAuthority[],
): AllowedTenants {
  if (allowed === 'any') return allowed;
  if (allowed === undefined) {
    if (authorities.every(({ tenants }) => tenants.kind === 'one')) return undefined;
    throw new TypeError(
      '`allowedTenants` must name the tenants, or say `any`, when an authority stands for many tenants',
    );
  }
  const odd = allowed.find((tenant) => !guid.test(tenant));
  if (odd !== undefined) throw new TypeError(`\`${odd}\` in \`allowedTenants\` is not a tenant id`);
  return new Set(allowed.map((tenant) => tenant.toLowerCase()));
}

function readAlgorithms(names: readonly string[]): ReadonlyMap<string, Algorithm> {
  const known = new Map<string, Algorithm>(algorithms.map((algorithm) => [algorithm.name, algorithm]));
  if (names.length === 0) throw new TypeError('`algorithms` is empty');
  return new Map(
    names.map((name) => {
      const algorithm = known.get(name);
      if (algorithm === undefined) throw new TypeError(`algorithm \`${name}\` cannot be allowed`);
      return [name, algorithm];
    }),
  );
}

function notNegative(option: string, value: number): number {
  if (!Number.isFinite(value) || value < 0) throw new TypeError(`\`${option}\` is not a number from 0 up`);
  return value;
}
