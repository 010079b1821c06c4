import { type ClaimsRequest, encodeClientInfo, type TokenResponse, tokenResponse } from '@gatehouse/wire';
import type { AuthenticatedClient } from '../../../credentials/clients/index.js';
import type { Admission } from '../../../gate/index.js';
import { accessToken, type Issuance, idToken, refreshToken } from '../../../issuance/index.js';
import type { ProvenGrant, RefreshPlan } from '../grants/grant.js';
import type { EndpointVersion } from './read-token-request.js';

export interface TokensToIssue {
  readonly client: AuthenticatedClient;
  readonly proven: ProvenGrant;
  /** The endpoint's. */
  readonly version: EndpointVersion;
  readonly refresh: RefreshPlan | null;
  /** As granted. */
  readonly openIdScopes: readonly string[];
  readonly withIdToken: boolean;
  /** The address that the person signed in from, where it is known. */
  readonly signInAddress: string | undefined;
  /** The `scope` of the answer; null leaves it out. */
  readonly scope: string | null;
  readonly claims: ClaimsRequest | undefined;
  readonly wantsClientInfo: boolean;
}

/** Issues what was granted and makes the body of the answer. */
export async function issueTokens(
  issuance: Pick<Issuance, 'issue'>,
  admission: Admission,
  wanted: TokensToIssue,
): Promise<TokenResponse> {
  const { proven, scope, signInAddress } = wanted;
  const [access, identity, refresh] = await Promise.all([
    issuance.issue(
      admission,
      accessToken({
        family: proven.family,
        clientAuthentication: wanted.client.method,
        signInAddress,
        ...(proven.session === null ? {} : { session: proven.session }),
      }),
    ),
    issueIdToken(issuance, admission, wanted),
    issueRefreshToken(issuance, admission, wanted),
  ]);
  return tokenResponse({
    accessToken: access.token,
    expiresIn: access.expiresIn,
    ...(scope === null ? {} : { scope }),
    ...(identity === undefined ? {} : { idToken: identity }),
    ...(refresh === undefined ? {} : { refreshToken: refresh.token }),
    // Only where the end is fixed does a client need to know it.
    ...(refresh === undefined || wanted.refresh?.platform !== 'spa'
      ? {}
      : { refreshTokenExpiresIn: refresh.expiresIn }),
    ...clientInfo(wanted),
  });
}

async function issueIdToken(
  issuance: Pick<Issuance, 'issue'>,
  admission: Admission,
  { proven, version, withIdToken, claims, signInAddress }: TokensToIssue,
): Promise<string | undefined> {
  if (!withIdToken) return undefined;
  const recipe = idToken({
    version,
    nonce: proven.nonce,
    kmsi: proven.kmsi ?? false,
    requestedClaims: [...new Set([...(proven.requestedClaims ?? []), ...(claims?.idToken.keys() ?? [])])],
    signInAddress,
    ...(proven.session === null ? {} : { session: proven.session }),
    ...(proven.family === null ? {} : { family: proven.family }),
  });
  return issuance.issue(admission, recipe);
}

async function issueRefreshToken(
  issuance: Pick<Issuance, 'issue'>,
  admission: Admission,
  { proven, refresh, openIdScopes }: TokensToIssue,
): Promise<{ readonly token: string; readonly expiresIn: number } | undefined> {
  if (refresh === null || proven.family === null) return undefined;
  // OIDC Core §11: a refresh token is what `offline_access` asks for.
  if (!refresh.always && !openIdScopes.includes('offline_access')) return undefined;
  const { always: _, ...plan } = refresh;
  const held = [...new Set([...plan.openIdScopes, ...openIdScopes])];
  const { family, kmsi = false, signInAddress } = proven;
  const known = signInAddress === undefined ? {} : { signInAddress };
  return issuance.issue(admission, refreshToken({ ...plan, ...known, family, kmsi, openIdScopes: held }));
}

/** By object id and tenant clients know one account across applications (Microsoft identity platform documentation, client_info). */
function clientInfo({ proven, wantsClientInfo }: TokensToIssue): { readonly clientInfo?: string } {
  if (!wantsClientInfo || proven.principal.kind !== 'user') return {};
  return { clientInfo: encodeClientInfo(proven.principal.id, proven.tenant) };
}
