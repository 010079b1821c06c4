import { hash, timingSafeEqual } from 'node:crypto';
import { type PasswordCredential, type Refusal, refuse } from '@gatehouse/model';
import type { AuthenticatedClient, ClientToAuthenticate } from './client.js';

/**
 * Compares a client secret with every secret the client has. Secrets are made by the platform with more than 128 bits, so one fast
 * digest is enough; which of them matched, and how far, does not show in the time taken.
 * @param now milliseconds since the epoch.
 */
export function checkSecret(client: ClientToAuthenticate, secret: string, now: number): AuthenticatedClient | Refusal {
  const { application, servicePrincipal } = client;
  const details = { client: application.appId };
  const digest = hash('sha256', secret, 'buffer');
  const candidates = [...application.passwordCredentials, ...(servicePrincipal?.passwordCredentials ?? [])];
  let found: PasswordCredential | undefined;
  for (const candidate of candidates) {
    const expected = Buffer.from(candidate.digest, 'base64url');
    const same = expected.length === digest.length && timingSafeEqual(expected, digest);
    // The same secret may stand in two entries; one in date wins.
    if (same && (found === undefined || !inDate(found, now))) found = candidate;
  }
  if (found === undefined) return refuse(7000215, 'no secret of the application has this value', details);
  if (found.endAt <= now) return refuse(7000222, `secret ${found.keyId} has expired`, details);
  if (found.startAt > now) return refuse(7000215, `secret ${found.keyId} is not valid yet`, details);
  return { kind: 'authenticated', method: 'secret', credential: found.keyId };
}

function inDate(credential: PasswordCredential, now: number): boolean {
  return credential.startAt <= now && now < credential.endAt;
}
