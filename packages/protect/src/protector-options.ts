import type { ProtectError } from './errors/index.js';
import type { FetchJson, JsonWebKeySet, KeyCacheTimes, KeyFunction, TrustedCertificates } from './keys/index.js';
import type { TokenVersion } from './principal.js';
import type { Revocations } from './revocations.js';
import type { AlgorithmName } from './token/index.js';

/** An authority whose tokens the API accepts. */
export interface IssuerOptions {
  /** `https://host/<tenant id>`, or `https://host/common` or `/organizations` for an API of many tenants. */
  readonly authority: string;
  /** Issuers that do not follow from the authority, by token version; `{tenantid}` stands for the token's tenant. */
  readonly issuerTemplates?: Partial<Record<TokenVersion, string>>;
  /** Keys that the program holds itself; nothing is fetched then. */
  readonly keys?: JsonWebKeySet | KeyFunction;
}

/** Which API a protector guards, and whom it trusts. */
export interface ProtectorOptions {
  readonly issuers: IssuerOptions | readonly IssuerOptions[];
  /** The API's client id, its App ID URI, or both. Version 2 tokens always name the client id. */
  readonly audience: string | readonly string[];
  /** Tenants whose tokens are accepted. Must be given for `common` and `organizations`; `any` has to be said. */
  readonly allowedTenants?: readonly string[] | 'any';
  /** Default both. */
  readonly acceptedVersions?: readonly TokenVersion[];
  /** How far clocks may disagree. Default 300. */
  readonly clockToleranceSeconds?: number;
  /** Default RS256, ES256 and PS256. Unsigned and HMAC tokens cannot be allowed. */
  readonly algorithms?: readonly AlgorithmName[];
  /** Longer tokens are refused unread. Default 16,384 characters. */
  readonly maxTokenLength?: number;
  /** Certificates (PEM) of a private authority, trusted beside the built-in ones. Not together with `fetchJson`. */
  readonly ca?: TrustedCertificates;
  /** Fetches metadata and keys in place of Node's own client. */
  readonly fetchJson?: FetchJson;
  /** How long metadata and keys are kept. */
  readonly keyCache?: Partial<KeyCacheTimes>;
  readonly tokenCache?: TokenCacheOptions;
  /** Asked for every request whether the token's access was ended. */
  readonly revocations?: Revocations;
  /** Told of every request that `check` refuses, for the log. Must not throw. */
  readonly onRefused?: (error: ProtectError) => void;
  /** The present in milliseconds since the Unix epoch. Default the machine's clock. */
  readonly now?: () => number;
}

/** Verified tokens are kept by their digest, so that the next request with the same token costs no signature check. */
export interface TokenCacheOptions {
  /** Default 10,000; 0 turns the cache off. */
  readonly maxEntries?: number;
  /** A token is verified afresh after this, so that a withdrawn key takes effect. Default 300. */
  readonly maxAgeSeconds?: number;
}
