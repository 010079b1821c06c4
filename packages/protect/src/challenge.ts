import type { CallerAction, ProtectError, ProtectErrorCode } from './errors/index.js';

/** The answer to a refused request. */
export interface Challenge {
  readonly status: 401 | 403 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RefusalBody;
}

/** JSON body of a refusal. Nothing in it comes from the request. */
export interface RefusalBody {
  readonly error: string;
  readonly error_description: string;
  readonly code: ProtectErrorCode;
  readonly action: CallerAction;
}

/** What a challenge says about the API itself. */
export interface ChallengeIdentity {
  /** Where a client may ask for a token. */
  readonly authorizationUri: string;
  /** Client id of the API. */
  readonly clientId?: string;
}

const retryAfterSeconds = 5;

/**
 * Says a refusal in HTTP: status, `WWW-Authenticate` (RFC 6750 §3; Microsoft identity platform documentation: claims
 * challenges) and a JSON body. A fault of ours (503) is no challenge: the token may be good.
 */
export function challenge(error: ProtectError, identity: ChallengeIdentity): Challenge {
  const headers: Record<string, string> =
    error.status === 503
      ? { 'Retry-After': String(retryAfterSeconds) }
      : { 'WWW-Authenticate': bearerChallenge(error, identity) };
  const name = error.bearerError ?? (error.status === 503 ? 'temporarily_unavailable' : 'unauthorized');
  const body = { error: name, error_description: error.message, code: error.code, action: error.action };
  return { status: error.status, headers, body };
}

function bearerChallenge(error: ProtectError, { authorizationUri, clientId }: ChallengeIdentity): string {
  const parameters: [string, string | undefined][] = [
    // An empty realm, because the authorization URI is the one for all tenants.
    ['realm', ''],
    ['authorization_uri', authorizationUri],
    ['client_id', clientId],
    ['error', error.bearerError],
    ['error_description', error.bearerError === undefined ? undefined : error.message],
    ['scope', error.scope],
    // Standard base64, padded: clients decode it with plain atob.
    ['claims', error.claims === undefined ? undefined : Buffer.from(error.claims).toString('base64')],
  ];
  const present = parameters.filter(([, value]) => value !== undefined);
  return `Bearer ${present.map(([name, value]) => `${name}="${value}"`).join(', ')}`;
}
