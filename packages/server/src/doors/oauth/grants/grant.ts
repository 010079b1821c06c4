import type { AppId, Application, GrantFamilyId, Refusal, SessionId, TenantId } from '@gatehouse/model';
import type { AttemptKind, ClientAuthentication } from '@gatehouse/policy';
import type { ClaimsRequest } from '@gatehouse/wire';
import type { Attempt } from '../../../gate/index.js';
import type { RefreshTokenOptions } from '../../../issuance/index.js';
import type { HttpRequest } from '../../http/index.js';
import type { Authority } from '../authority/resolve-authority.js';
import type { OAuthDoor } from '../deps.js';
import type { EndpointVersion } from '../token/read-token-request.js';

/**
 * One way of asking for a token. The pipeline owns every step that all grants share (parameters, tenant, client authentication,
 * scopes, the gate, issuing, answering); a grant reads, proves and redeems only what is its own.
 */
export interface Grant {
  /** The values of `grant_type` that mean it. */
  readonly types: readonly string[];
  /** What its attempts are called at the gate. */
  readonly attempt: AttemptKind;
  /** Reads the grant's own parameters. The client is not authenticated yet: nothing may be spent and nothing told. */
  read(request: TokenRequest, deps: OAuthDoor): Promise<PresentedGrant | Refusal>;
}

/** A token request whose common parameters are read and whose application is known. */
export interface TokenRequest {
  readonly http: HttpRequest;
  /** The endpoint's; ID tokens follow it. */
  readonly version: EndpointVersion;
  readonly authority: Authority;
  readonly application: Application;
  readonly clientId: AppId;
  /** A parameter of the form; undefined when absent or empty. */
  field(name: string): string | undefined;
  readonly claims: ClaimsRequest | undefined;
}

/**
 * How the client must show itself.
 * - `confidential`: it must authenticate. - `public`: it must not. - `spa`: a browser page, which must not either.
 * - `by_registration`: it may leave authentication out when it is registered as a public client.
 */
export type ClientType = 'confidential' | 'public' | 'spa' | 'by_registration';

/** What a grant read. */
export interface PresentedGrant {
  readonly clientType: ClientType;
  /** The tenant that the grant belongs to; null while nobody can tell. */
  readonly tenant: TenantId | null;
  /** The scope parameter that counts; null when only `prove` can tell. */
  readonly scope: string | null;
  /** Who is claimed to be the principal, for the record of a failure. */
  readonly principal: Attempt['principal'];
  /**
   * Proves the grant, after the client is authenticated and before the gate is asked. What is spent here stays spent whatever the
   * gate says.
   */
  prove(client: ProvenClient): Promise<ProvenGrant | Refusal>;
}

export interface ProvenClient {
  readonly application: Application;
  readonly method: ClientAuthentication;
}

/** What a grant proved: who asks, for what, and what follows. */
export interface ProvenGrant {
  readonly tenant: TenantId;
  readonly principal: Exclude<Attempt['principal'], { kind: 'nobody' }>;
  /** The scope parameter that counts. */
  readonly scope: string;
  readonly session: SessionId | null;
  /** Null for what belongs to no act of authorization: tokens of an application itself. */
  readonly family: GrantFamilyId | null;
  /** The nonce that an ID token repeats. */
  readonly nonce: string | null;
  /** The person chose to stay signed in; false when absent. */
  readonly kmsi?: boolean;
  /** Names of ID token claims that the sign-in asked for, beside those of the token request. */
  readonly requestedClaims?: readonly string[];
  /** The address that the person signed in from, where the grant knows it. */
  readonly signInAddress?: string;
  /** Whether and how a refresh token follows. */
  readonly refresh: RefreshPlan | null;
  /** Spends what must be spent only when the gate has said yes; a refusal stops everything. */
  redeem?(): Promise<RefreshPlan | Refusal>;
}

export interface RefreshPlan extends Pick<RefreshTokenOptions, 'generation' | 'platform' | 'origin'> {
  /** Milliseconds since the epoch; absent for a fresh span. */
  readonly expiresAt?: number;
  /** Given even when `offline_access` is not asked for again: whoever presents a refresh token gets its successor. */
  readonly always: boolean;
  /** OpenID scopes that the family holds already. */
  readonly openIdScopes: readonly string[];
  /** The scope parameter that a refresh without scopes means. */
  readonly scope: string;
}
