import type { Application, FederatedIdentityCredential, Refusal } from '@gatehouse/model';
import { refuse } from '@gatehouse/model';
import type { ClientAssertion } from '@gatehouse/wire';
import { compactVerify, importJWK, type JWK } from 'jose';
import { timeFault } from './assertion-times.js';
import type { AuthenticatedClient } from './client.js';
import type { IssuerKeys, Jwk, KeySet } from './issuer-keys.js';
import { type OwnKeys, ownIssuerTenant } from './own-issuer.js';

export interface FederationTools {
  readonly issuerKeys: IssuerKeys;
  readonly keys: OwnKeys;
  readonly baseUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];

/**
 * Verifies an outside issuer's token presented in place of a secret: issuer, subject and audience equal a registered federated
 * credential to the letter, and the issuer's published key signed it.
 * Source: Microsoft identity platform documentation, "workload identity federation".
 */
export async function checkFederatedAssertion(
  application: Application,
  assertion: ClientAssertion,
  tools: FederationTools,
): Promise<AuthenticatedClient | Refusal> {
  const details = { client: application.appId };
  const ownTenant = ownIssuerTenant(assertion.issuer, tools.baseUrl);
  if (ownTenant !== undefined && isUserToken(assertion)) {
    return refuse(700229, 'a token of this platform that speaks of a user', details);
  }
  const credential = matchingCredential(application.federatedIdentityCredentials, assertion);
  if (typeof credential === 'number') return refuse(credential, `no match for ${describe(assertion)}`, details);
  const fault = timeFault(assertion, tools.now, false);
  if (fault !== undefined) return refuse(700027, fault, details);
  const { kid } = assertion.header;
  if (ownTenant !== undefined) {
    const key = kid === undefined ? undefined : await tools.keys.verificationKey(ownTenant, kid);
    const signed = key !== undefined && (await verifies(assertion, key));
    if (!signed) return refuse(700027, 'not signed by this platform', details);
  } else {
    const set = await keysFor(credential, assertion, tools.issuerKeys);
    if (set.kind === 'failed') return refuse(700027, `keys of ${assertion.issuer}: ${set.reason}`, details);
    if (!(await isSignedByOne(assertion, set.keys))) return refuse(700027, 'the signature does not verify', details);
  }
  return { kind: 'authenticated', method: 'federated', credential: credential.id };
}

/** The matching credential, or the number of the error that names the first thing which differs. */
function matchingCredential(
  registered: readonly FederatedIdentityCredential[],
  { issuer, subject, audiences }: ClientAssertion,
): FederatedIdentityCredential | 700211 | 700212 | 700213 {
  const ofIssuer = registered.filter((each) => each.issuer === issuer);
  if (ofIssuer.length === 0) return 700211;
  const ofSubject = ofIssuer.filter((each) => each.subject === subject);
  if (ofSubject.length === 0) return 700213;
  return ofSubject.find((each) => audiences.some((audience) => each.audiences.includes(audience))) ?? 700212;
}

/** Application tokens of this platform name the service principal twice and carry no scopes. */
function isUserToken({ claims }: ClientAssertion): boolean {
  return claims.scp !== undefined || claims.oid !== claims.sub;
}

async function keysFor(
  credential: FederatedIdentityCredential,
  assertion: ClientAssertion,
  issuerKeys: IssuerKeys,
): Promise<KeySet> {
  if (credential.jwks !== undefined) return { kind: 'keys', keys: credential.jwks.keys };
  return issuerKeys.keysOf(assertion.issuer, assertion.header.kid);
}

async function isSignedByOne(assertion: ClientAssertion, keys: readonly Jwk[]): Promise<boolean> {
  const { alg, kid } = assertion.header;
  for (const jwk of keys) {
    if (kid !== undefined && jwk.kid !== kid) continue;
    if (jwk.kty !== (alg.startsWith('ES') ? 'EC' : 'RSA') || jwk.use === 'enc') continue;
    if (await verifies(assertion, jwk)) return true;
  }
  return false;
}

async function verifies(assertion: ClientAssertion, key: Jwk | Parameters<typeof compactVerify>[1]): Promise<boolean> {
  try {
    const usable = isJwk(key) ? await importJWK(publicPart(key), assertion.header.alg) : key;
    await compactVerify(assertion.text, usable, { algorithms });
    return true;
  } catch {
    return false;
  }
}

function isJwk(key: object): key is Jwk {
  return 'kty' in key;
}

/** Only the public part is used, whatever an issuer publishes; `alg` and `key_ops` of the set do not bind us. */
function publicPart({ kty, n, e, crv, x, y }: Jwk): JWK {
  return Object.fromEntries(Object.entries({ kty, n, e, crv, x, y }).filter(([, value]) => value !== undefined)) as JWK;
}

function describe({ issuer, subject, audiences }: ClientAssertion): string {
  return `issuer ${issuer}, subject ${subject}, audience ${audiences.join(' ')}`;
}
