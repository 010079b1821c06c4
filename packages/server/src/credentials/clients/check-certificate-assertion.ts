import { type KeyObject, X509Certificate } from 'node:crypto';
import { type KeyCredential, type Refusal, refuse } from '@gatehouse/model';
import type { ClientAssertion } from '@gatehouse/wire';
import { compactVerify } from 'jose';
import { timeFault } from './assertion-times.js';
import type { AuthenticatedClient, ClientToAuthenticate } from './client.js';
import { isOwnAudience } from './own-issuer.js';

const algorithms = ['PS256', 'RS256'];

/**
 * Verifies an assertion that the client signed with a registered certificate (RFC 7523 §3). A repeated `jti` is not refused: clients
 * reuse one assertion until it ends, which RFC 7523 §3 rule 7 allows the server to accept.
 */
export async function checkCertificateAssertion(
  client: ClientToAuthenticate,
  assertion: ClientAssertion,
  { baseUrl, now }: { readonly baseUrl: string; readonly now: number },
): Promise<AuthenticatedClient | Refusal> {
  const details = { client: client.application.appId };
  if (assertion.subject !== assertion.issuer) return refuse(700027, 'issuer and subject differ', details);
  if (!isOwnAudience(assertion.audiences, baseUrl, client.tenant)) {
    return refuse(700027, `audience ${assertion.audiences.join(' ')}`, details);
  }
  const fault = timeFault(assertion, now, true);
  if (fault !== undefined) return refuse(700027, fault, details);
  const credential = namedCertificate(client, assertion);
  if (credential === undefined) return refuse(700027, 'no registered certificate has this thumbprint', details);
  if (credential.endAt <= now) return refuse(700027, `certificate ${credential.keyId} has expired`, details);
  if (credential.startAt > now) return refuse(700027, `certificate ${credential.keyId} is not valid yet`, details);
  if (!(await isSigned(assertion, credential))) return refuse(700027, 'the signature does not verify', details);
  return { kind: 'authenticated', method: 'certificate', credential: credential.keyId };
}

/** The certificate named by `x5t#S256`, or by `x5t` where the client sends only that (RFC 7515 §4.1.7, §4.1.8). */
function namedCertificate(client: ClientToAuthenticate, { header }: ClientAssertion): KeyCredential | undefined {
  const registered = [...client.application.keyCredentials, ...(client.servicePrincipal?.keyCredentials ?? [])];
  return registered.find(
    ({ usage, type, thumbprintSha256, thumbprintSha1 }) =>
      usage === 'Verify' &&
      type === 'AsymmetricX509Cert' &&
      (header.x5tS256 === undefined
        ? header.x5t !== undefined && header.x5t === thumbprintSha1
        : header.x5tS256 === thumbprintSha256),
  );
}

/** Parsing a certificate costs more than verifying with it; credentials are immutable, so their keys are kept beside them. */
const publicKeys = new WeakMap<KeyCredential, KeyObject>();

async function isSigned(assertion: ClientAssertion, credential: KeyCredential): Promise<boolean> {
  try {
    const key =
      publicKeys.get(credential) ?? new X509Certificate(Buffer.from(credential.certificate, 'base64')).publicKey;
    publicKeys.set(credential, key);
    await compactVerify(assertion.text, key, { algorithms });
    return true;
  } catch {
    return false;
  }
}
